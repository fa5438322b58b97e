import { describe, expect, test } from 'vitest';
import { lineIndex } from '../../src/documents/lines.ts';
import { parseDocuments } from '../../src/documents/parse.ts';
import { parseOne, positionOf, problemsOf } from './support.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, bigEndian: boolean): Uint8Array => {
  const units = [0xfeff, ...Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))];
  return Uint8Array.from(units.flatMap((unit) => (bigEndian ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8])));
};

describe('accepted', () => {
  test.each([
    ['UTF-8', utf8('é: 1\né: 2\n')],
    ['UTF-8 with a byte order mark', utf8('\ufeffé: 1\né: 2\n')],
    ['UTF-16 little endian', utf16('é: 1\né: 2\n', false)],
    ['UTF-16 big endian', utf16('é: 1\né: 2\n', true)],
    ['text with a byte order mark', '\ufeffé: 1\né: 2\n'],
  ])('%s', (_name, bytes) => {
    const document = parseOne('a.yaml', bytes);
    expect(document.text).toBe('é: 1\né: 2\n');
    expect(document.value).toEqual({ é: 2 });
    expect(problemsOf(document)).toEqual(['2:1 duplicate-key']);
  });

  test('JSON with a byte order mark', () => {
    expect(parseOne('a.json', utf8('\ufeff{"a":1}')).value).toEqual({ a: 1 });
  });
});

describe('refused with the place', () => {
  const broken = (before: string, ...bytes: number[]): Uint8Array => Uint8Array.from([...utf8(before), ...bytes, 10]);
  test.each([
    ['a stray continuation byte', broken('a: 1\nb: é😀', 0x80), '2:7'],
    ['Latin-1', broken('a: caf', 0xe9), '1:7'],
    ['an overlong form', broken('a: ', 0xc0, 0xaf), '1:4'],
    ['a surrogate in UTF-8', broken('a: ', 0xed, 0xa0, 0x80), '1:4'],
    ['above U+10FFFF', broken('\ufeffa: ', 0xf4, 0x90, 0x80, 0x80), '1:4'],
    ['a cut sequence', broken('a: ', 0xf0, 0x9f), '1:4'],
    ['NUL', utf8('a: 1\nb: \0'), '2:4'],
    ['UTF-16 without a byte order mark', utf16('a: 1', false).subarray(2), '1:2'],
    ['a lone surrogate in UTF-16', utf16('a: \ud800 x', false), '1:4'],
  ])('%s', (_name, bytes, position) => {
    for (const file of ['a.yaml', 'a.json']) {
      const document = parseOne(file, bytes);
      expect(document.value).toBeUndefined();
      expect(problemsOf(document)).toEqual([`${position} encoding`]);
    }
  });

  test('a file over the size limit', () => {
    const [document] = parseDocuments('a.json', '[1,2,3,4]', { bytes: 8 });
    expect(document?.problems).toEqual([
      {
        kind: 'limit',
        message: 'The file is larger than 8 bytes and was not read; if it is meant, raise `limits.file-bytes` in the policy.',
        at: { start: 0, end: 0 },
      },
    ]);
  });
});

test('LF, CRLF and CR end lines', () => {
  const lines = lineIndex('ab\ncd\r\nef\rgh\n');
  const table = {
    0: '1:1',
    2: '1:3',
    3: '2:1',
    5: '2:3',
    6: '2:4',
    7: '3:1',
    10: '4:1',
    11: '4:2',
    12: '4:3',
    13: '5:1',
    99: '5:1',
    [-1]: '1:1',
  };
  for (const [offset, expected] of Object.entries(table)) {
    const { line, column } = lines.position(Number(offset));
    expect(`${line}:${column}`, offset).toBe(expected);
  }
  expect(lines.range({ start: 3, end: 5 })).toEqual({ start: { line: 2, column: 1 }, end: { line: 2, column: 3 } });
});

test('CRLF does not shift the lines of problems', () => {
  const document = parseOne('a.yaml', 'a: 1\r\n\r\nb:\r\n  c: 1\r\n  c: 2\r\n');
  expect(positionOf(document, document.problems[0]?.at.start ?? 0)).toBe('5:3');
});
