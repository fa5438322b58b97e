import { describe, expect, test } from 'vitest';
import type { Problem } from '../../src/engine/define-rule.ts';
import { defineRule } from '../../src/engine/define-rule.ts';
import { inCode } from '../../src/engine/in-code.ts';
import type { Gather } from '../../src/findings/gather.ts';
import type { Api } from '../../src/model/api.ts';
import { allRules } from '../../src/rules/index.ts';

const rule = (problems: readonly Problem[], more: object = {}) =>
  defineRule({
    id: 'auth-example',
    title: 'An example',
    severity: 'warn',
    why: 'It is one.',
    fix: 'Add `security`.',
    examples: { bad: '', good: '' },
    visit: 'api',
    holds: 'both',
    inCode: 'put a guard before the handler',
    check: () => problems,
    ...more,
  });

const messages = (problems: readonly Problem[]): string[] =>
  [...(inCode(rule(problems)).check({}, { api: {} as Api, options: {} }) ?? [])].map(({ message }) => message);

describe('a rule asked of code', () => {
  test.each([
    ['`GET /a` is open: add `security`', '`GET /a` is open: put a guard before the handler'],
    ['`a: b` is open: add `security: []`', '`a: b` is open: put a guard before the handler'],
    ['It is so: open, alas: add it', 'It is so: open, alas: put a guard before the handler'],
    ['No edit is named', 'No edit is named: put a guard before the handler'],
  ])('%s', (document, code) => {
    expect(messages([{ message: document }])).toEqual([code]);
  });

  test('mends code', () => {
    expect(inCode(rule([])).fix).toBe('Put a guard before the handler.');
  });

  test('offers no edit of a document', () => {
    const edited = inCode(rule([{ message: 'a: b', edits: [] }]));
    expect([...(edited.check({}, { api: {} as Api, options: {} }) ?? [])]).toEqual([{ message: 'a: put a guard before the handler' }]);
  });

  test('speaks of many as of one', () => {
    const spoken = inCode(rule([], { everywhere: (count: number) => `All ${count} are open: add \`security\` to each` }));
    expect(spoken.everywhere?.(12, { api: {} as Api, options: {} })).toBe('All 12 are open: put a guard before the handler');
  });

  test('keeps together what belongs together', () => {
    const gather: Gather = { least: 10, place: {} as Gather['place'], speak: (count) => `${count} are open: close them` };
    const asked = inCode(
      rule([
        { message: 'a: b', gather },
        { message: 'c: d', gather },
      ]),
    );
    const [first, second] = [...(asked.check({}, { api: {} as Api, options: {} }) ?? [])];
    expect(first?.gather).toBe(second?.gather);
    expect(first?.gather?.speak(3)).toBe('3 are open: put a guard before the handler');
  });

  test('is the rule itself when it has nothing else to say', () => {
    const plain = rule([]);
    const { inCode: _, ...silent } = plain;
    expect(inCode(silent)).toBe(silent);
  });
});

test('every rule for documents and code says what mends either', () => {
  const both = allRules.filter(({ holds, visit }) => holds === 'both' && visit !== 'counterpart');
  expect(both.length).toBeGreaterThan(25);
  expect(both.filter(({ inCode: edit }) => edit === undefined || /^[A-Z]|\.$/.test(edit)).map(({ id }) => id)).toEqual([]);
  expect(allRules.filter(({ holds, inCode: edit }) => edit !== undefined && holds !== 'both').map(({ id }) => id)).toEqual([]);
});
