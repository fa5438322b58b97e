import { describe, expect, test } from 'vitest';
import { parseDocuments } from '../../src/documents/parse.ts';
import { type Asked, edited } from './support.ts';

type Row = readonly [name: string, before: string, asked: Asked | readonly Asked[], after: string];

const set = (value: unknown, ...at: (string | number)[]): Asked => ({ at, set: value });
const remove = (...at: (string | number)[]): Asked => ({ at });

function table(file: string, rows: readonly Row[]): void {
  test.each(rows)('%s', (_, before, asked, after) => {
    expect(edited(file, before, [asked].flat() as Asked[])).toBe(after);
  });
}

describe('YAML: a value is replaced in the quotes that it has', () => {
  table('a.yaml', [
    ['plain', 'url: http://x.y # live\n', set('https://x.y', 'url'), 'url: https://x.y # live\n'],
    ['double', 'url:  "http://x.y"\n', set('https://x.y', 'url'), 'url:  "https://x.y"\n'],
    ['single', "url: 'http://it''s'\n", set("https://it's", 'url'), "url: 'https://it''s'\n"],
    ['escapes stay', 'url: "http:\\/\\/x\\u002ey"\n', set('https://x.y', 'url'), 'url: "https:\\/\\/x\\u002ey"\n'],
    ['boolean', 'open: true\n', set(false, 'open'), 'open: false\n'],
    ['number', 'a:\n  n: 5\n', set(10, 'a', 'n'), 'a:\n  n: 10\n'],
    ['in a block list', 'a:\n- http\n- ws # x\n', set('wss', 'a', 1), 'a:\n- http\n- wss # x\n'],
    ['in a flow list', 'a: [ http,ws ]\n', set('https', 'a', 0), 'a: [ https,ws ]\n'],
    ['in a flow mapping', 'a: {u: http://x, v: 1}\n', set('https://x', 'a', 'u'), 'a: {u: https://x, v: 1}\n'],
    ['quotes where plain would be another value', 'a: x\n', set('true', 'a'), "a: 'true'\n"],
    ['quotes where plain would end', 'a: x\n', set('x: y', 'a'), "a: 'x: y'\n"],
    ['braces outside of flow', 'a: http://{x}.y\n', set('https://{x}.y', 'a'), 'a: https://{x}.y\n'],
    ['CRLF', 'a: http\r\nb: 1\r\n', set('https', 'a'), 'a: https\r\nb: 1\r\n'],
    ['the last of repeated keys, which is the one that counts', 'a: x\na: http\n', set('https', 'a'), 'a: x\na: https\n'],
    ['no line feed at the end', 'a: http', set('https', 'a'), 'a: https'],
  ]);
});

