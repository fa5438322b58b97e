import type { Path, SourceDocument } from '../documents/document.ts';
import { stringEnd } from '../documents/json.ts';
import { shortestSecret } from './secrets.ts';

/** Shorter values are left out: nothing that is looked for is so short. */
const SHORTEST_VALUE = 4;
/** Of keys only secrets are looked for. */
const SHORTEST_KEY = shortestSecret;

export interface FoundString {
  readonly text: string;
  readonly path: Path;
}

/** What is looked for in the strings of a document. */
export interface Search {
  /** Picks strings. */
  readonly test: (text: string) => boolean;
  /**
   * Global: matches inside of every JSON literal that stands for a picked string, and never beyond its quotes; it need not be exact. In
   * a literal a `/` may be written `\/`, a line break `\n`, and `<`, `>`, `&` and `'` by their numbers.
   */
  readonly source: RegExp;
}

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
 * The strings of a document. Nearly every search finds nothing: JSON is searched as the one text that it is, of YAML the values are
 * gathered without their places, and only for what is found the document is walked through.
 */
export class DocumentStrings {
  readonly #document: SourceDocument;
  readonly #results = new Map<Search, ReadonlySet<string>>();
  #gathered: readonly string[] | undefined;

  constructor(document: SourceDocument) {
    this.#document = document;
  }

  /** Whether a search picks anything. */
  has(search: Search): boolean {
    return this.#picked(search).size > 0;
  }

  /** The values of at least four UTF-16 units that a search picks, in document order; what YAML aliases share once, where it stands first. */
  find(search: Search): FoundString[] {
    const picked = this.#picked(search);
    if (picked.size === 0) return [];
    const root = this.#document.value;
    if (typeof root === 'string') return picked.has(root) ? [{ text: root, path: [] }] : [];
    const found: FoundString[] = [];
    this.#eachEntry((key, value, path) => {
      if (typeof value === 'string' && picked.has(value)) found.push({ text: value, path: [...path, key] });
    });
    return found;
  }

  /** The same of keys; the path is that of the object which has the key. */
  findKeys(search: Search): FoundString[] {
    const picked = this.#picked(search);
    const found: FoundString[] = [];
    if (picked.size === 0) return found;
    this.#eachEntry((key, _, path) => {
      if (typeof key === 'string' && picked.has(key)) found.push({ text: key, path: [...path] });
    });
    return found;
  }

  /** The strings that a search picks, values and keys. */
  #picked(search: Search): ReadonlySet<string> {
    let picked = this.#results.get(search);
    if (picked === undefined) {
      const { format, text } = this.#document;
      picked =
        format === 'json' && text !== '' && !SPELT.test(text) ? pickedInSource(text, search) : new Set(this.#all.filter(search.test));
      this.#results.set(search, picked);
    }
    return picked;
  }

  get #all(): readonly string[] {
    this.#gathered ??= gather(this.#document);
    return this.#gathered;
  }

  /** Calls with every entry of every object and array in document order. `path` is that of the holder, and only good during the call. */
  #eachEntry(visit: (key: string | number, value: unknown, path: Path) => void): void {
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
      visit(key, value, path);
      const depth = frames.length;
      enter(value);
      if (frames.length > depth) path.push(key);
    }
  }
}

/** An ASCII character that JSON text spells by its number (RFC 8259 section 7), which a search of the text would miss; `<>&'` often are. */
const SPELT = /\\u00(?:2[0-589a-f]|3[0-9abdf]|[4-7])/i;

/** The strings of valid JSON text that a test picks, read only where the pattern matches. */
function pickedInSource(text: string, { test, source }: Search): Set<string> {
  const picked = new Set<string>();
  source.lastIndex = 0;
  for (let match = source.exec(text); match !== null; match = source.exec(text)) {
    const start = literalStart(text, match.index);
    const end = stringEnd(text, start);
    const value = text.slice(start + 1, end - 1);
    const string = value.includes('\\') ? String(JSON.parse(text.slice(start, end))) : value;
    if (string.length >= SHORTEST_VALUE && !picked.has(string) && test(string)) picked.add(string);
    source.lastIndex = end;
  }
  return picked;
}

/** Offset of the quote that opens the string literal around an offset. */
function literalStart(text: string, inside: number): number {
  for (let at = text.lastIndexOf('"', inside); at > 0; at = text.lastIndexOf('"', at - 1)) {
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === 92) escapes++;
    if (escapes % 2 === 0) return at;
  }
  return 0;
}

/** Every value and key that may be looked for. */
function gather(document: SourceDocument): string[] {
  const found: string[] = [];
  const seen = seenIn(document);
  const pending: object[] = [];
  const take = (value: unknown): void => {
    if (typeof value === 'string') {
      if (value.length >= SHORTEST_VALUE) found.push(value);
    } else if (typeof value === 'object' && value !== null) pending.push(value);
  };
  take(document.value);
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (seen?.has(value)) continue;
    seen?.add(value);
    if (Array.isArray(value)) {
      for (const item of value) take(item);
      continue;
    }
    // A value is read beside its key at a tenth of the cost of looking it up again.
    for (const key in value) {
      if (key.length >= SHORTEST_KEY) found.push(key);
      take((value as Record<string, unknown>)[key]);
    }
  }
  return found;
}

/** A set where objects are shared. */
function seenIn({ format }: SourceDocument): Set<object> | undefined {
  return format === 'yaml' ? new Set() : undefined;
}
