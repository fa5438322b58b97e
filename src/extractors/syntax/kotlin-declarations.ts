/**
 * Where the declarations of a Kotlin text begin and end, by its tokens. The grammar takes annotations for expressions of their own now
 * and then, and says nothing about it: what is parsed one declaration at a time can be compared with this.
 */
import type { Span } from '../../documents/document.ts';
import type { KotlinToken } from './kotlin-tokens.ts';

export interface KotlinDeclaration extends Span {
  /** The word that makes it one: `class`, `fun`, `val`, `constructor`... */
  readonly keyword: string;
  /** Annotations before that word, outside of any modifier's place. */
  readonly annotations: readonly Span[];
  /** Tokens of it: first and one behind the last. */
  readonly tokens: Span;
  /** Of a type, the tokens around its members: its braces; of an enumeration, what ends its entries and its brace. */
  readonly body?: Span;
}

const KEYWORDS = new Set(['class', 'interface', 'object', 'fun', 'val', 'var', 'typealias', 'constructor', 'init']);
const TYPES = new Set(['class', 'interface', 'object']);
/** Words before a declaration; they may be names elsewhere. */
export const KOTLIN_MODIFIERS: ReadonlySet<string> = new Set(
  (
    'public private protected internal abstract final open override lateinit const tailrec operator infix inline external suspend enum ' +
    'sealed annotation data inner value companion expect actual'
  ).split(' '),
);

