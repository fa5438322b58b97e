import type { Severity } from '../findings/finding.ts';
import type { Diagnostic, ExitCode, FailOn } from '../findings/report.ts';

/** From grave to light. */
const ORDER: readonly Severity[] = ['error', 'warn', 'info'];

/** True when a finding of this severity fails the run. */
export function fails(severity: Severity, failOn: FailOn): boolean {
  return failOn !== 'none' && ORDER.indexOf(severity) <= ORDER.indexOf(failOn);
}

/**
 * The exit code of a run, the gravest reason first: 5 a rule of ours threw, 4 a document could not be read, 2 a rule of the user's
 * threw, 1 findings at or above `failOn` or more than a threshold allows, 0 clean. Whatever could not be judged is never a pass.
 */
export function exitCode(
  findings: readonly { severity: Severity }[],
  diagnostics: readonly Diagnostic[],
  failOn: FailOn,
  thresholds: { readonly [Level in Severity]?: number } = {},
): ExitCode {
  if (diagnostics.some(({ kind }) => kind === 'engine-error')) return 5;
  if (diagnostics.some(({ kind }) => kind !== 'ruleset-error')) return 4;
  if (diagnostics.length > 0) return 2;
  const tooMany = ORDER.some((level) => findings.filter(({ severity }) => severity === level).length > (thresholds[level] ?? Infinity));
  return tooMany || findings.some(({ severity }) => fails(severity, failOn)) ? 1 : 0;
}
