import { describe, expect, test } from 'vitest';
import { globBase, globMatcher } from '../../src/inputs/glob.ts';
import { directoryOf, joinPath, normalizePath } from '../../src/inputs/paths.ts';

test.each([
  ['a/b', 'a/b'],
  ['./a//b/', 'a/b'],
  ['a/../b', 'b'],
  ['', ''],
  ['.', ''],
  ['a/..', ''],
  ['..', undefined],
  ['a/../../b', undefined],
])('normalizePath %j', (path, expected) => {
  expect(normalizePath(path)).toBe(expected);
});

test.each([
  ['a/b.yaml', 'c.yaml', 'a/c.yaml'],
  ['a/b.yaml', '../c.yaml', 'c.yaml'],
  ['b.yaml', './x/c.yaml', 'x/c.yaml'],
  ['b.yaml', '../c.yaml', '../c.yaml'],
  ['a/b.yaml', '../../../c.yaml', '../c.yaml'],
])('joinPath %s %s', (file, relative, expected) => {
  expect(joinPath(file, relative)).toBe(expected);
});

test('directoryOf', () => {
  expect(['a.yaml', 'a/b.yaml', 'a/b/c.yaml'].map(directoryOf)).toEqual(['', 'a', 'a/b']);
});

describe('globs', () => {
  test.each<[string, string, boolean]>([
    ['*.yaml', 'a.yaml', true],
    ['*.yaml', 'a/b.yaml', false],
    ['**/*.yaml', 'a.yaml', true],
    ['**/*.yaml', 'a/b/c.yaml', true],
    ['a/**', 'a/b/c', true],
    ['a/**', 'a', true],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/**/b', 'a/x/y/bb', false],
    ['a/**/b/**/c', 'a/b/x/b/y/c', true],
    ['?.yaml', 'a.yaml', true],
    ['?.yaml', '😀.yaml', true],
    ['?.yaml', 'ab.yaml', false],
    ['[a-c]x', 'bx', true],
    ['[a-c]x', 'dx', false],
    ['[!a-c]x', 'dx', true],
    ['[!a-c]x', 'ax', false],
    ['[]x]', ']', true],
    ['[ab', '[ab', true],
    ['{a,b}/{c,d}.yaml', 'b/c.yaml', true],
    ['{a,b}/{c,d}.yaml', 'b/e.yaml', false],
    ['{a,{b,c}}', 'c', true],
    ['{a}', '{a}', true],
    ['a.yaml', 'axyaml', false],
    ['.*/x', '.a/x', true],
    ['*/x', '.a/x', true],
    ['a*b*c', 'a1b2b3c', true],
    ['a*b*c', 'a1b2b3', false],
  ])('%s %s: %s', (pattern, path, expected) => {
    expect(globMatcher(pattern)(path)).toBe(expected);
  });

  test('hostile patterns end', () => {
    expect(globMatcher(`${'*a'.repeat(500)}b`)('a'.repeat(5_000))).toBe(false);
    expect(globMatcher(`${'**/a/'.repeat(500)}b`)('a/'.repeat(2_000))).toBe(false);
    expect(() => globMatcher('{a,b}'.repeat(60))).toThrow('expands to more than 1000 alternatives');
  });

  test('the base is what stands before the first wildcard', () => {
    expect(['a/b/*.yaml', '**/x', 'a/b', 'a/{b,c}/d'].map(globBase)).toEqual(['a/b', '', 'a/b', 'a']);
  });
});
