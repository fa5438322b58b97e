import type { Draft } from '../findings/create.ts';
import { fingerprints } from '../findings/fingerprint.ts';
import type { Fixed } from '../findings/report.ts';

/** Findings with their status, and those of the base that are no more. */
export interface Compared {
  readonly drafts: readonly Draft[];
  readonly fixed: readonly Fixed[];
}

/**
 * Tells new findings from those that the base has too: by fingerprint, so that what was only moved or reformatted is not new.
 * @param unchanged root files of documents that are the same in both, which the base need not judge again
 */
export function compare(head: readonly Draft[], base: readonly Draft[], unchanged: ReadonlySet<string>): Compared {
  const known = fingerprints(base);
  const knownSet = new Set(known);
  const own = fingerprints(head);
  const drafts = head.map((draft, index): Draft => {
    const fingerprint = own[index] ?? '';
    const same = knownSet.has(fingerprint) || unchanged.has(draft.bundle?.root.file ?? '');
    return { ...draft, fingerprint, status: same ? 'existing' : 'new' };
  });
  const ownSet = new Set(own);
  const fixed = base.flatMap(({ ruleId, severity, message, place }, index): Fixed[] => {
    const fingerprint = known[index] ?? '';
    return ownSet.has(fingerprint) ? [] : [{ ruleId, severity, message, file: place.document.file, fingerprint }];
  });
  return { drafts, fixed };
}
