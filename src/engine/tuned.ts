import { type Ruleset, Rule as SpectralRule } from '@stoplight/spectral-core';
import type { Severity } from '../findings/finding.ts';
import type { EngineRuleset } from './engine.ts';

/** What a policy makes of a rule in a file. */
interface Tuning {
  readonly severity: Severity | 'off';
  /** Replace those that the ruleset gives, name by name. */
  readonly options?: object | undefined;
}

/** How a policy tunes the rules of a user's ruleset. */
export interface Tuner {
  /** Files of one key are tuned alike. */
  keyOf(file: string, root: string): string;
  /** @param severity as the ruleset has it */
  tune(ruleId: string, severity: Severity | 'off', file: string, root: string): Tuning;
}

/** A ruleset whose rules have the severities and options that a policy gives them, file by file. */
export function tuned(engine: EngineRuleset, tuner: Tuner): EngineRuleset {
  const byRuleset = new Map<Ruleset, Map<string, Ruleset>>();
  return {
    ...engine,
    forFile(file, root) {
      const ruleset = engine.forFile(file, root);
      const byKey = byRuleset.get(ruleset) ?? new Map<string, Ruleset>();
      byRuleset.set(ruleset, byKey);
      const key = tuner.keyOf(file, root);
      const found = byKey.get(key) ?? tuneRuleset(ruleset, (rule) => tuner.tune(rule.name, levelOf(rule), file, root));
      byKey.set(key, found);
      return found;
    },
  };
}

/** Severity of a rule as a ruleset has it. */
function levelOf({ enabled, severity }: Pick<SpectralRule, 'enabled' | 'severity'>): Severity | 'off' {
  // -1 is Spectral's `off`, which its types do not name.
  if (!enabled || Number(severity) === -1) return 'off';
  return severity === 0 ? 'error' : severity === 1 ? 'warn' : 'info';
}

const before = new WeakMap<SpectralRule, Severity | 'off'>();

/** What the user's ruleset itself says of a rule, whatever the policy made of it. */
export function untunedLevel(rule: SpectralRule): Severity | 'off' {
  return before.get(rule) ?? levelOf(rule);
}

function tuneRuleset(ruleset: Ruleset, tune: (rule: SpectralRule) => Tuning): Ruleset {
  const rules = Object.entries(ruleset.rules).map(([name, rule]) => [name, tuneRule(rule, tune(rule))] as const);
  return Object.create(ruleset, { rules: { value: Object.fromEntries(rules) } });
}

function tuneRule(rule: SpectralRule, { severity, options }: Tuning): SpectralRule {
  const keeps = severity === levelOf(rule);
  if (keeps && options === undefined) return rule;
  const copy = new SpectralRule(rule.name, rule.definition, rule.owner, rule.aliasSource);
  const then = rule.then.map((step) =>
    options === undefined ? step : { ...step, functionOptions: { ...(step.functionOptions as object | null), ...options } },
  );
  const { description, message, documentationUrl, recommended, resolved, formats, extensions } = rule;
  Object.assign(copy, { description, message, documentationUrl, recommended, resolved, formats, extensions, then });
  before.set(copy, levelOf(rule));
  copy.severity = severity;
  copy.enabled = severity !== 'off';
  // Severities by pointer are the ruleset's; a policy that says another has spoken after it.
  if (keeps && rule.overrides !== undefined) copy.overrides = rule.overrides;
  return copy;
}
