import type { Severity } from '../findings/finding.ts';
import type { Diagnostic, Report } from '../findings/report.ts';
import { inertJson } from './escape.ts';
import { judged } from './judged.ts';
import { DIAGNOSTIC_TITLES } from './verdict.ts';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'critical', warn: 'major', info: 'info' };

/** GitLab's Code Quality report, a list of issues; GitLab itself tells new from old by the fingerprint. Waived findings are left out. */
export function gitlab(report: Report): string {
  const findings = judged({ findings: report.findings, scope: 'all' }).map(({ ruleId, severity, message, fingerprint, file, range }) => ({
    description: message,
    check_name: ruleId,
    fingerprint,
    severity: LEVELS[severity],
    location: { path: file, lines: { begin: range.start.line, end: range.end.line } },
  }));
  return `${inertJson(JSON.stringify([...report.diagnostics.map(issue), ...findings], null, 2))}\n`;
}

function issue({ kind, file, message, range, ruleId }: Diagnostic): object {
  const line = range?.start.line ?? 1;
  return {
    description: `${DIAGNOSTIC_TITLES[kind]}: ${message}`,
    check_name: ruleId ?? kind,
    // What stopped a document has no fingerprint of its own; GitLab asks for one that is unique.
    fingerprint: `${kind}:${ruleId ?? ''}:${file}:${line}:${message}`.slice(0, 1000),
    severity: 'blocker',
    location: { path: file, lines: { begin: line } },
  };
}
