import type { GitHubEvent } from '../github/event.ts';
import { policyFetcher } from '../github/policy.ts';
import { MemoryWorkspace } from '../inputs/memory.ts';
import type { Workspace } from '../inputs/workspace.ts';
import { loadPolicy, type PolicyFlags } from '../policy/config/load.ts';
import type { Policy } from '../policy/config/policy.ts';
import { looksRemote } from '../policy/config/reference.ts';
import { rulesByConcern } from '../rules/index.ts';
import { type Compared, proposes } from './base.ts';
import type { Host } from './host.ts';
import type { Inputs } from './inputs.ts';

interface PolicyFacts {
  readonly inputs: Inputs;
  readonly event: GitHubEvent;
  readonly host: Host;
  readonly compared: Compared;
  readonly head: Workspace;
  /** The base commit's files, when there are any to be had. */
  readonly base: Workspace | undefined;
}

/** The policy that judges, and whose it is. */
export interface Ruled {
  readonly policy: Policy;
  readonly source: 'base' | 'head';
  /** Whether waivers and baseline count. */
  readonly heedsLists: boolean;
  /** What must be said of it, a plain line each. */
  readonly notes: readonly string[];
}

/**
 * The policy of a run. What is proposed does not judge itself: its policy is the base's, and where that cannot be had, the preset alone.
 * @throws UserError and ConfigError for what is wrong with it
 */
export async function policyFor({ inputs, event, host, compared, head, base }: PolicyFacts): Promise<Ruled> {
  const source = inputs.policySource === 'auto' ? (proposes(event) ? 'base' : 'head') : inputs.policySource;
  if (source === 'head') return { policy: await load(inputs, host, head), source, heedsLists: true, notes: [] };
  if (base !== undefined) return { policy: await load(inputs, host, base), source, heedsLists: true, notes: [] };
  // An event without a base proposes nothing.
  if (!compared.lost) return { policy: await load(inputs, host, head), source: 'head', heedsLists: true, notes: [] };
  const { config } = inputs;
  const isElsewhere = config !== undefined && looksRemote(config);
  const policy = await load({ ...inputs, config: isElsewhere ? config : undefined }, host, new MemoryWorkspace({}));
  const which = isElsewhere ? `\`${config}\`` : `the preset ${policy.preset}`;
  const note = `The policy of the base cannot be read either, so ${which} judges, without waivers and baseline (\`policy-source\`)`;
  return { policy, source: 'head', heedsLists: false, notes: [note] };
}

function load(inputs: Inputs, host: Host, workspace: Workspace): Promise<Policy> {
  const { preset, severities, failOn, scope, ruleset, config, configToken } = inputs;
  const flags: PolicyFlags = {
    severities,
    asInputs: true,
    ...(preset !== undefined && { preset }),
    ...(failOn !== undefined && { failOn }),
    ...(scope !== 'auto' && { scope }),
    ...(ruleset !== undefined && { rulesets: [ruleset] }),
  };
  const fetchPolicy = configToken === undefined ? undefined : policyFetcher(host.github(configToken));
  return loadPolicy({ workspace, configPath: config, rulesByConcern, fetchPolicy, flags });
}
