import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Git } from '../../src/inputs/git.ts';
import type { GitOptions } from '../../src/inputs/git-program.ts';
import { temporaryFolder } from './temporary.ts';

/** What is written at a path: text, bytes, `null` to remove, a link. */
type Content = string | Uint8Array | null | { readonly link: string };
export type Files = Readonly<Record<string, Content>>;

/** Nothing of the machine's own configuration, and the same commits every time. */
export const GIT_ENV: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

const AUTHOR = { NAME: 'Test', EMAIL: 'test@example.test', DATE: '2024-01-01T00:00:00Z' };

/** A git repository in a folder that is gone after the test. */
export class Repository {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** @param folder an empty one to use instead, which then stays */
  static async create(files: Files = {}, folder?: string): Promise<Repository> {
    const repository = new Repository(realpathSync(folder ?? (await temporaryFolder())));
    repository.git('init', '--quiet', '--initial-branch=main');
    // As a server that lets anything reachable be fetched.
    repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    repository.git('config', 'uploadpack.allowFilter', 'true');
    if (Object.keys(files).length > 0) repository.commit(files);
    return repository;
  }

  /** A clone in a folder of its own. */
  static async clone(origin: Repository, ...options: readonly string[]): Promise<Repository> {
    const repository = new Repository(realpathSync(await temporaryFolder()));
    repository.git('clone', '--quiet', ...options, `file://${origin.folder}`, '.');
    return repository;
  }

  git(...args: readonly string[]): string {
    const who = Object.fromEntries(
      ['AUTHOR', 'COMMITTER'].flatMap((role) => Object.entries(AUTHOR).map(([part, value]) => [`GIT_${role}_${part}`, value])),
    );
    const options = { cwd: this.folder, env: { ...GIT_ENV, ...who }, encoding: 'utf8', stdio: 'pipe' } as const;
    return execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], options).trim();
  }

  write(files: Files): void {
    for (const [file, content] of Object.entries(files)) {
      const path = join(this.folder, file);
      rmSync(path, { force: true, recursive: true });
      if (content === null) continue;
      mkdirSync(dirname(path), { recursive: true });
      if (typeof content === 'object' && 'link' in content) symlinkSync(content.link, path);
      else writeFileSync(path, content);
    }
  }

  /** Writes files, commits everything, and gives the commit's name. */
  commit(files: Files, message = 'change'): string {
    this.write(files);
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '-m', message);
    return this.git('rev-parse', 'HEAD');
  }

  /** Opens it, or a folder in it, as apiward does. */
  open(folder = '.', options: Partial<GitOptions> = {}): Promise<Git> {
    return Git.open(join(this.folder, folder), { env: GIT_ENV, ...options });
  }
}
