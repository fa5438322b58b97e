import { describe, expect, test } from 'vitest';
import { readDiff } from '../../src/github/changes.ts';
import type { GitHubEvent } from '../../src/github/event.ts';
import { gitHubOver } from '../support/github/in-process.ts';
import { MemoryGitHub } from '../support/github/memory.ts';
import { PULL_REQUEST, TARGET } from '../support/github/target.ts';

const FILES = [{ filename: 'a.yaml', status: 'modified', patch: '@@ -1 +1 @@\n-a\n+b' }] as const;
const { number: _, ...withoutNumber } = PULL_REQUEST;

async function read(event: GitHubEvent, pullRequests: 'none' | 'read' = 'read') {
  const memory = new MemoryGitHub();
  memory.files = FILES;
  memory.token = { contents: 'read', 'pull-requests': pullRequests, checks: 'none', 'security-events': 'none' };
  const diff = await readDiff(gitHubOver(memory), { ...TARGET, event });
  expect(memory.problems).toEqual([]);
  return { files: diff && [...diff.keys()], calls: memory.calls.map(({ operation }) => operation) };
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
  const diff = await readDiff(gitHubOver(memory), TARGET);
  expect(diff?.size).toBe(3000);
});
