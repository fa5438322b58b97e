import type { Finding, Range, Severity } from '../findings/finding.ts';
import type { Diagnostic, Report } from '../findings/report.ts';
import { fails } from '../policy/verdict.ts';
import { commandData, commandProperty, visible, withoutCommands } from './escape.ts';
import { judged } from './judged.ts';
import { count, pick, SEVERITIES } from './ranking.ts';
import { DIAGNOSTIC_TITLES, verdictLine } from './verdict.ts';

/** The runner shows ten annotations of each kind for a step. */
const SHOWN = 10;
/** The runner cuts messages here, in characters. */
const MESSAGE_LIMIT = 4096;

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warn: 'warning', info: 'notice' };

/** Where a finding is shown: as a rule its own place. */
export interface ShownPlace {
  readonly file: string;
  /** Undefined for the file as a whole. */
  readonly range: Range | undefined;
  /** The finding's own place when it is shown elsewhere: `openapi.yaml:12`, raw. */
  readonly truePlace?: string;
}

export interface AnnotationOptions {
  /** Only what fails the run. */
  readonly quiet?: boolean;
  /** Where each finding is shown; default its own place. */
  readonly place?: (finding: Finding) => ShownPlace;
}

/** An annotation on a line, ready for a workflow command or for `@actions/core`. Text is raw. */
export interface Annotation {
  readonly severity: Severity;
  readonly file: string;
  readonly range: Range | undefined;
  readonly title: string;
  readonly message: string;
}

/** The annotations worth showing, worst first within what the runner shows, and how many of each severity are left out. */
export function annotations(report: Report, options: AnnotationOptions = {}): { shown: Annotation[]; left: Record<Severity, number> } {
  const shown: Annotation[] = [];
  const left = { error: 0, warn: 0, info: 0 };
  const counted = worthShowing(report, options);
  for (const severity of SEVERITIES) {
    const diagnostics = severity === 'error' ? report.diagnostics.map(ofDiagnostic) : [];
    const findings = counted.filter((finding) => finding.severity === severity);
    const room = Math.max(0, SHOWN - diagnostics.length);
    shown.push(...diagnostics.slice(0, SHOWN), ...pick(findings, room).map((finding) => ofFinding(finding, options)));
    left[severity] = Math.max(0, findings.length - room) + Math.max(0, diagnostics.length - SHOWN);
  }
  return { shown, left };
}

/** At most `limit` annotations in all, the worst ones, for a place that has no limit of each kind; and how many are left out. */
export function bestAnnotations(report: Report, limit: number, options: AnnotationOptions = {}): { shown: Annotation[]; left: number } {
  const findings = worthShowing(report, options);
  const diagnostics = report.diagnostics.slice(0, limit).map(ofDiagnostic);
  const shown = [...diagnostics, ...pick(findings, limit - diagnostics.length).map((finding) => ofFinding(finding, options))];
  return { shown, left: report.diagnostics.length + findings.length - shown.length };
}

function worthShowing(report: Report, { quiet = false }: AnnotationOptions): Finding[] {
  return judged(report).filter(({ severity }) => !quiet || fails(severity, report.failOn));
}

/** GitHub's workflow commands: annotations on the lines, a line that counts the rest, the verdict. */
export function github(report: Report, options: { readonly quiet?: boolean } = {}): string {
  const { shown, left } = annotations(report, options);
  const lines = shown.map(command);
  const rest = restLine(left);
  if (rest !== undefined) lines.push(rest);
  return `${lines.join('\n')}${lines.length === 0 ? '' : '\n'}${withoutCommands(verdictLine(report))}\n`;
}

/** Says how many findings have no annotation; undefined when all have. */
export function restLine(left: Record<Severity, number>): string | undefined {
  const parts = [
    left.error > 0 ? count(left.error, 'error') : '',
    left.warn > 0 ? count(left.warn, 'warning') : '',
    left.info > 0 ? count(left.info, 'notice') : '',
  ].filter((part) => part !== '');
  if (parts.length === 0) return undefined;
  return `Not annotated, since GitHub shows ten of each kind: ${parts.join(', ')}. The JSON report has them all.`;
}

function command({ severity, file, range, title, message }: Annotation): string {
  const properties = [['file', file], ...lines(range), ['title', title]];
  const list = properties.map(([name, value]) => `${name}=${commandProperty(String(value))}`).join(',');
  return `::${COMMANDS[severity]} ${list}::${commandData(message)}`;
}

/** Columns only for one line: GitHub drops them otherwise. */
function lines(range: Range | undefined): [string, number][] {
  if (range === undefined) return [];
  const both: [string, number][] = [
    ['line', range.start.line],
    ['endLine', range.end.line],
  ];
  if (range.start.line !== range.end.line) return both;
  return [...both, ['col', range.start.column], ['endColumn', range.end.column]];
}

function ofFinding(finding: Finding, { place = ownPlace }: AnnotationOptions): Annotation {
  const { severity, ruleId } = finding;
  const { file, range, truePlace } = place(finding);
  const where = truePlace === undefined ? [] : [`At ${truePlace}, which this change does not show.`];
  const message = [finding.message, ...where, `Why: ${finding.why}`, `Fix: ${finding.fix}`].map(visible).join('\n');
  return { severity, file: visible(file), range, title: visible(ruleId), message: shorten(message) };
}

function ownPlace({ file, range }: Finding): ShownPlace {
  return { file, range };
}

function ofDiagnostic({ kind, file, range, message, ruleId }: Diagnostic): Annotation {
  const title = `${DIAGNOSTIC_TITLES[kind]}${ruleId === undefined ? '' : `: ${ruleId}`}`;
  return { severity: 'error', file: visible(file), range, title: visible(title), message: shorten(visible(message)) };
}

function shorten(message: string): string {
  return message.length <= MESSAGE_LIMIT ? message : `${message.slice(0, MESSAGE_LIMIT - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
