import type { SourceDocument } from './document.ts';
import type { Limits } from './limits.ts';
import type { Place } from './place.ts';

export type Resolution =
  | { readonly ok: true; readonly value: unknown; readonly place: Place }
  | { readonly ok: false; readonly reason: 'missing' | 'outside' | 'remote' | 'circular' | 'unreadable'; readonly message: string };

/** A root document and every document that it reaches by reference. */
export interface Bundle {
  readonly root: SourceDocument;
  /** Root first, then in order of first reference. */
  readonly documents: readonly SourceDocument[];
  /** Files that it refers to and that could not be loaded. */
  readonly unloaded: readonly string[];
  /** What the model of it may grow to. */
  readonly limits: Limits;
  /**
   * Where a `$ref` that stands at `from` leads; follows chains of references to the first value that is not one (a Reference Object with
   * siblings counts as a value in 3.1+ schemas only when `keepSiblings` is set). Cached; never throws.
   */
  resolve(ref: string, from: Place, keepSiblings?: boolean): Resolution;
}
