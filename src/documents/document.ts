import type { Place } from './place.ts';

/** Offset range in UTF-16 code units into {@link SourceDocument.text}; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a path of a document stands: its key (absent for the root and for array items) and its value. */
export interface Located {
  readonly key?: Span;
  readonly value: Span;
  /** False when only a prefix of the asked path exists; the spans are then the prefix's. */
  readonly exact: boolean;
}

/** Segments from the root of a document: object keys and array indexes. */
export type Path = readonly (string | number)[];

/** What is wrong with the text of a document itself, before any rule looks at it. */
export interface DocumentProblem {
  /** `syntax`, `encoding` and `limit`: unreadable, `value` is undefined. The others leave a usable value. */
  readonly kind: 'syntax' | 'encoding' | 'limit' | 'duplicate-key' | 'unresolved-ref' | 'refused-ref';
  readonly message: string;
  readonly at: Span;
}

/** One parsed JSON or YAML document. Its `value` is a plain tree; YAML aliases share one object. */
export interface SourceDocument {
  /** POSIX path relative to the workspace. */
  readonly file: string;
  /** `code`: put together from what source code says; it has no text of its own that could be edited. */
  readonly format: 'json' | 'yaml' | 'code';
  /** Decoded text without BOM. */
  readonly text: string;
  /** Number of this document in a multi-document YAML stream, from 0. */
  readonly index: number;
  readonly value: unknown;
  readonly problems: readonly DocumentProblem[];
  /** The place of the root. */
  readonly root: Place;
  /** Locates many paths in one pass over the text; the result has the order of `paths`. */
  locate(paths: readonly Path[]): Located[];
  /** Of a document that is put together from several files: the same place in the file that really holds it. */
  written?(place: Place): Place;
}
