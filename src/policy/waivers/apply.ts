import type { Bundle } from '../../documents/bundle.ts';
import { lineIndex } from '../../documents/lines.ts';
import { type Place, written } from '../../documents/place.ts';
import { getString } from '../../documents/tree.ts';
import { valueAt } from '../../documents/value-at.ts';
import type { Draft } from '../../findings/create.ts';
import type { Severity, UsedWaiver } from '../../findings/finding.ts';
import { PlaceNames } from '../../findings/place-names.ts';
import type { WaiverFact, WaiverFault, WaiverState } from '../../model/policy.ts';
import { daysBetween } from '../day.ts';
import type { Spot } from './target.ts';
import type { Waiver } from './waiver.ts';

export interface WaiverSettings {
  /** The day of the run, `YYYY-MM-DD` in UTC. */
  readonly today: string;
  /** Longest time from today that a waiver may run, in days. */
  readonly mostDays: { readonly [Level in Severity]?: number };
  /** Ids of the rules that ran. */
  readonly active: { has(id: string): boolean };
  /** Every document of the workspace was judged: what matches nothing is of no use. */
  readonly complete: boolean;
  /** Whether a waiver counts: on a pull request one of a document counts when the base has it. Default: all do. */
  readonly trusts?: (waiver: Waiver) => boolean;
}

export interface Waived {
  readonly drafts: readonly Draft[];
  /** In the order of the waivers. */
  readonly facts: readonly WaiverFact[];
}

/** What is found out about one waiver while findings are matched with it. */
interface Record {
  readonly waiver: Waiver;
  readonly daysLeft: number | undefined;
  readonly faults: WaiverFault[];
  findings: number;
}

/** Marks the findings that a waiver lets pass, and tells what became of each waiver. One that is not valid or is over lets nothing pass. */
export function applyWaivers(drafts: readonly Draft[], waivers: readonly Waiver[], settings: WaiverSettings): Waived {
  const { today, mostDays, trusts = () => true } = settings;
  const records = waivers.map((waiver): Record => {
    const daysLeft = waiver.expires === undefined ? undefined : daysBetween(today, waiver.expires);
    return { waiver, daysLeft, faults: [...waiver.faults], findings: 0 };
  });
  const byRule = new Map<string, Record[]>();
  for (const record of records) {
    const { rule, faults } = record.waiver;
    if (rule === undefined || faults.length > 0) continue;
    const same = byRule.get(rule);
    if (same === undefined) byRule.set(rule, [record]);
    else same.push(record);
  }
  const namers = new Map<Bundle, PlaceNames>();
  const judged = drafts.map((draft): Draft => {
    const candidates = byRule.get(draft.ruleId);
    if (candidates === undefined) return draft;
    const spots = spotsOf(draft, namers);
    let used: Waiver | undefined;
    for (const record of candidates) {
      const { waiver, daysLeft = -1 } = record;
      if (!spots.some(({ spot, files }) => waiver.covers(spot, files))) continue;
      record.findings++;
      if (daysLeft < 0 || isTooLong(record, draft.severity, mostDays) || !trusts(waiver)) continue;
      used ??= waiver;
    }
    return used === undefined ? draft : { ...draft, status: 'waived', waiver: asUsed(used) };
  });
  return { drafts: judged, facts: records.map((record) => factOf(record, settings)) };
}

/** What a finding's place is called in each document that reaches it. */
function spotsOf({ place, bundle, sharedBy = [] }: Draft, namers: Map<Bundle, PlaceNames>): { spot: Spot; files: string[] }[] {
  const path = place.path.map(String);
  if (bundle === undefined) return [{ spot: { steps: path, path, operationId: undefined }, files: [place.document.file] }];
  return [bundle, ...sharedBy].map((each) => {
    const names = namers.get(each) ?? new PlaceNames(each);
    namers.set(each, names);
    const steps = names.steps(place);
    const files = [...new Set([each.root.file, written(place).document.file])];
    return { spot: { steps, path, operationId: operationId(place, steps) }, files };
  });
}

/** Of the operation that a place lies in. */
function operationId(place: Place, steps: readonly string[]): string | undefined {
  if (!/^(?:paths|x-ms-paths|webhooks)$/.test(steps[0] ?? '')) return undefined;
  let up = steps.length - (steps[2] === 'additionalOperations' ? 4 : 3);
  let operation: Place | undefined = place;
  for (; up > 0 && operation !== undefined; up--) operation = operation.parent;
  return up < 0 || operation === undefined ? undefined : getString(valueAt(operation), 'operationId');
}

function isTooLong({ waiver, daysLeft = 0, faults }: Record, severity: Severity, mostDays: WaiverSettings['mostDays']): boolean {
  const most = mostDays[severity];
  if (most === undefined || daysLeft <= most) return false;
  const message = `it runs ${daysLeft} more days, and the policy allows ${most} for findings of severity \`${severity}\`: bring \`expires\` forward`;
  if (!faults.some((fault) => fault.message === message)) faults.push({ place: waiver.place.at('expires'), message });
  return true;
}

function factOf({ waiver, daysLeft, faults, findings }: Record, { active, complete, trusts }: WaiverSettings): WaiverFact {
  const { place, rule, at, owner, expires } = waiver;
  const isOff = rule === undefined || !active.has(rule) || !complete || trusts?.(waiver) === false;
  let state: WaiverState = findings > 0 ? 'used' : isOff ? 'off' : 'unused';
  if (daysLeft !== undefined && daysLeft < 0) state = 'expired';
  if (faults.length > 0) state = 'invalid';
  return { place, rule, at, owner, expires, state, faults, daysLeft, findings };
}

function asUsed({ reason = '', owner = '', expires = '', place }: Waiver): UsedWaiver {
  const { document, path } = written(place);
  const [found] = document.locate([path]);
  const { line } = lineIndex(document.text).position(found?.key?.start ?? found?.value.start ?? 0);
  return { reason, owner, expires, file: document.file, line };
}
