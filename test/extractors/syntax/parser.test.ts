import { beforeAll, describe, expect, test } from 'vitest';
import { inventoryJson } from '../../../src/extractors/inventory-json.ts';
import { readers } from '../../../src/extractors/languages/readers.ts';
import { languageOf } from '../../../src/extractors/syntax/language.ts';
import { Parsers } from '../../../src/extractors/syntax/parser.ts';
import { PackedGrammars } from '../../../src/inputs/grammars.ts';
import { inventoryOf } from '../../support/code.ts';

const parsers = new Parsers(new PackedGrammars());
beforeAll(() => parsers.load(['javascript', 'typescript', 'tsx', 'python', 'java', 'csharp', 'go', 'php']));

test.each([
  ['a.ts', 'typescript'],
  ['a.d.ts', undefined],
  ['a.tsx', 'tsx'],
  ['a.CJS', 'javascript'],
  ['a/b.py', 'python'],
  ['a.kt', 'kotlin'],
  ['build.gradle.kts', undefined],
  ['Makefile', undefined],
])('languageOf(%s)', (file, language) => {
  expect(languageOf(file)).toBe(language);
});

test.each([
  ['csharp', 'class A { }'],
  ['go', 'package a\nfunc f() {}\n'],
  ['php', '<?php class A {}'],
  ['tsx', 'const a = <b>c</b>;'],
] as const)('the grammar of %s is there', (language, text) => {
  expect(parsers.parse(language, text)).toMatchObject({ ok: true, broken: false });
});

describe('limits', () => {
  test('a text that is too long is not read', () => {
    expect(parsers.parse('javascript', ' '.repeat(1024 * 1024 + 1))).toMatchObject({
      ok: false,
      message: expect.stringContaining('longer than'),
    });
  });

  test('a file that takes too long is not read, and the next one is', async () => {
    const hasty = new Parsers(new PackedGrammars(), { length: 1024 * 1024, time: -1 });
    await hasty.load(['javascript']);
    expect(hasty.parse('javascript', 'a();\n'.repeat(50_000))).toMatchObject({
      ok: false,
      message: expect.stringContaining('took longer'),
    });
  });

  test('a language that was not loaded is no crash', () => {
    expect(new Parsers(new PackedGrammars()).parse('go', '')).toMatchObject({ ok: false });
  });

  test.each([
    ['brackets', '['.repeat(20_000)],
    ['calls', `a${'.b()'.repeat(20_000)};`],
    ['sums', `x = ${'1 + '.repeat(20_000)}1;`],
    ['functions', 'function f() {'.repeat(5_000)],
    ['nothing closed', '`${{(['.repeat(5_000)],
  ])('deep nesting is cut, and said so: %s', (_, text) => {
    const parsed = parsers.parse('javascript', text);
    if (!parsed.ok) throw new Error(parsed.message);
    expect(parsed.broken).toBe(true);
    expect(readers.javascript?.('a.js', 'javascript', parsed.root, parsed.broken).broken).toBe(true);
  });
});

test.each([
  ['a template of a call with type arguments', 'const a = await sql<{ id: string }>`select`;', false],
  ['the same with several', 'const a = sql<{\n  a: boolean | null;\n  b: boolean | null;\n}>`select`;', false],
  ['a bracket that is not closed', 'const a = f(1;', true],
  ['a brace that is not closed', 'class A { b() { return 1; }', true],
  ['words that are no code', 'class A { b() { here is not code } }', true],
])('what is missing of the text is told: %s', async (_, text, broken) => {
  const typescript = new Parsers(new PackedGrammars());
  await typescript.load(['typescript']);
  expect(typescript.parse('typescript', text)).toMatchObject({ ok: true, broken });
});

test('columns count UTF-16 units, and a byte order mark is none of them', async () => {
  const code = "\uFEFFconst app = require('express')(); /* 😀 */ app.get('/a', () => {});";
  const inventory = await inventoryOf({ 'package.json': '{}', 'a.js': code });
  const [route] = inventory.routes;
  expect(inventory.text('a.js').slice(route?.place.span.start, route?.place.span.end)).toBe("app.get('/a', () => {})");
  expect(inventoryJson(inventory)[0]?.line).toBe(1);
});
