import type { Finding } from '../findings/finding.ts';
import type { Diagnostic, DocumentReport, Report } from '../findings/report.ts';
import { fails } from '../policy/verdict.ts';
import { xmlText } from './escape.ts';
import { judged } from './judged.ts';
import { DIAGNOSTIC_TITLES } from './verdict.ts';

/**
 * JUnit XML, as CI servers read it: a suite for each file, a failed test for each finding that fails the run, an error for what stopped a
 * document. Other findings are tests that pass with their text; waived and existing ones are skipped tests. A clean document is one passed
 * test, so that a report without tests never reads as one.
 */
export function junit(report: Report): string {
  const counted = new Set(judged(report));
  const suites = new Map<string, Case[]>();
  const suite = (file: string): Case[] => {
    const cases = suites.get(file) ?? [];
    suites.set(file, cases);
    return cases;
  };
  for (const document of report.documents) suite(document.file);
  for (const diagnostic of report.diagnostics) suite(diagnostic.file).push(ofDiagnostic(diagnostic));
  for (const finding of report.findings) suite(finding.file).push(ofFinding(finding, counted.has(finding), report));
  for (const document of report.documents) {
    const cases = suite(document.file);
    if (cases.length === 0) cases.push(clean(document));
  }
  const all = [...suites.values()].flat();
  const body = [...suites].map(
    ([file, cases]) => `  <testsuite name="${xmlText(file)}" ${counts(cases)}>\n${cases.map(({ xml }) => xml).join('')}  </testsuite>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${xmlText(report.tool.name)}" ${counts(all)}>\n${body.join('')}</testsuites>\n`;
}

interface Case {
  readonly kind: 'failure' | 'error' | 'skipped' | 'passed';
  readonly xml: string;
}

function counts(cases: readonly Case[]): string {
  const of = (kind: Case['kind']): number => cases.filter((item) => item.kind === kind).length;
  return `tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}"`;
}

function ofFinding(finding: Finding, counted: boolean, report: Report): Case {
  const { ruleId, severity, file, range, message, why, fix, status, waiver } = finding;
  const place = `${file}:${range.start.line}:${range.start.column}`;
  const open = `    <testcase classname="${xmlText(ruleId)}" name="${xmlText(`${finding.pointer} (${place})`)}" file="${xmlText(file)}" line="${range.start.line}">\n`;
  const text = xmlText(`${severity}: ${message}\n${place}\nWhy: ${why}\nFix: ${fix}`);
  if (!counted) {
    const reason = waiver === undefined ? `${status}: ${message}` : `waived by ${waiver.owner} until ${waiver.expires}: ${waiver.reason}`;
    return { kind: 'skipped', xml: `${open}      <skipped message="${xmlText(reason)}"/>\n    </testcase>\n` };
  }
  if (!fails(severity, report.failOn)) return { kind: 'passed', xml: `${open}      <system-out>${text}</system-out>\n    </testcase>\n` };
  return {
    kind: 'failure',
    xml: `${open}      <failure type="${severity}" message="${xmlText(message)}">${text}</failure>\n    </testcase>\n`,
  };
}

function ofDiagnostic({ kind, file, message, range }: Diagnostic): Case {
  const line = range === undefined ? '' : ` line="${range.start.line}"`;
  const open = `    <testcase classname="${kind}" name="${xmlText(file)}" file="${xmlText(file)}"${line}>\n`;
  const error = `      <error type="${DIAGNOSTIC_TITLES[kind]}" message="${xmlText(message)}"/>\n`;
  return { kind: 'error', xml: `${open}${error}    </testcase>\n` };
}

function clean({ file }: DocumentReport): Case {
  return { kind: 'passed', xml: `    <testcase classname="apiward" name="${xmlText(file)}" file="${xmlText(file)}"/>\n` };
}