describe('YAML: a key is added in block style', () => {
  table('a.yaml', [
    ['last', 'a:\n  b: 1\nc: 2\n', set(true, 'a', 'x'), 'a:\n  b: 1\n  x: true\nc: 2\n'],
    ['at the root', 'a: 1', set(true, 'x'), 'a: 1\nx: true'],
    ['CRLF', 'a:\r\n  b: 1\r\nc: 2\r\n', set(true, 'a', 'x'), 'a:\r\n  b: 1\r\n  x: true\r\nc: 2\r\n'],
    ['below a comment beside', 'a:\n  b: 1 # why\n\n# end\n', set(true, 'a', 'x'), 'a:\n  b: 1 # why\n  x: true\n\n# end\n'],
    [
      'below comments deeper than the key',
      'a:\n  b:\n    c: 1\n    # d: 2\n  # next\n',
      set(true, 'a', 'x'),
      'a:\n  b:\n    c: 1\n    # d: 2\n  x: true\n  # next\n',
    ],
    [
      'below a block scalar',
      'a:\n  b: |\n    x\n\n    y\n\nc: 2\n',
      set(true, 'a', 'x'),
      'a:\n  b: |\n    x\n\n    y\n  x: true\n\nc: 2\n',
    ],
    ['below a folded plain text', 'a:\n  b: x\n    y\nc: 2\n', set(true, 'a', 'x'), 'a:\n  b: x\n    y\n  x: true\nc: 2\n'],
    ['below an empty value', 'a:\n  b:\nc: 2\n', set(true, 'a', 'x'), 'a:\n  b:\n  x: true\nc: 2\n'],
    [
      'below a flow value',
      'a:\n  b: {c: [1,\n    2]} # e\nc: 2\n',
      set(true, 'a', 'x'),
      'a:\n  b: {c: [1,\n    2]} # e\n  x: true\nc: 2\n',
    ],
    ['beside the dash of a list', '- b: 1\n  c: 2\n- d: 3\n', set(true, 0, 'x'), '- b: 1\n  c: 2\n  x: true\n- d: 3\n'],
    ['after a lone entry of a list', 'l:\n  -   b: 1\n', set(true, 'l', 0, 'x'), 'l:\n  -   b: 1\n      x: true\n'],
    ['below a merge key', 'm: &m {p: 1}\na:\n  <<: *m\n  b: 1\n', set(true, 'a', 'x'), 'm: &m {p: 1}\na:\n  <<: *m\n  b: 1\n  x: true\n'],
    ['an anchor that nothing names', 'a: &m\n  b: 1\n', set(true, 'a', 'x'), 'a: &m\n  b: 1\n  x: true\n'],
    ['quotes like all keys', 'a:\n  "b": 1\n', set('v w', 'a', 'x'), 'a:\n  "b": 1\n  "x": "v w"\n'],
    ['plain like one key', 'a:\n  "b": 1\n  c: u\n', set('v w', 'a', 'x'), 'a:\n  "b": 1\n  c: u\n  x: v w\n'],
    [
      'a value tree',
      'a:\n    b: 1\n',
      set({ d: 'T x', h: { 'R-A': { type: 'integer' } }, e: {}, l: [] }, 'a', '429'),
      "a:\n    b: 1\n    '429':\n        d: T x\n        h:\n            R-A:\n                type: integer\n        e: {}\n        l: []\n",
    ],
    ['a status like its neighbours: single', "r:\n  '200': {}\n", set(1, 'r', '429'), "r:\n  '200': {}\n  '429': 1\n"],
    [
      'a status like its neighbours: double',
      'r:\n  "200": {}\n  default: {}\n',
      set(1, 'r', '429'),
      'r:\n  "200": {}\n  default: {}\n  "429": 1\n',
    ],
    ['a status like its neighbours: number', 'r:\n  200: {}\n', set(1, 'r', '429'), 'r:\n  200: {}\n  429: 1\n'],
    [
      'a list, indented as lists are',
      't:\n  - x\na: 1\n',
      set([{ k: [] }, { j: 1, i: 2 }], 's'),
      't:\n  - x\na: 1\ns:\n  - k: []\n  - j: 1\n    i: 2\n',
    ],
    ['a list, not indented as lists are', 't:\n- x\na: 1\n', set([{ k: [] }], 's'), 't:\n- x\na: 1\ns:\n- k: []\n'],
    [
      'in front of another',
      'r:\n  a: 1\n  # about d\n  d: 1\n',
      { at: ['r', 'x'], set: 1, before: 'd' },
      'r:\n  a: 1\n  x: 1\n  # about d\n  d: 1\n',
    ],
    ['last when the other is the first', 'r:\n  d: 1\n  a: 1\n', { at: ['r', 'x'], set: 1, before: 'd' }, 'r:\n  d: 1\n  a: 1\n  x: 1\n'],
    [
      'a second document',
      'a: 1\n---\na:\n  b: 1\n...\n---\nc: 1\n',
      { at: ['a', 'x'], set: true, document: 1 },
      'a: 1\n---\na:\n  b: 1\n  x: true\n...\n---\nc: 1\n',
    ],
    ['a key that needs quotes', 'a:\n  b: 1\n', set(1, 'a', '- c'), "a:\n  b: 1\n  '- c': 1\n"],
    ['an entry of a list', 'a:\n  - x # one\n  - y\nb: 1\n', set('z', 'a', 2), 'a:\n  - x # one\n  - y\n  - z\nb: 1\n'],
    ['an object of a list', 'a:\n- k: 1\nb: 1\n', set({ k: 2, m: { o: 3 } }, 'a', 1), 'a:\n- k: 1\n- k: 2\n  m:\n    o: 3\nb: 1\n'],
  ]);
});

