import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { checkCheckout } from '../../src/action/checkout.ts';
import { UserError } from '../../src/errors.ts';
import { PULL_REQUEST } from '../support/github/target.ts';
import { temporaryFolder } from '../support/temporary.ts';

const env = { PATH: process.env['PATH'], HOME: '/nonexistent' };

/** A repository with a base, a head on it, a second commit of the base branch, and their merge. */
async function repository() {
  const folder = await temporaryFolder({ a: '1' });
  const git = (...args: string[]): string => {
    const who = ['-c', 'user.name=x', '-c', 'user.email=x@example.com', '-c', 'init.defaultBranch=main', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...who, ...args], { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  };
  const commit = (message: string): string => {
    git('commit', '--allow-empty', '-m', message);
    return git('rev-parse', 'HEAD');
  };
  git('init');
  git('add', '.');
  const base = commit('base');
  git('checkout', '-b', 'feature');
  const head = commit('head');
  git('checkout', 'main');
  const main = commit('main');
  git('merge', '--no-ff', '-m', 'merge', 'feature');
  const merge = git('rev-parse', 'HEAD');
  return { folder, git, base, head, main, merge };
}

describe('what is checked out', () => {
  test.each([
    ['pull_request', 'merge', 'merge', undefined],
    ['pull_request', 'head', 'merge', undefined],
    ['pull_request', 'base', 'merge', UserError],
    ['pull_request', 'main', 'merge', "is not the pull request's"],
    ['pull_request_target', 'head', 'main', undefined],
    ['pull_request_target', 'merge', 'main', undefined],
    ['pull_request_target', 'main', 'main', UserError],
    ['pull_request_target', 'base', 'main', UserError],
    ['push', 'base', 'main', undefined],
  ] as const)('%s with %s', async (kind, at, sha, expected) => {
    const commits = await repository();
    commits.git('checkout', '--detach', commits[at]);
    const event = { ...PULL_REQUEST, kind, base: commits.base, head: commits.head, sha: commits[sha] };
    const found = checkCheckout(commits.folder, event, env);
    if (expected === UserError) await expect(found).rejects.toThrow('so that the pull request would not be judged');
    else if (expected === undefined) expect(await found).toBeUndefined();
    else expect(await found).toContain(expected);
  });

  test('no repository is told, and judged', async () => {
    const event = { ...PULL_REQUEST, kind: 'pull_request_target' } as const;
    expect(await checkCheckout(await temporaryFolder(), event, env)).toContain('It cannot be told which commit is checked out');
    expect(await checkCheckout(await temporaryFolder(), PULL_REQUEST, env)).toBeUndefined();
  });
});
