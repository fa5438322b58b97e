import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allRules, rulesByConcern } from '../../src/rules/index.ts';

const certain = allRules.filter(({ edit }) => edit !== undefined);

test('every rule that says it has a certain edit is shown with it', () => {
  const tests = Object.keys(rulesByConcern).flatMap((concern) => {
    const folder = new URL(`${concern}/`, import.meta.url);
    return readdirSync(folder).includes('edits.test.ts') ? [readFileSync(new URL('edits.test.ts', folder), 'utf8')] : [];
  });
  const untested = certain.filter(({ id }) => !tests.some((text) => text.includes(`/${id}.ts'`)));
  expect(untested.map(({ id }) => id)).toEqual([]);
  expect(certain.length).toBeGreaterThan(10);
});

test('no other rule offers one', () => {
  const byConcern = Object.entries(rulesByConcern).flatMap(([concern, rules]) => rules.map((rule) => ({ concern, rule })));
  for (const { concern, rule } of byConcern) {
    const source = readFileSync(new URL(`../../src/rules/${concern}/${rule.id}.ts`, import.meta.url), 'utf8');
    expect(/\bedits: /.test(source), rule.id).toBe(rule.edit !== undefined);
  }
});
