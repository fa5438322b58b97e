import type { Finding } from '../findings/finding.ts';
import type { Report } from '../findings/report.ts';
import { visible } from './escape.ts';
import { judged } from './judged.ts';
import { type Paint, wrap } from './paint.ts';
import { count } from './ranking.ts';

/** Rows shown of each kind; what was there before is not what the reader came for. */
const ROWS = 20;
const EXISTING = 3;
const LABEL = 8;

/** What the verdict does not count, in a line each: existing and waived findings, those that are fixed, documents that are gone. */
export function comparisonLines(report: Report, { dim, green, yellow, bold }: Paint, width: number): string[] {
  const { comparison, findings, policy } = report;
  const counted = new Set(judged(report));
  const others = findings.filter((finding) => !counted.has(finding));
  const lines: string[] = [];
  const add = (label: string, color: (text: string) => string, rows: readonly string[], most = ROWS): void => {
    for (const row of rows.slice(0, most)) {
      const [first = '', ...rest] = wrap(row, width - LABEL - 4);
      lines.push(`  ${color(label.padEnd(LABEL))}  ${first}`, ...rest.map((line) => `${' '.repeat(LABEL + 4)}${line}`));
    }
    if (rows.length > most) lines.push(dim(`  ${' '.repeat(LABEL)}  ${count(rows.length - most, 'more', 'more')}: --format json`));
  };
  const row = ({ ruleId, file, message }: Pick<Finding, 'ruleId' | 'file' | 'message'>, at = ''): string =>
    `${visible(ruleId)} ${visible(file)}${at} ${visible(message)}`;
  const line = (finding: Finding): string => `:${finding.range.start.line}`;
  const waivedBy = ({ waiver }: Finding): string =>
    waiver === undefined ? '' : ` (${visible(waiver.owner)} until ${visible(waiver.expires)}: ${visible(waiver.reason)})`;

  add(
    'existing',
    dim,
    others.filter(({ status }) => status === 'existing').map((finding) => row(finding, line(finding))),
    EXISTING,
  );
  add(
    'waived',
    dim,
    others.filter(({ status }) => status === 'waived').map((finding) => row(finding, line(finding)) + waivedBy(finding)),
  );
  add(
    'fixed',
    green,
    (comparison?.fixed ?? []).map((finding) => row(finding)),
  );
  add(
    'gone',
    yellow,
    (comparison?.gone ?? []).map((file) => `${visible(file)} is in the base and not judged any more`),
  );
  const said = (policy?.notes ?? []).map(({ file, at, message }) => `${file}:${at.line} ${message}`);
  add('note', yellow, [...(comparison?.notes ?? []), ...said].map(visible));
  const title = comparison === undefined ? [] : [bold(`Compared with ${visible(comparison.base)}`)];
  return title.length + lines.length === 0 ? [] : [...title, ...lines, ''];
}
