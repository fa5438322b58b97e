import type { GitHubEvent } from '../github/event.ts';
import { policyFetcher } from '../github/policy.ts';
import { MemoryWorkspace } from '../inputs/memory.ts';
import type { Workspace } from '../inputs/workspace.ts';
import type { PolicyFlags } from '../policy/config/flags.ts';
import { loadPolicy } from '../policy/config/load.ts';
import type { Policy } from '../policy/config/policy.ts';
import { looksRemote } from '../policy/config/reference.ts';
import type { FetchPolicy } from '../policy/config/sources.ts';
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
 * @throws UserError and ConfigError for what is wrong with it, and with the one that is proposed
 */
export async function policyFor({ inputs, event, host, compared, head, base }: PolicyFacts): Promise<Ruled> {
  const { config, configToken, policySource } = inputs;
  const fetchPolicy = configToken === undefined ? undefined : policyFetcher(host.github(configToken));
  const load = (workspace: Workspace, fetch = fetchPolicy, configPath = config): Promise<Policy> =>
    loadPolicy({ workspace, configPath, rulesByConcern, fetchPolicy: fetch, flags: flagsOf(inputs) });
  const wanted = policySource === 'auto' ? (proposes(event) ? 'base' : 'head') : policySource;
  const ruled = (policy: Policy, source: Ruled['source']): Ruled => ({
    policy,
    source,
    heedsLists: true,
    notes: policy.notes.map(({ file, at, message }) => `${file}:${at.line}: ${message}`),
  });
  // An event without a base proposes nothing.
  if (wanted === 'head' || (base === undefined && !compared.lost)) return ruled(await load(head), 'head');
  if (base !== undefined) {
    const policy = await load(base);
    await check(policy, (fetch) => load(head, fetch), fetchPolicy);
    return ruled(policy, 'base');
  }
  const isElsewhere = config !== undefined && looksRemote(config);
  const policy = await load(new MemoryWorkspace({}), fetchPolicy, isElsewhere ? config : undefined);
  const which = isElsewhere ? `\`${config}\`` : `the preset ${policy.preset}`;
  const note = `The policy of the base cannot be read either, so ${which} judges, without waivers and baseline (\`policy-source\`)`;
  return { policy, source: 'head', heedsLists: false, notes: [note] };
}

/**
 * Reads the policy that is proposed, so that one with mistakes fails before it is merged. It may fetch what the base's policy extends and
 * nothing else: a proposal must not read other repositories with our token.
 */
async function check(
  { sources }: Policy,
  load: (fetch: FetchPolicy) => Promise<Policy>,
  fetchPolicy: FetchPolicy | undefined,
): Promise<void> {
  let refused = false;
  try {
    await load(async (owner, repo, path, ref) => {
      const known = sources.some(({ name }) => name.startsWith(`${owner}/${repo}/${path}@`));
      if (known && fetchPolicy !== undefined) return fetchPolicy(owner, repo, path, ref);
      refused = true;
      throw new Error('it is read once it is merged');
    });
  } catch (error) {
    if (!refused) throw error;
  }
}

function flagsOf({ preset, severities, failOn, scope, externalRefs, code, ruleset }: Inputs): PolicyFlags {
  return {
    severities,
    asInputs: true,
    ...(preset !== undefined && { preset }),
    ...(failOn !== undefined && { failOn }),
    ...(scope !== 'auto' && { scope }),
    ...(externalRefs !== undefined && { externalRefs }),
    ...(code !== undefined && { code }),
    ...(ruleset !== undefined && { rulesets: [ruleset] }),
  };
}
