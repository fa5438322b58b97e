/** What the engine takes for granted of spectral-core: if an upgrade breaks one of these, the engine is wrong before any rule is. */
import { Rule, Ruleset, Spectral } from '@stoplight/spectral-core';
import { expect, test } from 'vitest';

const resolver = { uriCache: {}, resolve: (source: unknown) => Promise.resolve({ result: source, refMap: {}, graph: null, errors: [] }) };

const parsed = (data: unknown, source = '/a.yaml') =>
  ({ parsed: { data, diagnostics: [], ast: undefined, lineMap: [] }, getLocationForJsonPath: () => undefined, source }) as never;

const spectral = (rules: object): Spectral => {
  const host = new Spectral({ resolver: resolver as never });
  host.setRuleset({ rules } as never);
  return host;
};

const rule = (
  run: (target: unknown, options: unknown, context: { document: { source: string | null } }) => unknown,
  more: object = {},
) => ({
  given: '$',
  resolved: false,
  severity: 'warn',
  message: '{{error}}',
  // biome-ignore lint/suspicious/noThenProperty: Spectral's own word for what a rule does.
  then: { function: run },
  ...more,
});

test('a plain parsed result is taken, its value handed to `given: $` untouched, its source kept', async () => {
  const data = { paths: {} };
  let seen: unknown;
  const host = spectral({
    one: rule((target, _, context) => {
      seen = target;
      return [{ message: String(context.document.source), path: ['paths'] }];
    }),
  });
  const results = await host.run(parsed(data));
  expect(seen).toBe(data);
  expect(results).toMatchObject([{ code: 'one', message: '/a.yaml', path: ['paths'], severity: 1, range: { start: { line: 0 } } }]);
});

test('a resolver needs `uriCache`, or Spectral cannot key its cache', async () => {
  const host = new Spectral({ resolver: { resolve: resolver.resolve } as never });
  host.setRuleset({ rules: { one: rule(() => []) } } as never);
  await expect(host.run(parsed({}))).rejects.toThrow();
});

test('a function that throws aborts the whole run', async () => {
  const host = spectral({
    good: rule(() => [{ message: 'kept?' }]),
    bad: rule(() => {
      throw new Error('boom');
    }),
  });
  await expect(host.run(parsed({}))).rejects.toMatchObject({ errors: [{ message: expect.stringContaining('boom') }] });
});

test('equal results are merged, different messages at one path are not', async () => {
  const host = spectral({
    one: rule(() => [
      { message: 'a', path: [] },
      { message: 'a', path: [] },
      { message: 'b', path: [] },
    ]),
  });
  expect((await host.run(parsed({}))).map(({ message }) => message).sort()).toEqual(['a', 'b']);
});

test('a Ruleset made without its constructor runs when it has these members', async () => {
  const bare = Object.create(Ruleset.prototype);
  const owner = { aliases: null, hasComplexAliases: false } as never;
  Object.defineProperties(bare, {
    rules: { value: { one: new Rule('one', rule(() => [{ message: 'hit' }]) as never, owner) } },
    formats: { value: new Set() },
    overrides: { value: null },
    definition: { value: { rules: {} } },
    fromSource: { value: () => bare },
  });
  const host = new Spectral({ resolver: resolver as never });
  host.setRuleset(bare);
  expect(host.ruleset).toBe(bare);
  expect((await host.run(parsed({}))).map(({ message }) => message)).toEqual(['hit']);
});

test('a document that is no plain object is handed to `given: $` directly, without the JSONPath engine', async () => {
  class Handle {}
  const handle = new Handle();
  let seen: unknown;
  const host = spectral({
    one: rule((target) => {
      seen = target;
      return [{ message: 'hit', path: [] }];
    }),
  });
  expect((await host.run(parsed(handle))).map(({ message }) => message)).toEqual(['hit']);
  expect(seen).toBe(handle);
});

test('a Ruleset seen through an object with some of its rules runs those alone', async () => {
  const whole = new Ruleset({ rules: { one: rule(() => [{ message: 'one' }]), two: rule(() => [{ message: 'two' }]) } });
  const some: Ruleset = Object.create(whole, { rules: { value: { two: whole.rules['two'] } }, fromSource: { value: () => some } });
  const host = new Spectral({ resolver: resolver as never });
  host.setRuleset(some);
  expect((await host.run(parsed({}))).map(({ message }) => message)).toEqual(['two']);
});

test.each([
  ['*.yaml', '/apis/a.yaml', true],
  ['a.yaml', '/rules/deep/a.yaml', true],
  ['../apis/**', '/apis/x/a.yaml', true],
  ['../apis/*.json', '/apis/a.yaml', false],
  ['b.yaml', '/apis/a.yaml', false],
])('an override for `%s` is asked whether it matches %s', (pattern, source, matches) => {
  const owner = { aliases: null, hasComplexAliases: false } as never;
  const probe = new Rule('probe', rule(() => [], { severity: 'off' }) as never, owner);
  probe.overrides = { rulesetSource: '/rules/r.yaml', definition: new Map([[pattern, new Map([['#', 0]])]]) };
  expect(probe.getSeverityForSource(source, [])).toBe(matches ? 0 : -1);
});