describe('YAML: a key is added in flow style', () => {
  table('a.yaml', [
    ['as wide as the others', 'p: {a: 1, b: 2}\n', set(true, 'p', 'x'), 'p: {a: 1, b: 2, x: true}\n'],
    ['with space inside', 'p: { a: 1 } # c\n', set({ w: 1, z: [1] }, 'p', 'x'), 'p: { a: 1, x: { w: 1, z: [1] } } # c\n'],
    ['like JSON', 'p: {"a":"1","b":"2"}\n', set('v', 'p', 'x'), 'p: {"a":"1","b":"2","x": "v"}\n'],
    ['a comma at the end', 'p: {a: 1, }\n', set(true, 'p', 'x'), 'p: {a: 1, x: true, }\n'],
    ['several lines', 'p: {\n    a: 1,\n    b: 2\n  }\n', set(true, 'p', 'x'), 'p: {\n    a: 1,\n    b: 2,\n    x: true\n  }\n'],
    ['several lines, comma at the end', 'p: {\n    a: 1,\n  }\n', set(true, 'p', 'x'), 'p: {\n    a: 1,\n    x: true,\n  }\n'],
    [
      'several lines, comments beside',
      'p: {\n    a: 1, # a\n    b: 2 # b\n  }\n',
      set(true, 'p', 'x'),
      'p: {\n    a: 1, # a\n    b: 2, # b\n    x: true\n  }\n',
    ],
    [
      'several lines, comma and comment at the end',
      'p: {\n    a: 1, # a\n  }\n',
      set(true, 'p', 'x'),
      'p: {\n    a: 1, # a\n    x: true,\n  }\n',
    ],
    [
      'in front of another below a comment',
      'p: {\n    a: 1, # a\n    d: 2\n  }\n',
      { at: ['p', 'x'], set: 1, before: 'd' },
      'p: {\n    a: 1, # a\n    x: 1,\n    d: 2\n  }\n',
    ],
    ['closed on the last line', 'p: {a: 1,\n    b: 2}\n', set(true, 'p', 'x'), 'p: {a: 1,\n    b: 2,\n    x: true}\n'],
    ['quotes for what flow would split', 'p: {a: b}\n', set('x, y', 'p', 'x'), "p: {a: b, x: 'x, y'}\n"],
    ['empty', 'p: {}\n', set({ w: 1 }, 'p', 'x'), 'p: {x: {w: 1}}\n'],
    ['empty with a space', 'p: { }\n', set(1, 'p', 'x'), 'p: { x: 1 }\n'],
    ['empty list', 'p: []\n', set('http', 'p', 0), 'p: [http]\n'],
    ['list', 'p: [a, b]\n', set('c', 'p', 2), 'p: [a, b, c]\n'],
    [
      'nested on one line',
      'a: {b: {c: 1}, d: 1}\n',
      [set(true, 'a', 'b', 'x'), set(true, 'a', 'w')],
      'a: {b: {c: 1, x: true}, d: 1, w: true}\n',
    ],
  ]);
});

describe('JSON: a key is added', () => {
  const lines = (text: string) => text.replaceAll('    ', '\t').replaceAll('\n', '\r\n');
  table('a.json', [
    ['one line', '{"a":{"b":1}}', set({ y: 'z' }, 'a', 'x'), '{"a":{"b":1,"x":{"y":"z"}}}'],
    ['one line with spaces', '{ "a": { "b": 1 } }', set({ y: 'z' }, 'a', 'x'), '{ "a": { "b": 1, "x": { "y": "z" } } }'],
    [
      'indented',
      '{\n  "a": {\n    "b": 1\n  }\n}\n',
      set({ y: ['z'], e: [] }, 'a', 'x'),
      '{\n  "a": {\n    "b": 1,\n    "x": {\n      "y": [\n        "z"\n      ],\n      "e": []\n    }\n  }\n}\n',
    ],
    [
      'tabs and CRLF',
      lines('{\n    "a": {\n        "b": 1\n    }\n}'),
      set({ y: 1 }, 'a', 'x'),
      lines('{\n    "a": {\n        "b": 1,\n        "x": {\n            "y": 1\n        }\n    }\n}'),
    ],
    ['an object on one line among many lines', '{\n  "a": {"b": 1}\n}', set({ y: 1 }, 'a', 'x'), '{\n  "a": {"b": 1, "x": {"y": 1}}\n}'],
    ['several on one line', '{\n  "a": 1, "b": 2\n}', set(true, 'x'), '{\n  "a": 1, "b": 2, "x": true\n}'],
    [
      'in front of another',
      '{\n  "r": {\n    "200": 1,\n    "default": 2\n  }\n}',
      { at: ['r', '429'], set: 1, before: 'default' },
      '{\n  "r": {\n    "200": 1,\n    "429": 1,\n    "default": 2\n  }\n}',
    ],
    [
      'in front of another on one line',
      '{"r":{"200":1,"default":2}}',
      { at: ['r', '429'], set: 1, before: 'default' },
      '{"r":{"200":1,"429":1,"default":2}}',
    ],
    ['empty, indented', '{\n  "a": {}\n}', set({ y: 1 }, 'a', 'x'), '{\n  "a": {\n    "x": {\n      "y": 1\n    }\n  }\n}'],
    ['empty, one line', '{"a":{}}', set({ y: 1 }, 'a', 'x'), '{"a":{"x":{"y":1}}}'],
    ['empty list', '{"a": []}', set('b', 'a', 0), '{"a": ["b"]}'],
    ['entry of a list', '{\n  "a": [\n    "b"\n  ]\n}', set('c', 'a', 1), '{\n  "a": [\n    "b",\n    "c"\n  ]\n}'],
    ['space before the comma', '{"a" : 1 , "b" : 2}', set(true, 'x'), '{"a" : 1 , "b" : 2 , "x" : true}'],
    ['a value is replaced', '{"a":"http:\\/\\/x","b":true}', [set('https://x', 'a'), set(false, 'b')], '{"a":"https:\\/\\/x","b":false}'],
    ['a key that must be escaped', '{"a": 1}', set(1, '"\n'), '{"a": 1, "\\"\\n": 1}'],
    ['`__proto__`', '{"__proto__": {"a": 1}}', set(1, '__proto__', 'x'), '{"__proto__": {"a": 1, "x": 1}}'],
  ]);
});

