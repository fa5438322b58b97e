import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { baseOf } from '../../src/inputs/base-commit.ts';
import { Repository } from '../support/repository.ts';

const GONE = 'f'.repeat(40);
const ZERO = '0'.repeat(40);

// Each starts many processes.
vi.setConfig({ testTimeout: 60_000 });

let folder = '';
let repository: Repository;
let [fork, one, two, later, merge, newest] = ['', '', '', '', '', ''];

/**
 * main:   root ── fork ── later ───────────── newest
 * branch:           └─ one ── two    merge = later + two
 */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'apiward-base-'));
  repository = await Repository.create({}, folder);
  const root = repository.commit({ a: '1' });
  fork = repository.commit({ a: '2' });
  repository.git('checkout', '--quiet', '-b', 'branch');
  one = repository.commit({ b: '1' });
  two = repository.commit({ b: '2' });
  repository.git('checkout', '--quiet', 'main');
  later = repository.commit({ c: '1' });
  repository.git('checkout', '--quiet', '-b', 'merged');
  repository.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'branch');
  merge = repository.git('rev-parse', 'HEAD');
  repository.git('checkout', '--quiet', 'main');
  newest = repository.commit({ c: '2' });
  for (const [name, commit] of Object.entries({ root, fork, one, two, later, merge, newest }))
    repository.git('branch', `at-${name}`, commit);
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

function checkout(name: string, ...options: readonly string[]): Promise<Repository> {
  return Repository.clone(repository, '--branch', `at-${name}`, ...options);
}

describe('pull_request', () => {
  const kind = 'pull_request';

  test.each([[[]], [['--depth=1']]])('the merge commit is checked out, clone %j: its first parent', async (options) => {
    const clone = await checkout('merge', ...options);
    // The event's base is of the time of the event, and may be older.
    const choice = await baseOf({ kind, base: fork, head: two, sha: merge }, await clone.open());
    expect(choice).toEqual({ kind: 'commit', commit: later, why: 'it is the first parent of the merge commit that is checked out' });
  });

  test('the head with its history: where it left the base', async () => {
    const clone = await checkout('two');
    const choice = await baseOf({ kind, base: later, head: two, sha: merge }, await clone.open());
    expect(choice).toEqual({ kind: 'commit', commit: fork, why: 'it is where the pull request left its base branch' });
  });

  test('a head that is itself a merge of another branch is no merge of GitHub’s', async () => {
    const clone = await checkout('two');
    clone.git('checkout', '--quiet', '-b', 'side', fork);
    clone.commit({ d: '1' });
    clone.git('checkout', '--quiet', 'at-two');
    clone.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'side');
    const head = clone.git('rev-parse', 'HEAD');
    const choice = await baseOf({ kind, base: later, head, sha: GONE }, await clone.open());
    expect(choice).toMatchObject({ kind: 'commit', commit: fork });
  });

  test('the head alone: what GitHub says, else the base branch', async () => {
    const git = await (await checkout('two', '--depth=1')).open();
    const facts = { kind, base: later, head: two, sha: merge };
    const asked: string[][] = [];
    const remote = async (...names: string[]): Promise<string> => {
      asked.push(names);
      return fork;
    };
    expect(await baseOf(facts, git, remote)).toMatchObject({
      kind: 'commit',
      commit: fork,
      why: expect.stringContaining('where the pull'),
    });
    expect(asked).toEqual([[later, two]]);
    const why = 'it is the last of the base branch; where the pull request left that is not in this clone';
    expect(await baseOf(facts, git, async () => undefined)).toEqual({ kind: 'commit', commit: later, why });
    expect(await baseOf(facts, git)).toEqual({ kind: 'commit', commit: later, why });
    expect(await baseOf(facts, git, async () => two)).toMatchObject({ kind: 'unknown' });
  });

  test('a commit that the workflow made on top', async () => {
    const clone = await checkout('two');
    clone.commit({ generated: '1' });
    expect(await baseOf({ kind, base: later, head: two, sha: merge }, await clone.open())).toMatchObject({ kind: 'commit', commit: fork });
  });

  test.each([
    ['the base itself', 'later'],
    ['a newer base', 'newest'],
    ['an older base', 'fork'],
    ['the first commit', 'root'],
    ['an older head', 'one'],
  ] as const)('%s is checked out: comparing that would find nothing', async (_, name) => {
    const git = await (await checkout(name)).open();
    const why = 'what is checked out is not the pull request';
    expect(await baseOf({ kind, base: later, head: two, sha: merge }, git)).toEqual({ kind: 'unknown', why });
  });

  test('a head that is part of the base already', async () => {
    const git = await (await checkout('fork')).open();
    expect(await baseOf({ kind, base: newest, head: fork, sha: merge }, git)).toEqual({
      kind: 'unknown',
      why: 'what is checked out is part of the base branch already',
    });
  });

  test('no repository, no base', async () => {
    expect(await baseOf({ kind, base: GONE, head: ZERO }, undefined)).toMatchObject({ kind: 'commit', commit: GONE });
    const git = await (await checkout('two')).open();
    expect(await baseOf({ kind, head: two }, git)).toEqual({ kind: 'unknown', why: 'the event names no base commit' });
  });
});

