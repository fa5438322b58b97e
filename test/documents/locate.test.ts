import { dump, load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import type { SourceDocument } from '../../src/documents/document.ts';
import { allPaths, parseOne, textAt } from './support.ts';

const api = {
  openapi: '3.1.0',
  info: { title: 'Pets: "all" of them', version: '1.0', description: 'Two\nlines\n\nand # more' },
  servers: [{ url: 'https://x.test/{v}', variables: { v: { default: '1', enum: ['1', '2'] } } }, {}],
  paths: {
    '/pets/{id}': {
      get: { responses: { '200': { description: '' }, default: { $ref: '#/components/responses/E' } }, tags: [], security: [{}] },
      parameters: [{ name: 'id', in: 'path', schema: { type: ['string', 'null'], maxLength: 10, pattern: '^[a-z"\\\\]+$' } }],
    },
    '/a~b/c': null,
  },
  'x-"quoted" key': { é: '😀', '': 'empty', constructor: { __proto__x: [[], [[1, -2.5, true, false, null]]] } },
};

const texts: readonly [string, string, string][] = [
  ['JSON, indented', 'a.json', JSON.stringify(api, null, 2)],
  ['JSON, one line', 'a.json', JSON.stringify(api)],
  ['JSON, CRLF', 'a.json', JSON.stringify(api, null, '\t').replaceAll('\n', '\r\n')],
  ['YAML, block', 'a.yaml', dump(api)],
  ['YAML, narrow', 'a.yaml', dump(api, { lineWidth: 20, indent: 4 })],
  ['YAML, flow below', 'a.yaml', dump(api, { flowLevel: 3 })],
  ['YAML, quoted', 'a.yaml', dump(api, { forceQuotes: true, quoteStyle: 'double', seqNoIndent: true })],
  ['YAML, CRLF', 'a.yaml', dump(api).replaceAll('\n', '\r\n')],
];

describe('the text at the span of every path is the value', () => {
  test.each(texts)('%s', (_name, file, text) => {
    const document = parseOne(file, text);
    expect(document.value).toEqual(api);
    const paths = allPaths(api);
    expect(paths.length).toBeGreaterThan(50);
    for (const [index, located] of document.locate(paths).entries()) {
      const path = paths[index] ?? [];
      const value = path.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], api);
      expect(located.exact).toBe(true);
      expect(parseSlice(document, located.value.start, located.value.end), path.join('/')).toEqual(value);
      const last = path[path.length - 1];
      if (typeof last === 'string') expect(load(document.text.slice(located.key?.start, located.key?.end)) ?? '').toEqual(keyValue(last));
      else expect(located.key).toBeUndefined();
    }
  });

  /** Keys such as `200` read as numbers when they stand alone. */
  function keyValue(key: string): unknown {
    return key === '200' ? expect.toSatisfy((read: unknown) => String(read) === '200') : key;
  }

  function parseSlice(document: SourceDocument, start: number, end: number): unknown {
    const slice = document.text.slice(start, end);
    if (document.format === 'json') return JSON.parse(slice);
    const lineStart = document.text.lastIndexOf('\n', start - 1) + 1;
    return load(/^[|>]/.test(slice) ? slice : ' '.repeat(start - lineStart) + slice);
  }
});

test('results have the order of the paths, whatever it is', () => {
  for (const [, file, text] of texts) {
    const document = parseOne(file, text);
    const paths = allPaths(api);
    const backwards = [...paths].reverse();
    expect(document.locate(backwards).reverse()).toEqual(document.locate(paths));
    expect(document.locate([])).toEqual([]);
  }
});

