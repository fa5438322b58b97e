/** Annotations of swagger-php, in doc comments (`@OA\Get(...)`) and as attributes (`#[OA\Get(...)]`): one grammar reads both. */
import type { Span } from '../../documents/document.ts';

export interface Annotation {
  readonly kind: 'annotation';
  /** Without its namespace: `Get`. */
  readonly name: string;
  readonly arguments: readonly AnnotationArgument[];
  readonly at: Span;
}

export interface AnnotationArgument {
  readonly name?: string;
  readonly value: AnnotationValue;
  readonly at: Span;
}

export type AnnotationValue =
  | Annotation
  | { readonly kind: 'scalar'; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly AnnotationArgument[] }
  /** Named entries. */
  | { readonly kind: 'map'; readonly entries: readonly AnnotationArgument[] }
  /** `Foo::class`. */
  | { readonly kind: 'class'; readonly name: string }
  /** A constant or expression that is not followed. */
  | { readonly kind: 'unknown' };

/** What stands right behind an annotation, and so is annotated. */
export interface Annotated {
  readonly annotation: Annotation;
  readonly target: Target;
}

export type Target =
  | { readonly kind: 'type'; readonly name: string; readonly of: 'class' | 'interface' | 'trait' | 'enum' }
  /** A property or promoted parameter with its declared type. */
  | { readonly kind: 'property'; readonly name: string; readonly type: string; readonly value: string | undefined }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'none' };

