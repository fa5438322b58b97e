import type { Report } from '../findings/report.ts';
import { score } from '../policy/score.ts';
import { markdownText } from './escape.ts';
import { judged } from './judged.ts';
import { addComparison, addCounts, addFindings, addStopped, type LinkOptions } from './markdown-parts.ts';
import { Page } from './page.ts';
import { notSearched } from './passed-over.ts';
import { count } from './ranking.ts';
import { scoreMarkdown } from './score.ts';
import { verdictLine } from './verdict.ts';

/** GitHub drops a summary over 1 MiB whole; this leaves room for what other steps' summaries may share, and for the last lines. UTF-8 bytes. */
const LIMIT = 980_000;
/** What is kept for the notes at the end. */
const NOTES_LIMIT = 20_000;
/** More rows than this nobody reads. */
const ROWS = 50;

export interface SummaryOptions extends LinkOptions {
  /** Longest summary, without the notes; UTF-8 bytes. */
  readonly bytes?: number;
  /** What was not written or posted, and why: one plain line each, raw. */
  readonly notes?: readonly string[];
}

/** The job summary in GitHub Markdown: verdict, counts by concern, the worst findings linked to their lines. Text from outside is inert. */
export function jobSummary(report: Report, options: SummaryOptions = {}): string {
  const page = new Page(options.bytes ?? LIMIT);
  page.add(`## ${report.verdict === 'pass' ? '✅' : '❌'} API security: ${verdictLine(report)}\n`);
  addStopped(page, report, ROWS, options);
  addCounts(page, report);
  page.add(scoreMarkdown(score(report)));
  addComparison(page, report, ROWS);
  addFindings(page, judged(report), report, ROWS, options, 'in the JSON report');
  const left = notSearched(report);
  return `${page}${notes([...(left === undefined ? [] : [left]), ...(options.notes ?? [])])}`;
}

/** The summary of a run that ended before anything was judged. The message is raw. */
export function stoppedSummary(message: string): string {
  const lines = message.split('\n').slice(0, ROWS);
  return `## ❌ API security: nothing was judged\n\n${lines.map((line) => markdownText(line.slice(0, 2000))).join('<br>\n')}\n`;
}

function notes(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const page = new Page(NOTES_LIMIT);
  page.add('\n### Notes\n\n');
  let shown = 0;
  for (const line of lines) if (page.add(`- ${markdownText(line)}\n`)) shown++;
  if (shown < lines.length) page.add(`- ${count(lines.length - shown, 'more line')} in the log\n`);
  return String(page);
}
