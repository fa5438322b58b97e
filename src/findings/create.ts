import type { Span } from '../documents/document.ts';
import type { Place } from '../documents/place.ts';
import type { Finding, RelatedLocation, Severity } from './finding.ts';
import { hash64, semanticPlace } from './fingerprint.ts';
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
}

/** Gives every draft its line, identity and order: by file, position, rule, message. The same drafts give the same findings. */
export function createFindings(drafts: readonly Draft[]): Finding[] {
  const targets: Target[] = drafts.flatMap(({ place, span, related }) => [{ place, span }, ...related]);
  const ranges = locate(targets);
  let next = 0;
  const take = (): Finding['range'] => (ranges[next++] as { range: Finding['range'] }).range;
  const located = drafts.map((draft) => {
    const { place, related, ruleId, severity, message, owasp, cwe, why, fix } = draft;
    const range = take();
    const others: RelatedLocation[] = related.map((other) => ({
      message: other.message,
      file: other.place.document.file,
      range: take(),
      pointer: other.place.pointer,
    }));
    return {
      identity: `${ruleId}\u0000${place.document.file}\u0000${place.document.index}\u0000${semanticPlace(place)}`,
      finding: {
        ruleId,
        severity,
        message,
        file: place.document.file,
        range,
        pointer: place.pointer,
        path: place.path,
        ...(owasp === undefined ? {} : { owasp }),
        ...(cwe === undefined ? {} : { cwe }),
        why,
        fix,
        related: others,
      },
    };
  });
  located.sort((a, b) => compare(a.finding, b.finding));
  const count = new Map<string, number>();
  return located.map(({ identity, finding }) => {
    const nth = count.get(identity) ?? 0;
    count.set(identity, nth + 1);
    return { ...finding, fingerprint: hash64(nth === 0 ? identity : `${identity}\u0000${nth}`) };
  });
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
