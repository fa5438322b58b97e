import type { Severity } from '../findings/finding.ts';
import type { Report } from '../findings/report.ts';

/** What the rows of a summary table are. */
export type View = 'concern' | 'owasp' | 'cwe';

export const VIEWS: readonly View[] = ['concern', 'owasp', 'cwe'];

/** The risks of the OWASP API Security Top 10, edition of 2023. */
export const OWASP_RISKS: Readonly<Record<string, string>> = {
  'API1:2023': 'Broken Object Level Authorization',
  'API2:2023': 'Broken Authentication',
  'API3:2023': 'Broken Object Property Level Authorization',
  'API4:2023': 'Unrestricted Resource Consumption',
  'API5:2023': 'Broken Function Level Authorization',
  'API6:2023': 'Unrestricted Access to Sensitive Business Flows',
  'API7:2023': 'Server Side Request Forgery',
  'API8:2023': 'Security Misconfiguration',
  'API9:2023': 'Improper Inventory Management',
  'API10:2023': 'Unsafe Consumption of APIs',
};

/** The view that suits a report when nobody chose one. */
export function defaultView({ preset }: Report): View {
  return preset === 'owasp-api-2023' ? 'owasp' : 'concern';
}

/** Findings by row and severity; rows in order of their number or name, what has no row last. */
export function tally({ findings, rules }: Report, view: View): Map<string, Record<Severity, number>> {
  const concerns = new Map(rules.map(({ id, concern }) => [id, concern]));
  const table = new Map<string, Record<Severity, number>>();
  for (const { ruleId, owasp, cwe, severity } of findings) {
    const name = view === 'concern' ? concerns.get(ruleId) : view === 'owasp' ? owasp : cwe === undefined ? undefined : `CWE-${cwe}`;
    const key = name ?? (view === 'concern' ? 'custom' : 'none');
    const row = table.get(key) ?? { error: 0, warn: 0, info: 0 };
    row[severity]++;
    table.set(key, row);
  }
  return new Map([...table].sort(([a], [b]) => position(a) - position(b) || (a < b ? -1 : 1)));
}

/** `API2:2023 Broken Authentication`; other rows are named by themselves. */
export function rowTitle(key: string): string {
  const risk = Object.hasOwn(OWASP_RISKS, key) ? OWASP_RISKS[key] : undefined;
  return risk === undefined ? key : `${key} ${risk}`;
}

function position(key: string): number {
  if (key === 'none') return Number.MAX_SAFE_INTEGER;
  return Number(/^(?:API|CWE-)(\d+)/.exec(key)?.[1] ?? 0);
}