const START = /(?:#\[\s*|@)(?:OA[T]?|OpenApi\\(?:Annotations|Attributes))\\(\w+)/g;

/** Every outermost annotation of a file, in order. */
export function annotationsIn(text: string): Annotated[] {
  const found: Annotated[] = [];
  const lastEnd = text.lastIndexOf('*/');
  START.lastIndex = 0;
  for (let match = START.exec(text); match !== null; match = START.exec(text)) {
    const isAttribute = match[0].startsWith('#');
    const parser = new Parser(text, match.index + match[0].search(/O/), !isAttribute);
    const annotations = parser.group();
    const target: Target = !isAttribute && parser.at > lastEnd ? { kind: 'none' } : targetAfter(text, parser.at, !isAttribute);
    for (const annotation of annotations) found.push({ annotation, target });
    START.lastIndex = Math.max(parser.at, START.lastIndex);
  }
  return found;
}

const SKIPPED =
  /^(?:\s+|\/\*[\s\S]*?\*\/|\/\/[^\n]*\n|#(?!\[)[^\n]*\n|[)\],]|(?:final|abstract|readonly|public|protected|private|static|var)\b)/;

/** The declaration that follows: the rest of the comment, other attributes, comments and modifiers are skipped. */
function targetAfter(text: string, from: number, inComment: boolean): Target {
  let at = from;
  if (inComment) {
    const end = text.indexOf('*/', at);
    if (end === -1) return { kind: 'none' };
    at = end + 2;
  }
  for (let round = 0; round < 100; round++) {
    const rest = text.slice(at, at + 4000);
    const skipped = SKIPPED.exec(rest)?.[0] ?? '';
    if (skipped !== '') at += skipped.length;
    else if (rest.startsWith('#[')) at = endOfAttribute(text, at);
    else return targetAt(rest);
  }
  return { kind: 'none' };
}

function endOfAttribute(text: string, start: number): number {
  let depth = 0;
  // Longer ones are not closed.
  const end = Math.min(text.length, start + 20_000);
  for (let at = start + 1; at < end; at++) {
    if (text[at] === '[') depth++;
    else if (text[at] === ']' && --depth === 0) return at + 1;
  }
  return text.length;
}

function targetAt(rest: string): Target {
  const type = /^(class|interface|trait|enum)\s+(\w+)/.exec(rest);
  if (type !== null) return { kind: 'type', of: type[1] as 'class', name: type[2] ?? '' };
  const called = /^function\s+&?(\w+)/.exec(rest);
  if (called !== null) return { kind: 'function', name: called[1] ?? '' };
  const property = /^(\??[\w\\|]+\s+)?\$(\w+)(?:\s*=\s*([^;,)]+))?/.exec(rest);
  if (property !== null) return { kind: 'property', type: (property[1] ?? '').trim(), name: property[2] ?? '', value: property[3]?.trim() };
  const constant = /^const\s+(?:\w+\s+)?(\w+)\s*=/.exec(rest);
  return constant === null ? { kind: 'none' } : { kind: 'property', type: '', name: constant[1] ?? '', value: undefined };
}

const DEPTH = 60;

class Parser {
  at: number;
  readonly #text: string;
  /** In a comment, asterisks at the beginning of lines are blanks. */
  readonly #inComment: boolean;

  constructor(text: string, at: number, inComment: boolean) {
    this.#text = text;
    this.at = at;
    this.#inComment = inComment;
  }

  /** One annotation, or those of one attribute group. */
  group(): Annotation[] {
    const found: Annotation[] = [];
    for (;;) {
      const annotation = this.#annotation(0);
      if (annotation === undefined) return found;
      found.push(annotation);
      if (this.#inComment) return found;
      const before = this.at;
      this.#blanks();
      if (!this.#take(',')) {
        this.at = before;
        return found;
      }
      this.#blanks();
    }
  }

  #annotation(depth: number): Annotation | undefined {
    const start = this.at;
    const name = /^@?(?:new\s+)?\\?((?:\w+\\)*)(\w+)/.exec(this.#text.slice(this.at, this.at + 200));
    if (name === null) return undefined;
    this.at += name[0].length;
    const before = this.at;
    this.#blanks();
    if (!this.#take('(')) {
      this.at = before;
      return { kind: 'annotation', name: name[2] ?? '', arguments: [], at: { start, end: this.at } };
    }
    const args = this.#list(')', depth + 1);
    return { kind: 'annotation', name: name[2] ?? '', arguments: args, at: { start, end: this.at } };
  }

  /** Arguments or entries up to a closing bracket. */
  #list(close: string, depth: number): AnnotationArgument[] {
    const found: AnnotationArgument[] = [];
    while (this.at < this.#text.length && depth < DEPTH) {
      this.#blanks();
      if (this.#take(close)) break;
      if (this.#take(',')) continue;
      const before = this.at;
      found.push(this.#entry(depth));
      if (this.at === before) this.at++;
    }
    return found;
  }

  /** `value`, `name=value`, `name: value`, `"key"=value`, `'key' => value`. */
  #entry(depth: number): AnnotationArgument {
    const start = this.at;
    const named = /^(?:"([^"\n]*)"|'([^'\n]*)'|([\w-]+))\s*(?:=>|=(?!=)|:(?!:))/.exec(this.#text.slice(this.at, this.at + 300));
    if (named !== null) {
      this.at += named[0].length;
      this.#blanks();
      const value = this.#value(depth);
      return { name: named[1] ?? named[2] ?? named[3] ?? '', value, at: { start, end: this.at } };
    }
    return { value: this.#value(depth), at: { start, end: this.at } };
  }

  #value(depth: number): AnnotationValue {
    const character = this.#text[this.at] ?? '';
    if (character === '"' || character === "'") return { kind: 'scalar', value: this.#strings(character) };
    if (character === '{' || character === '[') {
      this.at++;
      return collection(this.#list(character === '{' ? '}' : ']', depth + 1));
    }
    const rest = this.#text.slice(this.at, this.at + 200);
    const number = /^-?\d+(?:\.\d+)?(?![\w\\])/.exec(rest);
    if (number !== null) {
      this.at += number[0].length;
      return { kind: 'scalar', value: Number(number[0]) };
    }
    const word = /^(?:true|false|null)\b/i.exec(rest);
    if (word !== null) {
      this.at += word[0].length;
      return { kind: 'scalar', value: word[0].toLowerCase() === 'null' ? null : word[0].toLowerCase() === 'true' };
    }
    const named = /^\\?([\w\\]+)::(\w+)/.exec(rest);
    if (named !== null) {
      this.at += named[0].length;
      return named[2] === 'class' ? { kind: 'class', name: (named[1] ?? '').replace(/^.*\\/, '') } : { kind: 'unknown' };
    }
    if (/^(?:@|new\s|\\?\w+\\\w+|\\?\w+\s*\()/.test(rest)) {
      const annotation = this.#annotation(depth);
      if (annotation !== undefined) return annotation;
    }
    const other = /^[^,()[\]{}\n]+/.exec(rest)?.[0].length ?? 0;
    this.at += other;
    return { kind: 'unknown' };
  }

  /** A string, with those that are joined to it by a dot. */
  #strings(quote: string): string {
    let text = this.#string(quote);
    for (;;) {
      const before = this.at;
      this.#blanks();
      if (!this.#take('.')) {
        this.at = before;
        return text;
      }
      this.#blanks();
      const next = this.#text[this.at] ?? '';
      if (next !== '"' && next !== "'") return text;
      text += this.#string(next);
    }
  }

  #string(quote: string): string {
    let text = '';
    this.at++;
    while (this.at < this.#text.length) {
      const character = this.#text[this.at] ?? '';
      this.at++;
      if (character === '\\' && !this.#inComment) text += this.#text[this.at++] ?? '';
      else if (character === quote) {
        // Doctrine writes a quote inside of a string twice.
        if (!this.#inComment || this.#text[this.at] !== quote) break;
        text += quote;
        this.at++;
      } else text += character;
    }
    return this.#inComment ? text.replaceAll(/\n[ \t]*\* ?/g, '\n') : text;
  }

  #blanks(): void {
    const blank = this.#inComment ? /[\s*]/ : /\s/;
    for (;;) {
      while (
        this.at < this.#text.length &&
        blank.test(this.#text[this.at] ?? '') &&
        !(this.#inComment && this.#text.startsWith('*/', this.at))
      )
        this.at++;
      const comment = this.#inComment ? null : /^(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/)/.exec(this.#text.slice(this.at, this.at + 2000));
      if (comment === null) return;
      this.at += comment[0].length;
    }
  }

  #take(character: string): boolean {
    if (this.#text[this.at] !== character) return false;
    this.at++;
    return true;
  }
}

function collection(entries: readonly AnnotationArgument[]): AnnotationValue {
  return entries.some(({ name }) => name !== undefined) ? { kind: 'map', entries } : { kind: 'list', items: entries };
}
