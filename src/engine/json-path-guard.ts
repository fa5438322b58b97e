/**
 * What a JSONPath expression of a ruleset may hold. Spectral makes JavaScript of the filters in it (`$..[?(@.name == 'a')]`), in which any
 * property can be read and any function called: `@.constructor.constructor('...')()` runs whatever it says. A ruleset may come from a pull
 * request, so nothing reaches Spectral but comparisons, tests and a few harmless methods.
 */

/** Methods of strings and lists that run nothing and change nothing. */
const methods: ReadonlySet<string> = new Set([
  'at',
  'charAt',
  'endsWith',
  'hasOwnProperty',
  'includes',
  'indexOf',
  'join',
  'lastIndexOf',
  'match',
  'search',
  'slice',
  'split',
  'startsWith',
  'substr',
  'substring',
  'test',
  'toLowerCase',
  'toString',
  'toUpperCase',
  'trim',
]);

/** What may stand after `@`, as JSONPath extensions name it. */
const selectors: ReadonlySet<string> = new Set([
  'array',
  'boolean',
  'function',
  'integer',
  'nonFinite',
  'null',
  'number',
  'object',
  'other',
  'parent',
  'parentProperty',
  'path',
  'property',
  'root',
  'scalar',
  'string',
  'undefined',
]);

const words: ReadonlySet<string> = new Set(['true', 'false', 'null', 'undefined', 'in', 'typeof']);

/** Properties that lead from a value to the language itself. */
function isForbidden(name: string): boolean {
  return name.startsWith('__') || ['constructor', 'prototype', 'caller', 'callee', 'arguments'].includes(name);
}

const token =
  /\s+|(?<name>[\p{L}_$][\p{L}\p{N}_$]*)|(?<at>@[A-Za-z]*)|(?<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<number>\d+(?:\.\d+)?)|(?<punctuation>===|!==|==|!=|<=|>=|&&|\|\||[()[\].,<>!+*%?:^~-])|(?<slash>\/)/uy;

/** The end of a regular expression that starts before an offset. A slash in brackets ends it too, for some readers think so. */
const restOfPattern = /(?:[^/\\\n]|\\.)*\/[a-z]*/uy;

