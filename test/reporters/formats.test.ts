import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import type { Report } from '../../src/findings/report.ts';
import { OPTIONS } from '../../src/options.ts';
import { FILE_FORMATS, fileNameOf, renderFile } from '../../src/reporters/formats.ts';
import { finding, range, report } from '../support/reports.ts';

const TEXT = 'openapi: 3.1.0\nservers: [{ "ü": 1, url: http://a.test }]\n';
const textOf = (file: string) => (file === 'openapi.yaml' ? TEXT : undefined);

const waiver = { reason: 'Legacy client', owner: 'team-a', expires: '2030-01-31', file: '.apiward-waivers.yml', line: 3 };
const at = (line: number, parts: Partial<Finding> = {}) => finding({ range: range(line, 3, 9), ...parts });

/** A new error and a new warning, an existing error, a waived one, one fixed, and a file that cannot be read. */
function compared(): Report {
  const findings = [
    at(2),
    at(3, { ruleId: 'auth-x', severity: 'warn' }),
    at(4, { status: 'existing' }),
    at(5, { status: 'waived', waiver }),
  ];
  return report(findings, {
    scope: 'new',
    statuses: { new: 2, existing: 1, waived: 1 },
    comparison: {
      base: 'main (1a2b3c4)',
      fixed: [{ ruleId: 'tls-hsts', severity: 'info', message: 'x', file: 'openapi.yaml', fingerprint: 'f' }],
      gone: ['old.yaml'],
      notes: ['`big.yaml` could not be read at the base'],
    },
    diagnostics: [{ kind: 'unreadable', file: 'x.yaml', message: 'Empty.', range: range(1, 1) }],
    documents: [
      { file: 'openapi.yaml', version: '3.1.0', operations: 2 },
      { file: 'clean.yaml', version: '3.1.0', operations: 1 },
    ],
  });
}

const render = (format: (typeof FILE_FORMATS)[number], of = compared()) => renderFile(format, of, textOf);

test('the command line offers every format, and the action names them', () => {
  const choices = OPTIONS.find(({ name }) => name === 'format')?.choices ?? [];
  expect([...choices].sort()).toEqual(['text', 'github', ...FILE_FORMATS].sort());
  const help = OPTIONS.find(({ name }) => name === 'reports')?.help ?? '';
  for (const format of FILE_FORMATS) if (format !== 'sarif') expect(help).toContain(format);
});

test('every format has a file name of its own, the same bytes for the same input, and a last line feed', () => {
  expect(new Set(FILE_FORMATS.map(fileNameOf)).size).toBe(FILE_FORMATS.length);
  for (const format of FILE_FORMATS) {
    expect(render(format)).toBe(render(format));
    expect(render(format)).toMatch(/[^\n]\n$/);
  }
});

test('JUnit', () => {
  expect(render('junit')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="apiward" tests="6" failures="1" errors="1" skipped="2">
  <testsuite name="openapi.yaml" tests="4" failures="1" errors="0" skipped="2">
    <testcase classname="tls-server" name="/servers/0/url (openapi.yaml:2:3)" file="openapi.yaml" line="2">
      <failure type="error" message="\`http://a.test\` is served in clear text: use \`https\`">error: \`http://a.test\` is served in clear text: use \`https\`&#10;openapi.yaml:2:3&#10;Why: Anyone on the way can read it.&#10;Fix: Write \`https://\`.</failure>
    </testcase>
    <testcase classname="auth-x" name="/servers/0/url (openapi.yaml:3:3)" file="openapi.yaml" line="3">
      <system-out>warn: \`http://a.test\` is served in clear text: use \`https\`&#10;openapi.yaml:3:3&#10;Why: Anyone on the way can read it.&#10;Fix: Write \`https://\`.</system-out>
    </testcase>
    <testcase classname="tls-server" name="/servers/0/url (openapi.yaml:4:3)" file="openapi.yaml" line="4">
      <skipped message="existing: \`http://a.test\` is served in clear text: use \`https\`"/>
    </testcase>
    <testcase classname="tls-server" name="/servers/0/url (openapi.yaml:5:3)" file="openapi.yaml" line="5">
      <skipped message="waived by team-a until 2030-01-31: Legacy client"/>
    </testcase>
  </testsuite>
  <testsuite name="clean.yaml" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="apiward" name="clean.yaml" file="clean.yaml"/>
  </testsuite>
  <testsuite name="x.yaml" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="unreadable" name="x.yaml" file="x.yaml" line="1">
      <error type="cannot be read" message="Empty."/>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test('GitLab: what is waived is left out, what stopped a document blocks', () => {
  const issues = JSON.parse(render('gitlab'));
  expect(
    issues.map((issue: { severity: string; location: { lines: { begin: number } } }) => [issue.severity, issue.location.lines.begin]),
  ).toEqual([
    ['blocker', 1],
    ['critical', 2],
    ['major', 3],
    ['critical', 4],
  ]);
  expect(issues[1]).toEqual({
    description: '`http://a.test` is served in clear text: use `https`',
    check_name: 'tls-server',
    fingerprint: '0123456789abcdef',
    severity: 'critical',
    location: { path: 'openapi.yaml', lines: { begin: 2, end: 2 } },
  });
});

