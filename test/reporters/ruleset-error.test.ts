/** What every report says of a rule of the user's that failed. */
import { expect, test } from 'vitest';
import type { Report } from '../../src/findings/report.ts';
import { exitCode } from '../../src/policy/verdict.ts';
import { github } from '../../src/reporters/github.ts';
import { json } from '../../src/reporters/json.ts';
import { sarif } from '../../src/reporters/sarif.ts';
import { jobSummary } from '../../src/reporters/summary.ts';
import { text } from '../../src/reporters/text.ts';
import { finding, report } from '../support/reports.ts';

const diagnostic = { kind: 'ruleset-error', file: 'a.yaml', message: 'rule slug failed at `x`', ruleId: 'slug' } as const;
const failed: Report = report([finding()], { diagnostics: [diagnostic], exitCode: 2 });
const VERDICT = 'FAIL: 1 error, 1 failed rule of your ruleset (1 document, 2 operations, 1 rule)';

test.each([
  ['text', text(failed, () => undefined), 'stopped  a.yaml  a rule of your ruleset failed (slug)\n  Rule slug failed at `x`\n'],
  ['text, its verdict', text(failed, () => undefined), VERDICT],
  ['github', github(failed), '::error file=a.yaml,title=a rule of your ruleset failed%3A slug::rule slug failed at `x`\n'],
  ['github, its verdict', github(failed), VERDICT],
  ['summary', jobSummary(failed), '| a rule of your ruleset failed | rule slug failed at <code>x</code> |'],
])('%s', (_, shown, expected) => expect(shown).toContain(expected));

test('json', () => expect(JSON.parse(json(failed)).diagnostics).toEqual([{ ...diagnostic, range: null }]));

test('sarif', () => {
  const [invocation] = JSON.parse(sarif(failed)).runs[0].invocations;
  expect(invocation).toMatchObject({ executionSuccessful: false, exitCode: 2 });
  expect(invocation.toolExecutionNotifications).toMatchObject([
    { descriptor: { id: 'ruleset-error' }, associatedRule: { id: 'slug' }, level: 'error', message: { text: diagnostic.message } },
  ]);
});

test.each([
  [[], [], 0],
  [['error'], [], 1],
  [['error'], ['ruleset-error'], 2],
  [[], ['ruleset-error'], 2],
  [['error'], ['ruleset-error', 'unreadable'], 4],
  [[], ['not-openapi'], 4],
  [['error'], ['unreadable', 'ruleset-error', 'engine-error'], 5],
] as const)('exit code of findings %j and diagnostics %j: %i', (severities, kinds, code) => {
  const diagnostics = kinds.map((kind) => ({ kind, file: 'a.yaml', message: 'm' }));
  expect(
    exitCode(
      severities.map((severity) => ({ severity })),
      diagnostics,
      'error',
    ),
  ).toBe(code);
});
