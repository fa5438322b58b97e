import { decode } from '../documents/decode.ts';
import { READERS_VERSION, readers } from './languages/readers.ts';
import { type Language, languageOf } from './syntax/language.ts';
import type { Parsers } from './syntax/parser.ts';
import type { Unit } from './syntax/unit.ts';

/** A file as it is parsed. */
export interface SourceFile {
  readonly file: string;
  readonly language: Language;
  readonly text: string;
  /** Version of what makes units of syntax. */
  readonly readers: number;
}

/** Keeps units, which follow from path, language and text alone; a lost one is only read again. */
export interface UnitCache {
  get(source: SourceFile): Unit | undefined;
  set(source: SourceFile, unit: Unit): void;
}

/** A file of which nothing is known, and so nothing may be claimed. */
export interface Unread {
  readonly file: string;
  readonly message: string;
}

/**
 * The files of a workspace that code of one language family can depend on. Texts are there from the start; a file is parsed when its unit
 * is first asked for, and once.
 */
export class Program {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #parsers: Parsers;
  readonly #cache: UnitCache | undefined;
  readonly #units = new Map<string, Unit | undefined>();
  readonly #unread = new Map<string, Unread>();
  readonly #missed = new Set<string>();
  readonly #matching = new Map<string, readonly string[]>();
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
    return [...this.#unread.values()];
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
    const known = this.#units.get(file);
    if (known !== undefined) return known;
    const unit = this.#units.has(file) ? undefined : this.#read(file);
    this.#units.set(file, unit);
    if (unit === undefined && this.#unread.has(file)) this.#missed.add(file);
    return unit;
  }

  /** Files whose text matches a pattern, which is neither global nor sticky. Every module asks the same, so each is searched once. */
  filesWith(pattern: RegExp): readonly string[] {
    const key = String(pattern);
    let found = this.#matching.get(key);
    if (found === undefined) {
      found = [...this.#texts].flatMap(([file, text]) => (pattern.test(text) ? [file] : []));
      this.#matching.set(key, found);
    }
    return found;
  }

  /** Files that were asked for since the last call and could not be parsed. */
  takeMissed(): readonly string[] {
    const missed = [...this.#missed];
    this.#missed.clear();
    return missed;
  }

  #read(file: string): Unit | undefined {
    const text = this.#texts.get(file);
    const language = languageOf(file);
    const reader = language === undefined ? undefined : readers[language];
    if (text === undefined || language === undefined || reader === undefined) return undefined;
    const source = { file, language, text, readers: READERS_VERSION };
    const kept = this.#cache?.get(source);
    if (kept !== undefined) return kept;
    const parsed = this.#parsers.parse(language, text);
    if (!parsed.ok) {
      this.#unread.set(file, { file, message: parsed.message });
      return undefined;
    }
    this.#parsed++;
    const unit = reader(file, language, parsed.root, parsed.broken);
    this.#cache?.set(source, unit);
    return unit;
  }
}

/** Source text of a file's bytes: lone bytes that are not UTF-8 count as replacement characters, since old sources hold them in comments. */
export function sourceText(bytes: Uint8Array): string {
  return decode(bytes).text;
}
