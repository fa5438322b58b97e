import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffOfFiles, readHunks } from '../../src/github/diff.ts';

const PATCH = `@@ -1,4 +1,5 @@
 one
-two
+2
+2b
 three
 four
@@ -20,3 +21,2 @@ context
 twenty
-gone
 last
\\ No newline at end of file`;

test('lines of the new side, with their hunk', () => {
  const { lines, changed } = readHunks(PATCH.split('\n'));
  expect([...(lines ?? [])].map(([line, { text, added, hunk }]) => [line, text, added, hunk])).toEqual([
    [1, 'one', false, 0],
    [2, '2', true, 0],
    [3, '2b', true, 0],
    [4, 'three', false, 0],
    [5, 'four', false, 0],
    [21, 'twenty', false, 1],
    [22, 'last', false, 1],
  ]);
  // Beside a deletion both neighbours count.
  expect(changed).toEqual([1, 2, 3, 21, 22]);
});

test.each<[string, string, number[], number[]]>([
  ['a new file', '@@ -0,0 +1,2 @@\n+a\n+b', [1, 2], [1, 2]],
  ['one line of no length', '@@ -3 +3 @@\n-a\n+b', [3], [3]],
  ['deletion at the end', '@@ -1,3 +1,1 @@\n a\n-b\n-c', [1], [1]],
  ['everything deleted', '@@ -1,2 +0,0 @@\n-a\n-b', [], []],
  ['text that reads like a header', '@@ -1,1 +1,2 @@\n a\n+@@ -9,9 +99,9 @@', [1, 2], [2]],
  ['an empty line whose blank was lost', '@@ -1,3 +1,3 @@\n a\n\n+c', [1, 2, 3], [3]],
  ['nothing', '', [], []],
  ['no patch at all', 'Binary files differ', [], []],
])('%s', (_, patch, expected, changed) => {
  const read = readHunks(patch.split('\n'));
  expect([...(read.lines?.keys() ?? [])]).toEqual(expected);
  expect(read.changed).toEqual(changed);
});

describe('files of the API', () => {
  test('deleted ones are gone, large ones have unknown lines, renamed ones none', () => {
    const diff = diffOfFiles([
      { filename: 'a.yaml', status: 'modified', patch: PATCH },
      { filename: 'gone.yaml', status: 'removed', patch: '@@ -1 +0,0 @@\n-x' },
      { filename: 'large.json', status: 'modified', changes: 90_000 },
      { filename: 'renamed.yaml', status: 'renamed', changes: 0 },
      null,
      'x',
      { filename: 5 },
    ]);
    expect([...diff.keys()]).toEqual(['a.yaml', 'large.json', 'renamed.yaml']);
    expect(diff.get('large.json')?.lines).toBeUndefined();
    expect(diff.get('renamed.yaml')?.lines?.size).toBe(0);
  });

  test('anything may stand in the answer', () => {
    fc.assert(fc.property(fc.array(fc.jsonValue()), (files) => diffOfFiles(files).size <= files.length));
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('@@ -1 +1 @@', '@@ -1,5 +999999999,9 @@', '+a', '-b', ' c'))), (rows) => {
        const { lines, changed } = readHunks(rows);
        for (const line of changed) expect(lines?.has(line)).toBe(true);
      }),
    );
  });
});
