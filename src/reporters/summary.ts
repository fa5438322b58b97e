import type { Finding, Severity } from '../findings/finding.ts';
import type { Report } from '../findings/report.ts';
import { defaultView, rowTitle, tally } from '../policy/views.ts';
import { markdownCode, markdownMessage, markdownText, relativeUri, safeLink } from './escape.ts';
import { count, pick } from './ranking.ts';
import { DIAGNOSTIC_TITLES, verdictLine } from './verdict.ts';

/** GitHub drops a summary over 1 MiB whole; this leaves room for what other steps' summaries may share. UTF-8 bytes. */
const LIMIT = 1_000_000;
/** More rows than this nobody reads. */
const ROWS = 50;
const MESSAGE = 600;

const MARKS: Readonly<Record<Severity, string>> = { error: '🔴 error', warn: '🟠 warn', info: '🔵 info' };

export interface SummaryOptions {
  /** Address of the judged commit's files: `https://github.com/owner/repo/blob/<sha>`. Without it nothing is linked. */
  readonly blobUrl?: string | undefined;
}

/** The job summary in GitHub Markdown: verdict, counts by concern, the worst findings linked to their lines. Text from outside is inert. */
export function jobSummary(report: Report, options: SummaryOptions = {}): string {
  const parts = [`## ${report.verdict === 'pass' ? '✅' : '❌'} API security: ${verdictLine(report)}\n`];
  let size = bytes(parts[0] ?? '');
  const add = (part: string): boolean => {
    size += bytes(part);
    if (size > LIMIT) return false;
    parts.push(part);
    return true;
  };

  if (report.diagnostics.length > 0) {
    add('\n### Stopped\n\n| where | what | message |\n|---|---|---|\n');
    for (const { file, range, kind, message } of report.diagnostics.slice(0, ROWS)) {
      const where = place(file, range?.start.line, options);
      if (!add(`| ${where} | ${DIAGNOSTIC_TITLES[kind]} | ${markdownMessage(cut(message))} |\n`)) break;
    }
    if (report.diagnostics.length > ROWS) add(`\n${count(report.diagnostics.length - ROWS, 'more problem')} in the JSON report.\n`);
  }

  const view = defaultView(report);
  const rows = tally(report, view);
  if (rows.size > 0) {
    add(`\n| ${view} | errors | warnings | info |\n|---|---:|---:|---:|\n`);
    for (const [key, row] of rows) add(`| ${markdownText(rowTitle(key))} | ${row.error} | ${row.warn} | ${row.info} |\n`);
  }

  const worst = pick(report.findings, ROWS);
  if (worst.length > 0) add('\n| | rule | where | what and how to mend it |\n|---|---|---|---|\n');
  let shown = 0;
  for (const finding of worst) if (add(row(finding, report, options))) shown++;
  const left = report.findings.length - shown;
  if (left > 0) parts.push(`\n${count(left, 'more finding')} in the JSON report.\n`);
  return parts.join('');
}

function row(finding: Finding, report: Report, options: SummaryOptions): string {
  const docs = safeLink(report.rules.find(({ id }) => id === finding.ruleId)?.docs);
  const id = markdownCode(finding.ruleId);
  const rule = docs === undefined ? id : `<a href="${attribute(docs)}">${id}</a>`;
  return `| ${MARKS[finding.severity]} | ${rule} | ${place(finding.file, finding.range.start.line, options)} | ${markdownMessage(cut(finding.message))} |\n`;
}

function place(file: string, line: number | undefined, { blobUrl }: SummaryOptions): string {
  const text = markdownCode(line === undefined ? file : `${file}:${line}`);
  if (blobUrl === undefined) return text;
  return `<a href="${attribute(`${blobUrl}/${relativeUri(file)}${line === undefined ? '' : `#L${line}`}`)}">${text}</a>`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('|', '%7C');
}

function cut(message: string): string {
  return message.length <= MESSAGE ? message : `${message.slice(0, MESSAGE)}…`;
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
