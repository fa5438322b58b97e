import type { Preset } from '../engine/define-rule.ts';
import type { Workspace } from '../inputs/workspace.ts';
import { parseCode, parseHosts } from '../policy/config/flags.ts';
import { loadPolicy } from '../policy/config/load.ts';
import type { Policy } from '../policy/config/policy.ts';
import { rulesByConcern } from '../rules/index.ts';
import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';

/**
 * The policy of a workspace with what the command line says over it.
 * @param ruleset `--ruleset`, as a path of the workspace
 * @throws ConfigError and UserError, as {@link loadPolicy}
 */
export function policyOf(args: Arguments, { fetchPolicy }: Io, workspace: Workspace, ruleset?: string): Promise<Policy> {
  return loadPolicy({
    workspace,
    configPath: args.value('config'),
    rulesByConcern,
    fetchPolicy,
    flags: {
      severities: args.severities,
      ...(args.has('preset') && { preset: args.preset as Preset }),
      ...(args.has('fail-on') && { failOn: args.failOn }),
      ...(args.has('external-refs') && { externalRefs: parseHosts(args.values('external-refs'), '--external-refs') }),
      ...(args.has('code') && { code: parseCode(args.values('code'), '--code') }),
      ...(ruleset !== undefined && { rulesets: [ruleset] }),
    },
  });
}
