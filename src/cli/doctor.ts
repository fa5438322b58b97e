import { NO_CODE } from '../code/read.ts';
import { codeScope } from '../code/scope.ts';
import { readSides } from '../code/sides.ts';
import type { Preset } from '../engine/define-rule.ts';
import { UserError } from '../errors.ts';
import { discover } from '../inputs/discover.ts';
import { DiskWorkspace } from '../inputs/disk.ts';
import { type Workspace, WorkspaceError } from '../inputs/workspace.ts';
import { BASELINE_FILE } from '../policy/baseline/baseline.ts';
import type { Policy } from '../policy/config/policy.ts';
import { OWNERS_FILES } from '../policy/tamper/owners.ts';
import { WAIVERS_FILE } from '../policy/waivers/read.ts';
import { inertJson, visible, withoutCommands } from '../reporters/escape.ts';
import { paint, wrap } from '../reporters/paint.ts';
import { count } from '../reporters/ranking.ts';
import { rulesByConcern } from '../rules/index.ts';
import { TOOL } from '../tool.ts';
import type { Arguments } from './arguments.ts';
import type { Check } from './check.ts';
import { checkPolicy } from './doctor-policy.ts';
import { checkWorkflow } from './doctor-workflows.ts';
import { unowned } from './init-files.ts';
import { type Io, wantsColor } from './io.ts';

const WORKFLOWS = '.github/workflows';
/** Workflows that are looked at. */
const MOST = 200;

/**
 * `apiward doctor`: what is set up, what is off and what turns it on. Returns 0; 1 when the gate does not hold, 2 when the policy is not
 * valid.
 */
export async function doctor(args: Arguments, io: Io): Promise<number> {
  if (args.operands.length > 0) throw new UserError('`apiward doctor` takes no path: run it in the root of the repository');
  if (args.format !== 'text' && args.format !== 'json')
    throw new UserError(`\`apiward doctor\` is written as text or json, not ${args.format}`);
  const workspace = new DiskWorkspace(io.cwd);
  const flags = args.has('preset') ? { preset: args.preset as Preset } : {};
  const { policy, checks: ofPolicy } = await checkPolicy({
    workspace,
    configPath: args.value('config'),
    rulesByConcern,
    fetchPolicy: io.fetchPolicy,
    flags,
  });
  const { files: workflows, checks: ofWorkflows } = await workflowChecks(workspace);
  const checks = [
    ...toolChecks(io),
    ...ofPolicy,
    ...(await documentChecks(workspace, policy)),
    ...ofWorkflows,
    ...(await ownerChecks(workspace, policy, workflows)),
  ];
  io.stdout.write(args.format === 'json' ? json(checks, policy, io) : text(checks, args, io));
  if (policy === undefined) return 2;
  return checks.some(({ status }) => status === 'fail') ? 1 : 0;
}

function toolChecks({ nodeVersion }: Io): Check[] {
  const node = nodeVersion === undefined ? '' : ` on Node.js ${nodeVersion.replace(/^v/, '')}`;
  const old = /^v(\d+)\./.exec(nodeVersion ?? '');
  if (old !== null && Number(old[1]) < 20)
    return [{ status: 'fail', area: 'tool', message: `apiward ${TOOL.version}${node}: it needs Node.js 20 or newer` }];
  return [{ status: 'ok', area: 'tool', message: `apiward ${TOOL.version}${node}` }];
}

async function documentChecks(workspace: Workspace, policy: Policy | undefined): Promise<Check[]> {
  const { include = [], exclude = [], code: setting = ['auto'] } = policy?.settings ?? {};
  const patterns = [...include, ...exclude.map((glob) => `!${glob}`)];
  const found = (what: string, names: readonly string[]): Check => {
    const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
    return { status: 'ok', area: 'files', message: `${what} found: ${names.slice(0, 5).join(', ')}${more}` };
  };
  try {
    const { files } = await discover(workspace, { patterns });
    const scope = await codeScope(patterns, setting, workspace);
    const code = scope === undefined ? NO_CODE : (await readSides(workspace, undefined, scope.accepts)).head;
    const modules = code.sources.map(({ bundle, readers }) => `${bundle.root.file} (${readers.join(', ')})`);
    if (files.length + modules.length === 0)
      return [{ status: 'fail', area: 'files', message: 'no OpenAPI document and no annotated code is found, so that nothing is judged' }];
    return [
      ...(files.length === 0 ? [] : [found(count(files.length, 'document'), files)]),
      ...(modules.length === 0 ? [] : [found(count(modules.length, 'module of code', 'modules of code'), modules)]),
      ...code.notes.slice(0, 5).map((message): Check => ({ status: 'warn', area: 'files', message })),
    ];
  } catch (error) {
    if (error instanceof UserError) return [{ status: 'fail', area: 'files', message: error.message }];
    throw error;
  }
}

