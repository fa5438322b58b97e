import { spawn } from 'node:child_process';
import { parse } from 'node:path';

/** Why git did not give what it was asked for. */
export type GitFault =
  /** The program is not installed. */
  | 'no-git'
  | 'not-a-repository'
  /** The repository belongs to another user, or says things that apiward does not let git follow. */
  | 'unsafe'
  /** A commit or an object is not in this clone. */
  | 'missing'
  | 'timeout'
  /** The answer is larger than apiward reads. */
  | 'too-large'
  | 'failed';

/** A call of git that failed; the message is one line, fit for users, without credentials. */
export class GitError extends Error {
  override readonly name = 'GitError';
  readonly fault: GitFault;

  constructor(fault: GitFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

export interface GitOptions {
  /** The process's environment; of its `GIT_*` only where configuration and certificates lie is handed on. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Lets git fetch what the clone lacks, with the credentials that the clone has. Default: no connection is opened. */
  readonly network?: boolean;
  /** Longest time of one command, in milliseconds; default 30,000. */
  readonly timeout?: number;
  /** The program; default `git`, found by `PATH`. */
  readonly program?: string;
}

interface Call {
  /** Settings beside those that every call has, `name=value`. */
  readonly settings?: readonly string[];
  readonly input?: string;
  /** This call may fetch, if {@link GitOptions.network} lets any. */
  readonly network?: boolean;
  /** Largest answer, in bytes; default 256 MiB. */
  readonly most?: number;
}

/**
 * Settings that make git run a program, and those that make it trust what it noted of a file over the file itself. A repository may come
 * from anyone, its configuration included.
 */
const SETTINGS: readonly string[] = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.alternateRefsCommand=true',
  'core.gitProxy=',
  'core.ignoreStat=false',
  'core.trustctime=true',
  'core.checkStat=default',
  'submodule.recurse=false',
  'gc.auto=0',
  'maintenance.auto=false',
];

/** Transports that run no program that the configuration names. */
const TRANSPORTS = 'file:git:http:https:ssh';

const KEPT = new Set([
  'GIT_CEILING_DIRECTORIES',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CONFIG_SYSTEM',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
]);

/** Bytes of git's complaints that are kept. */
const MOST_COMPLAINT = 16 * 1024;

/** The `git` program in one folder: without a shell, pager, hooks, prompts or questions, bounded in time and size. */
export class GitProgram {
  readonly directory: string;
  readonly network: boolean;
  readonly #options: GitOptions;

  /** @param directory absolute path */
  constructor(directory: string, options: GitOptions) {
    this.directory = directory;
    this.network = options.network === true;
    this.#options = options;
  }

  /** What a command writes. Its arguments are the program's own words: one that comes from outside must not begin with `-`. */
  async bytes(
    args: readonly string[],
    { settings = [], input = '', network = false, most = 256 * 1024 * 1024 }: Call = {},
  ): Promise<Buffer> {
    const { env, program = 'git', timeout = 30_000 } = this.#options;
    const words = ['--no-pager', '--literal-pathspecs', ...[...SETTINGS, ...settings].flatMap((setting) => ['-c', setting])];
    // Windows looks for programs in the folder that they start in first: it must not be the repository.
    const child = spawn(program, ['-C', this.directory, ...words, ...args], {
      cwd: parse(this.directory).root,
      env: environment(env, network && this.network),
      windowsHide: true,
    });
    return new Promise<Buffer>((resolve, reject) => {
      const chunks: Buffer[] = [];
      let size = 0;
      let complaint = '';
      const stop = (fault: GitFault, message: string): void => {
        clearTimeout(timer);
        // Asked first, so that it ends the programs that it started itself.
        child.kill('SIGTERM');
        setTimeout(() => child.kill('SIGKILL'), 2000).unref();
        // A grandchild may hold the pipes open.
        for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
        child.unref();
        reject(new GitError(fault, message));
      };
      const timer = setTimeout(() => stop('timeout', `git ${args[0]} took longer than ${timeout / 1000} s`), timeout);
      child.on('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        const absent = error.code === 'ENOENT';
        reject(
          new GitError(absent ? 'no-git' : 'failed', absent ? 'the program `git` is not installed' : `git cannot run: ${error.message}`),
        );
      });
      child.stdout.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > most) stop('too-large', `git ${args[0]} gives more than ${most} bytes`);
        else chunks.push(chunk);
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        if (complaint.length < MOST_COMPLAINT) complaint += text;
      });
      child.on('close', (code) => {
        clearTimeout(timer);
        if (code === 0) resolve(Buffer.concat(chunks, size));
        else reject(failure(args[0] ?? '', code, complaint, this.directory));
      });
      // It may end before it has read everything; its exit tells why.
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
    });
  }

  /** The same as text, without the line break at its end. */
  async text(args: readonly string[], call?: Call): Promise<string> {
    return (await this.bytes(args, call)).toString('utf8').replace(/\r?\n$/, '');
  }

  /** The same; undefined when the command says no. @throws GitError when it could not be asked */
  async maybe(args: readonly string[], call?: Call): Promise<string | undefined> {
    try {
      return await this.text(args, call);
    } catch (error) {
      if (error instanceof GitError && (error.fault === 'failed' || error.fault === 'missing')) return undefined;
      throw error;
    }
  }
}

function environment(env: GitOptions['env'], network: boolean): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(?:GIT_|LC_|LANG|SSH_ASKPASS)/i.test(name) || KEPT.has(name));
  return {
    ...Object.fromEntries(kept),
    // Its messages are read.
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: network ? '0' : '1',
    // What older versions go by; nothing has this name.
    GIT_ALLOW_PROTOCOL: network ? TRANSPORTS : 'none',
  };
}

function failure(command: string, code: number | null, complaint: string, directory: string): GitError {
  if (/dubious ownership|unsafe repository/.test(complaint)) {
    const advice = `run \`git config --global --add safe.directory ${directory}\` if you trust it`;
    return new GitError('unsafe', `git refuses the repository, since another user owns it: ${advice}`);
  }
  if (/not a git repository/i.test(complaint)) return new GitError('not-a-repository', `${directory} is not in a git repository`);
  if (/promisor remote|lazy fetching disabled/i.test(complaint))
    return new GitError('missing', 'the clone is partial and does not hold all files of the base');
  const lines = complaint.split('\n').map((line) => line.trim());
  const said = lines.find((line) => /^(?:fatal|error):/.test(line)) ?? lines.find((line) => line !== '') ?? `it ended with ${code}`;
  const message = said.replace(/^(?:fatal|error): /, '').slice(0, 300);
  return new GitError('failed', `git ${command} failed: ${withoutCredentials(message)}`);
}

/** A remote's address may hold a token. */
function withoutCredentials(text: string): string {
  return text.replace(/:\/\/[^/@\s]{1,400}@/g, '://***@');
}
