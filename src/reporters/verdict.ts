import type { Diagnostic, Report } from '../findings/report.ts';
import { count } from './ranking.ts';

/** What a diagnostic is called in a report. */
export const DIAGNOSTIC_TITLES: Readonly<Record<Diagnostic['kind'], string>> = {
  unreadable: 'cannot be read',
  'not-openapi': 'not an OpenAPI document',
  'ruleset-error': 'a rule of your ruleset failed',
  'engine-error': 'a bug in apiward',
};

/** `FAIL: 2 errors, 1 warning in 1 document (3 operations, 45 rules).` Holds no text from outside. */
export function verdictLine(report: Report): string {
  const { error, warn, info, documents, rules } = report.summary;
  const found = [
    error > 0 ? count(error, 'error') : '',
    warn > 0 ? count(warn, 'warning') : '',
    info > 0 ? count(info, 'info', 'info') : '',
    ...diagnosticCounts(report.diagnostics),
  ].filter((part) => part !== '');
  const operations = report.documents.reduce((sum, document) => sum + document.operations, 0);
  const scope = `${count(documents, 'document')}, ${count(operations, 'operation')}, ${count(rules, 'rule')}`;
  return `${report.verdict.toUpperCase()}: ${found.length === 0 ? 'nothing found' : found.join(', ')} (${scope})`;
}

function diagnosticCounts(diagnostics: readonly Diagnostic[]): string[] {
  const of = (kind: Diagnostic['kind']) => diagnostics.filter((diagnostic) => diagnostic.kind === kind).length;
  const unreadable = of('unreadable');
  const foreign = of('not-openapi');
  const broken = of('ruleset-error');
  const bugs = of('engine-error');
  return [
    unreadable > 0 ? `${count(unreadable, 'document')} unreadable` : '',
    foreign > 0 ? `${count(foreign, 'file')} not OpenAPI` : '',
    broken > 0 ? `${count(broken, 'failed rule')} of your ruleset` : '',
    bugs > 0 ? `${count(bugs, 'failed check')} (a bug in apiward)` : '',
  ];
}
