import type { Place } from './place.ts';

/** A change of a document's tree, independent of how its text is written. */
export type TreeEdit =
  /** Replaces the value at a place, or adds it: a key of an object, or the next index of a list. */
  | { readonly kind: 'set'; readonly place: Place; readonly value: unknown }
  /** Takes a key or a list entry away. */
  | { readonly kind: 'remove'; readonly place: Place };
