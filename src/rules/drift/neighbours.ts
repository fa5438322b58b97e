import type { Operation } from '../../model/api.ts';
import type { ApiMatch } from '../../model/drift/matches.ts';
import { segmentsOf } from '../../model/drift/paths.ts';

interface Neighbour {
  readonly operation: Operation;
  readonly isSamePath: boolean;
}

/** The operation of a document that stands nearest to one of code which it does not describe. */
export class Neighbours {
  /** What the document calls the first operation below each beginning of a path in the code. */
  readonly #below = new Map<string, Operation>();
  readonly #at = new Map<string, Operation>();

  constructor({ pairs }: ApiMatch) {
    for (const { code, document } of pairs) {
      const segments = segmentsOf(code.path);
      const path = segments.join('/');
      if (!this.#at.has(path)) this.#at.set(path, document);
      for (let length = segments.length; length > 0; length--) {
        const start = segments.slice(0, length).join('/');
        if (this.#below.has(start)) break;
        this.#below.set(start, document);
      }
    }
  }

  /** The operation under the same path, else one with the longest beginning in common. */
  of({ path }: Operation): Neighbour | undefined {
    const segments = segmentsOf(path);
    const same = this.#at.get(segments.join('/'));
    if (same !== undefined) return { operation: same, isSamePath: true };
    for (let length = segments.length - 1; length > 0; length--) {
      const operation = this.#below.get(segments.slice(0, length).join('/'));
      if (operation !== undefined) return { operation, isSamePath: false };
    }
    return undefined;
  }
}
