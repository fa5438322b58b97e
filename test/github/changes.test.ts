import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDiff, readLocalDiff } from '../../src/github/changes.ts';
import type { GitHubEvent } from '../../src/github/event.ts';
import { gitHubOver } from '../support/github/in-process.ts';
import { MemoryGitHub } from '../support/github/memory.ts';
import { PULL_REQUEST, TARGET } from '../support/github/target.ts';
import { GIT_ENV, Repository } from '../support/repository.ts';

const FILES = [{ filename: 'a.yaml', status: 'modified', patch: '@@ -1 +1 @@\n-a\n+b' }] as const;
const { number: _, ...withoutNumber } = PULL_REQUEST;

async function read(event: GitHubEvent, pullRequests: 'none' | 'read' = 'read') {
  const memory = new MemoryGitHub();
  memory.files = FILES;
  memory.token = { contents: 'read', 'pull-requests': pullRequests, checks: 'none', 'security-events': 'none' };
  const changes = await readDiff(gitHubOver(memory), { ...TARGET, event });
  expect(memory.problems).toEqual([]);
  return { files: changes && [...changes.diff.keys()], calls: memory.calls.map(({ operation }) => operation) };
}

describe('where the diff comes from', () => {
  test.each<[string, GitHubEvent, 'none' | 'read', string[] | undefined, string[]]>([
    ["a pull request's own list", PULL_REQUEST, 'read', ['a.yaml'], ['pulls/list-files']],
    [
      'the comparison, which needs no more than contents',
      PULL_REQUEST,
      'none',
      ['a.yaml'],
      ['pulls/list-files', 'repos/compare-commits-with-basehead'],
    ],
    [
      'the comparison for a merge group',
      { ...withoutNumber, kind: 'merge_group' },
      'none',
      ['a.yaml'],
      ['repos/compare-commits-with-basehead'],
    ],
    ['nowhere for a push', { ...withoutNumber, kind: 'push' }, 'read', undefined, []],
    ['nowhere without a head', { ...withoutNumber, kind: 'merge_group', head: '' }, 'read', undefined, []],
  ])('%s', async (_name, event, permission, files, calls) => {
    expect(await read(event, permission)).toEqual({ files, calls });
  });
});

test('3,000 files are read page by page', async () => {
  const memory = new MemoryGitHub();
  memory.files = Array.from({ length: 3100 }, (_value, index) => ({ ...FILES[0], filename: `${index}.yaml` }));
  const changes = await readDiff(gitHubOver(memory), TARGET);
  expect(changes?.diff.size).toBe(3000);
  expect(changes?.complete).toBe(false);
});

test('a comparison of 300 files may have more', async () => {
  const memory = new MemoryGitHub();
  memory.token = { contents: 'read', 'pull-requests': 'none', checks: 'none', 'security-events': 'none' };
  memory.files = Array.from({ length: 300 }, (_value, index) => ({ ...FILES[0], filename: `${index}.yaml` }));
  expect((await readDiff(gitHubOver(memory), TARGET))?.complete).toBe(false);
});

describe('the clone itself', () => {
  const lines = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('');
  const BASE = {
    'a.yaml': lines(20),
    'apps/two words.yaml': lines(3),
    'é.yaml': lines(3),
    'renamed.yaml': lines(30),
    'gone.yaml': lines(3),
    'same.yaml': lines(3),
    'odd.yaml': '++ b/other.yaml\n--- a/x\n@@ -1 +1 @@\n',
  };

  async function changed() {
    const repository = await Repository.create(BASE);
    const base = repository.git('rev-parse', 'HEAD');
    repository.commit({
      'a.yaml': BASE['a.yaml'].replace('line 5\n', '').replace('line 15\n', 'line 15\nnew\n'),
      'apps/two words.yaml': `${BASE['apps/two words.yaml']}last`,
      'é.yaml': `first\n${BASE['é.yaml']}`,
      'renamed.yaml': null,
      'now.yaml': BASE['renamed.yaml'],
      'gone.yaml': null,
      'added.yaml': 'one\n',
      'odd.yaml': '++ b/other.yaml\n++ b/third.yaml\n--- a/x\n@@ -1 +1 @@\ndiff --git a/y b/y\n',
      'bytes.bin': new Uint8Array([0, 1, 2, 255]),
    });
    return { repository, base };
  }

  test('says what GitHub would', async () => {
    const { repository, base } = await changed();
    const diff = await readLocalDiff(join(repository.folder, 'apps'), base, { env: GIT_ENV });
    const told = [...(diff ?? [])].map(([file, { changed: numbers }]) => [file, numbers]);
    expect(told.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))).toEqual([
      ['a.yaml', [4, 5, 15]],
      ['added.yaml', [1]],
      ['apps/two words.yaml', [4]],
      ['now.yaml', []],
      ['odd.yaml', [2, 5]],
      ['é.yaml', [1]],
    ]);
    expect(diff?.get('a.yaml')?.lines?.get(15)).toMatchObject({ text: 'new', added: true });
    expect(diff?.get('now.yaml')?.lines).toEqual(new Map());
  });

  test.each([
    ['a base that it does not hold', 'd'.repeat(40)],
    ['something that is no commit', '--output=x'],
  ])('says nothing of %s', async (_, base) => {
    const { repository } = await changed();
    expect(await readLocalDiff(repository.folder, base, { env: GIT_ENV })).toBeUndefined();
  });

  test('says nothing where there is no git', async () => {
    const { repository, base } = await changed();
    expect(await readLocalDiff(repository.folder, base, { env: { PATH: '' } })).toBeUndefined();
  });

  test('runs no program that the repository names', async () => {
    const { repository, base } = await changed();
    repository.write({ '.gitattributes': '*.yaml diff=evil\n' });
    repository.git('config', 'diff.evil.textconv', 'touch evil; cat');
    repository.git('config', 'diff.evil.command', 'touch evil');
    repository.git('config', 'diff.external', 'touch evil');
    const diff = await readLocalDiff(repository.folder, base, { env: GIT_ENV });
    expect(diff?.get('added.yaml')?.changed).toEqual([1]);
    expect(repository.git('status', '--porcelain')).toBe('?? .gitattributes');
  });
});
