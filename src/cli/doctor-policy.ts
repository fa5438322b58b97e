/** Whether the policy is there, valid, pinned and in force, and what it turns off. */

import { UserError } from '../errors.ts';
import type { Workspace } from '../inputs/workspace.ts';
import { BASELINE_FILE } from '../policy/baseline/baseline.ts';
import { loadPolicy, type PolicyRequest } from '../policy/config/load.ts';
import type { Policy } from '../policy/config/policy.ts';
import { ConfigError } from '../policy/config/problems.ts';
import { reasonText, resolveRule } from '../policy/resolve.ts';
import { WAIVERS_FILE } from '../policy/waivers/read.ts';
import { count } from '../reporters/ranking.ts';
import type { Check } from './check.ts';

/** Rules that one list names. */
const LISTED = 12;

/** The policy, when it can be had, and what is said of it. */
export async function checkPolicy(request: PolicyRequest): Promise<{ readonly policy: Policy | undefined; readonly checks: Check[] }> {
  try {
    const policy = await loadPolicy(request);
    return {
      policy,
      checks: [
        ...sourceChecks(policy),
        ...settingChecks(policy),
        ...ruleChecks(policy, request),
        ...(await fileChecks(policy, request.workspace)),
      ],
    };
  } catch (error) {
    if (error instanceof ConfigError) {
      const checks = error.problems.map(
        ({ file, at, message }): Check => ({ status: 'fail', area: 'policy', where: `${file}:${at.line}`, message }),
      );
      return { policy: undefined, checks };
    }
    if (error instanceof UserError) return { policy: undefined, checks: [{ status: 'fail', area: 'policy', message: error.message }] };
    throw error;
  }
}

function sourceChecks({ sources, preset, digest, notes, loosenings }: Policy): Check[] {
  const checks: Check[] = [];
  const add = (status: Check['status'], message: string, where?: string): void => {
    checks.push({ status, area: 'policy', message, ...(where !== undefined && { where }) });
  };
  if (sources.length === 0) add('off', `no .apiward.yml, so the preset ${preset} holds as it is: \`apiward init\` writes one`);
  for (const { name, sha, pinned } of sources)
    add('ok', sha === undefined ? 'read and valid' : `read at commit ${sha}${pinned === true ? '' : ', by a name that may move'}`, name);
  add('ok', `digest ${digest}`);
  for (const { file, at, message } of notes) add('warn', message, `${file}:${at.line}`);
  for (const { file, range, message } of loosenings) add('warn', message, `${file}:${range.start.line}`);
  return checks;
}

function settingChecks({ settings, layers }: Policy): Check[] {
  const { failOn, scope, include, exclude } = settings;
  const checks: Check[] = [];
  const add = (status: Check['status'], message: string): void => {
    checks.push({ status, area: 'policy', message });
  };
  if (failOn === 'none') add('off', 'violations fail nothing: `fail-on: error` turns the gate on');
  else add('ok', `findings of severity ${failOn} and above fail a run; scope ${scope}`);
  if (include.length > 0) add('off', `only documents that match ${include.join(', ')} are judged`);
  if (exclude.length > 0) add('off', `nothing below ${exclude.join(', ')} is judged`);
  const overrides = layers.flatMap((layer) => layer.overrides);
  if (overrides.length > 0) add('ok', `${count(overrides.length, 'override')}: \`apiward explain RULE --for FILE\` shows what they do`);
  return checks;
}

/** Rules that are off, by whose word. */
function ruleChecks(policy: Policy, { rulesByConcern }: PolicyRequest): Check[] {
  const ids = Object.values(rulesByConcern).flatMap((rules) => rules.map(({ id }) => id));
  const off = ids
    .map((id) => ({ id, resolution: resolveRule(policy, id, { file: '' }) }))
    .filter(({ resolution }) => resolution.severity === 'off');
  const byPreset = off.filter(({ resolution }) => resolution.reasons.length === 1).map(({ id }) => id);
  const byPolicy = off.filter(({ resolution }) => resolution.reasons.length > 1);
  const checks: Check[] = [{ status: 'ok', area: 'rules', message: `${ids.length - off.length} of ${ids.length} rules are on` }];
  if (byPreset.length > 0) {
    const more = byPreset.length > LISTED ? ` and ${byPreset.length - LISTED} more (\`apiward rules --severity off\`)` : '';
    checks.push({
      status: 'off',
      area: 'rules',
      message: `off in the preset ${policy.preset}: ${byPreset.slice(0, LISTED).join(', ')}${more}`,
    });
  }
  for (const { id, resolution } of byPolicy) checks.push({ status: 'off', area: 'rules', message: `${id}: ${reasonText(resolution)}` });
  return checks;
}

async function fileChecks({ settings }: Policy, workspace: Workspace): Promise<Check[]> {
  const checks: Check[] = [];
  const files = [
    { what: 'baseline', named: settings.baseline, usual: BASELINE_FILE, write: '`apiward baseline` writes one' },
    { what: 'waivers', named: settings.waivers, usual: WAIVERS_FILE, write: '`apiward waive` writes them' },
  ];
  for (const { what, named, usual, write } of files) {
    const file = named ?? usual;
    const isThere = (await workspace.kind(file)) === 'file';
    if (isThere)
      checks.push({ status: 'ok', area: 'files', where: file, message: `the ${what} ${what === 'waivers' ? 'are' : 'is'} there` });
    else if (named === undefined) checks.push({ status: 'off', area: 'files', message: `no ${what}: ${write}` });
    else
      checks.push({
        status: 'fail',
        area: 'files',
        where: file,
        message: `the policy names it for \`${what}\` and it is not there: ${write}, or correct the name`,
      });
  }
  return checks;
}
