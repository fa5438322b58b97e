/** What a command line or the action's inputs say over a policy. */
import type { Preset } from '../../engine/define-rule.ts';
import { UserError } from '../../errors.ts';
import type { Severity } from '../../findings/finding.ts';
import type { FailOn } from '../../findings/report.ts';
import { compareSeverity, optionDirection, tightest } from '../floor.ts';
import { floorKeeper, floorOptions, floorSeverity, merged } from '../resolve.ts';
import { assignments, joined } from '../settings.ts';
import { unknownRule } from '../severities.ts';
import type { RuleCatalogue } from './catalogue.ts';
import { formatOf } from './formats.ts';
import type { LayerBuilder } from './layers.ts';
import type { Options } from './policy.ts';
import type { RunSettings } from './run-settings.ts';

/** What was said on the command line or as an input; only what was said there, no default. */
export interface PolicyFlags {
  readonly preset?: Preset | undefined;
  readonly severities?: Readonly<Record<string, Severity | 'off'>> | undefined;
  readonly failOn?: FailOn | undefined;
  readonly scope?: 'auto' | 'new' | 'all' | undefined;
  /** Hosts that references may lead to, beside those of the config; an empty list forbids those too. */
  readonly externalRefs?: readonly string[] | undefined;
  /** `auto`, `off`, or globs of the source files that are judged. */
  readonly code?: readonly string[] | undefined;
  /** Workspace paths, beside those of the config. */
  readonly rulesets?: readonly string[] | undefined;
  /** Whether `severities` are given as `rules`, as the action has it, instead of `--rule`. */
  readonly asInputs?: boolean;
}

/** What flags are laid over. */
interface Below {
  readonly builder: LayerBuilder;
  readonly settings: RunSettings;
  readonly catalogue: RuleCatalogue;
  /** Whether rules may be meant that only a ruleset of the user's has. */
  readonly foreign: boolean;
}

/**
 * Lays flags over a policy.
 * @throws UserError for a rule that does not exist, and for what would loosen a floor
 */
export function applyFlags(flags: PolicyFlags, { builder, settings, catalogue, foreign }: Below): void {
  const { severities = {}, failOn, scope, code, externalRefs, rulesets = [], asInputs = false } = flags;
  const name = (flag: string): string => (asInputs ? `input ${flag === 'rule' ? 'rules' : flag}` : `--${flag}`);
  for (const [id, severity] of Object.entries(severities)) {
    if (!catalogue.byId.has(id) && !foreign) throw unknownRule(id, catalogue.ids);
    const floor = floorSeverity(builder.layers, id, () => false);
    if (floor !== undefined && compareSeverity(severity, floor.severity) < 0) {
      throw new UserError(`${name('rule')} \`${id}=${severity}\` would loosen what ${floor.by} keeps at ${floor.severity}: leave it out`);
    }
  }
  for (const [setting, value] of [
    ['fail-on', failOn],
    ['scope', scope],
    ['code', code],
  ] as const) {
    const floor = value === undefined ? undefined : builder.loosenings.refuses(setting, value);
    if (floor !== undefined)
      throw new UserError(`${name(setting)} \`${value}\` would loosen what ${floor.by} keeps at ${floor.value}: leave it out`);
    settings.set(setting, value);
  }
  if (rulesets.length > 0) settings.set('rulesets', [...new Set([...(settings.get('rulesets') as readonly string[]), ...rulesets])]);
  const options = externalRefs === undefined ? {} : hostOptions(externalRefs, builder, catalogue, name('external-refs'));
  const said = Object.entries(severities).map(([id, severity]) => [id, { severity }] as const);
  if (said.length === 0 && Object.keys(options).length === 0) return;
  builder.layers.push({ name: name('rule'), kind: 'flags', severities: Object.fromEntries(said), options, overrides: [] });
}

/** What the hosts become in the rules that ask for them. */
function hostOptions(
  hosts: readonly string[],
  { layers }: LayerBuilder,
  catalogue: RuleCatalogue,
  source: string,
): Record<string, Options> {
  const options: Record<string, Options> = {};
  for (const { ruleId: id, option } of assignments({ 'external-refs': hosts }, catalogue.byId.values())) {
    const before = merged(layers, id, () => false)[option] ?? catalogue.standard(id, option);
    const value = hosts.length === 0 ? [] : joined(before, hosts);
    const floors = floorOptions(layers, id, () => false);
    if (Object.hasOwn(floors, option) && tightest(optionDirection(id, option), floors[option], value).loosens) {
      throw new UserError(`${source} would loosen what ${floorKeeper(layers, id, option)} keeps (\`${id}.${option}\`): leave it out`);
    }
    options[id] = { ...options[id], [option]: value };
  }
  return options;
}

/**
 * What `code` is given as an input or a flag: by line, comma or blank.
 * @param source how the user wrote the option, for messages
 * @throws UserError for what is no glob
 */
export function parseCode(values: readonly string[], source: string): string[] {
  const globs = values.flatMap((value) => value.split(/[\s,]+/)).filter((glob) => glob !== '');
  const { fault, expected } = formatOf('code');
  for (const glob of globs) {
    const wrong = globs.length > 1 && (glob === 'auto' || glob === 'off') ? 'stands alone' : fault(glob);
    if (wrong !== undefined) throw new UserError(`${source} \`${glob}\` ${wrong}: write ${expected}`);
  }
  return globs;
}

/**
 * Hosts as an input or a flag has them: by line, comma or blank; `deny` alone forbids all.
 * @param source how the user wrote the option, for messages
 * @throws UserError for what is no host name
 */
export function parseHosts(values: readonly string[], source: string): string[] {
  const hosts = values.flatMap((value) => value.split(/[\s,]+/)).filter((host) => host !== '');
  if (hosts.length === 1 && hosts[0] === 'deny') return [];
  const { fault, example } = formatOf('host');
  for (const host of hosts) {
    const wrong = host === 'deny' ? 'forbids all hosts and stands alone' : fault(host);
    if (wrong !== undefined) throw new UserError(`${source} \`${host}\` ${wrong}: write \`deny\`, or hosts such as \`${example}\``);
  }
  return hosts;
}
