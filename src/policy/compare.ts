import type { Draft } from '../findings/create.ts';
import { fingerprintOf, type Identified, type Identity, identify } from '../findings/fingerprint.ts';
import type { Fixed } from '../findings/report.ts';
import type { BaselineEntry } from './baseline/baseline.ts';
import { pairUp } from './pair-up.ts';

/** What is known besides the base. */
export interface Known {
  /** Root files of the base under the names that they have now. */
  readonly names?: ReadonlyMap<string, string> | undefined;
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
  { names = new Map(), baseline = [], baselineNames = new Map() }: Known = {},
): Compared {
  const own = identify(head);
  const known = identify(base, (file) => names.get(file) ?? file);
  const judgedThen = new Set(names.values());
  const toBase = pairUp(own, known);
  const listed = baselineNames.size === 0 ? own : identify(head, (file) => baselineNames.get(file) ?? file);
  const toBaseline = pairUp(listed, baseline.map(asIdentified));

  const identities = own.map((identity, index): Identity => {
    const partner = toBase.get(index);
    const before = partner === undefined ? undefined : known[partner];
    return before === undefined ? identity : { ...identity, nth: before.nth };
  });
  renumber(identities, (index) => toBase.has(index));
  const drafts = head.map((draft, index): Draft => {
    const roots = [draft.bundle, ...(draft.sharedBy ?? [])].map((bundle) => bundle?.root.file ?? '');
    const inBase = toBase.has(index) || roots.some((file) => unchanged.has(file));
    const inBaseline = toBaseline.has(index) && !roots.some((file) => judgedThen.has(file));
    return { ...draft, fingerprint: identities[index]?.fingerprint, status: inBase || inBaseline ? 'existing' : 'new' };
  });
  const kept = new Set(toBase.values());
  const fixed = base.flatMap(({ ruleId, severity, message, place }, index): Fixed[] =>
    kept.has(index) ? [] : [{ ruleId, severity, message, file: place.document.file, fingerprint: known[index]?.fingerprint ?? '' }],
  );
  const matched = new Set([...toBaseline.values()].map((index) => baseline[index] as BaselineEntry));
  return { drafts, identities, fixed, matched };
}

function asIdentified(entry: BaselineEntry): Pick<Identified, 'keys' | 'detail'> {
  return { keys: entry.keys, detail: () => '' };
}

/** Known findings keep their numbers; new ones of the same key get those that are left. */
function renumber(identities: Identity[], isKnown: (index: number) => boolean): void {
  const taken = new Map<string, Set<number>>();
  const keyOf = ({ ruleId, document, place }: Identity): string => `${ruleId}\u0000${document}\u0000${place}`;
  for (const known of [true, false]) {
    for (const [index, identity] of identities.entries()) {
      if (isKnown(index) !== known) continue;
      const key = keyOf(identity);
      const numbers = taken.get(key) ?? new Set();
      taken.set(key, numbers);
      let nth = known ? identity.nth : 0;
      while (numbers.has(nth)) nth++;
      numbers.add(nth);
      if (nth !== identity.nth || known) identities[index] = { ...identity, nth, fingerprint: fingerprintOf(key, nth) };
    }
  }
}
