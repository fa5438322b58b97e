import {
  beyondAscii,
  type CodePoints,
  complement,
  digits,
  dot,
  everything,
  letters,
  single,
  spaces,
  union,
  wordCharacters,
} from './code-points.ts';

/** A regular expression as a tree: as much of ECMA-262 (and of the dialects that documents really use) as the analyses need. */
export type PatternNode =
  | { readonly type: 'character'; readonly set: CodePoints }
  | { readonly type: 'start' | 'end' | 'boundary' }
  | { readonly type: 'look'; readonly ahead: boolean; readonly negative: boolean; readonly body: PatternNode }
  | { readonly type: 'backreference' }
  | { readonly type: 'sequence' | 'alternatives'; readonly items: readonly PatternNode[] }
  /** `atomic`: a possessive quantifier or atomic group, which never gives back. */
  | { readonly type: 'repeat'; readonly body: PatternNode; readonly min: number; readonly max: number; readonly atomic: boolean };

/** Longest pattern that is read, in UTF-16 code units: the bound of a hostile one. */
export const longestPattern = 20_000;
/** Deepest nesting of groups. */
const deepest = 100;

/** Reads a pattern; undefined when it is no regular expression, or one that is too large to judge. Linear, runs nothing. */
export function parsePattern(source: string): PatternNode | undefined {
  if (source.length > longestPattern) return undefined;
  try {
    const reader = new Reader(withoutDelimiters(source));
    const node = reader.alternatives(0);
    return reader.atEnd ? node : undefined;
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
}

class PatternError extends Error {}

/** `/^a$/i` is written where `^a$` is meant. */
function withoutDelimiters(source: string): string {
  const match = source.startsWith('/^') ? source.lastIndexOf('/') : -1;
  return match > 1 && /^[a-z]*$/.test(source.slice(match + 1))
    ? source.slice(1, match)
    : source.startsWith('/^')
      ? source.slice(1)
      : source;
}

const escapedClasses: Readonly<Record<string, CodePoints>> = {
  d: digits,
  D: complement(digits),
  w: wordCharacters,
  W: complement(wordCharacters),
  s: spaces,
  S: complement(spaces),
  h: union(single(0x20), single(0x09)),
  R: union([[0x0a, 0x0d]]),
};

const controls: Readonly<Record<string, number>> = { n: 0x0a, r: 0x0d, t: 0x09, f: 0x0c, v: 0x0b, a: 7, e: 27 };

/** POSIX classes of `[[:alpha:]]` and Java's `\p{Alpha}`. */
const namedClasses: Readonly<Record<string, CodePoints>> = {
  alpha: letters,
  digit: digits,
  alnum: union(letters, digits),
  upper: [[0x41, 0x5a]],
  lower: [[0x61, 0x7a]],
  space: spaces,
  blank: union(single(0x20), single(0x09)),
  xdigit: [
    [0x30, 0x39],
    [0x41, 0x46],
    [0x61, 0x66],
  ],
  punct: [
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
  ],
  print: [[0x20, 0x7e]],
  graph: [[0x21, 0x7e]],
  cntrl: [
    [0, 0x1f],
    [0x7f, 0x7f],
  ],
  ascii: [[0, 0x7f]],
  word: wordCharacters,
};

/** Recursive descent; recursion is as deep as groups nest, at most {@link deepest}. */
class Reader {
  readonly #source: string;
  #index = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get atEnd(): boolean {
    return this.#index >= this.#source.length;
  }

  alternatives(depth: number): PatternNode {
    if (depth > deepest) throw new PatternError();
    const items = [this.#sequence(depth)];
    while (this.#take('|')) items.push(this.#sequence(depth));
    return oneOf(items);
  }

  #sequence(depth: number): PatternNode {
    const items: PatternNode[] = [];
    while (!this.atEnd && !this.#at('|') && !this.#at(')')) {
      const atom = this.#atom(depth);
      if (atom !== undefined) items.push(this.#quantified(atom));
    }
    const [only] = items;
    return items.length === 1 && only !== undefined ? only : { type: 'sequence', items };
  }

  #atom(depth: number): PatternNode | undefined {
    if (this.#take('^')) return { type: 'start' };
    if (this.#take('$')) return { type: 'end' };
    if (this.#take('.')) return { type: 'character', set: dot };
    if (this.#take('[')) return { type: 'character', set: this.#class() };
    if (this.#take('(')) return this.#group(depth);
    if (this.#take('\\')) return this.#escape();
    if (this.#at('*') || this.#at('+') || this.#at('?')) throw new PatternError();
    return { type: 'character', set: single(this.#codePoint()) };
  }

  #group(depth: number): PatternNode | undefined {
    let wrap: (body: PatternNode) => PatternNode = (body) => body;
    if (this.#take('?')) {
      if (this.#take('=')) wrap = (body) => ({ type: 'look', ahead: true, negative: false, body });
      else if (this.#take('!')) wrap = (body) => ({ type: 'look', ahead: true, negative: true, body });
      else if (this.#take('<=')) wrap = (body) => ({ type: 'look', ahead: false, negative: false, body });
      else if (this.#take('<!')) wrap = (body) => ({ type: 'look', ahead: false, negative: true, body });
      else if (this.#take('>')) wrap = (body) => ({ type: 'repeat', body, min: 1, max: 1, atomic: true });
      else if (this.#take('<') || this.#take('P<')) this.#name('>');
      else if (this.#take("'")) this.#name("'");
      else {
        // `(?i)` for the rest of the pattern, `(?i:...)` for a group; `(?:...)` is the second with no flags.
        while (/[a-zA-Z^-]/.test(this.#source[this.#index] ?? '')) this.#index++;
        if (this.#take(')')) return undefined;
        if (!this.#take(':')) throw new PatternError();
      }
    }
    const body = this.alternatives(depth + 1);
    if (!this.#take(')')) throw new PatternError();
    return wrap(body);
  }

  #quantified(atom: PatternNode): PatternNode {
    const bounds = this.#quantifier();
    if (bounds === undefined) return atom;
    // A second `?` makes it lazy, a `+` possessive; both match the same strings.
    const atomic = !this.#take('?') && this.#take('+');
    if (this.#quantifier() !== undefined) throw new PatternError();
    return { type: 'repeat', body: atom, ...bounds, atomic };
  }

  #quantifier(): { min: number; max: number } | undefined {
    if (this.#take('*')) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.#take('+')) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.#take('?')) return { min: 0, max: 1 };
    if (!this.#at('{')) return undefined;
    const end = this.#source.indexOf('}', this.#index);
    if (end < 0 || end - this.#index > 24) return undefined;
    const [, from, comma, to] = /^(\d+)(,?)(\d*)$/.exec(this.#source.slice(this.#index + 1, end)) ?? [];
    if (from === undefined) return undefined;
    this.#index = end + 1;
    const min = Number(from);
    const max = comma === '' ? min : to === '' ? Number.POSITIVE_INFINITY : Number(to);
    if (max < min) throw new PatternError();
    return { min, max };
  }

  #escape(): PatternNode {
    const char = this.#source[this.#index];
    if (char === undefined) throw new PatternError();
    if (this.#take('b') || this.#take('B')) return { type: 'boundary' };
    // Anchors of Java, PCRE, Python and .NET.
    if (this.#take('A')) return { type: 'start' };
    if (this.#take('z') || this.#take('Z')) return { type: 'end' };
    if (/[1-9]/.test(char)) {
      while (/[0-9]/.test(this.#source[this.#index] ?? '')) this.#index++;
      return { type: 'backreference' };
    }
    if (this.#take('k<')) {
      this.#name('>');
      return { type: 'backreference' };
    }
    return { type: 'character', set: this.#escapedSet() };
  }

  /** After a backslash, inside or outside a class. */
  #escapedSet(): CodePoints {
    const char = this.#source[this.#index] ?? '';
    const known = escapedClasses[char];
    if (known !== undefined) {
      this.#index++;
      return known;
    }
    if (this.#take('p') || this.#take('P')) return this.#property(char === 'P');
    if (this.#take('u{') || this.#take('x{')) return single(this.#hex(this.#until('}')));
    if (this.#hexAhead('u', 4) || this.#hexAhead('x', 2)) {
      const size = char === 'u' ? 4 : 2;
      this.#index += 1 + size;
      return single(this.#hex(this.#source.slice(this.#index - size, this.#index)));
    }
    if (char === 'c' && /[A-Za-z]/.test(this.#source[this.#index + 1] ?? '')) {
      this.#index += 2;
      return single((this.#source.charCodeAt(this.#index - 1) || 0) % 32);
    }
    if (/[0-7]/.test(char)) {
      // Octal, as ECMA-262 annex B reads it.
      const [octal = ''] = /^[0-7]{1,3}/.exec(this.#source.slice(this.#index, this.#index + 3)) ?? [];
      this.#index += octal.length;
      return single(Number.parseInt(octal, 8));
    }
    const control = Object.hasOwn(controls, char) ? controls[char] : undefined;
    if (control !== undefined) {
      this.#index++;
      return single(control);
    }
    return single(this.#codePoint());
  }

  #property(negated: boolean): CodePoints {
    const name = this.#take('{') ? this.#until('}') : this.#source.charAt(this.#index++);
    const plain = name.replace(/^(?:\^|Is|General_Category=|gc=|Script=|sc=)/, '');
    const known = namedClasses[plain.toLowerCase()] ?? unicodeClass(plain);
    return negated || name.startsWith('^') ? complement(known) : known;
  }

  #class(): CodePoints {
    const negated = this.#take('^');
    const parts: CodePoints[] = [];
    // ECMA-262 reads `[]` as nothing and `[^]` as everything; `]` first is a literal elsewhere, and rare enough to leave.
    while (!this.#take(']')) {
      if (this.atEnd) throw new PatternError();
      if (this.#take('[:')) {
        const name = this.#until(':');
        if (!this.#take(']')) throw new PatternError();
        parts.push(namedClasses[name.toLowerCase()] ?? everything);
        continue;
      }
      const from = this.#classAtom();
      if (this.#at('-') && this.#source[this.#index + 1] !== ']' && this.#index + 1 < this.#source.length) {
        this.#index++;
        const to = this.#classAtom();
        const [low, high] = [from[0], to[0]];
        if (from.length === 1 && to.length === 1 && low !== undefined && high !== undefined && low[0] === low[1] && high[0] === high[1]) {
          if (high[0] < low[0]) throw new PatternError();
          parts.push([[low[0], high[0]]]);
        } else parts.push(from, single(0x2d), to);
      } else parts.push(from);
    }
    const set = union(...parts);
    return negated ? complement(set) : set;
  }

  #classAtom(): CodePoints {
    if (this.#take('\\')) return this.#take('b') ? single(8) : this.#escapedSet();
    return single(this.#codePoint());
  }

  #codePoint(): number {
    const code = this.#source.codePointAt(this.#index);
    if (code === undefined) throw new PatternError();
    this.#index += code > 0xffff ? 2 : 1;
    return code;
  }

  #hexAhead(prefix: string, count: number): boolean {
    const text = this.#source.slice(this.#index + 1, this.#index + 1 + count);
    return this.#at(prefix) && text.length === count && /^[0-9a-fA-F]+$/.test(text);
  }

  #hex(text: string): number {
    const value = /^[0-9a-fA-F]{1,6}$/.test(text) ? Number.parseInt(text, 16) : Number.NaN;
    if (!(value <= 0x10ffff)) throw new PatternError();
    return value;
  }

  #name(close: string): void {
    this.#until(close);
  }

  #until(close: string): string {
    const end = this.#source.indexOf(close, this.#index);
    if (end < 0 || end - this.#index > 100) throw new PatternError();
    const text = this.#source.slice(this.#index, end);
    this.#index = end + close.length;
    return text;
  }

  #at(text: string): boolean {
    return this.#source.startsWith(text, this.#index);
  }

  #take(text: string): boolean {
    if (!this.#at(text)) return false;
    this.#index += text.length;
    return true;
  }
}

/** Alternatives, unless there is only one. */
function oneOf(items: readonly PatternNode[]): PatternNode {
  const [only] = items;
  if (items.length === 1 && only !== undefined) return only;
  return { type: 'alternatives', items };
}

/** Roughly: a Unicode class is its ASCII part and everything beyond ASCII, for the tables are too large to carry. */
function unicodeClass(name: string): CodePoints {
  if (/^(?:all|any|assigned)$/i.test(name)) return everything;
  if (/^(?:L|Lu|Ll|Lt|Lm|Lo|Letter|Latin|Alphabetic)$/.test(name)) return union(letters, beyondAscii);
  if (/^(?:N|Nd|Nl|No|Number)$/.test(name)) return union(digits, beyondAscii);
  if (/^(?:P|S)/.test(name)) return union(namedClasses['punct'] ?? [], beyondAscii);
  if (/^Z/.test(name)) return spaces;
  if (/^C/.test(name)) return namedClasses['cntrl'] ?? [];
  return beyondAscii;
}
