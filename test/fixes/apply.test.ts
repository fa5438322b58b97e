import { describe, expect, test } from 'vitest';
import type { TextEdit } from '../../src/findings/finding.ts';
import { applyEdits } from '../../src/fixes/apply.ts';
import { asLines } from '../../src/fixes/as-lines.ts';
import { rendered } from './support.ts';

/** `line:column` or `line:column-line:column`. */
function edit(at: string, newText: string, change?: TextEdit['change']): TextEdit {
  const [start, end = start] = at.split('-').map((position) => {
    const [line, column] = position.split(':').map(Number);
    return { line: line ?? 0, column: column ?? 0 };
  }) as [TextEdit['range']['start'], TextEdit['range']['end'] | undefined];
  return { file: 'a.yaml', range: { start, end }, newText, ...(change !== undefined && { change }) };
}

const said = (value: unknown, ...path: (string | number)[]) => ({ document: 0, path, value });

describe('edits are made together', () => {
  test('in any order, the same one once', () => {
    const [s, t] = [edit('2:9', 's', said('https://y', 'b')), edit('1:9', 's', said('https://x', 'a'))];
    const { text, made, left } = applyEdits('a.yaml', 'a: "http://x"\nb: "http://y"\n', [s, t, { ...s }]);
    expect({ text, made: made.length, left }).toEqual({ text: 'a: "https://x"\nb: "https://y"\n', made: 2, left: [] });
  });

  test('of two at one point the first is made and the other left', () => {
    const [one, other] = [edit('1:5', '\nb: 1', said(1, 'b')), edit('1:5', '\nc: 1', said(1, 'c'))];
    expect(applyEdits('a.yaml', 'a: 1\n', [one, other])).toEqual({ text: 'a: 1\nb: 1\n', made: [one], left: [other] });
  });

  test('all that a list holds is not taken away at once', () => {
    const text = 'a: 1\nl:\n  - x\n  - z\n';
    const both = rendered('a.yaml', text, [{ at: ['l', 0] }, { at: ['l', 1] }]);
    expect(both).toHaveLength(2);
    const { text: next, made, left, fault } = applyEdits('a.yaml', text, both);
    expect({ next, made: made.length, left: left.length, fault }).toEqual({
      next: 'a: 1\nl:\n  - z\n',
      made: 1,
      left: 1,
      fault: undefined,
    });
  });

  test.each<readonly [name: string, edit: TextEdit, fault: RegExp]>([
    ['that changes more than it says', edit('1:4-1:5', '2\nb: 1', said(2, 'a')), /more would change/],
    ['that changes something else', edit('1:4-1:5', '2', said(3, 'a')), /more would change/],
    ['that says nothing', edit('1:4-1:5', '2'), /more would change/],
    ['that leaves no document', edit('1:4-1:5', '[', said(2, 'a')), /no longer be readable/],
    ['for a place that is not there', edit('1:5', '', said(2, 'b', 'c')), /more would change/],
    ['outside of the text', edit('9:1', '\nb: 1', said(2, 'b')), /more would change/],
  ])('one %s is not made', (_, wrong, fault) => {
    const result = applyEdits('a.yaml', 'a: 1\n', [wrong]);
    expect(result).toMatchObject({ text: 'a: 1\n', made: [], left: [wrong] });
    expect(result.fault).toMatch(fault);
  });

  test('a change of another document of the stream is one too many', () => {
    const stream = 'a: 1\n---\na: 1\n';
    expect(applyEdits('a.yaml', stream, [edit('3:4-3:5', '2', { document: 1, path: ['a'], value: 2 })]).text).toBe('a: 1\n---\na: 2\n');
    expect(applyEdits('a.yaml', stream, [edit('3:4-3:5', '2', said(2, 'a'))]).fault).toBeDefined();
  });
});

describe('an edit as whole lines', () => {
  test.each<readonly [name: string, text: string, edit: TextEdit, startLine: number, endLine: number, replacement: string]>([
    ['inside a line', 'a: http\nb: 1\n', edit('1:8', 's'), 1, 1, 'a: https'],
    ['a line more', 'a: 1\nb: 1\n', edit('1:5', '\nx: 1'), 1, 1, 'a: 1\nx: 1'],
    ['a line more at the end', 'a: 1\nb: 1', edit('2:5', '\nx: 1'), 2, 2, 'b: 1\nx: 1'],
    ['a line more with CRLF', 'a: 1\r\nb: 1\r\n', edit('1:5', '\r\nx: 1'), 1, 1, 'a: 1\r\nx: 1'],
    ['a line less', 'a: 1\nb: 1\nc: 1\n', edit('2:1-3:1', ''), 2, 2, ''],
    ['two lines less', 'a: 1\nb:\n  - 1\nc: 1\n', edit('2:1-4:1', ''), 2, 3, ''],
    ['the last line less', 'a: 1\nb: 1', edit('1:5-2:5', ''), 1, 2, 'a: 1'],
    ['the end of a line and a line', '[\n  1,\n  2\n]', edit('2:4-3:4', ''), 2, 3, '  1'],
    ['a comma and a line', '{\n  "a": 1\n}', edit('2:9', ',\n  "b": 1'), 2, 2, '  "a": 1,\n  "b": 1'],
    ['whole lines for others', 'a: 1\nb: 1\nc: 1\n', edit('1:1-3:1', 'z: 1\n'), 1, 2, 'z: 1'],
    ['up to the next line, which it joins', 'a: 1\nb: 1\n', edit('1:2-2:1', ''), 1, 2, 'ab: 1'],
  ])('%s', (_, text, one, startLine, endLine, replacement) => {
    expect(asLines(one, text)).toEqual({ startLine, endLine, replacement });
  });
});
