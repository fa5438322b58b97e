import type { Place } from './place.ts';

/** A change of a document's tree, independent of how its text is written. */
export type TreeEdit =
  /**
   * Replaces the value at a place, or adds it: a key of an object, or the next index of a list. `before` names the key that a new one
   * goes in front of, where the order is for readers; without it the new one is the last.
   */
  | { readonly kind: 'set'; readonly place: Place; readonly value: unknown; readonly before?: string | undefined }
  /** Takes a key or a list entry away. */
  | { readonly kind: 'remove'; readonly place: Place };