/** A line that ends so goes on in the next one. */
const GOES_ON = /^(?:[=,.:<&|(]|by|return|in|is|as|else|throw|where)$/;

/** The declarations of the tokens from one to another, in order; nothing inside of brackets is looked at. */
export function kotlinDeclarations(text: string, tokens: readonly KotlinToken[], from: number, to: number): KotlinDeclaration[] {
  return new Finder(text, tokens).find(from, to);
}

/** How many annotations stand in the tokens from one to another, at any depth. */
export function annotationCount(text: string, tokens: readonly KotlinToken[], { start, end }: Span): number {
  let count = 0;
  for (let index = start; index < end; index++) if (isAnnotation(text, tokens, index)) count++;
  return count;
}

/** `@` with a name or `[` right behind it, and no word right before it, as labels have. */
function isAnnotation(text: string, tokens: readonly KotlinToken[], index: number): boolean {
  const at = tokens[index];
  const next = tokens[index + 1];
  if (at === undefined || next === undefined || text[at.start] !== '@' || at.kind !== 'sign' || next.start !== at.end) return false;
  const before = tokens[index - 1];
  if (before?.kind === 'word' && before.end === at.start) return false;
  return next.kind === 'word' || text[next.start] === '[';
}

interface Begun {
  readonly keyword: string;
  readonly start: number;
  readonly token: number;
  readonly annotations: readonly Span[];
  readonly isEnum: boolean;
}

class Finder {
  readonly #text: string;
  readonly #tokens: readonly KotlinToken[];
  readonly #found: KotlinDeclaration[] = [];
  #begun: Begun | undefined;
  /** Braces and parentheses of the declaration that has begun. */
  #body: Span | undefined;
  #hasParentheses = false;
  /** What may turn out to be the beginning of the next declaration. */
  #candidate: number | undefined;
  #annotations: Span[] = [];
  #previous = -1;
  #isEnum = false;

  constructor(text: string, tokens: readonly KotlinToken[]) {
    this.#text = text;
    this.#tokens = tokens;
  }

  find(from: number, to: number): KotlinDeclaration[] {
    for (let index = from; index < to; ) index = this.#step(index, from);
    this.#finish(to);
    return this.#found;
  }

  /** Looks at one token, and gives the index of the next one at this depth. */
  #step(index: number, from: number): number {
    const token = this.#tokens[index] as KotlinToken;
    const starts = this.#startsStatement(index, from);
    if (token.kind === 'comment') {
      if (starts) this.#candidate ??= index;
      return index + 1;
    }
    if (isAnnotation(this.#text, this.#tokens, index)) return this.#annotation(index, starts);
    const word = token.kind === 'word' ? this.#textOf(token) : '';
    const mayStart = starts || this.#candidate !== undefined;
    if (KEYWORDS.has(word) && mayStart && this.#isDeclaration(word, index)) this.#begin(word, index);
    else if (KOTLIN_MODIFIERS.has(word) && mayStart) {
      this.#candidate ??= index;
      if (word === 'enum') this.#isEnum = true;
    } else this.#clear();
    this.#previous = index;
    if (token.kind !== 'open') return index + 1;
    const text = this.#textOf(token);
    if (text === '{') this.#body = { start: index, end: token.closedBy };
    if (text === '(') this.#hasParentheses = true;
    const next = Math.max(index + 1, Math.min(token.closedBy + 1, this.#tokens.length));
    this.#previous = next - 1;
    return next;
  }

  /** `constructor` and `init` are words of every day, and the former belongs to the head of a class too. */
  #isDeclaration(word: string, index: number): boolean {
    const next = this.#tokens[index + 1];
    const sign = next === undefined ? '' : this.#textOf(next);
    if (word === 'init') return sign === '{';
    if (word !== 'constructor') return true;
    const ofHead = this.#begun !== undefined && TYPES.has(this.#begun.keyword) && this.#body === undefined && !this.#hasParentheses;
    return sign === '(' && !ofHead;
  }

  /** `@Name`, `@field:Name(...)`, `@[A B]`. */
  #annotation(index: number, starts: boolean): number {
    let next = index + 1;
    const first = this.#tokens[next];
    if (first?.kind === 'open') next = first.closedBy + 1;
    else {
      next++;
      while (/^[.:]$/.test(this.#signAt(next)) && this.#tokens[next + 1]?.kind === 'word') next += 2;
      const open = this.#tokens[next];
      if (open?.kind === 'open' && this.#textOf(open) === '(' && open.start === this.#tokens[next - 1]?.end) next = open.closedBy + 1;
    }
    next = Math.min(next, this.#tokens.length);
    if (starts || this.#candidate !== undefined) {
      this.#candidate ??= index;
      this.#annotations.push({ start: this.#tokens[index]?.start ?? 0, end: this.#tokens[next - 1]?.end ?? this.#text.length });
    }
    this.#previous = next - 1;
    return next;
  }

  #begin(word: string, index: number): void {
    const next = this.#tokens[index + 1];
    // `fun interface`
    const keyword = word === 'fun' && next !== undefined && this.#textOf(next) === 'interface' ? 'interface' : word;
    const token = this.#candidate ?? index;
    this.#finish(token);
    const start = this.#tokens[token]?.start ?? 0;
    this.#begun = { keyword, start, token, annotations: this.#annotations, isEnum: this.#isEnum };
    this.#body = undefined;
    this.#hasParentheses = false;
    this.#clear();
  }

  #finish(token: number): void {
    const begun = this.#begun;
    if (begun === undefined) return;
    this.#begun = undefined;
    const { keyword, start, annotations, isEnum } = begun;
    const last = this.#tokens[token - 1];
    const declaration = { keyword, start, end: Math.max(start, last?.end ?? this.#text.length), annotations };
    const body = TYPES.has(keyword) ? (isEnum ? this.#behindEntries() : this.#body) : undefined;
    this.#found.push({
      ...declaration,
      tokens: { start: begun.token, end: token },
      ...(body !== undefined && { body }),
    });
  }

  /** The members of an enumeration, which a semicolon parts from its entries. */
  #behindEntries(): Span | undefined {
    if (this.#body === undefined) return undefined;
    const { start, end } = this.#body;
    for (let index = start + 1; index < end; index++) {
      const token = this.#tokens[index];
      if (token?.kind === 'open') index = Math.max(index, token.closedBy);
      else if (token !== undefined && this.#textOf(token) === ';') return { start: index, end };
    }
    return undefined;
  }

  #clear(): void {
    this.#candidate = undefined;
    this.#annotations = [];
    this.#isEnum = false;
  }

  /** Whether nothing that stands before the token on this depth goes on in it. */
  #startsStatement(index: number, from: number): boolean {
    const token = this.#tokens[index];
    const before = this.#previous < from ? undefined : this.#tokens[this.#previous];
    if (token === undefined || before === undefined) return true;
    const sign = this.#textOf(before);
    if (sign === ';' || sign === '}') return !/[.?]/.test(this.#signAt(index));
    return !GOES_ON.test(sign) && this.#text.slice(before.end, token.start).includes('\n');
  }

  #signAt(index: number): string {
    const token = this.#tokens[index];
    return token?.kind === 'sign' ? this.#textOf(token) : '';
  }

  /** Longer tokens are no sign and no keyword. */
  #textOf({ start, end }: Span): string {
    return this.#text.slice(start, Math.min(end, start + 16));
  }
}
