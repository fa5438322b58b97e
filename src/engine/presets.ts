import type { Severity } from '../findings/finding.ts';
import type { Preset, Rule } from './define-rule.ts';

export const PRESETS: readonly Preset[] = ['recommended', 'strict', 'essential', 'owasp-api-2023'];

/** Severity and options of a rule in a preset; presets are never written by hand. */
export function inPreset(rule: Rule, preset: Preset): { severity: Severity | 'off'; options?: object } {
  // What judges the policy itself is never left out: nobody may wave a change of it through.
  if (rule.visit === 'policy' && preset !== 'strict') return { severity: rule.severity };
  switch (preset) {
    case 'recommended':
      return { severity: rule.severity };
    case 'strict':
      return { severity: rule.strict ?? stricter(rule.severity), ...(rule.strictOptions && { options: rule.strictOptions }) };
    case 'essential':
      if (rule.essential !== true) return { severity: 'off' };
      return { severity: 'error', ...(rule.essentialOptions && { options: rule.essentialOptions }) };
    case 'owasp-api-2023':
      return { severity: rule.owasp === undefined ? 'off' : rule.severity };
  }
}

/** `strict` raises `warn` to `error`, and `info` and `off` to `warn`. */
function stricter(severity: Severity | 'off'): Severity {
  return severity === 'error' || severity === 'warn' ? 'error' : 'warn';
}
