import { describe, expect, test } from 'vitest';
import { jsonSyntaxError } from '../../src/documents/json-syntax.ts';
import { parseOne, positionOf, problemsOf } from './support.ts';

describe('syntax errors', () => {
  test.each([
    ['', '1:1', 'The file is empty.'],
    ['  \n ', '2:2', 'The file is empty.'],
    ['{"a": 1,}', '1:8', 'Trailing comma before `}`; JSON allows none.'],
    ['[1,\n 2,\n]', '2:3', 'Trailing comma before `]`; JSON allows none.'],
    ['{"a" 1}', '1:6', 'Expected `:` after the key, but found `1`.'],
    ['{"a": 1 "b": 2}', '1:9', 'Expected `,` or `}`, but found `"`.'],
    ['{\r\n  "a": 1\r\n  "b": 2\r\n}', '3:3', 'Expected `,` or `}`, but found `"`.'],
    ['{a: 1}', '1:2', 'Expected a key in double quotes, but found `a`.'],
    ["{'a': 1}", '1:2', "Expected a key in double quotes, but found `'`."],
    ['{"a": \'x\'}', '1:7', 'Strings need double quotes in JSON.'],
    ['{"a": // x\n1}', '1:7', 'Expected a value, but found a comment; JSON has none.'],
    ['{"a": NaN}', '1:7', 'Expected a value, but found `N`.'],
    ['{"a": 01}', '1:7', 'A number has no leading zeros in JSON.'],
    ['{"a": 1.}', '1:9', 'Expected a digit after the decimal point, but found `}`.'],
    ['{"a": 1e}', '1:9', 'Expected a digit in the exponent, but found `}`.'],
    ['{"a": -}', '1:8', 'Expected a digit, but found `}`.'],
    ['{"a": "x\ny"}', '1:9', 'A line break or control character inside a string must be escaped, as `\\n`.'],
    ['{"a": "\\x"}', '1:8', 'JSON has no escape `\\x`; write `\\\\` for a backslash.'],
    ['{"a": "\\u12g4"}', '1:8', '`\\u` needs four hexadecimal digits.'],
    ['{"a": "x', '1:7', 'This string is never closed.'],
    ['{"a": [1, 2', '1:12', 'Expected `,` or `]`, but the text ends.'],
    ['{"a": [1, 2}', '1:12', 'Expected `,` or `]`, but found `}`.'],
    ['{"a": 1}}', '1:9', 'Unexpected text after the end of the JSON value.'],
    ['{"a": 1}\n\n{"b": 2}', '3:1', 'Unexpected text after the end of the JSON value.'],
    ['{"a": \u0001}', '1:7', 'Expected a value, but found `U+0001`.'],
    ['{"é😀": tru}', '1:9', 'Expected a value, but found `t`.'],
    ['openapi: 3.0.0\n', '1:1', 'Expected a value, but found `o`.'],
  ])('%j', (text, position, message) => {
    const document = parseOne('openapi.json', text);
    expect(document.value).toBeUndefined();
    expect(problemsOf(document)).toEqual([`${position} syntax`]);
    expect(document.problems[0]?.message).toBe(message);
    expect(document.locate([[], ['a']]).map(({ exact }) => exact)).toEqual([true, false]);
  });

  test('the checker and JSON.parse agree on mutations of valid text', () => {
    const characters = [...'{}[],:"\\ntrue0123.-+eE u/\'\n\t#é'];
    const disagreements: string[] = [];
    const base = '{"a":[1,2.5e-3,"x\\n\\u00e9",null,true,{}],"b":-0}';
    for (let at = 0; at <= base.length; at++) {
      for (const character of characters) {
        for (const text of [base.slice(0, at) + character + base.slice(at), base.slice(0, at) + character + base.slice(at + 1)]) {
          let valid = true;
          try {
            JSON.parse(text);
          } catch {
            valid = false;
          }
          if ((jsonSyntaxError(text) === undefined) !== valid) disagreements.push(text);
        }
      }
    }
    expect(disagreements).toEqual([]);
  });
});

