import { describe, expect, test } from 'vitest';
import { frame, SourceLines } from '../../src/reporters/frame.ts';
import { range } from '../support/reports.ts';

/** The frame as it is printed, without line numbers of marks. */
function draw(text: string, at: ReturnType<typeof range>, width = 40): string[] {
  return frame(new SourceLines(text), at, width).map(({ kind, line, text: body }) => `${kind === 'mark' ? ' ' : line}|${body}`);
}

describe('frame', () => {
  test('shows two lines before and after, and underlines the hit', () => {
    expect(draw('one\ntwo\nthree\nfour: 5\nfive\nsix\nseven', range(4, 7, 8))).toEqual([
      '2|two',
      '3|three',
      '4|four: 5',
      ' |      ^',
      '5|five',
      '6|six',
    ]);
  });

  test.each([
    ['first line', 'a: 1\nb', range(1, 1, 2), ['1|a: 1', ' |^', '2|b']],
    ['last line without a break', 'a\nb: 2', range(2, 4, 5), ['1|a', '2|b: 2', ' |   ^']],
    ['blank lines at the edges are left out', '\n\na\n\n\n', range(3, 1, 2), ['3|a', ' |^']],
    ['CRLF', 'a\r\nb\r\nc', range(2, 1, 2), ['1|a', '2|b', ' |^', '3|c']],
    ['a lone CR breaks lines too', 'a\rb\rc', range(2, 1, 2), ['1|a', '2|b', ' |^', '3|c']],
    ['a range over lines is underlined to the end of its first', 'ab: 1\nc', range(1, 2, 1, 2), ['1|ab: 1', ' | ^^^^', '2|c']],
    ['an empty range has one mark', 'abc', range(1, 2, 2), ['1|abc', ' | ^']],
    ['a column behind the end is marked at the end', 'abc', range(1, 99, 100), ['1|abc', ' |   ^']],
    ['tabs are two blanks', '\tkey: 1', range(1, 2, 5), ['1|  key: 1', ' |  ^^^']],
    ['wide characters take two columns', '子供: x', range(1, 1, 3), ['1|子供: x', ' |^^^^']],
    ['combining marks take none', 'e\u0301: x', range(1, 4, 5), ['1|e\u0301: x', ' |  ^']],
    ['control characters are shown', '\u001b[1m: x', range(1, 1, 2), ['1|\\u001b[1m: x', ' |^^^^^^']],
    ['##[ is broken', 'a ##[error]b', range(1, 3, 6), ['1|a #\\u0023[error]b', ' |  ^^^^^^^^']],
    ['empty text', '', range(1, 1, 2), ['1|', ' |^']],
  ])('%s', (_, text, at, expected) => {
    expect(draw(text, at)).toEqual(expected);
  });

  test.each([0, 4, -1])('a line that is not there gives no frame: %s', (line) => {
    expect(draw('a\nb\nc', range(line, 1))).toEqual([]);
  });

  test('a line too long is cut behind', () => {
    const [hit, mark] = draw(`key: ${'x'.repeat(100)}`, range(1, 1, 4), 20);
    expect(hit).toBe(`1|key: ${'x'.repeat(14)}…`);
    expect(mark).toBe(' |^^^');
  });

  test('a hit far to the right is in the middle of a window, and context follows it', () => {
    const lines = draw(`short\n${'a'.repeat(50)}HIT${'b'.repeat(50)}`, range(2, 51, 54), 30);
    expect(lines).toEqual(['2|…aaaaaaaaaaHITbbbbbbbbbbbbbbb…', ' |           ^^^']);
  });

  test('hits all along a 10 MB line', () => {
    const source = new SourceLines(`{"a":"${'x'.repeat(10_000_000)}","b":1}`);
    for (let column = 1; column < 10_000_000; column += 50_000)
      expect(frame(source, range(1, column, column + 5), 80)[0]?.text.length).toBeLessThan(81);
  });
});