describe('an entry is taken away', () => {
  table('a.yaml', [
    ['block list', 'a:\n  - x\n  # about y\n  - y # z\nb: 1\n', remove('a', 0), 'a:\n  # about y\n  - y # z\nb: 1\n'],
    ['block list of objects', 'a:\n- u: x\n  d: |\n    t\n- u: y\n', remove('a', 0), 'a:\n- u: y\n'],
    ['last of a block list', 'a:\n  - x\n  - y # z\nb: 1\n', remove('a', 1), 'a:\n  - x\nb: 1\n'],
    ['last line of the file', 'a:\n  - x\n  - y', remove('a', 1), 'a:\n  - x'],
    ['key with its lines', 'f:\n  implicit:\n    u: x\n    s: {}\n  code:\n    u: y\n', remove('f', 'implicit'), 'f:\n  code:\n    u: y\n'],
    ['CRLF', 'f:\r\n  i: 1\r\n  c: 2\r\n', remove('f', 'i'), 'f:\r\n  c: 2\r\n'],
    ['flow list, first', 'a: [x, y, z]\n', remove('a', 0), 'a: [y, z]\n'],
    ['flow list, last', 'a: [ x, y ]\n', remove('a', 1), 'a: [ x ]\n'],
    ['flow list, only', 'a: [x]\n', remove('a', 0), 'a: []\n'],
    ['flow mapping', 'a: {x: 1, y: {z: 1}}\n', remove('a', 'y'), 'a: {x: 1}\n'],
    ['flow mapping, comma at the end', 'a: {x: 1, y: 2, }\n', remove('a', 'y'), 'a: {x: 1, }\n'],
    ['flow, lines of their own', 'a: [\n  x,\n  w,\n  z\n  ]\n', remove('a', 1), 'a: [\n  x,\n  z\n  ]\n'],
    ['several of one list', 'a:\n  - x\n  - y\n  - z\n', [remove('a', 0), remove('a', 2)], 'a:\n  - y\n'],
  ]);
  table('a.json', [
    ['JSON, first', '{\n  "a": [\n    {\n      "u": 1\n    },\n    2\n  ]\n}', remove('a', 0), '{\n  "a": [\n    2\n  ]\n}'],
    ['JSON, last', '{\n  "a": [\n    1,\n    2\n  ]\n}', remove('a', 1), '{\n  "a": [\n    1\n  ]\n}'],
    ['JSON, one line', '{"f":{"i":{"u":1},"c":2}}', remove('f', 'i'), '{"f":{"c":2}}'],
    ['JSON, only', '{"f":{ "i":1 }}', remove('f', 'i'), '{"f":{}}'],
  ]);
});

