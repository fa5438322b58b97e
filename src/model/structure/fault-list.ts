import type { SourceDocument, Span } from '../../documents/document.ts';
import type { Place } from '../../documents/place.ts';

/** One way in which a document is broken. */
export interface Fault {
  readonly place: Place;
  /** The text meant, where it has no place in the tree. */
  readonly span?: Span;
  message: string;
}

/** Of one mistake this many are listed in a document. */
const MOST_OF_A_SORT = 20;
/** Of all mistakes this many are listed in a document. */
const MOST = 200;

interface PerDocument {
  listed: number;
  unlisted: number;
  readonly sorts: Map<string, { count: number; last: Fault | undefined }>;
}

/** Collects faults so that a document which is no OpenAPI at all does not drown everything else; what is left out is counted. */
export class FaultList {
  readonly #faults: Fault[] = [];
  readonly #documents = new Map<SourceDocument, PerDocument>();

  /**
   * @param sort equal for the same mistake made elsewhere
   * @param message only made for a fault that is listed
   */
  add(place: Place, sort: string, message: () => string, span?: Span): void {
    let known = this.#documents.get(place.document);
    if (known === undefined) {
      known = { listed: 0, unlisted: 0, sorts: new Map() };
      this.#documents.set(place.document, known);
    }
    const same = known.sorts.get(sort);
    if (same !== undefined) same.count++;
    if (same !== undefined && same.count > MOST_OF_A_SORT) return;
    if (known.listed >= MOST) {
      known.unlisted++;
      return;
    }
    known.listed++;
    const fault: Fault = { place, message: message(), ...(span !== undefined && { span }) };
    this.#faults.push(fault);
    if (same === undefined) known.sorts.set(sort, { count: 1, last: fault });
    else same.last = fault;
  }

  /** Everything listed, in the order in which it was found, with what was left out said by the last of its sort and of its document. */
  finish(): readonly Fault[] {
    for (const [document, { unlisted, sorts }] of this.#documents) {
      for (const { count, last } of sorts.values()) {
        const more = count - MOST_OF_A_SORT;
        if (last !== undefined && more > 0) last.message += ` (and ${more} more like it)`;
      }
      if (unlisted > 0) {
        this.#faults.push({
          place: document.root,
          message: `${unlisted} further mistakes are not listed: mend those that are, then check again`,
        });
      }
    }
    return this.#faults;
  }
}
