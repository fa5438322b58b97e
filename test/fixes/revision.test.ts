import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineIndex } from '../../src/documents/lines.ts';
import type { TextEdit } from '../../src/findings/finding.ts';
import { Revision } from '../../src/fixes/revision.ts';
import { splice } from '../../src/fixes/splice.ts';
import { temporaryFolder } from '../support/temporary.ts';

function editOf(text: string, start: number, end: number, newText: string): TextEdit {
  return { file: 'a.yaml', range: lineIndex(text).range({ start, end }), newText };
}

const lines = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1}\n`).join('');

describe('the unified diff', () => {
  test.each<
    readonly [name: string, text: string, edits: readonly (readonly [start: number, end: number, newText: string])[], hunks: string]
  >([
    ['a line in the middle', lines(9), [[8, 9, 'five']], '@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n'],
    ['a line more at the start', '1\n2\n', [[0, 0, '0\n']], '@@ -1,2 +1,3 @@\n+0\n 1\n 2\n'],
    ['a line more at the end', '1\n2\n', [[3, 3, '\n3']], '@@ -1,2 +1,3 @@\n 1\n 2\n+3\n'],
    ['a line less', '1\n2\n3\n', [[2, 4, '']], '@@ -1,3 +1,2 @@\n 1\n-2\n 3\n'],
    ['everything', '1\n', [[0, 2, '']], '@@ -1,1 +0,0 @@\n-1\n'],
    [
      'no line feed at the end',
      '1\n2',
      [[3, 3, '\n3']],
      '@@ -1,2 +1,3 @@\n 1\n-2\n\\ No newline at end of file\n+2\n+3\n\\ No newline at end of file\n',
    ],
    [
      'two edits of one line',
      'a b\n',
      [
        [0, 1, 'x'],
        [2, 3, 'z'],
      ],
      '@@ -1,1 +1,1 @@\n-a b\n+x z\n',
    ],
    [
      'near ones in one hunk',
      lines(9),
      [
        [0, 1, 'a'],
        [14, 15, 'h'],
      ],
      '@@ -1,9 +1,9 @@\n-1\n+a\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+h\n 9\n',
    ],
    [
      'far ones in two',
      lines(9),
      [
        [0, 1, 'a'],
        [16, 17, 'i'],
      ],
      '@@ -1,4 +1,4 @@\n-1\n+a\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+i\n',
    ],
    ['CRLF', 'a\r\nb\r\n', [[0, 1, 'x']], '@@ -1,2 +1,2 @@\n-a\r\n+x\r\n b\r\n'],
    ['nothing', 'a\n', [], ''],
  ])('%s', (_, text, edits, hunks) => {
    const revision = new Revision(text);
    revision.make({ made: edits.map(([start, end, newText]) => editOf(text, start, end, newText)) });
    expect(revision.diff('a.yaml')).toBe(hunks === '' ? '' : `--- a/a.yaml\n+++ b/a.yaml\n${hunks}`);
  });

  test('is what git applies, after several rounds', { timeout: 60_000 }, async () => {
    const folder = await temporaryFolder({});
    const content = fc
      .array(fc.constantFrom('a', 'b', 'c', '\n', '\n', ' '), { minLength: 1, maxLength: 60 })
      .map((letters) => letters.join(''));
    const choice = fc.tuple(fc.nat(), fc.nat(4), fc.constantFrom('', 'x', '\n', 'y\n', '\nz', 'u\nv'));
    const samples = fc.sample(fc.tuple(content, fc.array(fc.array(choice, { maxLength: 3 }), { maxLength: 3 })), { numRuns: 40, seed: 7 });
    for (const [text, rounds] of samples) {
      const revision = new Revision(text);
      for (const choices of rounds) {
        const before = revision.text;
        const splices = choices
          .map(([at, length, newText]) => ({ start: at % (before.length + 1), length, text: newText }))
          .sort((a, b) => a.start - b.start)
          .map(({ start, length, text: newText }) => ({ start, end: Math.min(before.length, start + length), text: newText }))
          .filter((one, index, all) => index === 0 || (all[index - 1]?.end ?? 0) < one.start);
        revision.make({ made: splices.map(({ start, end, text: newText }) => editOf(before, start, end, newText)) });
        expect(revision.text).toBe(splice(before, splices));
      }
      const diff = revision.diff('a.yaml');
      if (revision.text === text) continue;
      writeFileSync(`${folder}/a.yaml`, text);
      execFileSync('git', ['apply', '--unidiff-zero', '--whitespace=nowarn', '-'], { cwd: folder, input: diff });
      expect(readFileSync(`${folder}/a.yaml`, 'utf8')).toBe(revision.text);
    }
  });
});

test('lines are known by where they were', () => {
  const revision = new Revision('a\nb\nc\n');
  revision.make({ made: [editOf('a\nb\nc\n', 1, 1, '\nx\ny')] });
  expect(revision.text).toBe('a\nx\ny\nb\nc\n');
  expect([1, 2, 3, 4, 5, 99].map((line) => revision.originalLine(line))).toEqual([1, 1, 1, 2, 3, 3]);
});
