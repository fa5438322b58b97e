import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import type { Report } from '../findings/report.ts';
import { DiskWorkspace } from '../inputs/disk.ts';
import { MemoryWorkspace } from '../inputs/memory.ts';
import { writeFileAtomically } from '../inputs/write-file.ts';
import { BASELINE_FILE } from '../policy/baseline/baseline.ts';
import { formatBaseline } from '../policy/baseline/write.ts';
import { CONFIG_FILES, findConfig, loadPolicy } from '../policy/config/load.ts';
import { OWNERS_FILES } from '../policy/tamper/owners.ts';
import { WAIVERS_FILE } from '../policy/waivers/read.ts';
import { visible, withoutCommands } from '../reporters/escape.ts';
import { type Paint, paint } from '../reporters/paint.ts';
import { count } from '../reporters/ranking.ts';
import { rulesByConcern } from '../rules/index.ts';
import { TOOL } from '../tool.ts';
import type { Arguments } from './arguments.ts';
import { CHECK, configText, ownerLines, ownerOfAll, unowned, WORKFLOW_FILE, workflowText } from './init-files.ts';
import { type Io, wantsColor } from './io.ts';
import { judge } from './judge.ts';

/** Lines of one file that `--dry-run` prints. */
const SHOWN = 40;

/** A file that is proposed. */
interface Proposal {
  readonly file: string;
  readonly text: string;
  /** What it is, in a few words. */
  readonly about: string;
  /** `add`: lines at the end of a file that is there; `keep`: it is there, and stays as it is. */
  readonly how: 'new' | 'replace' | 'add' | 'keep';
}

interface Plan {
  readonly proposals: readonly Proposal[];
  /** What could not be proposed, and what to do. */
  readonly notes: readonly string[];
}

/** `apiward init [path | glob] ...`: proposes config, baseline, workflow and code owners, and writes them when told to. */
export async function init(args: Arguments, io: Io): Promise<number> {
  checkFolder(io.cwd);
  if (args.has('dry-run') && args.has('yes')) throw new UserError('`--dry-run` writes nothing and `--yes` writes: give one of them');
  if (args.operands.includes('-'))
    throw new UserError('`apiward init` sets up a repository, and standard input is none: name files or globs');
  const style = paint(wantsColor(args.color, io.stdout, io.env));
  const { proposals, notes } = await plan(args, io);
  const writes = proposals.filter(({ how }) => how !== 'keep');
  const say = (lines: readonly string[]): void => io.stdout.write(withoutCommands(`${lines.join('\n')}\n`));
  say([...overview(proposals, style), ...notes.map((note) => `note: ${visible(note)}`)]);
  if (args.has('dry-run')) {
    for (const { file, text } of writes) say(['', style.bold(`--- ${visible(file)}`), ...excerpt(text)]);
    return 0;
  }
  if (writes.length === 0) {
    say(['Nothing to write.']);
    return 0;
  }
  if (!args.has('yes') && !(await agrees(io, writes.length))) {
    if (io.ask === undefined) throw new UserError('nothing was written: `apiward init --yes` writes these files, `--dry-run` prints them');
    say(['Nothing was written.']);
    return 0;
  }
  for (const { file, text } of writes) {
    await mkdir(dirname(join(io.cwd, file)), { recursive: true });
    await writeFileAtomically(io.cwd, file, text);
  }
  say([`Wrote ${count(writes.length, 'file')}. Commit them, then make the check ${style.bold(CHECK)} required for merging.`]);
  return 0;
}

/** Workflows and code owners count in the root of a repository alone. */
function checkFolder(cwd: string): void {
  if (existsSync(join(cwd, '.git'))) return;
  for (let folder = dirname(resolve(cwd)); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, '.git')))
      throw new UserError(`this folder is not the root of its repository: run \`apiward init\` in ${folder}`);
  }
}

async function plan(args: Arguments, io: Io): Promise<Plan> {
  const notes: string[] = [];
  const force = args.has('force');
  const workspace = new DiskWorkspace(io.cwd);
  const existing = await findConfig(workspace);
  if (existing !== undefined && !force && (args.has('preset') || args.operands.length > 0)) {
    throw new UserError(`${existing} is there already and would stay as it is: add \`--force\` to replace it`);
  }
  const file = existing ?? CONFIG_FILES[0];
  const config = configText(args.preset, args.operands);
  // A path on the command line may be none that a config can hold.
  const proposed = await loadPolicy({ workspace: new MemoryWorkspace({ [CONFIG_FILES[0]]: config }), rulesByConcern });
  const how = howFor(io.cwd, file, force);
  // The baseline must fit the policy that will be there.
  const { report } = await judge(args, io, { list: true, ...(how !== 'keep' && { policy: proposed }) });
  const about = `preset ${args.preset} for ${count(report.documents.length, 'document')}`;
  const proposals: Proposal[] = [{ file, text: config, how, about: how === 'keep' ? 'what you have' : about }];
  proposals.push(...baselineOf(report, io.cwd, force, notes));
  proposals.push(await workflowOf(io, force, notes));
  proposals.push(...(await ownersOf(args, io, [file, WAIVERS_FILE, report.baseline?.file ?? BASELINE_FILE, WORKFLOW_FILE], notes)));
  return { proposals, notes };
}