describe('duplicate keys', () => {
  test.each([
    ['{"a":1,"b":2}', []],
    ['{"a":1,"a":2}', ['1:8 duplicate-key']],
    ['{"a":1,\n "\\u0061":2}', ['2:2 duplicate-key']],
    ['{"a":{"a":1},"b":[{"a":1},{"a":2}]}', []],
    ['{"a":{"x":1,"x":2,"x":3},\r\n"b":{"x":1},"a":0}', ['1:13 duplicate-key', '1:19 duplicate-key', '2:13 duplicate-key']],
    ['{"a":"\\":\\"","b":":","c":"{\\"a\\":1,\\"a\\":2}"}', []],
    ['{"a" : 1, "a\\\\" : 2, "a"\n:3}', ['1:22 duplicate-key']],
    ['{"__proto__":1,"__proto__":2,"constructor":3}', ['1:16 duplicate-key']],
  ])('%j', (text, expected) => {
    const document = parseOne('a.json', text);
    expect(problemsOf(document)).toEqual(expected);
    expect(document.value).toEqual(JSON.parse(text));
  });

  test('the message names the key and says which wins', () => {
    const [problem] = parseOne('a.json', '{"get":1,"get":2}').problems;
    expect(problem?.message).toBe('Key `get` is repeated in this object; the last one wins and the others are silently lost. Keep one.');
    expect(problem?.at).toEqual({ start: 9, end: 14 });
  });

  test('beyond a thousand they are counted', () => {
    const document = parseOne('a.json', `{${Array.from({ length: 2001 }, () => '"a":1').join(',')}}`);
    expect(document.problems).toHaveLength(1000);
    expect(document.problems[999]?.message).toMatch(/ 1000 more repeated keys follow\.$/);
  });
});

test('__proto__ is a key like any other', () => {
  const { value } = parseOne('a.json', '{"__proto__": {"polluted": true}}');
  expect(Object.keys(value as object)).toEqual(['__proto__']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

describe('JSON and YAML are told apart', () => {
  test.each([
    ['a.json', '{"a":1}', 'json'],
    ['a.yaml', '{"a":1}', 'json'],
    ['a.yaml', ' \n [1]', 'json'],
    ['a.yaml', '{a: 1}', 'yaml'],
    ['a.txt', '{a: 1}', 'yaml'],
    ['a.yaml', 'a: 1', 'yaml'],
    ['A.JSON', '{"a":1}', 'json'],
  ])('%s %j', (file, text, format) => {
    const document = parseOne(file, text);
    expect(document.format).toBe(format);
    expect(document.problems).toEqual([]);
  });

  test('what is neither shows the error of what it looks like', () => {
    expect(parseOne('a.yaml', '{"a": 1, "b"').problems[0]?.message).toMatch(/^Not valid YAML: /);
    expect(parseOne('spec', '{"a": 1, "b" "c"}').problems[0]?.message).toBe('Expected `:` after the key, but found `"`.');
  });
});

describe('limits', () => {
  test.each([
    ['arrays', '['.repeat(100_000) + ']'.repeat(100_000), '1:513'],
    ['objects', '{"a":'.repeat(100_000), `1:${512 * 5 + 1}`],
    ['never closed', `{"a":${'['.repeat(100_000)}`, '1:517'],
  ])('depth: %s', (_name, text, position) => {
    const document = parseOne('a.json', text);
    expect(document.value).toBeUndefined();
    expect(problemsOf(document)).toEqual([`${position} limit`]);
    expect(document.problems[0]?.message).toBe('Nested deeper than 512 levels; if it is meant, raise `limits.depth` in the policy.');
  });

  test('512 levels are fine, and brackets in strings do not count', () => {
    expect(problemsOf(parseOne('a.json', '['.repeat(512) + ']'.repeat(512)))).toEqual([]);
    expect(problemsOf(parseOne('a.json', `"${'['.repeat(1000)}"`))).toEqual([]);
  });
});

test('lone surrogates in escapes are text', () => {
  expect(parseOne('a.json', '{"a":"\\ud800"}').value).toEqual({ a: '\ud800' });
});

test('columns count UTF-16 units', () => {
  const document = parseOne('a.json', '{"😀":1,"😀":2}');
  expect(positionOf(document, document.problems[0]?.at.start ?? 0)).toBe('1:9');
});
