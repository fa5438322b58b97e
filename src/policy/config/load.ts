import type { Preset, Rule } from '../../engine/define-rule.ts';
import { UserError } from '../../errors.ts';
import { type Workspace, WorkspaceError } from '../../inputs/workspace.ts';
import { floorSeverity } from '../resolve.ts';
import { RuleCatalogue } from './catalogue.ts';
import { policyDigest } from './digest.ts';
import { applyFlags, type PolicyFlags } from './flags.ts';
import { LayerBuilder } from './layers.ts';
import type { Layer, Policy, PolicySource } from './policy.ts';
import { Problems } from './problems.ts';
import { isPinned, looksRemote, parseReference } from './reference.ts';
import { RemoteRulesets } from './remote-rulesets.ts';
import { RunSettings } from './run-settings.ts';
import { type FetchPolicy, type Source, Sources } from './sources.ts';

/** Names that a config is found by, at the root of the workspace. */
export const CONFIG_FILES = ['.apiward.yml', '.apiward.yaml'] as const;

export interface PolicyRequest {
  /** Where config, extended files and rulesets are read: on a pull request the base commit's tree. */
  readonly workspace: Workspace;
  /** A file of the workspace or `owner/repo/path@ref`; without it `.apiward.yml` at the root, when there is one. */
  readonly configPath?: string | undefined;
  readonly rulesByConcern: Readonly<Record<string, readonly Rule[]>>;
  readonly fetchPolicy?: FetchPolicy | undefined;
  readonly flags?: PolicyFlags;
}

/**
 * The policy that a run is judged by: config, everything that it extends, and the command line.
 * @throws ConfigError with every mistake in the config and what it extends; UserError for a flag that cannot be heeded
 */
export async function loadPolicy(request: PolicyRequest): Promise<Policy> {
  const { workspace, rulesByConcern, fetchPolicy, flags = {} } = request;
  const catalogue = new RuleCatalogue(rulesByConcern);
  const problems = new Problems();
  const sources = new Sources(workspace, fetchPolicy, problems);
  await addConfig(sources, request);
  const rulesets = new RemoteRulesets(sources, problems);
  const foreign = sources.list.some(({ config }) => (config.rulesets ?? []).length > 0) || (flags.rulesets ?? []).length > 0;
  const preset = flags.preset ?? presetOf(sources.list);
  const builder = new LayerBuilder(preset, catalogue, problems, foreign);
  const settings = new RunSettings();
  for (const source of sources.list) {
    const { file } = source;
    if (file.origin.remote === undefined) await checkRulesets(source, workspace, problems);
    const kept = builder.add(source);
    settings.add(source, await rulesets.of(source), builder.loosenings);
    builder.loosenings.keep(kept, (name) => settings.get(name), file.name);
    checkFloor(source, builder.layers, problems);
  }
  problems.throw();
  applyFlags(flags, { builder, settings, catalogue, foreign });
  const policy = {
    sources: sources.list.map(sourceOf),
    preset,
    layers: builder.layers,
    settings: settings.settings,
    files: rulesets.files,
    loosenings: builder.loosenings.list,
    notes: sources.notes,
  };
  return { ...policy, digest: await policyDigest(policy) };
}

/** @throws UserError when a config that was named cannot be had, or when there are two */
async function addConfig(sources: Sources, { workspace, configPath }: PolicyRequest): Promise<void> {
  if (configPath === undefined) {
    const found = await findConfig(workspace);
    if (found !== undefined) await sources.addFile(found);
    return;
  }
  try {
    if (!looksRemote(configPath)) await sources.addFile(configPath);
    else {
      const reference = parseReference(configPath, undefined);
      if (reference.kind === 'remote') await sources.addRemote(reference.remote);
      else throw new UserError(reference.kind === 'wrong' ? `it ${reference.why}` : 'it is no file');
    }
  } catch (error) {
    if (error instanceof UserError) throw new UserError(`the config \`${configPath}\` cannot be read: ${error.message}`);
    throw error;
  }
}

/**
 * The config of a workspace, undefined when it has none.
 * @throws UserError when there are two, since one of them would silently count for nothing
 */
export async function findConfig(workspace: Workspace): Promise<string | undefined> {
  const found: string[] = [];
  for (const name of CONFIG_FILES) {
    const kind = await workspace.kind(name);
    if (kind === undefined && !(await isListed(workspace, name))) continue;
    if (kind !== 'file')
      throw new UserError(`${name} is no regular file in the repository: replace the folder or link by the config itself`);
    found.push(name);
  }
  if (found.length > 1) {
    throw new UserError(`there are two configs, ${found.join(' and ')}: only ${found[0]} counts, so delete the other or move what it says`);
  }
  return found[0];
}

/** Whether a name stands in the root though nothing can be read there: a link that leads outside must not mean "no config". */
async function isListed(workspace: Workspace, name: string): Promise<boolean> {
  try {
    return (await workspace.list('')).some((entry) => entry.name === name);
  } catch (error) {
    if (error instanceof WorkspaceError) return false;
    throw error;
  }
}

function presetOf(sources: readonly Source[]): Preset {
  const last = sources.findLast(({ config, extended }) => config.preset !== undefined || extended !== undefined);
  return last?.config.preset ?? last?.extended ?? 'recommended';
}

async function checkRulesets({ file, config }: Source, workspace: Workspace, problems: Problems): Promise<void> {
  for (const [index, ruleset] of (config.rulesets ?? []).entries()) {
    if ((await workspace.kind(ruleset)) === 'file') continue;
    problems.add(
      file,
      ['rulesets', index],
      `there is no file \`${ruleset}\` for \`rulesets\`: correct the path, which is relative to the repository`,
    );
  }
}

/** A floor under a rule that its own policy turns off keeps nothing. */
function checkFloor({ file, config }: Source, layers: readonly Layer[], problems: Problems): void {
  for (const [index, id] of (config.floor?.rules ?? []).entries()) {
    if (id.endsWith('*') || floorSeverity(layers, id, () => false)?.severity !== 'off') continue;
    problems.add(
      file,
      ['floor', 'rules', index],
      `the floor keeps nothing of \`${id}\`, which is off in this policy: give it a severity in \`rules\``,
    );
  }
}

function sourceOf({ file: { name, origin } }: Source): PolicySource {
  const { remote } = origin;
  return remote === undefined ? { name } : { name, sha: remote.sha, pinned: isPinned(remote.ref) };
}
