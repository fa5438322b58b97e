import { written } from '../documents/place.ts';
import type { Draft } from '../findings/create.ts';
import { type Identified, type Identity, identify } from '../findings/fingerprint.ts';
import type { Fixed } from '../findings/report.ts';
import type { BaselineEntry } from './baseline/baseline.ts';
import { pairUp } from './pair-up.ts';

/** What is known besides the base. */
export interface Known {
  /** Root files of the base under the names that they have now. */
  readonly names?: ReadonlyMap<string, string> | undefined;
  /** Root files, under those names, that were judged at the base. */
  readonly judged?: ReadonlySet<string> | undefined;
  readonly baseline?: readonly BaselineEntry[] | undefined;
  /** Root files of now by the names that the baseline has for them, where those differ. */
  readonly baselineNames?: ReadonlyMap<string, string> | undefined;
}

/** Findings with their status, and those that are no more. */
export interface Compared {
  readonly drafts: readonly Draft[];
  /** In the order of {@link drafts}: what each goes by, also in the baseline. */
  readonly identities: readonly Identity[];
  readonly fixed: readonly Fixed[];
  /** Entries of the baseline that match a finding. */
  readonly matched: ReadonlySet<BaselineEntry>;
}

/**
 * Tells new findings from known ones: by rule, document and the name of the place, so that what was only moved or reformatted is not new.
 * As many are known as there were, never more. A document that the base has is compared with the base alone: an entry of the baseline
 * that was mended there excuses nothing any more.
 * @param unchanged root files of documents that are the same in both, which the base need not judge again
 */
export function compare(
  head: readonly Draft[],
  base: readonly Draft[],
  unchanged: ReadonlySet<string>,
  { names = new Map(), judged = new Set(), baseline = [], baselineNames = new Map() }: Known = {},
): Compared {
  const own = identify(head);
  const known = identify(base, (file) => names.get(file) ?? file);
  const toBase = pairUp(own, known);
  const listed = baselineNames.size === 0 ? own : identify(head, (file) => baselineNames.get(file) ?? file);
  const toBaseline = pairUp(listed, baseline.map(asIdentified));

  renumber(own, (index) => known[toBase.get(index) ?? -1]?.nth);
  const identities = own.map(({ ruleId, document, place, nth, fingerprint }): Identity => ({ ruleId, document, place, nth, fingerprint }));
  const drafts = head.map((draft, index): Draft => {
    const roots = [draft.bundle, ...(draft.sharedBy ?? [])].map((bundle) => bundle?.root.file ?? '');
    const inBase = toBase.has(index) || roots.some((file) => unchanged.has(file));
    const inBaseline = toBaseline.has(index) && !roots.some((file) => judged.has(file));
    return { ...draft, fingerprint: identities[index]?.fingerprint, status: inBase || inBaseline ? 'existing' : 'new' };
  });
  const kept = new Set(toBase.values());
  const fixed = base.flatMap(({ ruleId, severity, message, place }, index): Fixed[] =>
    kept.has(index)
      ? []
      : [{ ruleId, severity, message, file: written(place).document.file, fingerprint: known[index]?.fingerprint ?? '' }],
  );
  const matched = new Set([...toBaseline.values()].map((index) => baseline[index] as BaselineEntry));
  return { drafts, identities, fixed, matched };
}

function asIdentified(entry: BaselineEntry): { readonly keys: readonly string[]; detail(): string } {
  return { keys: entry.keys, detail: () => '' };
}

/** Known findings keep the numbers that they had; new ones of the same key get those that are left. */
function renumber(identities: readonly Identified[], former: (index: number) => number | undefined): void {
  const groups = new Map<string, { identity: Identified; before: number | undefined }[]>();
  for (const [index, identity] of identities.entries()) {
    const [key] = identity.keys;
    const group = groups.get(key);
    const item = { identity, before: former(index) };
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  for (const group of groups.values()) {
    const kept = new Set(group.map(({ before }) => before));
    const claimed = new Set<number>();
    let free = 0;
    for (const { identity, before } of group) {
      // Two may have had the same one in different documents.
      if (before !== undefined && !claimed.has(before)) {
        claimed.add(before);
        identity.nth = before;
        continue;
      }
      while (kept.has(free)) free++;
      identity.nth = free++;
    }
  }
}
