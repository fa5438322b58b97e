import type { Span } from './document.ts';

export interface SyntaxFault {
  readonly message: string;
  readonly at: Span;
}

/** The first place where text breaks the grammar of RFC 8259; undefined for valid JSON. Does not depend on the engine's own messages. */
export function jsonSyntaxError(text: string): SyntaxFault | undefined {
  return new Checker(text).check();
}

class Fault extends Error {
  readonly fault: SyntaxFault;
  constructor(fault: SyntaxFault) {
    super(fault.message);
    this.fault = fault;
  }
}

class Checker {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  check(): SyntaxFault | undefined {
    try {
      this.#document();
      return undefined;
    } catch (error) {
      if (error instanceof Fault) return error.fault;
      throw error;
    }
  }

  /** Walks with its own stack of closers, so that depth costs no call stack. */
  #document(): void {
    const closers: ('}' | ']')[] = [];
    this.#space();
    if (this.#at >= this.#text.length) this.#fail('The file is empty.');
    for (;;) {
      // A value is due here.
      const first = this.#text[this.#at];
      if (first === '{' || first === '[') {
        const closer = first === '{' ? '}' : ']';
        this.#at++;
        this.#space();
        if (this.#text[this.#at] === closer) this.#at++;
        else {
          closers.push(closer);
          if (closer === '}') this.#key();
          continue;
        }
      } else this.#scalar();
      // A value has ended here.
      for (;;) {
        this.#space();
        const closer = closers[closers.length - 1];
        if (closer === undefined) {
          if (this.#at < this.#text.length) this.#fail('Unexpected text after the end of the JSON value.');
          return;
        }
        const next = this.#text[this.#at];
        if (next === closer) {
          this.#at++;
          closers.pop();
        } else if (next === ',') {
          const comma = this.#at++;
          this.#space();
          const following = this.#text[this.#at];
          if (following === '}' || following === ']') this.#fail(`Trailing comma before \`${following}\`; JSON allows none.`, comma);
          if (closer === '}') this.#key();
          break;
        } else this.#fail(`Expected \`,\` or \`${closer}\`${this.#found()}.`);
      }
    }
  }

  #key(): void {
    if (this.#text[this.#at] !== '"') this.#fail(`Expected a key in double quotes${this.#found()}.`);
    this.#string();
    this.#space();
    if (this.#text[this.#at] !== ':') this.#fail(`Expected \`:\` after the key${this.#found()}.`);
    this.#at++;
    this.#space();
  }

  #scalar(): void {
    const first = this.#text[this.#at];
    const word = ['true', 'false', 'null'].find((literal) => this.#text.startsWith(literal, this.#at));
    if (first === '"') this.#string();
    else if (first === '-' || isDigit(first)) this.#number();
    else if (word !== undefined) this.#at += word.length;
    else this.#fail(first === "'" ? 'Strings need double quotes in JSON.' : `Expected a value${this.#found()}.`);
  }

  #string(): void {
    const open = this.#at++;
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (Number.isNaN(code)) this.#fail('This string is never closed.', open);
      if (code === 34) {
        this.#at++;
        return;
      }
      if (code < 32) this.#fail('A line break or control character inside a string must be escaped, as `\\n`.');
      if (code !== 92) this.#at++;
      else if (this.#text[this.#at + 1] === 'u') {
        if (!/^[0-9A-Fa-f]{4}$/.test(this.#text.slice(this.#at + 2, this.#at + 6))) this.#fail('`\\u` needs four hexadecimal digits.');
        this.#at += 6;
      } else {
        const escaped = this.#text[this.#at + 1];
        if (escaped === undefined) this.#fail('This string is never closed.', open);
        if (!'"\\/bfnrt'.includes(escaped)) this.#fail(`JSON has no escape \`\\${printable(escaped)}\`; write \`\\\\\` for a backslash.`);
        this.#at += 2;
      }
    }
  }

  #number(): void {
    const start = this.#at;
    if (this.#text[this.#at] === '-') this.#at++;
    if (this.#text[this.#at] === '0') {
      this.#at++;
      if (isDigit(this.#text[this.#at])) this.#fail('A number has no leading zeros in JSON.', start);
    } else this.#digits('Expected a digit');
    if (this.#text[this.#at] === '.') {
      this.#at++;
      this.#digits('Expected a digit after the decimal point');
    }
    if (this.#text[this.#at] === 'e' || this.#text[this.#at] === 'E') {
      this.#at++;
      if (this.#text[this.#at] === '+' || this.#text[this.#at] === '-') this.#at++;
      this.#digits('Expected a digit in the exponent');
    }
  }

  #digits(expectation: string): void {
    if (!isDigit(this.#text[this.#at])) this.#fail(`${expectation}${this.#found()}.`);
    while (isDigit(this.#text[this.#at])) this.#at++;
  }

  #space(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) break;
      this.#at++;
    }
  }

  #found(): string {
    const character = this.#text[this.#at];
    if (character === undefined) return ', but the text ends';
    const next = this.#text[this.#at + 1];
    if (character === '/' && (next === '/' || next === '*')) return ', but found a comment; JSON has none';
    return `, but found \`${printable(String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0))}\``;
  }

  #fail(message: string, at = this.#at): never {
    const start = Math.min(at, this.#text.length);
    throw new Fault({ message, at: { start, end: Math.min(start + 1, this.#text.length) } });
  }
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}

/** Control characters by their code point, so that a message stays one line. */
function printable(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 32 || (code >= 127 && code < 160) ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}` : character;
}