function howFor(cwd: string, file: string, force: boolean): Proposal['how'] {
  if (!existsSync(join(cwd, file))) return 'new';
  return force ? 'replace' : 'keep';
}

function baselineOf({ baseline, diagnostics }: Report, cwd: string, force: boolean, notes: string[]): Proposal[] {
  const [first] = diagnostics;
  if (first !== undefined) {
    notes.push(`no baseline, for not everything could be judged (${first.file}: ${first.message}): mend it, then run \`apiward baseline\``);
    return [];
  }
  const entries = baseline?.entries ?? [];
  if (entries.length === 0) return [];
  const file = baseline?.file ?? BASELINE_FILE;
  const how = howFor(cwd, file, force);
  const about = how === 'keep' ? 'what you have' : `${count(entries.length, 'known finding')}, so that day one is green`;
  return [{ file, text: formatBaseline(entries), how, about }];
}

async function workflowOf(io: Io, force: boolean, notes: string[]): Promise<Proposal> {
  const tag = `v${TOOL.version}`;
  const how = howFor(io.cwd, WORKFLOW_FILE, force);
  const commit = how === 'keep' ? undefined : await io.commitOf?.('apiward/apiward', tag);
  if (how !== 'keep' && commit === undefined) {
    notes.push(`GitHub could not be asked for the commit of apiward ${tag}: replace the tag in ${WORKFLOW_FILE} by its SHA`);
  }
  const branch = await mainBranch(io.cwd);
  const text = workflowText({ tag, commit }, branch);
  return { file: WORKFLOW_FILE, text, how, about: how === 'keep' ? 'what you have' : `on pull requests, merge queues and ${branch}` };
}

/** The branch that the remote checks out, else the usual name. */
async function mainBranch(cwd: string): Promise<string> {
  for (const file of ['.git/refs/remotes/origin/HEAD', '.git/HEAD']) {
    const text = await readFile(join(cwd, file), 'utf8').catch(() => '');
    const [, branch] = /^ref: refs\/(?:remotes\/origin|heads)\/([\w./-]{1,100})\s*$/.exec(text) ?? [];
    if (branch !== undefined && (file !== '.git/HEAD' || branch === 'main' || branch === 'master')) return branch;
  }
  return 'main';
}

async function ownersOf(args: Arguments, { cwd }: Io, files: readonly string[], notes: string[]): Promise<Proposal[]> {
  const there = OWNERS_FILES.find((name) => existsSync(join(cwd, name)));
  const file = there ?? OWNERS_FILES[0];
  const before = there === undefined ? '' : await readFile(join(cwd, there), 'utf8');
  const owner = args.value('owner') ?? ownerOfAll(before);
  // Whoever owns the owners decides too.
  const missing = unowned(before, [...files, file]);
  if (missing.length === 0) return [{ file, text: before, how: 'keep', about: 'what you have' }];
  if (owner === undefined) {
    notes.push(`nobody owns the policy: \`--owner @org/team\` writes ${file} for ${missing.join(', ')}`);
    return [];
  }
  const lines = ['# Who decides what passes the API security check', ...ownerLines(missing, checkedOwner(owner))];
  const text = `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${before === '' ? '' : '\n'}${lines.join('\n')}\n`;
  return [{ file, text, how: there === undefined ? 'new' : 'add', about: `${count(missing.length, 'line')} for ${owner}` }];
}

/** @throws UserError for what GitHub would not read as owners */
function checkedOwner(owner: string): string {
  const names = owner.trim().split(/\s+/);
  const fine = names.every((name) => /^@[\w-]+(?:\/[\w.-]+)?$/.test(name) || /^[^\s@#]+@[^\s@#]+$/.test(name));
  if (!fine) throw new UserError(`--owner \`${owner}\` is no code owner: write \`@user\`, \`@org/team\` or an email address`);
  return names.join(' ');
}

function overview(proposals: readonly Proposal[], { bold, dim, green, yellow }: Paint): string[] {
  const width = Math.max(...proposals.map(({ file }) => visible(file).length));
  const colors = { new: green, replace: yellow, add: yellow, keep: dim };
  const rows = proposals.map(
    ({ file, about, how }) => `  ${colors[how](how.padEnd(7))}  ${bold(visible(file).padEnd(width))}  ${visible(about)}`,
  );
  return ['apiward init', '', ...rows, ''];
}

/** A baseline may have thousands of lines. */
function excerpt(text: string): string[] {
  const lines = text.trimEnd().split('\n').map(visible);
  return lines.length <= SHOWN ? lines : [...lines.slice(0, SHOWN), `(${count(lines.length - SHOWN, 'more line')})`];
}

async function agrees(io: Io, files: number): Promise<boolean> {
  const answer = await io.ask?.(`Write ${count(files, 'file')}? [y/N] `);
  return /^y(?:es)?$/i.test(answer?.trim() ?? '');
}