describe('nothing is offered', () => {
  test.each<readonly [name: string, file: string, text: string, asked: Asked]>([
    ['for what an alias stands for', 'a.yaml', 'a: &x\n  b: 1\nc: *x\n', set(true, 'c', 'y')],
    ['for what an alias elsewhere stands for', 'a.yaml', 'a: &x\n  b: 1\nc: *x\n', set(true, 'a', 'y')],
    ['below an alias', 'a.yaml', 'a: &x\n  b: {d: 1}\nc: *x\n', set(true, 'c', 'b', 'y')],
    ['for what is merged elsewhere', 'a.yaml', 'a: &x\n  b: 1\nc:\n  <<: *x\n  d: 1\n', set(true, 'a', 'y')],
    ['for a value that is merged elsewhere', 'a.yaml', '- &x {b: http}\n- {<<: *x, d: 1}\n', set('https', 0, 'b')],
    ['for a value that a merge key brings in', 'a.yaml', '- &x {b: http}\n- {<<: *x, d: 1}\n', set('https', 1, 'b')],
    ['for an anchored value', 'a.yaml', 'a: &x http\nc: *x\n', set('https', 'a')],
    ['for an alias', 'a.yaml', 'a: &x http\nc: *x\n', set('https', 'c')],
    ['for a tagged value', 'a.yaml', 'a: !!str http\n', set('https', 'a')],
    ['for a block scalar', 'a.yaml', 'a: |-\n  http\n', set('https', 'a')],
    ['for a folded value', 'a.yaml', 'a: http\n  x\n', set('https', 'a')],
    ['for a complex key', 'a.yaml', '? a\n: b: 1\n', set(true, 'a', 'y')],
    ['beside a complex key', 'a.yaml', 'r:\n  ? a\n  : 1\n', set(true, 'r', 'y')],
    ['below a block scalar that keeps its empty lines', 'a.yaml', 'a:\n  b: |+\n    x\n\n\nc: 1\n', set(true, 'a', 'y')],
    ['in an object that begins with a comma', 'a.json', '{\n    "a": 1\n  , "b": 2\n}', set(true, 'y')],
    ['in an empty object with a comment', 'a.yaml', 'a: { # none\n  }\n', set(true, 'a', 'y')],
    ['for the only key of a block', 'a.yaml', 'a:\n  b: 1\nc: 1\n', remove('a', 'b')],
    ['for an entry below its comment', 'a.yaml', 'a:\n  # about b\n  b: 1\n  c: 1\n', remove('a', 'b')],
    ['for a key beside its dash', 'a.yaml', '- a: 1\n  b: 1\n', remove(0, 'a')],
    ['for a flow entry with a comment', 'a.yaml', 'a: [x, # why\n  y]\n', remove('a', 0)],
    ['for a repeated key that is taken away', 'a.yaml', 'a: 1\nb: 1\na: 2\n', remove('a')],
    ['for what is no longer there', 'a.yaml', 'a: 1\nb: 2\n', remove('c')],
    ['for a tree in place of another', 'a.yaml', 'a: {b: 1}\n', set({ c: 1 }, 'a')],
    ['for a tree in place of a value', 'a.json', '{"a": null}', set({ c: 1 }, 'a')],
    ['for an empty value', 'a.yaml', 'a:\nb: 1\n', set('x', 'a')],
    ['for the same value', 'a.yaml', 'a: x\n', set('x', 'a')],
    ['below a value that holds nothing', 'a.yaml', 'a: x\n', set('x', 'a', 'b')],
    ['below a key that is not there', 'a.yaml', 'a: {x: 1}\n', set('x', 'b', 'c')],
    ['beyond the end of a list', 'a.yaml', 'a: [x]\n', set('y', 'a', 3)],
    ['for a document itself', 'a.yaml', 'a: 1\n', set(1)],
    ['for a tree in JSON that is not laid out', 'a.json', '{"a":\n{\n"b": 1}}', set({ c: 1 }, 'a', 'y')],
  ])('%s', (_, file, text, asked) => {
    expect(parseDocuments(file, text)[0]?.value, 'the text is readable').toBeDefined();
    expect(edited(file, text, [asked])).toBeUndefined();
  });
});

test('what cannot be written is left out, and the rest is made', () => {
  const text = 'a: &x {u: http}\nb: *x\nc: {u: http}\n';
  expect(edited('a.yaml', text, [set('https', 'a', 'u'), set('https', 'c', 'u')])).toBe('a: &x {u: http}\nb: *x\nc: {u: https}\n');
});

test('a byte order mark is no part of the text', () => {
  expect(edited('a.yaml', '\ufeffa: http\nb: 1\n', [set('https', 'a')])).toBe('a: https\nb: 1\n');
});
