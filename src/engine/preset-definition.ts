import type { Preset, Rule } from './define-rule.ts';
import { inPreset } from './presets.ts';
import { type SpectralRule, toSpectralRule } from './to-spectral.ts';

/** One of our presets as a Spectral ruleset definition. */
export function presetDefinition(rules: readonly Rule[], preset: Preset): { rules: Record<string, SpectralRule> } {
  const entries = rules.map((rule) => {
    const { severity, options } = inPreset(rule, preset);
    return [rule.id, toSpectralRule(rule, severity, options)] as const;
  });
  return { rules: Object.fromEntries(entries) };
}
