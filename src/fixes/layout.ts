import type { Located, Path, SourceDocument, Span } from '../documents/document.ts';
import { type Place, toPointer } from '../documents/place.ts';
import { own } from './tree.ts';

/** A key with its value, or a list entry, as it is written. */
export interface Entry {
  /** Undefined in a list. */
  readonly key: Span | undefined;
  readonly value: Span;
  readonly name: string;
  /** Where key or entry begin. */
  readonly start: number;
  readonly end: number;
}

/** An object or list as it is written. */
export interface Container {
  readonly document: SourceDocument;
  readonly path: Path;
  readonly span: Span;
  readonly isList: boolean;
  /** `flow` stands in brackets, as everything in JSON does; `block` is told by indentation. */
  readonly style: 'flow' | 'block';
  /** In order of position. What a merge key brings in is none. */
  readonly entries: readonly Entry[];
  readonly byName: ReadonlyMap<string, Entry>;
}

/** Where the containers of many places stand: one pass over the text of a document. */
export class Layouts {
  readonly #document: SourceDocument;
  readonly #located = new Map<string, Located>();
  readonly #containers = new Map<string, Container | undefined>();
  #shared: ReadonlySet<object> | undefined;

  /** @param places whose containers will be asked for, all in one document */
  constructor(document: SourceDocument, places: readonly Place[]) {
    this.#document = document;
    const paths = new Map<string, Path>();
    const holders = new Set<string>();
    const want = (path: Path): void => {
      paths.set(toPointer(path), path);
    };
    for (const { path } of places) {
      const holder = path.slice(0, -1);
      const pointer = toPointer(holder);
      if (holders.has(pointer)) continue;
      holders.add(pointer);
      for (let depth = 0; depth <= holder.length; depth++) want(path.slice(0, depth));
      for (const key of keysOf(valueAt(document.value, holder))) want([...holder, key]);
    }
    const asked = [...paths.values()];
    for (const [index, located] of document.locate(asked).entries()) this.#located.set(toPointer(asked[index] ?? []), located);
  }

  /** The container at a path; undefined when it is written elsewhere (an alias, a merge key) or stands in several places at once. */
  container(path: Path): Container | undefined {
    const pointer = toPointer(path);
    if (!this.#containers.has(pointer)) this.#containers.set(pointer, this.#read(path));
    return this.#containers.get(pointer);
  }

  #read(path: Path): Container | undefined {
    const value = valueAt(this.#document.value, path);
    const span = this.#span(path);
    if (span === undefined || typeof value !== 'object' || value === null) return undefined;
    const isList = Array.isArray(value);
    const opener = this.#document.text[span.start];
    const style = opener === (isList ? '[' : '{') ? 'flow' : 'block';
    if (this.#document.format === 'json' && style !== 'flow') return undefined;
    const entries = keysOf(value).flatMap((key): Entry[] => {
      const located = this.#located.get(toPointer([...path, key]));
      if (located === undefined || !located.exact || (located.key === undefined) !== isList) return [];
      const { key: keySpan, value: at } = located;
      const start = (keySpan ?? at).start;
      if (start < span.start || at.end > span.end || at.end < start) return [];
      return [{ key: keySpan, value: at, name: String(key), start, end: at.end }];
    });
    entries.sort((a, b) => a.start - b.start);
    const byName = new Map(entries.map((entry) => [entry.name, entry]));
    return { document: this.#document, path, span, isList, style, entries, byName };
  }

  /** Nested one in the other all the way down, so that no alias or merge leads to it, and no other place is the same. */
  #span(path: Path): Span | undefined {
    let outer: Span | undefined;
    let node = this.#document.value;
    for (let depth = 0; depth <= path.length; depth++) {
      if (depth > 0) node = own(node, path[depth - 1] ?? '');
      const located = this.#located.get(toPointer(path.slice(0, depth)));
      if (located === undefined || !located.exact) return undefined;
      const { key, value } = located;
      if (outer !== undefined && ((key ?? value).start < outer.start || value.end > outer.end)) return undefined;
      if (typeof node === 'object' && node !== null && this.#isShared(node)) return undefined;
      outer = value;
    }
    return outer;
  }

  #isShared(node: object): boolean {
    if (this.#document.format === 'json') return false;
    this.#shared ??= sharedIn(this.#document.value);
    return this.#shared.has(node);
  }
}

/** Objects that a tree holds more than once: what YAML aliases and merge keys stand for. */
function sharedIn(root: unknown): ReadonlySet<object> {
  const seen = new Set<object>();
  const shared = new Set<object>();
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const value = stack.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (seen.has(value)) {
      shared.add(value);
      continue;
    }
    seen.add(value);
    for (const child of Object.values(value)) stack.push(child);
  }
  return shared;
}

function keysOf(value: unknown): (string | number)[] {
  if (Array.isArray(value)) return [...value.keys()];
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

/** What stands at a path; undefined when nothing does. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const key of path) value = own(value, key);
  return value;
}
