import type { Report } from '../findings/report.ts';
import { markdownAttribute, markdownText } from './escape.ts';
import { judged } from './judged.ts';
import { addComparison, addCounts, addFindings, addStopped, type LinkOptions } from './markdown-parts.ts';
import { Page } from './page.ts';
import { verdictLine } from './verdict.ts';

/** GitHub refuses a comment over 65,536 characters; bytes are never fewer than characters. Leaves room for the marker and the last line. */
const LIMIT = 63_000;
/** What does not fit on a screen belongs into the job summary. */
const ROWS = 20;

export interface CommentOptions extends LinkOptions {
  /** Address of the workflow run, where the job summary is. */
  readonly runUrl?: string | undefined;
  /** The judged commit, hexadecimal. */
  readonly commit?: string | undefined;
}

/**
 * The comment on a pull request, without its marker: verdict, new, fixed and existing by concern, the worst of what is new. Under 65,536
 * characters whatever the report holds.
 */
export function comment(report: Report, options: CommentOptions = {}): string {
  const page = new Page(LIMIT);
  const shown = judged(report);
  const resolved = shown.length === 0 && report.diagnostics.length === 0;
  const heading = resolved ? '✅ API security: all resolved' : `${report.verdict === 'pass' ? '⚠️' : '❌'} API security`;
  page.add(`### ${heading}\n\n${verdictLine(report)}\n`);
  addStopped(page, report, ROWS, options);
  addCounts(page, report);
  addComparison(page, report, ROWS);
  addFindings(page, shown, report, ROWS, options, 'in the job summary and the JSON report');
  return `${page}${lastLine(options)}`;
}

function lastLine({ runUrl, commit }: CommentOptions): string {
  const judgedCommit = commit === undefined || commit === '' ? '' : `Judged <code>${markdownText(commit.slice(0, 12))}</code>. `;
  const run = runUrl === undefined ? '' : `<a href="${markdownAttribute(runUrl)}">Whole report</a>`;
  return judgedCommit === '' && run === '' ? '' : `\n<sub>${judgedCommit}${run}</sub>\n`;
}
