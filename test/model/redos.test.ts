import { describe, expect, test } from 'vitest';
import { backtracking } from '../../src/model/redos.ts';

/** What it costs, where that can be told. */
const found = (pattern: string) => {
  const judged = backtracking(pattern);
  return typeof judged === 'object' ? judged : undefined;
};

const exponential = Number.POSITIVE_INFINITY;

describe('backtracking', () => {
  test.each([
    '^(a+)+$',
    '^([a-zA-Z]+)*$',
    '^(a|a)*$',
    '^(a|aa)+$',
    '^(a|a?)+$',
    '^(a*)*$',
    '^(a*)*b',
    '(x+x+)+y',
    '^((ab)*)+$',
    '^(\\w+\\s?)*$',
    '^(\\d+|\\d+)+x$',
    '^([a-z]*|\\s)*$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '^([a-zA-Z0-9_.-])+@(([a-zA-Z0-9-])+\\.)+([a-zA-Z0-9]{2,4})+$',
    '^(?:(?=(b+)+$)b)*c$',
    '(a+)+b\\1',
    '^x|^(a+)+$',
    '/^(a+)+$/i',
  ])('exponential: %s', (pattern) => {
    expect(found(pattern)?.degree).toBe(exponential);
  });

  test.each([
    ['^.*@.*$', 2],
    ['^a*a*$', 2],
    ['^(ab)*(ab)*$', 2],
    ['^\\d*\\d*\\d*$', 3],
    ['^.+@.+\\..+$', 3],
    ['^https://([^/]+)/?(.*)$', 2],
    ['^[^/:]+[^/]*$', 2],
  ])('polynomial: %s', (pattern, degree) => {
    expect(found(pattern)?.degree).toBe(degree);
  });

  test.each([
    '^[a-z]{1,20}$',
    '^.*$',
    '^\\d{4}-\\d{2}$',
    '^([a-z0-9]+[-.])*[a-z0-9]+@x$',
    '^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$',
    "^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9-]+(?:\\.[a-zA-Z0-9-]+)*$",
    '^(?=.*[a-z])(?=.*[0-9]).{8,}$',
    '^\\w+(?:\\s\\w+)*$',
    '^(a{2})+$',
    '^(?:[a-z]{2,3}-)*$',
    '^(?>a+)+$',
    '^(?:a++)+$',
    '(.*)*',
    '^(?:[^|]*\\|?)+$',
    '^[\\s\\S]*\\S[\\s\\S]*$',
    '',
    '^',
    '(',
  ])('linear, always matching or no pattern: %s', (pattern) => {
    expect(backtracking(pattern)).toBeUndefined();
  });

  test('names text whose repetition does it', () => {
    expect(found('^(a+)+$')?.pump).toBe('a');
    expect(found('^(?:(?:ab)+)+$')?.pump).toBe('ab');
  });

  // What is too large to judge within the budget of steps gives nothing.
  test.each([
    ['(a|b|ab|ba|aab|c)*'.repeat(6), undefined],
    [`${'(?:'.repeat(90)}a*${')*'.repeat(90)}`, undefined],
    ['a*'.repeat(400), undefined],
    ['^(a?){30}a{30}$', undefined],
    [`^(${'a|'.repeat(300)}b)*$`, undefined],
    ['[a-z]{1,9999}'.repeat(50), undefined],
    ['^(.*a){20}$', 4],
    ['^(((a{1,9}){1,9}){1,9}){1,9}$', undefined],
    [`^(${'.*a'.repeat(100)})+$`, undefined],
  ])('ends: %.40s', (pattern, degree) => {
    expect(found(pattern)?.degree).toBe(degree);
  });
});

describe('beyond what can be judged', () => {
  const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join('|');
  test.each([
    ['a loop hidden among many words', `^(?:${words(100)}|(a+)+)+$`, 'too-large'],
    ['a pattern of megabytes', 'a'.repeat(1_000_000), 'too-large'],
    ['many words without a loop', `^(?:${words(300)})$`, undefined],
    ['many words, each optional', `^(?:${words(300)})?$`, undefined],
    ['no regular expression', `(${'a'.repeat(500)}`, undefined],
  ])('%s', (_, pattern, expected) => {
    expect(backtracking(pattern)).toBe(expected);
  });
});
