import type { Finding } from '../findings/finding.ts';
import type { Report } from '../findings/report.ts';

/** The findings that the verdict counts: what is new against the base, or all but the waived. These are what a reader has to act on. */
export function judged({ findings, scope }: Pick<Report, 'findings' | 'scope'>): Finding[] {
  return findings.filter(({ status }) => status === 'new' || (scope === 'all' && status === 'existing'));
}
