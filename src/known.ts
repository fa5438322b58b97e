/** What the policy of a run knows of findings: its waivers, its baseline, and how the change at hand edits either. */
import type { Base } from './base.ts';
import { codeFolder } from './documents/code-name.ts';
import { decode } from './documents/decode.ts';
import { lineIndex } from './documents/lines.ts';
import type { Workspace } from './inputs/workspace.ts';
import type { Inspection } from './inspection.ts';
import type { PolicyChange } from './model/policy.ts';
import { BASELINE_FILE } from './policy/baseline/baseline.ts';
import type { Loosening, Policy } from './policy/config/policy.ts';
import { loadBaseline, loadWaivers } from './policy/known-files.ts';
import { policyChanges } from './policy/tamper/changes.ts';
import type { PolicyFileKind } from './policy/tamper/files.ts';
import { TextDocument } from './policy/tamper/text-document.ts';
import { WAIVERS_FILE } from './policy/waivers/read.ts';
import type { KnownFindings } from './settle.ts';

export interface KnownRequest {
  /** The day of the run, `YYYY-MM-DD` in UTC. */
  readonly today: string;
  /** The report tells what a baseline written now would hold. */
  readonly list?: boolean | undefined;
}

/** Reads waivers and baseline from where the policy counts, so that a change cannot excuse itself. */
export async function readKnown(
  { today, list = false }: KnownRequest,
  { settings, loosenings }: Policy,
  workspace: Workspace,
  from: Workspace,
  rules: ReadonlySet<string>,
): Promise<KnownFindings> {
  const { waiverDays, noticeDays } = settings;
  const baseline = await loadBaseline(from, settings.baseline);
  const missing = new Set<string>();
  for (const { document } of baseline?.entries ?? []) {
    if (!missing.has(document) && (await workspace.kind(codeFolder(document) ?? document)) === undefined) missing.add(document);
  }
  const changes: PolicyChange[] = [];
  for (const loosening of loosenings) changes.push(await asChange(loosening, from));
  return { waiverDays, noticeDays, today, list, missing, waivers: await loadWaivers(from, settings.waivers, rules), baseline, changes };
}

/** How a change edits what judges it. @param gone documents that the base has and the run does not judge */
export function readChanges(
  { settings, sources }: Policy,
  head: Workspace,
  { workspace, renamed, around }: Base,
  gone: readonly string[],
): ReturnType<typeof policyChanges> {
  const named = new Map<string, PolicyFileKind>([
    [settings.waivers ?? WAIVERS_FILE, 'waivers'],
    [settings.baseline ?? BASELINE_FILE, 'baseline'],
    ...sources.flatMap(({ name, sha }): [string, PolicyFileKind][] => (sha === undefined ? [[name, 'config']] : [])),
    ...settings.rulesets.map((path): [string, PolicyFileKind] => [path, 'ruleset']),
  ]);
  return policyChanges({ base: workspace, head, named, renamed, gone, around });
}

/** An attempt to loosen a floor, at its line. */
async function asChange({ file, range, message }: Loosening, workspace: Workspace): Promise<PolicyChange> {
  // A policy of another repository has no lines here.
  const { text } = decode(await workspace.read(file).catch(() => new Uint8Array()));
  const document = new TextDocument(file, text);
  const lines = lineIndex(text);
  return { place: document.root, span: { start: lines.offset(range.start), end: lines.offset(range.end) }, message };
}

/** Whether there is anything to compare findings with, to waive, or to say of the policy. */
export function hasToSettle(known: KnownFindings | undefined, { waiving }: Pick<Inspection, 'waiving'>): boolean {
  return known !== undefined && (tellsApart(known) || waiving.length > 0 || known.changes.length > 0);
}

/** Whether findings must stay apart, place by place, to be told from known ones. */
export function tellsApart({ waivers, baseline, list }: Pick<KnownFindings, 'waivers' | 'baseline' | 'list'>): boolean {
  return list || waivers !== undefined || baseline !== undefined;
}
