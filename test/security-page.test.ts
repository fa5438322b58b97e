/** docs/security.md promises nothing without a test: each row names some, and they are there. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const page = await readFile(new URL('../docs/security.md', import.meta.url), 'utf8');
const table = page.slice(page.indexOf('| threat |'), page.indexOf('## Limits'));
const rows = table
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
  .map(([, threat = '', , tests = '']) => [threat, [...tests.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)] as const);

test('the table is read', () => expect(rows.length).toBeGreaterThan(30));

test.each(rows)('%s', (_, tests) => {
  expect(tests.length).toBeGreaterThan(0);
  for (const name of tests) {
    expect(name).toMatch(/\.test\.ts$/);
    expect(existsSync(new URL(name, import.meta.url)), name).toBe(true);
  }
});

test('so are the tests that the text names', () => {
  for (const [, name = ''] of page.matchAll(/`([\w/.-]+\.test\.ts)`/g)) expect(existsSync(new URL(name, import.meta.url)), name).toBe(true);
});