describe('pull_request_target', () => {
  const kind = 'pull_request_target';

  test('its default checkout is the base branch, of whatever time', async () => {
    for (const [name, commit] of [
      ['later', later],
      ['newest', newest],
    ] as const) {
      const git = await (await checkout(name)).open();
      expect(await baseOf({ kind, base: later, head: two, sha: commit }, git)).toMatchObject({ kind: 'unknown' });
    }
  });

  test('with the head checked out', async () => {
    const git = await (await checkout('two')).open();
    expect(await baseOf({ kind, base: later, head: two, sha: later }, git)).toMatchObject({ kind: 'commit', commit: fork });
  });
});

test('merge_group: what the group adds to', async () => {
  const git = await (await checkout('merge', '--depth=1')).open();
  const choice = await baseOf({ kind: 'merge_group', base: later, head: merge, sha: merge }, git);
  expect(choice).toEqual({ kind: 'commit', commit: later, why: 'it is what the merge group adds to' });
  for (const name of ['later', 'newest']) {
    const other = await (await checkout(name)).open();
    expect(await baseOf({ kind: 'merge_group', base: later, head: merge, sha: merge }, other)).toMatchObject({ kind: 'unknown' });
  }
});

describe('push', () => {
  test.each([
    ['before', GONE, { kind: 'commit', commit: GONE }],
    ['a new branch', ZERO, { kind: 'none' }],
    ['a payload without it', undefined, { kind: 'none' }],
    ['nothing moved', 'a'.repeat(40), { kind: 'none' }],
  ])('%s', async (_, base, expected) => {
    expect(await baseOf({ kind: 'push', base, head: 'a'.repeat(40), sha: 'a'.repeat(40) }, undefined)).toMatchObject(expected);
  });

  test('a forced push whose former commit is gone: chosen, and then not to be had', async () => {
    const git = await (await checkout('two')).open('.', { network: true });
    expect(await baseOf({ kind: 'push', base: GONE, head: two, sha: two }, git)).toMatchObject({ kind: 'commit', commit: GONE });
    await expect(git.ensure(GONE)).rejects.toMatchObject({ fault: 'missing' });
  });
});

test.each(['schedule', 'workflow_dispatch', 'other'])('%s: nothing to compare with', async (kind) => {
  expect(await baseOf({ kind, sha: GONE }, undefined)).toEqual({
    kind: 'none',
    why: `the event ${kind} proposes no change to compare`,
  });
});

describe('base-ref', () => {
  test.each([
    ['main', () => fork],
    ['origin/main', () => fork],
    ['at-later', () => fork],
    ['at-fork', () => fork],
    ['HEAD~1', () => one],
  ] as const)('%s: where what is checked out left it', async (baseRef, expected) => {
    const git = await (await checkout('two')).open();
    expect(await baseOf({ kind: 'schedule', baseRef }, git)).toMatchObject({ kind: 'commit', commit: expected() });
  });

  test('histories that share nothing are compared all the same', async () => {
    const clone = await checkout('two');
    clone.git('checkout', '--quiet', '--orphan', 'other');
    const other = clone.commit({ z: '1' });
    clone.git('checkout', '--quiet', 'at-two');
    expect(await baseOf({ kind: 'push', baseRef: 'other' }, await clone.open())).toMatchObject({ kind: 'commit', commit: other });
  });

  test.each(['HEAD', 'at-two', 'at-merge'])('%s holds what is checked out: comparing would find nothing', async (baseRef) => {
    const git = await (await checkout('two')).open();
    const why = `what is checked out is part of \`${baseRef}\`, which \`base-ref\` names`;
    expect(await baseOf({ kind: 'push', baseRef }, git)).toEqual({ kind: 'unknown', why });
  });

  test('a commit that is not here may be had elsewhere; anything else is told', async () => {
    const git = await (await checkout('two')).open();
    expect(await baseOf({ kind: 'push', baseRef: GONE }, git)).toMatchObject({ kind: 'commit', commit: GONE });
    expect(await baseOf({ kind: 'push', baseRef: '--upload-pack=x' }, git)).toMatchObject({
      kind: 'unknown',
      why: '`base-ref` names `--upload-pack=x`, which is no revision of this clone: fetch it, or name a commit',
    });
  });
});
