import { describe, expect, test } from 'vitest';
import { text } from '../../src/reporters/text.ts';
import { finding, range, report } from '../support/reports.ts';

const SOURCE = 'openapi: 3.1.0\nservers:\n  - url: http://a.test\npaths: {}\n';
const source = (file: string) => (file === 'openapi.yaml' ? SOURCE : undefined);
const hit = finding({ range: range(3, 10, 23) });

test('a whole report', () => {
  const related = [{ file: 'common.yaml', message: 'the variable is here', range: range(7, 1), pointer: '' }];
  const info = finding({
    ruleId: 'log-x',
    severity: 'info',
    message: 'No contact: add one',
    range: range(1, 1),
    why: 'Who finds a hole needs it.',
    fix: 'Add it.',
  });
  const found = report([info, { ...hit, related }], {
    documents: [
      { file: 'openapi.yaml', version: '3.1.0', operations: 2 },
      { file: 'other.yaml', version: '2.0', operations: 1 },
    ],
    diagnostics: [{ kind: 'unreadable', file: 'broken.json', message: 'Not valid JSON: add the missing `}`.', range: range(9, 2) }],
  });
  expect(text(found, source, { columns: 80 })).toBe(`openapi.yaml · OpenAPI 3.1.0 · 2 operations

  info   log-x  openapi.yaml:1:1
  No contact: add one
    why  Who finds a hole needs it.
    fix  Add it.

  error  tls-server  openapi.yaml:3:10
  \`http://a.test\` is served in clear text: use \`https\`

    1 │ openapi: 3.1.0
    2 │ servers:
    3 │   - url: http://a.test
      │          ^^^^^^^^^^^^^
    4 │ paths: {}

    why  Anyone on the way can read it.
    fix  Write \`https://\`.
    see  common.yaml:7:1 the variable is here

stopped  broken.json:9:2  cannot be read
  Not valid JSON: add the missing \`}\`.

  concern  errors  warnings    info
  log           ·         ·       1
  tls           1         ·       ·

Clean: other.yaml
FAIL: 1 error, 1 info, 1 document unreadable (1 document, 3 operations, 2 rules)
More about a rule: apiward explain tls-server
`);
});

test('a pass says of what', () => {
  expect(text(report([]), source)).toBe('Clean: openapi.yaml\nPASS: nothing found (1 document, 2 operations, 0 rules)\n');
});

test('a message begins with a capital, a name does not change', () => {
  const said = (message: string) => text(report([{ ...hit, message }]), source).split('\n')[3];
  expect(said('no server is named')).toBe('  No server is named');
  expect(said('openapi: must be a string')).toBe('  openapi: must be a string');
  expect(said('`url` is wrong')).toBe('  `url` is wrong');
});

test('many findings that fail nothing do not hide those that do', () => {
  const light = { ...hit, severity: 'warn' as const };
  expect(text(report([hit, ...Array(21).fill(light)]), source)).toContain('\nOnly the 1 finding that fails the run: --quiet\n');
  expect(text(report([hit, light]), source)).not.toContain('--quiet');
});

test('a document is not clean when a file that it refers to has a finding', () => {
  const documents = [
    { file: 'api.yaml', version: '3.1.0', operations: 1, parts: ['a/b.yaml', 'openapi.yaml'] },
    { file: 'other.yaml', version: '3.1.0', operations: 1, parts: ['a/b.yaml'] },
  ];
  const printed = text(report([hit], { documents }), source);
  expect(printed).toMatch(/^openapi\.yaml · part of api\.yaml\n/);
  expect(printed).toContain('\nClean: other.yaml\n');
});

test('what the search passed over is said, where it may surprise', () => {
  const passedOver = { link: 2, 'test-folder': 1, 'dependency-folder': 9, 'not-openapi': 40 };
  expect(text(report([], { passedOver }), source)).toContain(
    '\nNot searched: 1 folder of tests, 2 links. Name one to have it judged.\nPASS',
  );
  expect(text(report([], { passedOver: { 'not-openapi': 3 } }), source)).not.toContain('Not searched');
});

test('two findings at one place share a frame, at two places they do not', () => {
  const frames = (...findings: (typeof hit)[]) => text(report(findings), source).match(/\^+/g)?.length;
  expect(frames(hit, { ...hit, ruleId: 'token-cleartext' })).toBe(1);
  expect(frames(hit, { ...hit, range: range(3, 10, 22) })).toBe(2);
  expect(frames(hit, { ...hit, range: range(2, 1) }, hit)).toBe(3);
});

test('why and fix are said once a rule and file', () => {
  const output = text(report([hit, hit, { ...hit, file: 'b.yaml' }]), source);
  expect(output.match(/ {4}why /g)).toHaveLength(2);
});

describe('many findings of one rule', () => {
  const many = (length: number, severity: 'error' | 'warn') =>
    Array.from({ length }, (_, index) => ({ ...hit, severity, range: range(index + 1, 1) }));
  const shown = (length: number, severity: 'error' | 'warn') =>
    (text(report(many(length, severity)), source).match(/tls-server {2}openapi/g) ?? []).length;

  test.each([
    ['error', 50, 50],
    ['error', 51, 5],
    ['warn', 10, 10],
    ['warn', 11, 5],
  ] as const)('%s: of %i, %i are shown in full', (severity, length, expected) => expect(shown(length, severity)).toBe(expected));

  test('the rest is counted and can be found', () => {
    expect(text(report(many(2000, 'error')), source).replace(/\s+/g, ' ')).toContain(
      '1,995 more findings of tls-server in openapi.yaml, on lines 6, 7, 8, 9, 10, 11, 12, 13 and 1,987 more. All of them: --format json',
    );
  });
});

test('quiet hides what does not fail the run, counts it, and says so', () => {
  const output = text(report([hit, { ...hit, severity: 'warn', message: 'MINOR' }]), source, { quiet: true });
  expect(output).not.toContain('MINOR');
  expect(output).toContain('1 finding below --fail-on error not shown (--quiet).');
  expect(output).toContain('FAIL: 1 error, 1 warning');
});

test('color changes nothing but colour', () => {
  const found = report([hit]);
  const colored = text(found, source, { color: true });
  expect(colored).toContain('\u001b[31m');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the SGR sequences that are taken away.
  expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(text(found, source));
});

test('prose and frames keep to the terminal', () => {
  const long = { ...hit, message: 'word '.repeat(60), why: 'why '.repeat(60), range: range(3, 10, 23) };
  for (const line of text(report([long]), () => `a\nb\n${'x'.repeat(500)}`, { columns: 60 }).split('\n'))
    expect(line.length).toBeLessThan(60 + 20);
});

test('an edit is never broken over two lines', () => {
  const edit = '`security: [{ apiKey: [] }]`';
  for (let length = 1; length < 60; length++) {
    expect(text(report([{ ...hit, message: `${'x'.repeat(length)} ${edit}` }]), source, { columns: 60 })).toContain(edit);
  }
});

test('100,000 findings are laid out', { timeout: 60_000 }, () => {
  const many = Array.from({ length: 100_000 }, (_, index) => ({ ...hit, ruleId: `rule-${index % 50}`, range: range(index + 1, 1) }));
  expect(text(report(many), source)).toContain('100,000');
});
