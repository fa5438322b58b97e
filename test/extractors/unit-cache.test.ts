import { describe, expect, test } from 'vitest';
import type { SourceFile } from '../../src/extractors/program.ts';
import type { Expression, Unit } from '../../src/extractors/syntax/unit.ts';
import { Units } from '../../src/extractors/unit-cache.ts';
import type { Cache } from '../../src/inputs/cache.ts';

const SOURCE: SourceFile = { file: 'a.ts', language: 'typescript', text: 'f()', readers: 1 };
const at = { start: 0, end: 3 };

function unitOf(value: Expression, file = SOURCE.file): Unit {
  const statements = [{ kind: 'expression', value, at } as const];
  return { file, language: 'typescript', imports: [], exports: [], statements, comments: [], broken: false };
}

const UNIT = unitOf({ kind: 'name', name: 'f', at });

/** A cache in memory, open to the test. */
function memory(): { readonly texts: Map<string, string>; readonly cache: Cache } {
  const texts = new Map<string, string>();
  return { texts, cache: { get: (key) => texts.get(key), set: (key, text) => void texts.set(key, text), close: () => undefined } };
}

test('a unit is known again by path and text', () => {
  const units = new Units();
  units.set(SOURCE, UNIT);
  expect(units.get({ ...SOURCE })).toBe(UNIT);
  expect(units.get({ ...SOURCE, text: 'g()' })).toBeUndefined();
  expect(units.get({ ...SOURCE, file: 'b.ts' })).toBeUndefined();
});

describe('between runs', () => {
  test('it is known by whatever it follows from', () => {
    const { cache } = memory();
    new Units(cache).set(SOURCE, UNIT);
    expect(new Units(cache).get(SOURCE)).toEqual(UNIT);
    for (const other of [{ text: 'g()' }, { file: 'b.ts' }, { language: 'tsx' as const }, { readers: 2 }]) {
      expect(new Units(cache).get({ ...SOURCE, ...other }), JSON.stringify(other)).toBeUndefined();
    }
  });

  test.each<[what: string, text: string]>([
    ['no JSON', '{"file":'],
    ['no unit', '"a.ts"'],
    ['nothing', 'null'],
    ['the unit of another file', JSON.stringify(unitOf({ kind: 'null', at }, 'b.ts'))],
    ['half of a unit', JSON.stringify({ ...UNIT, statements: undefined })],
  ])('%s is not believed', (_, text) => {
    const { texts, cache } = memory();
    new Units(cache).set(SOURCE, UNIT);
    for (const key of texts.keys()) texts.set(key, text);
    expect(new Units(cache).get(SOURCE)).toBeUndefined();
  });

  test.each<[what: string, value: Expression, kept: boolean]>([
    ['an infinite number', { kind: 'number', value: Number.POSITIVE_INFINITY, at }, false],
    ['the null of a language', { kind: 'null', at }, true],
    ['a number', { kind: 'number', value: 1e300, at }, true],
    ['half a character', { kind: 'string', value: '\ud800', at }, true],
  ])('%s comes back as it was, or not at all', (_, value, kept) => {
    const { cache } = memory();
    const unit = unitOf(value);
    new Units(cache).set(SOURCE, unit);
    expect(new Units(cache).get(SOURCE)).toEqual(kept ? unit : undefined);
  });
});