describe('rdjson', () => {
  const edit = { file: 'openapi.yaml', range: range(2, 29, 33), newText: 'https' };
  const rd = (parts: Partial<Finding>) =>
    JSON.parse(render('rdjson', report([finding({ range: range(2, 29, 42), ...parts })]))).diagnostics[0];

  test('columns count UTF-8 bytes', () => {
    expect(rd({}).location).toEqual({ path: 'openapi.yaml', range: { start: { line: 2, column: 30 }, end: { line: 2, column: 43 } } });
  });

  test('without the text there are lines alone', () => {
    expect(rd({ file: 'other.yaml' }).location.range).toEqual({ start: { line: 2 }, end: { line: 2 } });
  });

  test('a certain edit is a suggestion, and two that belong together are none', () => {
    expect(rd({ edits: [edit] }).suggestions).toEqual([
      { range: { start: { line: 2, column: 30 }, end: { line: 2, column: 34 } }, text: 'https' },
    ]);
    expect(rd({ edits: [edit, edit] })).not.toHaveProperty('suggestions');
    expect(rd({ file: 'other.yaml', edits: [{ ...edit, file: 'other.yaml' }] })).not.toHaveProperty('suggestions');
  });

  test('counted findings and diagnostics, with the rule and its page', () => {
    const { diagnostics } = JSON.parse(render('rdjson'));
    expect(diagnostics.map((item: { severity: string; code: object }) => [item.severity, item.code])).toEqual([
      ['ERROR', { value: 'unreadable' }],
      ['ERROR', { value: 'tls-server', url: 'https://docs.test/tls-server.md' }],
      ['WARNING', { value: 'auth-x', url: 'https://docs.test/auth-x.md' }],
    ]);
  });
});

test('Markdown', () => {
  expect(
    render('markdown'),
  ).toBe(`# API security: FAIL: 1 new error, 1 new warning, 1 document unreadable, 1 existing, 1 fixed, 1 waived (1 document, 3 operations, 2 rules)

### Stopped

| where | what | message |
|---|---|---|
| <code>x.yaml:1</code> | cannot be read | Empty. |

| concern | new | fixed | existing | waived |
|---|---:|---:|---:|---:|
| auth | 1 | · | · | · |
| tls | 1 | 1 | 1 | 1 |

Compared with <code>main &#40;1a2b3c4&#41;</code>.

⚠️ <code>big.yaml</code> could not be read at the base

⚠️ 1 document of the base is not judged any more:

- <code>old.yaml</code>

| | rule | where | what and how to mend it |
|---|---|---|---|
| 🔴 error | <a href="https://docs.test/tls-server.md"><code>tls-server</code></a> | <code>openapi.yaml:2</code> | <code>http&#58;//a.test</code> is served in clear text: use <code>https</code> |
| 🟠 warn | <a href="https://docs.test/auth-x.md"><code>auth-x</code></a> | <code>openapi.yaml:3</code> | <code>http&#58;//a.test</code> is served in clear text: use <code>https</code> |
`);
});

describe('HTML', () => {
  const page = render('html');

  test('tells everything, waived findings with their reason', () => {
    for (const text of [
      'FAIL: 1 new error',
      'cannot be read',
      'main (1a2b3c4)',
      'old.yaml',
      'Existing and waived',
      'Waived by team-a until 2030-01-31: Legacy client',
    ])
      expect(page).toContain(text);
  });

  test('needs nothing from elsewhere', () => {
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/<script|<img|<link|<iframe|src=|url\(/i);
  });

  test('tags are balanced', () => {
    const open: string[] = [];
    for (const [, close, tag = ''] of page.matchAll(/<(\/?)([a-z0-9]+)\b[^>]*>/g)) {
      if (['meta', 'br'].includes(tag)) continue;
      if (close === '') open.push(tag);
      else expect(open.pop()).toBe(tag);
    }
    expect(open).toEqual([]);
  });
});

test('the link of a rule of the user is not shown, whose address the request may have chosen', () => {
  const found = report([finding({ ruleId: 'mine' })]);
  const rules = found.rules.map((rule) => ({ ...rule, concern: 'custom', docs: 'https://evil.test/x' }));
  for (const format of ['markdown', 'html'] as const) expect(render(format, { ...found, rules })).not.toContain('evil.test');
});
