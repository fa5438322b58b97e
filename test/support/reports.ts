import type { Finding, Range } from '../../src/findings/finding.ts';
import type { Report, RuleInfo } from '../../src/findings/report.ts';

/** `range(12, 5, 9)`: line 12, columns 5 to 8. */
export function range(line: number, column: number, end = column + 1, endLine = line): Range {
  return { start: { line, column }, end: { line: endLine, column: end } };
}

/** A finding with the parts that a test cares for. */
export function finding(parts: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'tls-server',
    severity: 'error',
    status: 'new',
    message: '`http://a.test` is served in clear text: use `https`',
    file: 'openapi.yaml',
    range: range(2, 3, 9),
    pointer: '/servers/0/url',
    path: ['servers', 0, 'url'],
    fingerprint: '0123456789abcdef',
    owasp: 'API8:2023',
    cwe: 319,
    why: 'Anyone on the way can read it.',
    fix: 'Write `https://`.',
    related: [],
    ...parts,
  };
}

/** A report of the given findings, with counts, documents and rules that fit. */
export function report(findings: readonly Finding[], parts: Partial<Report> = {}): Report {
  const count = (severity: string) => findings.filter((item) => item.severity === severity).length;
  const ids = [...new Set(findings.map(({ ruleId }) => ruleId))];
  const fails = count('error') > 0 || (parts.diagnostics ?? []).length > 0;
  return {
    tool: { name: 'apiward', version: '1.2.3' },
    verdict: fails ? 'fail' : 'pass',
    exitCode: (parts.diagnostics ?? []).length > 0 ? 4 : fails ? 1 : 0,
    summary: { error: count('error'), warn: count('warn'), info: count('info'), documents: 1, rules: ids.length },
    statuses: { new: findings.length, existing: 0, waived: 0 },
    scope: 'all',
    documents: [{ file: 'openapi.yaml', version: '3.1.0', operations: 2 }],
    findings,
    diagnostics: [],
    failOn: 'error',
    preset: 'recommended',
    rules: ids.map((id): RuleInfo => ruleInfo(findings.find(({ ruleId }) => ruleId === id) ?? finding({ ruleId: id }))),
    ...parts,
  };
}

function ruleInfo({ ruleId, severity, why, fix, owasp, cwe }: Finding): RuleInfo {
  return {
    id: ruleId,
    title: `Title of ${ruleId}`,
    why,
    fix,
    concern: ruleId.split('-')[0] ?? '',
    severity,
    docs: `https://docs.test/${ruleId}.md`,
    ...(owasp === undefined ? {} : { owasp }),
    ...(cwe === undefined ? {} : { cwe }),
  };
}

/** Text that tries to break out of a report, by what it tries. */
export const HOSTILE: Readonly<Record<string, string>> = {
  'new line and command': 'x\n::error file=a::pwned',
  'carriage return': 'x\r::warning::pwned',
  'encoded new line': 'x%0A::error::pwned',
  'command at the start': '::add-mask::pwned',
  'command after blanks': ' \t\u00a0::stop-commands::pwned',
  'old command': 'see ##[error]pwned ##[add-mask]x',
  'property break': 'a,line=1::pwned',
  'comment end': 'a --> <!-- b',
  backticks: 'a ``` b `c` ```` d',
  mention: 'ask @team/all and @octocat, see #1',
  html: '<img src=https://evil.test/x.png onerror=alert(1)>',
  'markdown link': '[click](javascript:alert(1)) ![x](https://evil.test/x.png) https://evil.test www.evil.test',
  'table cell': 'a | b |\n|---|---|',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's expression syntax, meant as text.
  expression: '${{ secrets.GITHUB_TOKEN }}',
  ansi: '\u001b[31mred\u001b[0m \u001b[2J',
  'osc 8': '\u001b]8;;https://evil.test\u0007click\u001b]8;;\u0007',
  'c1 control': '\u009b31m\u0085',
  'right to left': '\u202egnp.yaml\u2066x\u200f',
  'zero width': 'a\u200bb\ufeffc\u2028d',
  'lone surrogate': 'a\ud800b',
  nul: 'a\0b',
};
