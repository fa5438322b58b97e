import { describe, expect, test } from 'vitest';
import { isDigitsOnly, patternFacts } from '../../src/model/pattern.ts';

const unbounded = Number.POSITIVE_INFINITY;

describe('patternFacts', () => {
  test.each([
    ['^[a-z]{1,20}$', 20],
    ['^(a|bcd)$', 3],
    ['^a$|^bb$', 2],
    ['(^a$)|(^bb$)', 2],
    ['^\\d{4}-\\d{2}-\\d{2}$', 10],
    ['^([a-z]{2}-){0,3}$', 9],
    ['^(?=.{3,100}$).+@.+$', 100],
    ['^(?!.{65}).*$', 64],
    ['^(?<year>\\d{4})$', 4],
    ['^(?i)[a-z]{4}$', 4],
    ['^[[:alpha:]]{4}$', 4],
    ['^\\p{L}{4}$', 4],
    ['^\\u0041\\x42\\u{43}\\cJ$', 4],
    ['\\A[a-z]{2}\\z', 2],
    ['/^[a-z]{3}$/i', 3],
    ['^a{,5}$', 5],
    ['^[^]{3}$', 3],
    ['^[\\]a]{3}$', 3],
    ['^$', 0],
    ['^[a-z]+$', unbounded],
    ['[a-z]{1,20}', unbounded],
    ['^[a-z]{1,20}', unbounded],
    ['[a-z]{1,20}$', unbounded],
    ['^a|b$', unbounded],
    ['^(a)\\1$', unbounded],
    ['^(?:a{2}){3,}$', unbounded],
  ])('longest match of %s', (pattern, length) => {
    expect(patternFacts(pattern)?.maxLength).toBe(length);
  });

  test.each(['(', '[', 'a)', '*a', '+', 'a{2,1}', '\\', '(?<', '[z-a]', '('.repeat(5000), `a${'{1}'.repeat(6000)}x`, 'a'.repeat(30_000)])(
    'no readable pattern: %.20s',
    (pattern) => {
      expect(patternFacts(pattern)).toBeUndefined();
    },
  );

  test.each([
    ['^a', true, false],
    ['a$', false, true],
    ['(?:^a|^b)c', true, false],
    ['(?:^a|b)$', false, true],
    ['^\\b(?=a)a\\b$', true, true],
    ['\\^a\\$', false, false],
    ['[^a]', false, false],
  ])('anchors of %s', (pattern, anchoredStart, anchoredEnd) => {
    expect(patternFacts(pattern)).toMatchObject({ anchoredStart, anchoredEnd });
  });

  test('only digits', () => {
    expect(['^\\d+$', '^[0-9]{1,9}$', '^(?:1|2[0-9])$'].map(isDigitsOnly)).toEqual([true, true, true]);
    expect(['\\d+', '^[0-9a]$', '^\\w$', '('].map(isDigitsOnly)).toEqual([false, false, false, false]);
  });
});
