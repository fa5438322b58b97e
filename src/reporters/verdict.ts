import type { Severity } from '../findings/finding.ts';
import type { Diagnostic, Report } from '../findings/report.ts';
import { judged } from './judged.ts';
import { count, thousands } from './ranking.ts';

/** What a diagnostic is called in a report. */
export const DIAGNOSTIC_TITLES: Readonly<Record<Diagnostic['kind'], string>> = {
  unreadable: 'cannot be read',
  'not-openapi': 'not an OpenAPI document',
  'ruleset-error': 'a rule of your ruleset failed',
  'engine-error': 'a bug in apiward',
};

/**
 * `FAIL: 2 errors, 1 warning (1 document, 3 operations, 45 rules)`; when compared `FAIL: 2 new errors, 5 existing, 1 fixed (...)`. Holds no
 * text from outside.
 */
export function verdictLine(report: Report): string {
  const { rules } = report.summary;
  const counted = judged(report);
  const fresh = report.comparison !== undefined && report.scope === 'new' ? 'new ' : '';
  const number = (severity: Severity): number => counted.filter((finding) => finding.severity === severity).length;
  const [error, warn, info] = [number('error'), number('warn'), number('info')];
  const { existing, waived } = report.statuses;
  const fixed = report.comparison?.fixed.length ?? 0;
  const found = [
    error > 0 ? count(error, `${fresh}error`) : '',
    warn > 0 ? count(warn, `${fresh}warning`) : '',
    info > 0 ? count(info, `${fresh}info`, `${fresh}info`) : '',
    ...diagnosticCounts(report.diagnostics),
    existing > 0 && report.scope === 'new' ? `${thousands(existing)} existing` : '',
    fixed > 0 ? `${thousands(fixed)} fixed` : '',
    waived > 0 ? `${thousands(waived)} waived` : '',
  ].filter((part) => part !== '');
  if (found.length === 0) found.push('nothing found');
  else if (fresh !== '' && counted.length === 0 && report.diagnostics.length === 0) found.unshift('nothing new');
  const operations = report.documents.reduce((sum, document) => sum + document.operations, 0);
  const modules = report.documents.filter(({ code }) => code !== undefined).length;
  const documents = report.summary.documents - modules;
  const parts = [
    documents > 0 || modules === 0 ? count(documents, 'document') : '',
    modules > 0 ? count(modules, 'module of code', 'modules of code') : '',
    count(operations, 'operation'),
    count(rules, 'rule'),
  ];
  const scope = parts.filter((part) => part !== '').join(', ');
  return `${report.verdict.toUpperCase()}: ${found.join(', ')} (${scope})`;
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
