import type { Finding, Position, Severity } from '../findings/finding.ts';
import type { Diagnostic, DocumentReport, Report } from '../findings/report.ts';
import { fails } from '../policy/verdict.ts';
import { defaultView, rowTitle, tally, type View } from '../policy/views.ts';
import { visible, withoutCommands } from './escape.ts';
import { frame, SourceLines } from './frame.ts';
import { judged } from './judged.ts';
import { type Paint, paint, wrap } from './paint.ts';
import { notSearched } from './passed-over.ts';
import { count, pick, thousands } from './ranking.ts';
import { comparisonLines } from './text-comparison.ts';
import { DIAGNOSTIC_TITLES, verdictLine } from './verdict.ts';

export interface TextOptions {
  readonly color?: boolean;
  /** Width of the terminal. */
  readonly columns?: number;
  /** Hides the findings that do not fail the run. */
  readonly quiet?: boolean;
  /** Rows of the summary table; by default the concerns, or the risks under the OWASP preset. */
  readonly view?: View | undefined;
}

/** With more findings of one rule in a file than this, only the first {@link SAMPLE} are shown: nobody reads more of the same. */
const FLOOD = { failing: 50, passing: 10 };
const SAMPLE = 5;
/** Prose wider than this is hard to read. */
const WIDEST = 110;
const NARROWEST = 36;
/** So many findings that fail nothing hide those that do. */
const MANY = 20;
/** Related places shown for one finding. */
const RELATED = 5;
/** Names listed in one sentence. */
const LISTED = 8;

/** The report for people: each finding with the line, why it matters and the edit; a table by concern; the verdict. */
export function text(report: Report, source: (file: string) => string | undefined, options: TextOptions = {}): string {
  const counted = judged(report);
  const page = new Page({ ...report, findings: counted }, source, options);
  const shown = options.quiet === true ? counted.filter(({ severity }) => fails(severity, report.failOn)) : counted;
  for (const [file, findings] of groupBy(shown, ({ file }) => file)) page.file(file, findings);
  for (const diagnostic of report.diagnostics) page.diagnostic(diagnostic);
  page.summary(counted.length - shown.length, report);
  return withoutCommands(`${page.lines.join('\n')}\n`);
}

/** Notes of one build module that are shown. */
const NOTES = 5;

/** What was read of source code: `express · 20 operations`. */
function codeTitle({ code, operations }: DocumentReport): string {
  return `${(code?.readers ?? []).join(', ')} · ${count(operations, 'operation')}`;
}

class Page {
  readonly lines: string[] = [];
  readonly #report: Report;
  readonly #source: (file: string) => string | undefined;
  readonly #paint: Paint;
  readonly #width: number;
  readonly #view: View;
  readonly #documents: ReadonlyMap<string, DocumentReport>;
  readonly #texts = new Map<string, SourceLines | undefined>();

  #framed = '';

  constructor(report: Report, source: (file: string) => string | undefined, options: TextOptions) {
    this.#report = report;
    this.#source = source;
    this.#paint = paint(options.color === true);
    this.#width = Math.max(NARROWEST, Math.min(WIDEST, (options.columns ?? WIDEST) - 1));
    this.#view = options.view ?? defaultView(report);
    this.#documents = new Map(report.documents.map((document) => [document.file, document]));
  }