const ends = /\?\(|\)\s*\]|^\s*\(|[['"]\s*\(/u;
const endOfFilter = /\?\(|\)\s*\]/u;

/** What is wrong with an expression, in words; undefined when it is harmless. Linear. */
export function refuseJsonPath(expression: string): string | undefined {
  // jsonpath-plus takes what is between backticks as it is.
  if (expression.includes('`')) return 'it holds a backtick';
  // Without parentheses it only names keys.
  return expression.includes('(') ? new Guard(expression).check() : undefined;
}

const unmatched = 'its parentheses do not match';

class Guard {
  readonly #text: string;
  #depth = 0;
  /** The last token, blanks left out. */
  #last = '';
  #isValue = false;

  constructor(text: string) {
    this.#text = text;
  }

  check(): string | undefined {
    for (let at = 0; at < this.#text.length; ) {
      token.lastIndex = at;
      const match = token.exec(this.#text);
      const { name, at: selector, text, number, punctuation, slash } = match?.groups ?? {};
      if (match === null || (slash !== undefined && this.#depth === 0)) {
        if (this.#depth > 0) return `\`${this.#text.slice(at, at + 10)}\` cannot stand in it`;
        if (this.#text[at] === '"' || this.#text[at] === "'") return 'a quote in it is not closed';
        // Outside of filters it belongs to a key.
        this.#value(this.#text.charAt(at++));
        continue;
      }
      at = token.lastIndex;
      let problem: string | undefined;
      if (name !== undefined) problem = this.#name(name, at);
      else if (selector !== undefined) problem = this.#selector(selector, at);
      else if (text !== undefined) problem = this.#string(text);
      else if (number !== undefined) this.#value(number);
      else if (punctuation !== undefined) problem = this.#punctuation(punctuation);
      else if (slash !== undefined) {
        // After a value it divides, which no filter needs.
        if (this.#isValue) return 'it divides';
        restOfPattern.lastIndex = at;
        const rest = restOfPattern.exec(this.#text);
        if (rest === null) return 'a regular expression in it does not end (write a slash in it as `\\/`)';
        if (endOfFilter.test(rest[0])) return 'a regular expression in it looks like the end of a filter';
        at = restOfPattern.lastIndex;
        this.#value('/');
      }
      if (problem !== undefined) return problem;
    }
    return this.#depth === 0 ? undefined : unmatched;
  }

  #name(name: string, next: number): string | undefined {
    const isProperty = this.#last === '.';
    this.#value(name);
    if (this.#depth === 0) return undefined;
    // `@.type.constructor.name === 'Array'`, a habit of rulesets, only compares a word.
    if (isProperty && name === 'constructor' && this.#follows(nameOfConstructor, next)) return undefined;
    if (isForbidden(name)) return `it reads \`${name}\``;
    if (name === 'void' && this.#follows(zero, next)) {
      this.#isValue = false;
      return undefined;
    }
    if (isProperty) return this.#isCalled(next) && !methods.has(name) ? `it calls \`${name}\`` : undefined;
    if (!words.has(name) && name !== '$') return `it names \`${name}\``;
    this.#isValue = name !== 'in' && name !== 'typeof';
    return this.#isCalled(next) && this.#isValue ? `it calls \`${name}\`` : undefined;
  }

  #selector(selector: string, next: number): string | undefined {
    this.#value(selector);
    if (selector === '@') return this.#isCalled(next) ? 'it calls a value' : undefined;
    return selectors.has(selector.slice(1)) ? undefined : `it names \`${selector}\``;
  }

  #string(text: string): string | undefined {
    const last = this.#last;
    this.#value(text);
    // Readers that look for the ends of a filter without minding quotes must find the same ones.
    if (ends.test(text.slice(1, -1))) return `it holds the text ${text}, which looks like a filter`;
    if (this.#depth === 0) return last === '[' || last === ',' ? undefined : 'a quote stands in a key without quotes of its own';
    // `@['constructor']`, in whatever spelling.
    if (last !== '[') return undefined;
    return text.includes('\\') || isForbidden(text.slice(1, -1)) ? `it reads ${text}` : undefined;
  }

  #punctuation(mark: string): string | undefined {
    const opensKey = mark === '[' && this.#isValue;
    // The result of a call, an element or a group must not be called again.
    if (mark === '(' && (this.#last === ')' || this.#last === ']' || this.#last === '/')) return 'it calls a value';
    if (mark === '(' && this.#depth === 0 && !/^(?:[?[]|@\w+)$/.test(this.#last)) return 'it calls a value';
    if (mark === '(') this.#depth++;
    if (mark === ')' && --this.#depth < 0) return unmatched;
    // Inside a filter a key is written out: one that is put together could be any.
    if (opensKey && this.#depth > 0 && !this.#follows(plainKey, token.lastIndex)) return 'it reads a key that it puts together';
    this.#last = mark;
    this.#isValue = mark === ')' || mark === ']';
    return undefined;
  }

  #isCalled(next: number): boolean {
    return this.#follows(call, next);
  }

  #follows(pattern: RegExp, at: number): boolean {
    pattern.lastIndex = at;
    return pattern.test(this.#text);
  }

  #value(text: string): void {
    this.#last = text;
    this.#isValue = true;
  }
}

const plainKey = /\s*(?:\d+|'[^'\\]*'|"[^"\\]*")\s*\]/uy;
const call = /\s*\(/uy;
const zero = /\s+0(?![\w.])/uy;
const nameOfConstructor = /\.name(?![\p{L}\p{N}_$]|\s*\()/uy;
