/** Tokens of Kotlin, as far as one must know them to tell where a declaration begins: words, brackets, signs; strings count as one. */
export interface KotlinToken {
  readonly kind: 'word' | 'open' | 'close' | 'sign' | 'text' | 'comment';
  readonly start: number;
  end: number;
  /** Of an opening bracket, the index of the token that closes it; the end of the list for one that nothing closes. */
  closedBy: number;
}

const WORD = /[\p{L}\p{Nd}_]+|`[^`\r\n]*`/uy;
const BLANK = /\s+/y;
const LINE_COMMENT = /\/\/[^\n]*/y;
const CHARACTER = /'(?:[^'\\\r\n]|\\u[\da-fA-F]{4}|\\.)'/y;
/** What ends a stretch of a block comment: another one may stand in it. */
const COMMENT_EDGE = /\/\*|\*\//g;
/** What ends a stretch of a string: its end, an escape, or an expression in it. */
const STRING_EDGE = /\\.|"|\$\{|\n/gs;
const RAW_EDGE = /"{3,}|\$\{/g;

/** The tokens of a text in one pass. Never fails: what is open at the end stays so. */
export function kotlinTokens(text: string): KotlinToken[] {
  return new Scanner(text).run();
}

/** Where the scanner is: in brackets of code, or in a string whose expression it reads. */
interface Open {
  readonly of: '(' | '[' | '{' | 'string' | 'raw';
  /** Index of the token that opened it. */
  readonly token: number;
}

class Scanner {
  readonly #text: string;
  readonly #tokens: KotlinToken[] = [];
  readonly #open: Open[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): KotlinToken[] {
    while (this.#at < this.#text.length) {
      const inside = this.#open.at(-1)?.of;
      if (inside === 'string' || inside === 'raw') this.#string(inside);
      else this.#code();
    }
    for (const { token } of this.#open) {
      const opened = this.#tokens[token];
      if (opened !== undefined) opened.closedBy = this.#tokens.length;
    }
    return this.#tokens;
  }

  #code(): void {
    if (this.#skip(BLANK)) return;
    const start = this.#at;
    if (this.#skip(LINE_COMMENT)) this.#push('comment', start);
    else if (this.#text.startsWith('/*', start)) this.#blockComment();
    else if (this.#text[start] === '"') this.#openString();
    else if (this.#skip(CHARACTER)) this.#push('text', start);
    else if (this.#skip(WORD)) this.#push('word', start);
    else this.#sign(this.#text[start] as string);
  }

  #sign(character: string): void {
    const start = this.#at++;
    if (character === '(' || character === '[' || character === '{') {
      this.#open.push({ of: character, token: this.#tokens.length });
      this.#push('open', start);
      return;
    }
    if (character !== ')' && character !== ']' && character !== '}') {
      this.#push('sign', start);
      return;
    }
    const last = this.#open.at(-1);
    const outer = this.#open.at(-2)?.of;
    // An expression in a string ends with its brace; the string goes on.
    if (character === '}' && last?.of === '{' && (outer === 'string' || outer === 'raw') && this.#tokens[last.token]?.kind === 'text') {
      this.#open.pop();
      return;
    }
    if (last !== undefined && last.of === PAIRS[character]) {
      this.#open.pop();
      const opened = this.#tokens[last.token];
      if (opened !== undefined) opened.closedBy = this.#tokens.length;
    }
    this.#push('close', start);
  }

  #openString(): void {
    const raw = this.#text.startsWith('"""', this.#at);
    const start = this.#at;
    this.#at += raw ? 3 : 1;
    this.#open.push({ of: raw ? 'raw' : 'string', token: this.#tokens.length });
    this.#push('text', start);
  }

  #string(of: 'string' | 'raw'): void {
    const pattern = of === 'raw' ? RAW_EDGE : STRING_EDGE;
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    const edge = found?.[0] ?? '';
    this.#at = found === null ? this.#text.length : found.index + edge.length;
    if (edge.startsWith('\\')) return;
    if (edge === '${') {
      this.#open.push({ of: '{', token: this.#tokens.length });
      this.#push('text', this.#at - 1);
      return;
    }
    // A plain string that a line ends is broken: reading goes on behind it.
    const opened = this.#open.pop();
    const token = opened === undefined ? undefined : this.#tokens[opened.token];
    if (token !== undefined) token.end = this.#at;
  }

  #blockComment(): void {
    const start = this.#at;
    let depth = 1;
    COMMENT_EDGE.lastIndex = start + 2;
    for (let found = COMMENT_EDGE.exec(this.#text); found !== null; found = COMMENT_EDGE.exec(this.#text)) {
      depth += found[0] === '/*' ? 1 : -1;
      this.#at = COMMENT_EDGE.lastIndex;
      if (depth === 0) break;
    }
    if (depth > 0) this.#at = this.#text.length;
    this.#push('comment', start);
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text)) return false;
    this.#at = pattern.lastIndex;
    return true;
  }

  #push(kind: KotlinToken['kind'], start: number): void {
    this.#tokens.push({ kind, start, end: this.#at, closedBy: 0 });
  }
}

const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
