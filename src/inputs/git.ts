import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { GitError, type GitOptions, GitProgram } from './git-program.ts';

/** Largest commit object that is read, in bytes. */
const COMMIT_BYTES = 1024 * 1024;

/** Settings of a repository that matter for reading it. */
interface RepositoryConfig {
  /** Programs that `.gitattributes` can name, turned off: `name=value` each. */
  readonly withoutFilters: readonly string[];
  /** Links are checked out as links. */
  readonly symlinks: boolean;
  /** The remote that a partial clone gets its missing objects from. */
  readonly promisor: string | undefined;
}

/** The git repository that a folder belongs to, read only: nothing in it is run, and of its files nothing is written but what is fetched. */
export class Git {
  readonly program: GitProgram;
  readonly config: RepositoryConfig;
  /** The folder's path in the repository: `''` for the root, no slash at its ends. */
  readonly folder: string;

  private constructor(program: GitProgram, config: RepositoryConfig, folder: string) {
    this.program = program;
    this.config = config;
    this.folder = folder;
  }

  /**
   * @param directory absolute path of a folder in the repository's working tree
   * @throws GitError when there is no git, no repository, or one that cannot be trusted
   */
  static async open(directory: string, options: GitOptions): Promise<Git> {
    const real = realOf(directory);
    const program = new GitProgram(real, options);
    const [top, below, config] = await Promise.all([
      program.text(['rev-parse', '--show-toplevel']),
      program.text(['rev-parse', '--show-prefix']),
      readConfig(program),
    ]);
    // The configuration may name another working tree.
    if (realOf(resolve(top, below)) !== real) {
      throw new GitError('unsafe', `${directory} is not in the working tree of its git repository`);
    }
    return new Git(program, config, below.replace(/\/$/, ''));
  }

  /** The full name of the commit that a revision means; undefined when it means none here. */
  async commit(revision: string): Promise<string | undefined> {
    if (!isRevision(revision)) return undefined;
    const name = await this.program.maybe(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
    return name !== undefined && isObjectName(name) ? name : undefined;
  }

  /** Whether a commit is in this clone. */
  async has(commit: string): Promise<boolean> {
    return isObjectName(commit) && (await this.program.maybe(['cat-file', '-e', `${commit}^{commit}`])) !== undefined;
  }

  /** A commit's parents as it names them, though a shallow clone may not hold them; empty for a first commit and for none. */
  async parents(commit: string): Promise<readonly string[]> {
    if (!isObjectName(commit)) return [];
    const text = await this.program.maybe(['cat-file', 'commit', commit], { most: COMMIT_BYTES });
    const header = (text ?? '').split('\n\n', 1)[0] ?? '';
    return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match[1] ?? '');
  }

  /** The best common ancestor; undefined when there is none or a shallow clone does not show it. */
  async mergeBase(one: string, other: string): Promise<string | undefined> {
    if (!isObjectName(one) || !isObjectName(other)) return undefined;
    const found = await this.program.maybe(['merge-base', one, other]);
    return found !== undefined && isObjectName(found) ? found : undefined;
  }

  /**
   * Brings a single commit and its files into the clone, without history, when that is allowed.
   * @throws GitError `missing` when it is neither here nor to be had
   */
  async ensure(commit: string): Promise<void> {
    if (await this.has(commit)) return;
    const short = commit.slice(0, 7);
    if (!isObjectName(commit) || !this.program.network) throw new GitError('missing', `the commit ${short} is not in this clone`);
    try {
      await this.#fetch(['--depth=1', await this.#remote(), commit]);
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      throw new GitError('missing', `the commit ${short} is not in this clone and could not be fetched: ${error.message}`);
    }
    if (!(await this.has(commit))) throw new GitError('missing', `the commit ${short} is not in this clone, nor where it was fetched from`);
  }

  /** Brings objects that a partial clone left out, all at once: git itself would ask for one after the other. */
  async prefetch(objects: readonly string[]): Promise<void> {
    const { promisor } = this.config;
    if (promisor === undefined || !this.program.network || objects.length === 0) return;
    await this.#fetch(['--filter=blob:none', '--stdin', promisor], `${objects.filter(isObjectName).join('\n')}\n`);
  }

  async #fetch(args: readonly string[], input?: string): Promise<void> {
    const remote = args.find((word) => !word.startsWith('-')) ?? '';
    await this.program.bytes(['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', ...args], {
      network: true,
      ...(input !== undefined && { input }),
      settings: ['fetch.negotiationAlgorithm=noop', `remote.${remote}.uploadpack=git-upload-pack`],
    });
  }

  async #remote(): Promise<string> {
    const remotes = ((await this.program.maybe(['remote'])) ?? '').split('\n').filter(isRemote);
    const remote = remotes.includes('origin') ? 'origin' : remotes[0];
    if (remote === undefined) throw new GitError('failed', 'the repository has no remote');
    return remote;
  }
}

/** Something that git may be asked for as a revision: never an option. */
function isRevision(text: string): boolean {
  return text !== '' && text.length <= 1000 && !text.startsWith('-') && !/[\0\r\n]/.test(text);
}

/** A full SHA-1 or SHA-256 name. */
export function isObjectName(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

function isRemote(name: string): boolean {
  return /^[A-Za-z0-9_][\w./-]*$/.test(name);
}

async function readConfig(program: GitProgram): Promise<RepositoryConfig> {
  const wanted = '^(filter\\..*|core\\.symlinks|remote\\..*\\.promisor|extensions\\.partialclone)$';
  const text = (await program.maybe(['config', '--null', '--get-regexp', wanted])) ?? '';
  const drivers = new Set<string>();
  let symlinks = true;
  let promisor: string | undefined;
  for (const entry of text.split('\0')) {
    const [key = '', value = ''] = split(entry);
    const driver = /^filter\.(.*)\.[a-z]+$/s.exec(key)?.[1];
    const remote = /^remote\.(.*)\.promisor$/s.exec(key)?.[1];
    if (driver !== undefined) drivers.add(driver);
    else if (key === 'core.symlinks') symlinks = !/^(?:false|no|off|0)$/i.test(value);
    else if (key === 'extensions.partialclone' && isRemote(value)) promisor = value;
    else if (remote !== undefined && isRemote(remote)) promisor = remote;
  }
  const odd = [...drivers].find((driver) => driver.includes('='));
  if (odd !== undefined) throw new GitError('unsafe', 'the repository names a filter with `=` in its name, which cannot be turned off');
  const withoutFilters = [...drivers].flatMap((driver) => [
    `filter.${driver}.clean=`,
    `filter.${driver}.smudge=`,
    `filter.${driver}.process=`,
    `filter.${driver}.required=false`,
  ]);
  return { withoutFilters, symlinks, promisor };
}

function split(entry: string): [key: string, value: string] {
  const at = entry.indexOf('\n');
  return at === -1 ? [entry, 'true'] : [entry.slice(0, at), entry.slice(at + 1)];
}

function realOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
