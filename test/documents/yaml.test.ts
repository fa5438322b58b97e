import { describe, expect, test } from 'vitest';
import { parseDocuments } from '../../src/documents/parse.ts';
import { parseOne, positionOf, problemsOf, textAt } from './support.ts';

describe('values under the core schema', () => {
  test.each([
    ['a: yes\non: off\nNO: y', { a: 'yes', on: 'off', NO: 'y' }],
    ['200: ok\n404: {x: 1}\n0200: z', { '200': 'ok', '404': { x: 1 }, '0200': 'z' }],
    ['true: a\n1.0: b\nnull: c', { true: 'a', '1.0': 'b', null: 'c' }],
    ['~: a', { null: 'a' }],
    [': a', { null: 'a' }],
    ['a: 2020-01-01\nb: 2020-01-01T00:00:00Z', { a: '2020-01-01', b: '2020-01-01T00:00:00Z' }],
    [
      '[1, -2, +3, 0o17, 0x1F, 1.5, .5, 1., 1e3, -.inf, 12:30, 1_000, 0b1]',
      [1, -2, 3, 15, 31, 1.5, 0.5, 1, 1000, -Infinity, '12:30', '1_000', '0b1'],
    ],
    ['[12345678901234567890, 3.0.0, "3.0", 1e, 0x]', [12345678901234567000, '3.0.0', '3.0', '1e', '0x']],
    ['[true, True, TRUE, tRue, false, null, Null, ~, "", nul]', [true, true, true, 'tRue', false, null, null, null, '', 'nul']],
    ['a:\nb: ""', { a: null, b: '' }],
    ['a: !!str 200\nb: !!int "3"\nc: !custom {x: 1}\nd: !Ref y\ne: ! 5\nf: !u 5', { a: '200', b: 3, c: { x: 1 }, d: 'y', e: '5', f: 5 }],
    ['a: |\n  x\n  y\nb: >-\n  x\n  y\n', { a: 'x\ny\n', b: 'x y' }],
    ["a: 'it''s'\nb: \"\\u00e9\\n\"", { a: "it's", b: 'é\n' }],
    ['a: &x {b: 1}\nc: *x', { a: { b: 1 }, c: { b: 1 } }],
    ['&k key: 1\nother: {*k : 2}', { key: 1, other: { key: 2 } }],
  ])('%j', (text, expected) => {
    const document = parseOne('a.yaml', text);
    expect(problemsOf(document)).toEqual([]);
    expect(document.value).toEqual(expected);
  });

  test('an alias is the very object of its anchor', () => {
    const { value } = parseOne('a.yaml', 'a: &x {b: 1}\nc: [*x, *x]') as { value: { a: object; c: object[] } };
    expect(value.c[0]).toBe(value.a);
    expect(value.c[1]).toBe(value.a);
  });

  test('__proto__ and constructor are keys like any other', () => {
    const { value } = parseOne('a.yaml', '__proto__: {polluted: true}\nconstructor: 1\ntoString: 2\nb: {<<: {__proto__: 3}}');
    expect(Object.entries(value as object)).toEqual([
      ['__proto__', { polluted: true }],
      ['constructor', 1],
      ['toString', 2],
      ['b', JSON.parse('{"__proto__": 3}')],
    ]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

describe('merge keys', () => {
  test.each([
    [
      'own keys win, before or after',
      '- &b {x: 1, y: 2}\n- {x: 0, <<: *b}\n- {<<: *b, x: 0}',
      [
        { x: 1, y: 2 },
        { x: 0, y: 2 },
        { x: 0, y: 2 },
      ],
    ],
    ['the first source wins', '- &a {x: 1}\n- &b {x: 2, y: 2}\n- {<<: [*a, *b]}', [{ x: 1 }, { x: 2, y: 2 }, { x: 1, y: 2 }]],
    ['inline sources', '<<: {x: 1}\ny: 2', { x: 1, y: 2 }],
    ['a quoted one is a key', '"<<": {x: 1}', { '<<': { x: 1 } }],
    ['merged mappings merge on', '- &a {x: 1}\n- &b {<<: *a, y: 2}\n- {<<: *b}', [{ x: 1 }, { x: 1, y: 2 }, { x: 1, y: 2 }]],
  ])('%s', (_name, text, expected) => {
    const document = parseOne('a.yaml', text);
    expect(problemsOf(document)).toEqual([]);
    expect(document.value).toEqual(expected);
  });
});

describe('duplicate keys are reported and the last one wins', () => {
  test.each([
    ['a: 1\nb: 2\na: 3\n', ['3:1 duplicate-key'], { a: 3, b: 2 }],
    ['x:\r\n  get: 1\r\n  "get": 2\r\n', ['3:3 duplicate-key'], { x: { get: 2 } }],
    ['{a: 1, b: {a: 1}, a: 2}', ['1:19 duplicate-key'], { a: 2, b: { a: 1 } }],
    ['200: 1\n"200": 2', ['2:1 duplicate-key'], { '200': 2 }],
    ['constructor: 1\nconstructor: 2', ['2:1 duplicate-key'], { constructor: 2 }],
    ['a: {x: 1}\nb: {x: 1}\n', [], { a: { x: 1 }, b: { x: 1 } }],
    ['b: &b {x: 1}\nc: {<<: *b, x: 2}', [], { b: { x: 1 }, c: { x: 2 } }],
  ])('%j', (text, problems, value) => {
    const document = parseOne('a.yaml', text);
    expect(problemsOf(document)).toEqual(problems);
    expect(document.value).toEqual(value);
  });
});

describe('syntax errors', () => {
  test.each([
    ['', '1:1', 'The file is empty.'],
    ['# nothing\n', '1:1', 'The file is empty.'],
    ['a: 1\n\tb: 2\n', '2:1', 'tab'],
    ['a: "x\n', '2:1', 'a quote or bracket above is not closed'],
    ["a: 'x\n", '2:1', 'a quote or bracket above is not closed'],
    ['a: b: c\n', '1:5', 'mapping'],
    ['a: [1, 2\nb: 3\n', '2:1', 'a quote or bracket above is not closed'],
    ['a: {x: 1', '1:9', 'flow collection'],
    ['a: 1\n b: 2\n', '2:3', 'mapping entry'],
    ['a: *nope\n', '1:4', 'Alias `*nope` has no anchor `&nope` before it.'],
    ['a: &a [*a]\n', '1:8', 'Alias `*a` stands inside its own anchor'],
    ['a: &a {<<: *a}\n', '1:12', 'Alias `*a` stands inside its own anchor'],
    ['? [a, b]\n: 1\n', '1:3', 'A key must be a string'],
    ['{{ template }}: 1', '1:2', 'A key must be a string'],
    ['<<: 5\n', '1:5', 'A merge key (`<<`) takes a mapping or a list of mappings.'],
    ['a: "\\q"\n', '1:6', 'unknown escape'],
    ['a: @x\n', '1:4', ''],
    ['<html><body>\n<p class="x">: y: z</p>', '2:14', ''],
  ])('%j', (text, position, message) => {
    const document = parseOne('a.yaml', text);
    expect(document.value).toBeUndefined();
    expect(problemsOf(document)).toEqual([`${position} syntax`]);
    expect(document.problems[0]?.message).toContain(message);
  });
});

describe('bombs are refused in under a second', () => {
  const nested = (levels: number, make: (level: number) => string): string =>
    Array.from({ length: levels }, (_, level) => make(level)).join('\n');
  test.each([
    [
      'aliases',
      nested(
        30,
        (level) =>
          `a${level}: &a${level} [${Array(9)
            .fill(level === 0 ? 'x' : `*a${level - 1}`)
            .join(', ')}]`,
      ),
      '7:10',
    ],
    [
      'merged lists',
      nested(
        30,
        (level) =>
          `a${level}: &a${level} ${
            level === 0
              ? '{k: 1}'
              : `{<<: [${Array(9)
                  .fill(`*a${level - 1}`)
                  .join(', ')}]}`
          }`,
      ),
      '7:45',
    ],
    [
      'merged chains',
      nested(2000, (level) => `a${level}: &a${level} {${level === 0 ? '' : `<<: *a${level - 1}, `}k${level}: 1}`),
      '447:13',
    ],
    ['flow depth', `a: ${'['.repeat(100_000)}`, '1:517'],
    ['block depth', nested(2000, (level) => `${' '.repeat(level)}a:`), '514:514'],
    ['dashes', '- '.repeat(100_000), '1:1029'],
    ['documents', '--- a\n'.repeat(2_000), '1000:6'],
  ])('%s', (_name, text, position) => {
    const [document, ...others] = parseDocuments('a.yaml', text);
    expect(others).toEqual([]);
    expect(document?.value).toBeUndefined();
    expect(document?.problems.map(({ kind }) => kind)).toEqual(['limit']);
    expect(document === undefined ? '' : positionOf(document, document.problems[0]?.at.start ?? 0)).toBe(position);
  });

  test('ordinary aliases and depth pass', () => {
    expect(problemsOf(parseOne('a.yaml', `a: &a {x: 1}\nb: [${Array(10_000).fill('*a').join(', ')}]`))).toEqual([]);
    expect(problemsOf(parseOne('a.yaml', `${'['.repeat(512)}a${']'.repeat(512)}`))).toEqual([]);
  });
});

describe('streams', () => {
  test('each document has its number, value and places', () => {
    const documents = parseDocuments('a.yaml', '%YAML 1.2\n---\na: &x 1\n---\n# nothing\n---\na: 2\nb: {a: 3}\n...\n---\na: &x 4\nc: *x\n');
    expect(documents.map(({ index, value }) => [index, value])).toEqual([
      [0, { a: 1 }],
      [2, { a: 2, b: { a: 3 } }],
      [3, { a: 4, c: 4 }],
    ]);
    expect(documents.map((document) => positionOf(document, document.locate([['a']])[0]?.key?.start ?? -1))).toEqual([
      '3:1',
      '7:1',
      '11:1',
    ]);
    expect(documents[1] === undefined ? '' : textAt(documents[1], ['b', 'a'])).toBe('a => 3');
  });

  test('an anchor ends with its document', () => {
    expect(problemsOf(parseOne('a.yaml', 'a: &x 1\n---\nb: *x\n'))).toEqual(['3:4 syntax']);
  });

  test('a lone null is a value', () => {
    expect(parseOne('a.yaml', '--- null\n').value).toBeNull();
  });
});