describe('places', () => {
  test.each([
    // JSON
    ['a.json', '{"a": {"b": [10, {"c": "x"}]}}', ['a', 'b', 1, 'c'], '"c" => "x"'],
    ['a.json', '{"a": {"b": [10, {"c": "x"}]}}', ['a', 'b', '1'], '{"c": "x"}'],
    ['a.json', '{"a": {"b": 1}}', ['a', 'c', 'd'], '?"a" => {"b": 1}'],
    ['a.json', '{"a": 1}', ['b'], '?{"a": 1}'],
    ['a.json', ' {"a": [1 ]} ', ['a', 5], '?"a" => [1 ]'],
    ['a.json', '{"a": [1]}', ['a', 'length'], '?"a" => [1]'],
    ['a.json', '{"a": 1, "a": {"b": 2}}', ['a', 'b'], '"b" => 2'],
    ['a.json', '{"a": {"b": 1}, "a": {"c": 2}}', ['a', 'b'], '?"a" => {"c": 2}'],
    ['a.json', '{"a": {"b": 1}, "a": 5}', ['a', 'b'], '?"a" => 5'],
    ['a.json', '{"\\u0061\\"": true }', ['a"'], '"\\u0061\\"" => true'],
    ['a.json', '{"a":[],"b":{},"c":-1.5e3\n}', ['c'], '"c" => -1.5e3'],
    ['a.json', '{"__proto__":{"x":1}}', ['__proto__', 'x'], '"x" => 1'],
    ['a.json', '{"constructor":1}', ['toString'], '?{"constructor":1}'],
    // YAML
    ['a.yaml', 'a:\n  b:\n    - x\n    - c: y # why\n      d: z\n\n# end\n', ['a', 'b', 1], 'c: y # why\n      d: z'],
    ['a.yaml', 'a:\n  b:\n    - x\n    - c: y # why\n', ['a', 'b', 1, 'c'], 'c => y'],
    ['a.yaml', 'a:\n  b: 1\n\n# end\nc: 2\n', ['a'], 'a => b: 1'],
    ['a.yaml', 'a: { b: [ 1, 2 ] , c: 3 }  # x\n', ['a', 'b'], 'b => [ 1, 2 ]'],
    ['a.yaml', 'a: {b: [1, [2] # x ]\n ], c: }\nd: 1', ['a'], 'a => {b: [1, [2] # x ]\n ], c: }'],
    ['a.yaml', "\"a\\x62\": 'c''d'\n", ['ab'], "\"a\\x62\" => 'c''d'"],
    ['a.yaml', 'a: | # note\n  x\n\n  y\n\nb: 1\n', ['a'], 'a => | # note\n  x\n\n  y'],
    ['a.yaml', 'a:   &x !!str\n  >-\n  x\nb: 1\n', ['a'], 'a => >-\n  x'],
    ['a.yaml', 'a:\nb: 1\n', ['a'], 'a => '],
    ['a.yaml', '- a\n-\n- b\n', [1], ''],
    ['a.yaml', 'a: &x\n  b: 1\nc: *x\n', ['c'], 'c => *x'],
    ['a.yaml', 'a: &x\n  b: 1\nc: *x\n', ['c', 'b'], 'b => 1'],
    ['a.yaml', 'a: &x\n  b: 1\nc: *x\n', ['c', 'd'], '?c => *x'],
    ['a.yaml', '- &x {k: 1}\n- {<<: *x, l: 2}\n', [1, 'k'], 'k => 1'],
    ['a.yaml', '- &x {k: 1}\n- {<<: *x, k: 2}\n', [1, 'k'], 'k => 2'],
    ['a.yaml', '- &x {k: 1}\n- &y {k: 2, m: {n: 3}}\n- {<<: [*x, *y]}\n', [2, 'k'], 'k => 1'],
    ['a.yaml', '- &x {k: 1}\n- &y {k: 2, m: {n: 3}}\n- {<<: [*x, *y]}\n', [2, 'm', 'n'], 'n => 3'],
    ['a.yaml', '- &x {k: 1}\n- &y {<<: *x}\n- {<<: *y, z: 1}\n', [2, 'k'], 'k => 1'],
    ['a.yaml', '<<: {k: 1}\nl: 2\n', ['k'], 'k => 1'],
    ['a.yaml', 'a: {b: 1}\na: {c: 2}\n', ['a', 'b'], '?a => {c: 2}'],
    ['a.yaml', '200: x\n', ['200'], '200 => x'],
    ['a.yaml', '200: x\n', [200], '200 => x'],
    ['a.yaml', '&k key: 1\nm: {*k : 2}\n', ['m', 'key'], '*k => 2'],
    ['a.yaml', '? a\n: b\n', ['a'], 'a => b'],
    ['a.yaml', '__proto__: {x: 1}\n', ['__proto__', 'x'], 'x => 1'],
    ['a.yaml', 'a: [x: 1, y]\n', ['a', 0], 'x: 1'],
  ] as const)('%s %j %j', (file, text, path, expected) => {
    expect(textAt(parseOne(file, text), path)).toBe(expected);
  });
});

test('many paths of a large document take one pass', { timeout: 30_000 }, () => {
  const items = Array.from({ length: 20_000 }, (_, index) => ({ name: `n${index}`, text: 'x'.repeat(20) }));
  const paths = items.map((_, index) => ['list', index, 'name']);
  for (const [file, text] of [
    ['a.json', JSON.stringify({ list: items })],
    ['a.yaml', `list:\n${items.map((item) => `  - name: ${item.name}\n    text: ${item.text}\n`).join('')}`],
  ] as const) {
    const document = parseOne(file, text);
    const located = document.locate(paths);
    expect(document.text.slice(located[19_999]?.value.start, located[19_999]?.value.end)).toContain('n19999');
  }
});
