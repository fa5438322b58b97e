import { decode } from '../documents/decode.ts';
import { READERS_VERSION, readers } from './languages/readers.ts';
import { family, type Language, languageOf } from './syntax/language.ts';
import type { Parsers } from './syntax/parser.ts';
import type { Unit } from './syntax/unit.ts';

/** Keeps units between runs. Keys name the content and the versions of reader and grammars; a lost entry is only read again. */
export interface UnitCache {
  get(key: string): Unit | undefined;
  set(key: string, unit: Unit): void;
}

/** A file of which nothing is known, and so nothing may be claimed. */
export interface Unread {
  readonly file: string;
  readonly message: string;
}

/** All source files of a workspace. Texts are there from the start; a file is parsed when its unit is first asked for, and once. */
export class Program {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #parsers: Parsers;
  readonly #cache: UnitCache | undefined;
  readonly #units = new Map<string, Unit | undefined>();
  readonly #unread: Unread[] = [];
  #parsed = 0;

  /** @param texts decoded source by POSIX path */
  constructor(texts: ReadonlyMap<string, string>, parsers: Parsers, cache?: UnitCache) {
    this.#texts = texts;
    this.#parsers = parsers;
    this.#cache = cache;
  }

  get files(): Iterable<string> {
    return this.#texts.keys();
  }

  /** Files that could not be parsed so far. */
  get unread(): readonly Unread[] {
    return this.#unread;
  }

  /** Whether a file was read and a part of it could not be parsed. */
  isBroken(file: string): boolean {
    return this.#units.get(file)?.broken === true;
  }

  /** How many files were parsed so far. */
  get parsed(): number {
    return this.#parsed;
  }

  has(file: string): boolean {
    return this.#texts.has(file);
  }

  text(file: string): string {
    return this.#texts.get(file) ?? '';
  }

  /** The unit of a file; undefined when there is no such file, its language has no reader, or it cannot be parsed. */
  unit(file: string): Unit | undefined {
    if (this.#units.has(file)) return this.#units.get(file);
    const unit = this.#read(file);
    this.#units.set(file, unit);
    return unit;
  }

  #read(file: string): Unit | undefined {
    const text = this.#texts.get(file);
    const language = languageOf(file);
    const reader = language === undefined ? undefined : readers[language];
    if (text === undefined || language === undefined || reader === undefined) return undefined;
    const key = this.#cache === undefined ? '' : unitKey(file, language, text);
    const kept = this.#cache?.get(key);
    if (kept !== undefined) return kept;
    const parsed = this.#parsers.parse(language, text);
    if (!parsed.ok) {
      this.#unread.push({ file, message: parsed.message });
      return undefined;
    }
    this.#parsed++;
    const unit = reader(file, language, parsed.root, parsed.broken);
    this.#cache?.set(key, unit);
    return unit;
  }
}

/** Two 53-bit hashes (cyrb53's mixing) over path and text: enough to tell contents apart, not for security. */
function unitKey(file: string, language: Language, text: string): string {
  return `${family(language)}-${READERS_VERSION}-${mix(`${file}\0${text}`, 1)}${mix(`${text}\0${file}`, 2)}-${text.length}`;
}

function mix(text: string, seed: number): string {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0');
}

/** Source text of a file's bytes: lone bytes that are not UTF-8 count as replacement characters, since old sources hold them in comments. */
export function sourceText(bytes: Uint8Array): string {
  return decode(bytes).text;
}
