import { expect, test } from 'vitest';
import { wholePattern } from '../../../src/extractors/schema/whole-pattern.ts';

test.each([
  ['[a-z]+', '^(?:[a-z]+)$', 'abc', 'a-b'],
  ['id|name', '^(?:id|name)$', 'name', 'names'],
  ['^id|name$', '^(?:^id|name$)$', 'id', 'identity'],
  ['^[0-9]{3}$', '^[0-9]{3}$', '123', '1234'],
  ['^a\\$', '^(?:^a\\$)$', 'a$', 'a$b'],
])('%s is %s', (pattern, whole, fits, not) => {
  expect(wholePattern(pattern)).toBe(whole);
  expect([new RegExp(whole).test(fits), new RegExp(whole).test(not)]).toEqual([true, false]);
});
