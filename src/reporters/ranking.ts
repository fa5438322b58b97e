import type { Finding, Severity } from '../findings/finding.ts';

/** Worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warn', 'info'];

/**
 * The `limit` findings most worth a reader's time, in the given order: worst severity first, and of one severity every rule's first
 * finding before any rule's second, since ten places of one rule say less than ten rules.
 */
export function pick(findings: readonly Finding[], limit: number): Finding[] {
  const seen = new Map<string, number>();
  const ranked = findings.map((finding, index) => {
    const turn = seen.get(finding.ruleId) ?? 0;
    seen.set(finding.ruleId, turn + 1);
    return { finding, index, turn, severity: SEVERITIES.indexOf(finding.severity) };
  });
  return ranked
    .sort((a, b) => a.severity - b.severity || a.turn - b.turn || a.index - b.index)
    .slice(0, limit)
    .sort((a, b) => a.index - b.index)
    .map(({ finding }) => finding);
}

/** `1 error`, `2,000 errors`. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${thousands(number)} ${number === 1 ? singular : plural}`;
}

/** `12,345`. Not by `toLocaleString`, whose first call loads 70 ms worth of locale data. */
export function thousands(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
