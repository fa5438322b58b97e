import type { Path, SourceDocument } from '../documents/document.ts';
import { shortestSecret } from './secrets.ts';

/** Shorter values are left out: nothing that is looked for is so short. */
const SHORTEST_VALUE = 4;

export interface FoundString {
  readonly text: string;
  readonly path: Path;
}

type Test = (text: string) => boolean;

const known = new WeakMap<SourceDocument, DocumentStrings>();

/** The strings of a document, read once for all rules that search texts. */
export function stringsOf(document: SourceDocument): DocumentStrings {
  let strings = known.get(document);
  if (strings === undefined) {
    strings = new DocumentStrings(document);
    known.set(document, strings);
  }
  return strings;
}

/**
 * The string values and long keys of a document, without their places: nearly every search finds nothing, and only what it finds is worth
 * the walk that knows where it is.
 */
export class DocumentStrings {
  /** Values of at least four UTF-16 units. */
  readonly values: readonly string[];
  readonly #document: SourceDocument;
  /** The objects and arrays of {@link values}. */
  readonly #holders: readonly object[];
  /** Keys that may hold a secret: of at least {@link shortestSecret} UTF-16 units. */
  readonly #longKeys: readonly string[];

  constructor(document: SourceDocument) {
    const values: string[] = [];
    const holders: object[] = [];
    const longKeys: string[] = [];
    const seen = seenIn(document);
    const pending: object[] = [];
    const take = (value: unknown, holder: object): void => {
      if (typeof value === 'string') {
        if (value.length < SHORTEST_VALUE) return;
        values.push(value);
        holders.push(holder);
      } else if (typeof value === 'object' && value !== null) pending.push(value);
    };
    take(document.value, document);
    for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
      if (seen?.has(value)) continue;
      seen?.add(value);
      if (Array.isArray(value)) {
        for (const item of value) take(item, value);
        continue;
      }
      // A value is read beside its key at a tenth of the cost of looking it up again.
      for (const key in value) {
        if (key.length >= shortestSecret) longKeys.push(key);
        take((value as Record<string, unknown>)[key], value);
      }
    }
    this.#document = document;
    this.values = values;
    this.#holders = holders;
    this.#longKeys = longKeys;
  }

  /** The values that a test picks, in document order; what YAML aliases share once, where it stands first. */
  find(test: Test): FoundString[] {
    const holders = new Set(this.#holders.filter((_, index) => test(this.values[index] as string)));
    if (holders.size === 0) return [];
    const root = this.#document.value;
    if (typeof root === 'string') return [{ text: root, path: [] }];
    const found: FoundString[] = [];
    this.#eachEntry((holder, key, value, path) => {
      if (typeof value !== 'string' || value.length < SHORTEST_VALUE || !holders.has(holder)) return;
      if (test(value)) found.push({ text: value, path: [...path, key] });
    });
    return found;
  }

  /** The same of keys of at least {@link shortestSecret} UTF-16 units; the path is that of the object which has the key. */
  findKeys(test: Test): FoundString[] {
    const found: FoundString[] = [];
    if (!this.#longKeys.some(test)) return found;
    this.#eachEntry((_, key, __, path) => {
      if (typeof key === 'string' && key.length >= shortestSecret && test(key)) found.push({ text: key, path: [...path] });
    });
    return found;
  }

  /** Calls with every entry of every object and array in document order. `path` is that of the holder, and only good during the call. */
  #eachEntry(visit: (holder: object, key: string | number, value: unknown, path: Path) => void): void {
    const path: (string | number)[] = [];
    const frames: { readonly holder: object; readonly keys: readonly string[]; next: number }[] = [];
    const seen = seenIn(this.#document);
    const enter = (value: unknown): void => {
      if (typeof value !== 'object' || value === null || seen?.has(value)) return;
      seen?.add(value);
      frames.push({ holder: value, keys: Object.keys(value), next: 0 });
    };
    enter(this.#document.value);
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const { holder, keys } = frame;
      const name = keys[frame.next++];
      if (name === undefined) {
        frames.pop();
        path.pop();
        continue;
      }
      const key = Array.isArray(holder) ? Number(name) : name;
      const value = (holder as Record<string | number, unknown>)[key];
      visit(holder, key, value, path);
      const depth = frames.length;
      enter(value);
      if (frames.length > depth) path.push(key);
    }
  }
}

/** A set where objects are shared. */
function seenIn({ format }: SourceDocument): Set<object> | undefined {
  return format === 'yaml' ? new Set() : undefined;
}
