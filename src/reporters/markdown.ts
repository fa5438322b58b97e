import type { Report } from '../findings/report.ts';
import { judged } from './judged.ts';
import { addComparison, addCounts, addFindings, addStopped } from './markdown-parts.ts';
import { Page } from './page.ts';
import { verdictLine } from './verdict.ts';

/** The whole report as a Markdown page, every counted finding in it: for a wiki, an issue, an artifact. Text from outside is inert. */
export function markdown(report: Report): string {
  const page = new Page(Number.POSITIVE_INFINITY);
  page.add(`# API security: ${verdictLine(report)}\n`);
  addStopped(page, report, report.diagnostics.length, {});
  addCounts(page, report);
  addComparison(page, report, Number.POSITIVE_INFINITY);
  addFindings(page, judged(report), report, Number.POSITIVE_INFINITY, {}, '');
  return String(page);
}
