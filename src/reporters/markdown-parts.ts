/** What the job summary, the comment and the Markdown report share. Everything from outside is made inert. */
import type { Finding, Severity } from '../findings/finding.ts';
import type { Report } from '../findings/report.ts';
import { defaultView, rowTitle, tally } from '../policy/views.ts';
import { markdownAttribute, markdownCode, markdownMessage, markdownText, relativeUri, safeLink } from './escape.ts';
import type { Page } from './page.ts';
import { count, pick, thousands } from './ranking.ts';
import { DIAGNOSTIC_TITLES } from './verdict.ts';

export interface LinkOptions {
  /** Address of the judged commit's files: `https://github.com/owner/repo/blob/<sha>`. Without it nothing is linked. */
  readonly blobUrl?: string | undefined;
}

const MARKS: Readonly<Record<Severity, string>> = { error: '🔴 error', warn: '🟠 warn', info: '🔵 info' };
/** Longest message shown, in UTF-16 code units. */
const MESSAGE = 600;

/** Longest file name that is linked; GitHub's own limit for an address lies above. */
const LINKED = 1000;

/** What stopped documents and rules. */
export function addStopped(page: Page, { diagnostics }: Report, rows: number, options: LinkOptions): void {
  if (diagnostics.length === 0) return;
  page.add('\n### Stopped\n\n| where | what | message |\n|---|---|---|\n');
  let shown = 0;
  for (const { file, range, kind, message } of diagnostics.slice(0, rows)) {
    const where = place(file, range?.start.line, options);
    if (!page.add(`| ${where} | ${DIAGNOSTIC_TITLES[kind]} | ${markdownMessage(cut(message))} |\n`)) break;
    shown++;
  }
  if (diagnostics.length > shown) page.add(`\n${count(diagnostics.length - shown, 'more problem')} in the JSON report.\n`);
}

/** Counts by concern: new, fixed and existing when there was a base, by severity otherwise. */
export function addCounts(page: Page, report: Report): void {
  if (report.comparison === undefined) {
    const view = defaultView(report);
    const rows = tally(report, view);
    if (rows.size === 0) return;
    page.add(`\n| ${view} | errors | warnings | info |\n|---|---:|---:|---:|\n`);
    for (const [key, row] of rows) page.add(`| ${markdownText(rowTitle(key))} | ${row.error} | ${row.warn} | ${row.info} |\n`);
    return;
  }
  const rows = compared(report);
  if (rows.size === 0) return;
  const waived = report.statuses.waived > 0;
  page.add(`\n| concern | new | fixed | existing |${waived ? ' waived |' : ''}\n|---|---:|---:|---:|${waived ? '---:|' : ''}\n`);
  for (const [concern, row] of rows) {
    const cells = [row.new, row.fixed, row.existing, ...(waived ? [row.waived] : [])].map((number) =>
      number === 0 ? '·' : thousands(number),
    );
    page.add(`| ${markdownText(concern)} | ${cells.join(' | ')} |\n`);
  }
}

type Row = Record<'new' | 'fixed' | 'existing' | 'waived', number>;

function compared({ findings, comparison, rules }: Report): Map<string, Row> {
  const concerns = new Map(rules.map(({ id, concern }) => [id, concern]));
  const rows = new Map<string, Row>();
  const add = (ruleId: string, column: keyof Row): void => {
    // A rule that was mended and does not run any more is named by the first word of its id.
    const concern = concerns.get(ruleId) ?? ruleId.split('-')[0] ?? ruleId;
    const row = rows.get(concern) ?? { new: 0, fixed: 0, existing: 0, waived: 0 };
    row[column]++;
    rows.set(concern, row);
  };
  for (const { ruleId, status } of findings) add(ruleId, status);
  for (const { ruleId } of comparison?.fixed ?? []) add(ruleId, 'fixed');
  return new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The base in words, what could not be compared with it, and what it has that is gone. */
export function addComparison(page: Page, { comparison }: Report, rows: number): void {
  if (comparison === undefined) return;
  page.add(`\nCompared with ${markdownCode(cut(comparison.base))}.\n`);
  for (const note of comparison.notes.slice(0, rows)) page.add(`\n⚠️ ${markdownMessage(cut(note))}\n`);
  if (comparison.gone.length === 0) return;
  page.add(
    `\n⚠️ ${count(comparison.gone.length, 'document')} of the base ${comparison.gone.length === 1 ? 'is' : 'are'} not judged any more:\n\n`,
  );
  for (const file of comparison.gone.slice(0, rows)) page.add(`- ${markdownCode(cut(file))}\n`);
  if (comparison.gone.length > rows) page.add(`- ${thousands(comparison.gone.length - rows)} more\n`);
}

/** A table of the worst findings, and how many more there are; `where` says where all of them stand. */
export function addFindings(
  page: Page,
  findings: readonly Finding[],
  report: Report,
  rows: number,
  options: LinkOptions,
  where: string,
): void {
  const worst = pick(findings, rows);
  if (worst.length > 0) page.add('\n| | rule | where | what and how to mend it |\n|---|---|---|---|\n');
  const links = new Map(report.rules.map(({ id, docs, concern }) => [id, concern === 'custom' ? undefined : safeLink(docs)]));
  let shown = 0;
  for (const finding of worst) if (page.add(row(finding, links.get(finding.ruleId), options))) shown++;
  const left = findings.length - shown;
  if (left > 0) page.add(`\n${count(left, 'more finding')} ${where}.\n`);
}

function row({ ruleId, severity, file, range, message }: Finding, docs: string | undefined, options: LinkOptions): string {
  const id = markdownCode(cut(ruleId));
  const rule = docs === undefined ? id : `<a href="${markdownAttribute(docs)}">${id}</a>`;
  return `| ${MARKS[severity]} | ${rule} | ${place(file, range.start.line, options)} | ${markdownMessage(cut(message))} |\n`;
}

function place(file: string, line: number | undefined, { blobUrl }: LinkOptions): string {
  const text = markdownCode(line === undefined ? cut(file) : `${cut(file)}:${line}`);
  if (blobUrl === undefined || file.length > LINKED) return text;
  return `<a href="${markdownAttribute(`${blobUrl}/${relativeUri(file)}${line === undefined ? '' : `#L${line}`}`)}">${text}</a>`;
}

/** Between characters, so that no half of a surrogate pair is left. */
function cut(message: string): string {
  return message.length <= MESSAGE ? message : `${message.slice(0, MESSAGE).replace(/[\ud800-\udbff]$/, '')}…`;
}