async function workflowChecks(workspace: Workspace): Promise<{ readonly files: string[]; readonly checks: Check[] }> {
  const files: string[] = [];
  const checks: Check[] = [];
  for (const { name, kind } of (await listed(workspace, WORKFLOWS)).slice(0, MOST)) {
    if (kind !== 'file' || !/\.ya?ml$/i.test(name)) continue;
    const file = `${WORKFLOWS}/${name}`;
    const found = checkWorkflow(file, (await readText(workspace, file)) ?? '');
    if (found === undefined) continue;
    files.push(file);
    checks.push(...found);
  }
  if (files.length > 0) return { files, checks };
  return {
    files,
    checks: [
      {
        status: 'fail',
        area: 'workflow',
        message: 'no workflow runs apiward, so that no pull request is checked: `apiward init` writes one',
      },
    ],
  };
}

async function ownerChecks(workspace: Workspace, policy: Policy | undefined, workflows: readonly string[]): Promise<Check[]> {
  const configs = policy?.sources.filter(({ sha }) => sha === undefined).map(({ name }) => name) ?? [];
  const { waivers = WAIVERS_FILE, baseline = BASELINE_FILE, rulesets = [] } = policy?.settings ?? {};
  const local = rulesets.filter((file) => !Object.hasOwn(policy?.files ?? {}, file));
  const wanted = [...new Set([...configs, waivers, baseline, ...local, ...workflows])];
  for (const file of OWNERS_FILES) {
    const codeowners = await readText(workspace, file);
    if (codeowners === undefined) continue;
    const missing = unowned(codeowners, wanted);
    const message =
      missing.length === 0
        ? 'everything that decides what passes has an owner'
        : `no line names ${missing.join(', ')}: whoever may merge may change what is judged; \`apiward init --owner\` adds them`;
    return [{ status: missing.length === 0 ? 'ok' : 'warn', area: 'owners', where: file, message }];
  }
  return [{ status: 'off', area: 'owners', message: 'no CODEOWNERS: `apiward init --owner @org/team` writes lines for the policy' }];
}

async function listed(workspace: Workspace, directory: string): Promise<Awaited<ReturnType<Workspace['list']>>> {
  return workspace.list(directory).catch((error: unknown) => {
    if (error instanceof WorkspaceError) return [];
    throw error;
  });
}

async function readText(workspace: Workspace, file: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await workspace.readStart(file, 1024 * 1024));
  } catch (error) {
    if (error instanceof WorkspaceError) return undefined;
    throw error;
  }
}

function json(checks: readonly Check[], policy: Policy | undefined, { nodeVersion }: Io): string {
  const value = {
    tool: TOOL,
    node: nodeVersion ?? null,
    policy: policy === undefined ? null : { digest: policy.digest, preset: policy.preset, sources: policy.sources },
    checks,
  };
  return `${inertJson(JSON.stringify(value, null, 2))}\n`;
}

const AREAS: Readonly<Record<Check['area'], string>> = {
  tool: 'Tool',
  policy: 'Policy',
  rules: 'Rules',
  files: 'Files',
  workflow: 'Workflows',
  owners: 'Code owners',
};

function text(checks: readonly Check[], args: Arguments, io: Io): string {
  const { bold, dim, green, yellow, red } = paint(wantsColor(args.color, io.stdout, io.env));
  const colors = { ok: green, off: dim, warn: yellow, fail: red };
  const width = Math.max(50, Math.min(100, io.stdout.columns ?? 100));
  const lines: string[] = [];
  for (const [area, title] of Object.entries(AREAS)) {
    const own = checks.filter((check) => check.area === area);
    if (own.length === 0) continue;
    lines.push(bold(title));
    for (const { status, where, message } of own) {
      const said = `${where === undefined ? '' : `${visible(where)}: `}${visible(message)}`;
      for (const [index, line] of wrap(said, width - 8).entries())
        lines.push(`  ${index === 0 ? colors[status](status.padEnd(4)) : '    '}  ${line}`);
    }
    lines.push('');
  }
  return withoutCommands(`${lines.join('\n').trimEnd()}\n`);
}
