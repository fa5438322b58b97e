import type { Bundle } from '../documents/bundle.ts';
import type { Span } from '../documents/document.ts';
import { type Place, written } from '../documents/place.ts';
import type { TreeEdit } from '../documents/tree-edit.ts';
import type { Finding, RelatedLocation, Severity, Status, TextEdit, UsedWaiver } from './finding.ts';
import { fingerprints } from './fingerprint.ts';
import { type Gather, gatherItems } from './gather.ts';
import { locate, type Target } from './locate.ts';

/** What a rule found, before it has a line. */
export interface Draft {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place;
  readonly span?: Span | undefined;
  readonly owasp?: string | undefined;
  readonly cwe?: number | undefined;
  readonly why: string;
  readonly fix: string;
  readonly related: readonly { readonly place: Place; readonly message: string }[];
  readonly edits?: readonly TreeEdit[] | undefined;
  readonly gather?: Gather | undefined;
  /** What the document belongs to: the identity of a place in a part is told by the way from the root. */
  readonly bundle?: Bundle | undefined;
  /** Further documents that reach the place, when it is in a part that they share. */
  readonly sharedBy?: readonly Bundle[] | undefined;
  /** Set once it has been compared with what was known. */
  readonly status?: Status | undefined;
  readonly fingerprint?: string | undefined;
  readonly waiver?: UsedWaiver | undefined;
  readonly members?: readonly string[] | undefined;
}

/** Tells compared findings of one cause and one status together where they are many. */
export function gatherDrafts(drafts: readonly Draft[]): Draft[] {
  const shared = new Map<Gather, Map<Status, Gather>>();
  const split = drafts.map((draft): Draft => {
    const { gather, status = 'new' } = draft;
    if (gather === undefined) return draft;
    const byStatus = shared.get(gather) ?? new Map<Status, Gather>();
    shared.set(gather, byStatus);
    const own = byStatus.get(status) ?? { ...gather };
    byStatus.set(status, own);
    // A waiver names its place: what it lets pass is listed one by one.
    return { ...draft, gather: status === 'waived' ? undefined : own };
  });
  return gatherItems<Draft>(split, ({ place, speak, related = [] }, members) => {
    const [first] = members as readonly [Draft];
    const known = members.map(({ fingerprint }) => fingerprint ?? '');
    const { ruleId, severity, owasp, cwe, why, fix, bundle, status } = first;
    const edits = members.flatMap((member) => member.edits ?? []);
    return {
      ruleId,
      severity,
      owasp,
      cwe,
      why,
      fix,
      bundle,
      status,
      place,
      message: speak(members.length),
      related,
      edits,
      members: known,
    };
  });
}

/**
 * Gives every draft its line, identity and order: by file, position, rule, message. The same drafts give the same findings.
 * @param edits certain edits of each draft as text, where they are asked for
 */
export function createFindings(drafts: readonly Draft[], edits: readonly (readonly TextEdit[])[] = []): Finding[] {
  const targets = drafts.flatMap(({ place, span, related }): Target[] => [
    { place: written(place), span },
    ...related.map((other) => ({ place: written(other.place) })),
  ]);
  const ranges = locate(targets);
  // What was compared has its own already.
  const unnamed = drafts.filter(({ fingerprint }) => fingerprint === undefined);
  const identities = new Map(fingerprints(unnamed).map((fingerprint, index) => [unnamed[index], fingerprint]));
  let next = 0;
  const take = (): Finding['range'] => (ranges[next++] as { range: Finding['range'] }).range;
  return drafts
    .map((draft, index): Finding => {
      const { place, related, ruleId, severity, message, owasp, cwe, why, fix } = draft;
      const { fingerprint = identities.get(draft) ?? '', status = 'new', waiver, members } = draft;
      const range = take();
      const others: RelatedLocation[] = related.map((other) => ({
        message: other.message,
        file: written(other.place).document.file,
        range: take(),
        pointer: other.place.pointer,
      }));
      return {
        ruleId,
        severity,
        status,
        message,
        file: written(place).document.file,
        range,
        pointer: place.pointer,
        path: place.path,
        fingerprint,
        ...(owasp === undefined ? {} : { owasp }),
        ...(cwe === undefined ? {} : { cwe }),
        why,
        fix,
        related: others,
        ...(waiver === undefined ? {} : { waiver }),
        ...(members === undefined ? {} : { members }),
        ...(edits[index] === undefined || edits[index].length === 0 ? {} : { edits: edits[index] }),
      };
    })
    .sort(compare);
}

type Sortable = Pick<Finding, 'file' | 'range' | 'ruleId' | 'message'>;

function compare(a: Sortable, b: Sortable): number {
  return (
    order(a.file, b.file) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.column - b.range.start.column ||
    order(a.ruleId, b.ruleId) ||
    order(a.message, b.message)
  );
}

/** By code unit: the same on every machine, whatever its locale. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
