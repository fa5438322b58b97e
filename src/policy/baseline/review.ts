import type { Draft } from '../../findings/create.ts';
import type { BaselineEntry } from './baseline.ts';

/** What a run says of a baseline. */
export interface BaselineReview<Entry extends BaselineEntry> {
  /** Known and still there. */
  readonly kept: readonly Entry[];
  /** The document was judged by the rule, and the finding is no more; or the document is no more. */
  readonly mended: readonly Entry[];
  /** Its rule does not exist. */
  readonly unknown: readonly Entry[];
  /** The document was not judged, or not by the rule: nothing can be said. */
  readonly unseen: readonly Entry[];
  /** Rules of which there are more findings than the baseline knows, in order of their ids. */
  readonly grown: readonly { readonly ruleId: string; readonly known: number; readonly now: number }[];
}

export interface Reviewed {
  readonly matched: ReadonlySet<BaselineEntry>;
  readonly drafts: readonly Draft[];
  /** Root files that were judged, under the names of the baseline. */
  readonly judged: ReadonlySet<string>;
  /** Root files that the workspace does not have any more. */
  readonly gone: ReadonlySet<string>;
  /** Ids of the rules that ran. */
  readonly active: { has(id: string): boolean };
  /** Ids of all rules, those of the user's rulesets included. */
  readonly rules: ReadonlySet<string>;
}

/** Sorts the entries of a baseline by what became of them. */
export function reviewBaseline<Entry extends BaselineEntry>(
  entries: readonly Entry[],
  { matched, drafts, judged, gone, active, rules }: Reviewed,
): BaselineReview<Entry> {
  const review = { kept: [] as Entry[], mended: [] as Entry[], unknown: [] as Entry[], unseen: [] as Entry[] };
  for (const entry of entries) {
    const file = entry.document.replace(/#\d+$/, '');
    const seen = judged.has(file) && active.has(entry.ruleId);
    if (matched.has(entry)) review.kept.push(entry);
    else if (!rules.has(entry.ruleId)) review.unknown.push(entry);
    else (seen || gone.has(file) ? review.mended : review.unseen).push(entry);
  }
  return { ...review, grown: grown(entries, drafts, judged) };
}

/** The ratchet: never more findings of a rule than the baseline has, in the documents that were judged. */
function grown(
  entries: readonly BaselineEntry[],
  drafts: readonly Draft[],
  judged: ReadonlySet<string>,
): { ruleId: string; known: number; now: number }[] {
  const known = tally(entries.filter(({ document }) => judged.has(document.replace(/#\d+$/, ''))));
  const now = tally(drafts.filter(({ status }) => status !== 'waived'));
  return [...now]
    .map(([ruleId, count]) => ({ ruleId, known: known.get(ruleId) ?? 0, now: count }))
    .filter((rule) => rule.now > rule.known)
    .sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1));
}

function tally(items: readonly { readonly ruleId: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { ruleId } of items) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  return counts;
}
