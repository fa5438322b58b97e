import { Ruleset } from '@stoplight/spectral-core';
import { describe, expect, test } from 'vitest';
import { bundleOf } from '../../src/documents/load.ts';
import { parseDocuments } from '../../src/documents/parse.ts';
import { check } from '../../src/engine/check.ts';
import { defineRule, type Rule } from '../../src/engine/define-rule.ts';
import { lint, trustedRuleset } from '../../src/engine/engine.ts';
import { presetDefinition } from '../../src/engine/preset-definition.ts';
import { PRESETS } from '../../src/engine/presets.ts';
import { buildApi } from '../../src/model/build.ts';
import { allRules } from '../../src/rules/index.ts';
import { apiOf } from '../support/rules.ts';

const make = (more: Partial<Rule>): Rule =>
  ({
    ...defineRule({
      id: 'test-rule',
      title: 'Test',
      severity: 'warn',
      why: 'w',
      fix: 'f',
      examples: { bad: '', good: '' },
      visit: 'operation',
      *check(operation) {
        if (!operation.deprecated) yield { message: `${operation.label} lives` };
      },
    }),
    ...more,
  }) as Rule;

const paths = (count: number, deprecated: number): string =>
  `openapi: 3.1.0\npaths:\n${Array.from({ length: count }, (_, n) => `  /p${n}: {get: {deprecated: ${n < deprecated}}}`).join('\n')}\n`;

describe('check', () => {
  const everywhere = (count: number): string => `all ${count}`;
  test.each([
    ['nine that all have it', 9, 0, 9, false],
    ['ten that all have it', 10, 0, 1, true],
    ['ten of which one has not', 10, 1, 9, false],
    ['forty of which two have not', 40, 2, 1, true],
    ['forty of which three have not', 40, 3, 37, false],
  ])('%s', (_, count, deprecated, findings, summed) => {
    const found = check(make({ everywhere }), apiOf(paths(count, deprecated)));
    expect(found).toHaveLength(findings);
    expect(found[0]?.problem.message.startsWith('all')).toBe(summed);
  });

  test('what `applies` leaves out does not count', () => {
    const rule = make({ everywhere, applies: (operation) => !operation.deprecated });
    expect(check(rule, apiOf(paths(15, 5))).map(({ problem }) => problem.message)).toEqual(['all 10']);
  });

  test('one place says one thing once', () => {
    const rule = make({
      *check() {
        yield { message: 'a', at: ['x'] };
        yield { message: 'a', at: ['x'] };
        yield { message: 'b', at: ['x'] };
      },
    });
    expect(check(rule, apiOf(paths(1, 0)))).toHaveLength(2);
  });
});

describe('lint', () => {
  const bundle = bundleOf(parseDocuments('a.yaml', paths(2, 1)));
  const api = buildApi(bundle);
  if (api === undefined) throw new Error('no model');

  test('a rule that throws is named and costs no other finding', async () => {
    const bad = make({
      id: 'test-bad',
      check() {
        throw new TypeError('boom');
      },
    });
    const rules = [bad, make({})];
    const ruleset = trustedRuleset(rules.map((rule) => ({ rule, severity: 'error' })));
    const result = await lint(bundle, api, ruleset);
    expect(result.findings.map(({ ruleId, severity, message, place }) => [ruleId, severity, message, place.pointer])).toEqual([
      ['test-rule', 'error', 'GET /p1 lives', '/paths/~1p1/get'],
    ]);
    expect(result.failures.map(({ ruleId, error }) => [ruleId, String(error)])).toEqual([['test-bad', 'TypeError: boom']]);
  });
});

describe('presets are valid Spectral rulesets', () => {
  // The engine skips this validation at run time because it happens here.
  test.each(PRESETS)('%s', (preset) => {
    const ruleset = new Ruleset(presetDefinition(allRules, preset) as never);
    expect(Object.keys(ruleset.rules)).toHaveLength(allRules.length);
  });
});
