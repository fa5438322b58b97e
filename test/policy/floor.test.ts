import { describe, expect, test } from 'vitest';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';
import { loadPolicy } from '../../src/policy/config/load.ts';
import { compareSeverity, type Direction, optionDirection, settingDirection, tightest } from '../../src/policy/floor.ts';
import { allRules, rulesByConcern } from '../../src/rules/index.ts';

test.each<[Direction, unknown, unknown, unknown, boolean]>([
  ['fewer', ['a', 'b'], ['a'], ['a'], false],
  ['fewer', ['a', 'b'], [], [], false],
  ['fewer', ['a'], ['a', 'c'], ['a'], true],
  ['fewer', { paths: ['/a'] }, { paths: ['/a', '/b'], tags: ['t'] }, { paths: ['/a'], tags: [] }, true],
  ['fewer', { paths: ['/a'], tags: ['t'] }, { paths: ['/a'] }, { paths: ['/a'] }, false],
  ['some', ['a', 'b'], ['a'], ['a'], false],
  ['some', ['a', 'b'], [], ['a', 'b'], true],
  ['some', ['a', 'b'], ['c'], ['a', 'b'], true],
  ['some', ['a', 'b'], ['b', 'c'], ['b'], true],
  ['some', [], ['c'], ['c'], false],
  ['more', ['a'], ['b', 'a'], ['b', 'a'], false],
  ['more', ['a', 'b'], ['a'], ['a', 'b'], true],
  ['lower', 10, 5, 5, false],
  ['lower', 10, 10, 10, false],
  ['lower', 10, 11, 10, true],
  ['lower', undefined, 11, 11, false],
  ['higher', 4, 5, 5, false],
  ['higher', 4, 3, 4, true],
  ['true', true, false, true, true],
  ['true', false, false, false, false],
  ['true', false, true, true, false],
  [['allow', 'deny'], 'deny', 'allow', 'deny', true],
  [['allow', 'deny'], 'allow', 'deny', 'deny', false],
  [['none', 'error', 'warn', 'info'], 'error', 'none', 'error', true],
  ['fixed', 'a', 'b', 'a', true],
  ['fixed', undefined, 'b', undefined, true],
  ['fixed', ['a'], ['a'], ['a'], false],
])('%j: a floor of %j lets %j be %j', (direction, floor, wanted, value, loosens) => {
  expect(tightest(direction, floor, wanted)).toEqual({ value, loosens });
});

test('severities have an order', () => {
  expect((['warn', 'off', 'error', 'info'] as const).toSorted(compareSeverity)).toEqual(['off', 'info', 'warn', 'error']);
});

describe('options of rules', () => {
  const options = allRules.flatMap((rule) =>
    Object.entries((rule.options ?? {}) as object).map(([name, value]) => [rule.id, name, value] as const),
  );

  test.each(options)('%s.%s has a direction that fits its value', (id, name, value) => {
    const direction = optionDirection(id, name);
    const kind = Array.isArray(value) || (typeof value === 'object' && value !== null) ? 'list' : typeof value;
    const fits: Readonly<Record<string, readonly string[]>> = {
      list: ['fewer', 'some', 'more', 'fixed'],
      number: ['lower', 'higher', 'fixed'],
      boolean: ['true', 'false', 'fixed'],
      string: ['fixed'],
    };
    if (Array.isArray(direction)) expect(direction).toContain(value);
    else expect(fits[kind]).toContain(direction);
  });

  test('all have one', () => {
    const without = options.filter(([id, name]) => optionDirection(id, name) === 'fixed').map(([id, name]) => `${id}.${name}`);
    expect(without, 'a floor lets nobody change these at all: say in src/policy/floor.ts which way is tighter').toEqual([]);
  });
});

test('a setting that nobody knows is fixed', () => expect(settingDirection('constructor')).toBe('fixed'));

test.each([
  ['public', 'auth-read-secured', 'public', true],
  ['limits.page-size', 'input-page-size', 'maximum', true],
  ['tls-server.*', 'tls-server', 'schemes', true],
  ['tls-server.loopback', 'tls-server', 'loopback', true],
  ['tls-server.loopback', 'tls-server', 'schemes', false],
  ['evidence', 'log-audit', 'keys', true],
])('`options: [%s]` covers %s.%s: %s', async (name, id, option, covers) => {
  const policy = await loadPolicy({
    workspace: new MemoryWorkspace({ '.apiward.yml': `floor: { options: ['${name}'] }` }),
    rulesByConcern,
  });
  const covered = policy.layers.at(-1)?.floor?.options[id] ?? {};
  expect(Object.hasOwn(covered, option)).toBe(covers);
});
