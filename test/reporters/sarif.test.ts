import { expect, test } from 'vitest';
import { sarif } from '../../src/reporters/sarif.ts';
import { finding, range, report } from '../support/reports.ts';

// biome-ignore lint/suspicious/noExplicitAny: a test reads where it likes.
const run = (...args: Parameters<typeof sarif>): any => JSON.parse(sarif(...args)).runs[0];

test('a result has its rule, level, region and fingerprint', () => {
  const related = [{ message: 'here', file: 'b c.yaml', range: range(4, 1, 2), pointer: '/x' }];
  const { tool, results, columnKind, automationDetails } = run(report([finding(), finding({ ruleId: 'a-b', severity: 'warn', related })]));
  expect(columnKind).toBe('utf16CodeUnits');
  expect(automationDetails).toEqual({ id: 'apiward/' });
  expect(results[0]).toEqual({
    ruleId: 'tls-server',
    ruleIndex: 0,
    level: 'error',
    message: { text: '`http://a.test` is served in clear text: use `https`' },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: 'openapi.yaml' }, region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 9 } },
      },
    ],
    partialFingerprints: { primaryLocationLineHash: '0123456789abcdef' },
  });
  expect(results[1]).toMatchObject({
    level: 'warning',
    ruleIndex: 1,
    relatedLocations: [{ id: 0, message: { text: 'here' }, physicalLocation: { artifactLocation: { uri: 'b%20c.yaml' } } }],
  });
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
});

test('what a waiver lets pass is suppressed, with the reason', () => {
  const waiver = { reason: 'Legacy [x](y)', owner: 'team', expires: '2030-01-31', file: 'w.yml', line: 1 };
  const { results } = run(report([finding({ status: 'waived', waiver }), finding()]));
  expect(results.map((result: { suppressions?: unknown }) => result.suppressions)).toEqual([
    [{ kind: 'external', status: 'accepted', justification: 'Legacy [x] (y) (team, until 2030-01-31)' }],
    undefined,
  ]);
});

test('a rule has help, level, score and tags', () => {
  expect(run(report([finding()])).tool.driver.rules[0]).toEqual({
    id: 'tls-server',
    shortDescription: { text: 'Title of tls-server' },
    fullDescription: { text: 'Anyone on the way can read it.' },
    helpUri: 'https://docs.test/tls-server.md',
    help: {
      text: 'Anyone on the way can read it.\n\nFix: Write `https://`.',
      markdown: '**Why** Anyone on the way can read it.\n\n**Fix** Write `https://`.',
    },
    defaultConfiguration: { level: 'error' },
    properties: {
      tags: ['security', 'openapi', 'tls', 'owasp-api/api8:2023', 'external/cwe/cwe-319'],
      precision: 'high',
      'problem.severity': 'error',
      'security-severity': '8.0',
    },
  });
});

test.each([
  ['error', 306, '9.3'],
  ['error', 20, '8.0'],
  ['warn', 306, '5.5'],
  ['info', 306, '2.0'],
] as const)('%s of CWE-%i scores %s', (severity, cwe, score) => {
  expect(run(report([finding({ severity, cwe })])).tool.driver.rules[0].properties['security-severity']).toBe(score);
});

test('a CWE tag has three digits at least, as GitHub reads it', () => {
  expect(run(report([finding({ cwe: 20 })])).tool.driver.rules[0].properties.tags).toContain('external/cwe/cwe-020');
});

test('a finding of a rule that the report does not list brings its rule', () => {
  const { tool, results } = run(report([finding({ ruleId: 'mine' })], { rules: [] }));
  expect(tool.driver.rules[results[0].ruleIndex].id).toBe('mine');
});

test('diagnostics make the run unsuccessful and are told', () => {
  const [invocation] = run(
    report([], { diagnostics: [{ kind: 'unreadable', file: 'a/ü.yaml', message: 'Empty.', range: range(1, 1) }] }),
  ).invocations;
  expect(invocation).toMatchObject({ executionSuccessful: false, exitCode: 4 });
  expect(invocation.toolExecutionNotifications).toEqual([
    {
      descriptor: { id: 'unreadable' },
      level: 'error',
      message: { text: 'Empty.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'a/%C3%BC.yaml' },
            region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
          },
        },
      ],
    },
  ]);
  expect(run(report([])).invocations[0]).toEqual({ executionSuccessful: true, exitCode: 0, toolExecutionNotifications: [] });
});

test.each([
  ['javascript:alert(1)', 'javascript%3Aalert(1)'],
  ['a/b c#d?.yaml', 'a/b%20c%23d%3F.yaml'],
  ['100%.yaml', '100%25.yaml'],
  ['<stdin>', '%3Cstdin%3E'],
])('the URI of %s is relative and encoded', (file, uri) => {
  expect(run(report([finding({ file })])).results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
});

test('a page that is no plain https address is no help URI', () => {
  const found = report([finding()]);
  const rules = found.rules.map((rule) => ({ ...rule, docs: 'javascript:alert(1)' }));
  expect(run({ ...found, rules }).tool.driver.rules[0]).not.toHaveProperty('helpUri');
});

test('more results than GitHub takes: the worst are kept, the rest is told', () => {
  const many = [...Array.from({ length: 25_000 }, () => finding({ severity: 'info' })), finding({ message: 'the one error' })];
  const { results, invocations } = run(report(many));
  expect(results).toHaveLength(25_000);
  expect(results.at(-1).message.text).toBe('the one error');
  expect(invocations[0].toolExecutionNotifications[0].message.text).toBe('1 finding left out: GitHub takes 25000 a run.');
});