  file(file: string, findings: readonly Finding[]): void {
    const { bold, dim } = this.#paint;
    const document = this.#documents.get(file);
    const whole = document === undefined ? this.#report.documents.find(({ parts }) => parts?.includes(file)) : undefined;
    const part = whole === undefined ? '' : dim(whole.code === undefined ? ` · part of ${visible(whole.file)}` : ` · ${codeTitle(whole)}`);
    const facts =
      document === undefined ? part : dim(` · OpenAPI ${visible(document.version ?? '?')} · ${count(document.operations, 'operation')}`);
    this.lines.push(`${bold(visible(file))}${facts}`, '');

    const ofRule = groupBy(findings, ({ ruleId }) => ruleId);
    const shown = new Map<string, number>();
    for (const finding of findings) {
      const { ruleId } = finding;
      const same = ofRule.get(ruleId) ?? [];
      const nth = (shown.get(ruleId) ?? 0) + 1;
      shown.set(ruleId, nth);
      const flood = same.length > (fails(finding.severity, this.#report.failOn) ? FLOOD.failing : FLOOD.passing);
      if (flood && nth > SAMPLE) continue;
      this.#finding(finding, nth === 1);
      if (flood && nth === SAMPLE) this.#more(finding, same.slice(SAMPLE));
    }
  }

  diagnostic({ kind, file, message, range, ruleId }: Diagnostic): void {
    const { bold, red } = this.#paint;
    const where = `${visible(file)}${range === undefined ? '' : at(range.start)}`;
    this.lines.push(
      `${red(bold('stopped'))}  ${bold(where)}  ${DIAGNOSTIC_TITLES[kind]}${ruleId === undefined ? '' : ` (${visible(ruleId)})`}`,
    );
    this.#prose('  ', capital(visible(message)));
    if (range !== undefined) this.#frame(file, range, red);
    this.#gap();
  }

  /** @param whole the report with what the verdict does not count */
  summary(hidden: number, whole: Report): void {
    const { bold, dim, green, red, yellow, blue } = this.#paint;
    const { findings, verdict, rules } = this.#report;
    const rows = tally(this.#report, this.#view);
    if (rows.size > 0) {
      const width = Math.max(7, ...[...rows.keys()].map((key) => visible(rowTitle(key)).length));
      this.lines.push(dim(`  ${this.#view.padEnd(width)}  errors  warnings    info`));
      for (const [key, row] of rows) {
        const cells = [cell(row.error, 6, red), cell(row.warn, 8, yellow), cell(row.info, 6, blue)];
        this.lines.push(`  ${visible(rowTitle(key)).padEnd(width)}  ${cells.join('  ')}`);
      }
      this.lines.push('');
    }
    this.lines.push(...comparisonLines(whole, this.#paint, this.#width));
    this.#clean(whole);
    this.#notUnderstood();
    this.#passedOver();
    if (hidden > 0) this.lines.push(dim(`${count(hidden, 'finding')} below --fail-on ${this.#report.failOn} not shown (--quiet).`));
    const line = verdictLine(this.#report);
    this.lines.push(bold(verdict === 'pass' ? green(line) : red(line)));
    const failing = findings.filter(({ severity }) => fails(severity, this.#report.failOn)).length;
    if (hidden === 0 && failing > 0 && findings.length - failing > MANY) {
      this.lines.push(dim(`Only the ${count(failing, 'finding')} that ${failing === 1 ? 'fails' : 'fail'} the run: --quiet`));
    }
    const ours = findings.filter(({ ruleId }) => rules.some(({ id, concern }) => id === ruleId && concern !== 'custom'));
    for (const { ruleId } of pick(ours, 1)) this.lines.push(dim(`More about a rule: apiward explain ${visible(ruleId)}`));

    function cell(number: number, size: number, color: (text: string) => string): string {
      const digits = number === 0 ? '·' : thousands(number);
      return `${' '.repeat(Math.max(0, size - digits.length))}${number === 0 ? dim(digits) : color(digits)}`;
    }
  }

  /** Names what was judged and found clean: a pass must say of what. */
  #clean({ findings, diagnostics }: Report): void {
    const touched = new Set([...findings, ...diagnostics].map(({ file }) => file));
    const isTouched = ({ file, parts = [] }: DocumentReport): boolean => [file, ...parts].some((name) => touched.has(name));
    const clean = this.#report.documents
      .filter((document) => document.version !== undefined && !isTouched(document))
      .map((document) => (document.code === undefined ? visible(document.file) : `${visible(document.file)} (${codeTitle(document)})`));
    if (clean.length > 0) this.#prose('', `Clean: ${list(clean)}`);
  }

  /** What of source code could not be told: of that nothing is said. */
  #notUnderstood(): void {
    for (const { file, code } of this.#report.documents) {
      for (const note of code?.notes.slice(0, NOTES) ?? []) this.#prose('', `Not understood in ${visible(file)}: ${visible(note)}`);
      const more = (code?.notes.length ?? 0) - NOTES;
      if (more > 0) this.#prose('', `${count(more, 'more note')} on ${visible(file)}: apiward routes`);
    }
  }

  #passedOver(): void {
    const said = notSearched(this.#report);
    for (const line of said === undefined ? [] : wrap(said, this.#width)) this.lines.push(this.#paint.dim(line));
  }

  /** `full` adds why and fix, which are the rule's own words and need saying once a file. */
  #finding(finding: Finding, full: boolean): void {
    const { bold, dim } = this.#paint;
    const color = this.#color(finding.severity);
    const place = `${visible(finding.file)}${at(finding.range.start)}`;
    this.lines.push(`  ${color(bold(finding.severity.padEnd(5)))}  ${bold(visible(finding.ruleId))}  ${dim(place)}`);
    this.#prose('  ', capital(visible(finding.message)));
    if (finding.severity !== 'info' || this.#report.failOn === 'info') this.#frame(finding.file, finding.range, color);
    if (full) {
      this.#labelled('why', finding.why);
      this.#labelled('fix', finding.fix);
    }
    for (const related of finding.related.slice(0, RELATED)) {
      this.#labelled('see', `${related.file}${at(related.range.start)} ${related.message}`);
    }
    if (finding.related.length > RELATED) this.#labelled('see', `and ${count(finding.related.length - RELATED, 'more place')}`);
    this.#gap();
  }

  #more({ ruleId, file }: Finding, rest: readonly Finding[]): void {
    const { dim } = this.#paint;
    const lines = list(rest.map(({ range }) => String(range.start.line)));
    const where = visible(file);
    const message = `${count(rest.length, 'more finding')} of ${visible(ruleId)} in ${where}, on lines ${lines}. All of them: --format json`;
    for (const line of wrap(message, this.#width - 4)) this.lines.push(dim(`    ${line}`));
    this.lines.push('');
  }

  /** Nothing for the place that the frame just above shows. */
  #frame(file: string, range: Finding['range'], color: (text: string) => string): void {
    const place = `${file}${at(range.start)}${at(range.end)}`;
    if (place === this.#framed) return;
    this.#framed = place;
    if (!this.#texts.has(file)) {
      const content = this.#source(file);
      this.#texts.set(file, content === undefined ? undefined : new SourceLines(content));
    }
    const source = this.#texts.get(file);
    if (source === undefined) return;
    const { dim, bold } = this.#paint;
    const gutter = String(range.start.line + 2).length;
    const lines = frame(source, range, this.#width - gutter - 7);
    if (lines.length === 0) return;
    this.#gap();
    for (const { kind, line, text } of lines) {
      const number = kind === 'mark' ? ' '.repeat(gutter) : String(line).padStart(gutter);
      const body = kind === 'mark' ? color(text) : kind === 'context' ? dim(text) : text;
      this.lines.push(`    ${kind === 'hit' ? bold(number) : dim(number)} ${dim('│')}${text === '' ? '' : ' '}${body}`);
    }
    this.#gap();
  }

  /** A blank line, unless there is one. */
  #gap(): void {
    if (this.lines.at(-1) !== '') this.lines.push('');
  }

  #labelled(label: string, message: string): void {
    const { cyan } = this.#paint;
    const [first = '', ...rest] = wrap(visible(message), this.#width - 9);
    this.lines.push(`    ${cyan(label)}  ${first}`, ...rest.map((line) => `         ${line}`));
  }

  #prose(indent: string, message: string): void {
    for (const line of wrap(message, this.#width - indent.length)) this.lines.push(`${indent}${line}`);
  }

  #color(severity: Severity): (text: string) => string {
    const { red, yellow, blue } = this.#paint;
    return severity === 'error' ? red : severity === 'warn' ? yellow : blue;
  }
}

/** A message may begin with a name, which stays as it is. */
function capital(message: string): string {
  return /^[a-z]+ /.test(message) ? message.charAt(0).toUpperCase() + message.slice(1) : message;
}

function at({ line, column }: Position): string {
  return `:${line}:${column}`;
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, LISTED).join(', ');
  return names.length > LISTED ? `${shown} and ${thousands(names.length - LISTED)} more` : shown;
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
