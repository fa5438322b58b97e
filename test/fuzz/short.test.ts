/** A short run of the fuzzer's families that need no downloaded documents; `npm run fuzz` has the long one. */
import { describe, expect, test } from 'vitest';
import { check } from '../../scripts/fuzz/check.ts';
import { loadApps } from '../../scripts/fuzz/code.ts';
import { FAMILIES, type Input, inputOf } from '../../scripts/fuzz/inputs.ts';

const seeds = { documents: [], apps: loadApps() };
const NUMBERS = Array.from({ length: 40 }, (_, index) => index);

/** What does not hold of inputs from a number on; every eighth is run twice. */
async function problemsFrom(first: number): Promise<string[]> {
  const found: string[] = [];
  for (const index of NUMBERS) {
    const number = first + index;
    for (const problem of await check(inputOf(number, seeds), number % 8 === 0)) found.push(`${number}: ${problem}`);
  }
  return found;
}

describe('mutated inputs', { timeout: 120_000 }, () => {
  test('policies', async () => expect(await problemsFrom(FAMILIES.policy)).toEqual([]));

  test('source code', async () => expect(await problemsFrom(FAMILIES.code)).toEqual([]));
});

describe('an input', () => {
  test.each(['policy', 'code'] as const)('of %s is the same for the same number, and another for another', (family) => {
    const texts = NUMBERS.map((index) => JSON.stringify(inputOf(FAMILIES[family] + index, seeds)));
    expect(NUMBERS.map((index) => JSON.stringify(inputOf(FAMILIES[family] + index, seeds)))).toEqual(texts);
    expect(new Set(texts).size).toBeGreaterThan(NUMBERS.length * 0.9);
  });
});

describe('the check sees', { timeout: 60_000 }, () => {
  test('a secret that is printed whole', async () => {
    const token = ['gh', 'p_', 'k7Qw2ZxN9vR4tYb1LmC8sHd6JfGp3UaE0oTi'].join('');
    const input: Input = { kind: 'documents', files: { [`${token}.json`]: '{"openapi":"3.1.0","paths":{}}' } };
    expect(await check(input, false)).toContainEqual(expect.stringContaining('a secret in full'));
  });
});
