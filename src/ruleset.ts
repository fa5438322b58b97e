/** The rules of a run as its policy has them. */
import { type ActiveRule, type EngineRuleset, trustedRuleset } from './engine/engine.ts';
import type { SessionOptions } from './engine/session.ts';
import { tuned, untunedLevel } from './engine/tuned.ts';
import { MemoryWorkspace } from './inputs/memory.ts';
import type { Workspace } from './inputs/workspace.ts';
import type { Api } from './model/api.ts';
import type { PolicyFlags } from './policy/config/flags.ts';
import { loadPolicy } from './policy/config/load.ts';
import type { Policy, Selectors } from './policy/config/policy.ts';
import { withPolicyFiles } from './policy/config/remote-rulesets.ts';
import { fileKey, floorOptions, highestFor, merged, optionsFor, severityFor } from './policy/resolve.ts';
import { isByFile, selects } from './policy/selectors.ts';
import { subjectsOf } from './policy/subject.ts';
import { allRules, rulesByConcern } from './rules/index.ts';

/** The policy of a run without a config: a preset and what flags say over it. */
export function flagPolicy(flags: PolicyFlags): Promise<Policy> {
  return loadPolicy({ workspace: new MemoryWorkspace({}), rulesByConcern, flags });
}

/**
 * Our rules, or the user's rulesets with ours in them, tuned by the policy file by file.
 * @param workspace where the rulesets are read
 * @throws UserError for what is wrong with a ruleset
 */
export async function rulesOf(policy: Policy, workspace: Workspace): Promise<EngineRuleset> {
  const [first, ...others] = policy.settings.rulesets;
  return first === undefined ? ours(policy) : custom(policy, [first, ...others], workspace);
}

/** Our rules that are on for a file, with its severities and options. */
export function activeRules(policy: Policy, file: string, root: string): ActiveRule[] {
  return allRules.flatMap((rule): ActiveRule[] => {
    const severity = highestFor(policy, rule.id, { file, root });
    if (severity === 'off') return [];
    return [{ rule, severity, options: optionsFor(policy, rule.id, { file, root }) }];
  });
}

/** What the policy says of single operations, which only a finding's place can tell; undefined when it says nothing of the kind. */
export function severityAtPlace(policy: Policy, api: Api): SessionOptions['severity'] {
  const overrides = policy.layers.flatMap((layer) => layer.overrides);
  if (overrides.every(isByFile)) return undefined;
  const hasRulesets = policy.settings.rulesets.length > 0;
  const subjectOf = subjectsOf(api);
  return (rule, place) => severityFor(policy, rule.name, subjectOf(place), hasRulesets ? untunedLevel(rule) : undefined);
}

function ours(policy: Policy): EngineRuleset {
  const byKey = new Map<string, ReturnType<EngineRuleset['forFile']>>();
  return {
    rules: allRules,
    forFile(file, root) {
      const key = fileKey(policy, { file, root });
      const ruleset = byKey.get(key) ?? trustedRuleset(activeRules(policy, file, root)).forFile(file, root);
      byKey.set(key, ruleset);
      return ruleset;
    },
  };
}

async function custom(policy: Policy, files: readonly [string, ...string[]], workspace: Workspace): Promise<EngineRuleset> {
  // Loaded only here: a run without a user's ruleset needs none of Spectral's own rules and functions.
  const { loadCustomRuleset } = await import('./engine/custom-rulesets.ts');
  const flags = policy.layers.filter(({ kind }) => kind === 'flags').flatMap((layer) => Object.entries(layer.severities));
  const ruleset = await loadCustomRuleset(files, {
    workspace: withPolicyFiles(workspace, policy.files),
    rules: allRules,
    preset: policy.preset,
    severities: Object.fromEntries(flags.map(([id, { severity }]) => [id, severity])),
  });
  return tuned(ruleset, {
    keyOf: (file, root) => fileKey(policy, { file, root }),
    tune: (ruleId, severity, file, root) => ({
      severity: highestFor(policy, ruleId, { file, root }, severity),
      options: saidOptions(policy, ruleId, file, root),
    }),
  });
}

/** Options that the policy sets or keeps; the others are the ruleset's. */
function saidOptions(policy: Policy, ruleId: string, file: string, root: string): object | undefined {
  const layers = policy.layers.slice(1);
  const applies = (override: Selectors): boolean => isByFile(override) && selects(override, { file, root });
  const names = [...Object.keys(merged(layers, ruleId, applies)), ...Object.keys(floorOptions(policy.layers, ruleId, applies))];
  if (names.length === 0) return undefined;
  const options = optionsFor(policy, ruleId, { file, root });
  return Object.fromEntries(names.map((name) => [name, options[name]]));
}
