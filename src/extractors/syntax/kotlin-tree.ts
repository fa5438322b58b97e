/**
 * The syntax of a Kotlin file, parsed one declaration at a time. The grammar (1.1.0) loses declarations behind an error, and detaches
 * annotations from classes without one; so what it gives for a declaration is compared with the tokens, and where the two differ, the
 * members are parsed one by one, then the annotations apart from what they stand before.
 */
import type { Span } from '../../documents/document.ts';
import { annotationCount, type KotlinDeclaration, kotlinDeclarations } from './kotlin-declarations.ts';
import { readableKotlin } from './kotlin-readable.ts';
import { type KotlinToken, kotlinTokens } from './kotlin-tokens.ts';
import { SyntaxNode } from './tree.ts';

/** The tree of a stretch of text, every offset moved by `offset`; undefined when its time is over. */
export type ParsePart = (text: string, offset: number) => { readonly root: SyntaxNode; readonly broken: boolean } | undefined;

interface Whole {
  readonly root: SyntaxNode;
  readonly broken: boolean;
}

/** Undefined when the time is over. */
export function parseKotlin(text: string, parse: ParsePart): Whole | undefined {
  return new Parts(text, parse).whole();
}

const NODES: Readonly<Record<string, string>> = {
  class: 'class_declaration',
  interface: 'class_declaration',
  object: 'object_declaration',
  fun: 'function_declaration',
  val: 'property_declaration',
  var: 'property_declaration',
  typealias: 'type_alias',
  constructor: 'secondary_constructor',
  init: 'anonymous_initializer',
};

/** Longer than any way in which types stand in types. */
const DEPTH = 10;

class Parts {
  readonly #text: string;
  readonly #parse: ParsePart;
  readonly #tokens: readonly KotlinToken[];
  /** What is parsed: the text in words that the grammar can read, of the same length. */
  readonly #clean: string;
  #broken = false;
  #late = false;

  constructor(text: string, parse: ParsePart) {
    this.#text = text;
    this.#parse = parse;
    this.#tokens = kotlinTokens(text);
    this.#clean = readableKotlin(text, this.#tokens);
  }

  whole(): Whole | undefined {
    const declarations = kotlinDeclarations(this.#text, this.#tokens, 0, this.#tokens.length);
    const children = [...this.#head(declarations[0]?.tokens.start ?? this.#tokens.length)];
    for (const each of declarations) children.push(...this.#declaration(each, 0));
    if (this.#late) return undefined;
    return { root: this.#node('source_file', { start: 0, end: this.#text.length }, children), broken: this.#broken };
  }

  /** Package and imports, a line each: the words of the grammar may be names there. */
  #head(end: number): SyntaxNode[] {
    const nodes: SyntaxNode[] = [];
    for (let index = 0; index < end; index++) {
      const token = this.#tokens[index];
      const type = token?.kind === 'word' ? HEAD[this.#text.slice(token.start, Math.min(token.end, token.start + 8))] : undefined;
      if (token === undefined || type === undefined) continue;
      const line = this.#text.indexOf('\n', token.start);
      const span = { start: token.start, end: line === -1 ? this.#text.length : line };
      nodes.push(this.#node(type, span, []));
      while (index + 1 < end && (this.#tokens[index + 1]?.start ?? span.end) < span.end) index++;
    }
    return nodes;
  }

  #parsed(text: string, offset: number): Whole | undefined {
    const part = this.#late ? undefined : this.#parse(text, offset);
    if (part === undefined) this.#late = true;
    return part;
  }

  /** The nodes of a declaration: comments before it, and itself. */
  #declaration(declaration: KotlinDeclaration, depth: number): readonly SyntaxNode[] {
    const whole = this.#alone(declaration, this.#clean.slice(declaration.start, declaration.end));
    if (whole !== undefined && !whole.broken && this.#agrees(whole.nodes.at(-1), declaration)) return whole.nodes;
    if (this.#late) return [];
    const divided = depth > DEPTH ? undefined : this.#divided(declaration, depth);
    if (divided !== undefined) return divided;
    const mended = this.#mended(declaration, this.#clean.slice(declaration.start, declaration.end));
    if (mended !== undefined && !mended.broken && this.#agrees(mended.nodes.at(-1), declaration)) return mended.nodes;
    this.#broken = true;
    return mended?.nodes ?? whole?.nodes ?? [];
  }

  /** A declaration parsed by itself, members of a class inside of one; undefined unless that gives exactly one of its kind. */
  #alone({ start, keyword }: KotlinDeclaration, text: string): { nodes: readonly SyntaxNode[]; broken: boolean } | undefined {
    const ofClass = keyword === 'constructor' || keyword === 'init' || COMPANION.test(text);
    const prefix = ofClass ? 'class C {\n' : '';
    const part = this.#parsed(ofClass ? `${prefix}${text}\n}` : `${text}\n`, start - prefix.length);
    if (part === undefined) return undefined;
    const nodes = ofClass ? (part.root.child('class_declaration')?.child('class_body')?.children ?? []) : part.root.children;
    const kept = nodes.filter(({ type }) => type !== '{' && type !== '}' && type !== ';');
    const declared = kept.filter(({ type }) => type !== 'block_comment' && type !== 'line_comment');
    const [only] = declared;
    const expected = NODES[keyword];
    const fits = declared.length === 1 && (only?.type === expected || (keyword === 'object' && only?.type === 'companion_object'));
    // What stands behind it, a comment for instance, is none of it.
    return fits && only !== undefined ? { nodes: kept.slice(0, kept.indexOf(only) + 1), broken: part.broken } : undefined;
  }

  /** Whether a tree holds the members and annotations that the tokens show. */
  #agrees(node: SyntaxNode | undefined, { annotations, body, tokens }: KotlinDeclaration): boolean {
    if (node === undefined || annotationsOn(node) !== annotations.length) return false;
    if (node.descendants('annotation').length !== annotationCount(this.#text, this.#tokens, tokens)) return false;
    if (body === undefined) return true;
    const members = kotlinDeclarations(this.#text, this.#tokens, body.start + 1, body.end);
    const nodes = (node.child('class_body', 'enum_class_body')?.items ?? []).filter(({ type }) => MEMBERS.has(type));
    return members.length === nodes.length && members.every((member, index) => this.#agrees(nodes[index], member));
  }

  /** A type by its head and its members, each parsed alone. */
  #divided(declaration: KotlinDeclaration, depth: number): readonly SyntaxNode[] | undefined {
    const { body, start, end } = declaration;
    const open = body === undefined ? undefined : this.#tokens[body.start];
    // What nothing closes ends with the file, and everything in it would be parsed once more for each level.
    if (body === undefined || open === undefined || body.end >= this.#tokens.length) return undefined;
    const text = `${this.#clean.slice(start, open.end)}}`;
    const headOnly = { ...declaration, tokens: { start: declaration.tokens.start, end: body.start } };
    const plain = this.#alone(headOnly, text);
    const head = plain !== undefined && this.#headAgrees(plain, headOnly) ? plain : this.#mended(headOnly, text);
    const node = head?.nodes.at(-1);
    if (head === undefined || node === undefined || !this.#headAgrees(head, headOnly)) return undefined;
    const members = kotlinDeclarations(this.#text, this.#tokens, body.start + 1, body.end);
    const inside = members.flatMap((member) => this.#declaration(member, depth + 1));
    const children = node.children.map((child) =>
      /class_body$/.test(child.type) ? this.#node(child.type, { start: child.start, end }, [...child.children, ...inside]) : child,
    );
    return [...head.nodes.slice(0, -1), this.#node(node.type, { start: node.start, end }, children)];
  }

  #headAgrees({ nodes, broken }: { nodes: readonly SyntaxNode[]; broken: boolean }, declaration: KotlinDeclaration): boolean {
    return !broken && this.#agrees(nodes.at(-1), { ...declaration, body: { start: 0, end: 0 } });
  }

  /** A declaration and its annotations parsed apart, and put together again. */
  #mended(declaration: KotlinDeclaration, text: string): { readonly nodes: readonly SyntaxNode[]; readonly broken: boolean } | undefined {
    const { annotations, start } = declaration;
    if (annotations.length === 0) return this.#alone(declaration, text);
    const bare = this.#alone(declaration, blanked(text, annotations, start));
    const node = bare?.nodes.at(-1);
    if (bare === undefined || node === undefined) return undefined;
    let broken = bare.broken;
    const apart = annotations.flatMap((span) => {
      const part = this.#parsed(`${this.#clean.slice(span.start, span.end)} class C`, span.start);
      const found =
        part?.root
          .child('class_declaration')
          ?.child('modifiers')
          ?.children.filter(({ type }) => type === 'annotation') ?? [];
      if (part?.broken !== false || found.length === 0) broken = true;
      return found;
    });
    const own = node.child('modifiers');
    const modifiers = this.#node('modifiers', { start, end: own?.end ?? apart.at(-1)?.end ?? start }, [...apart, ...(own?.children ?? [])]);
    const children = [modifiers, ...node.children.filter((child) => child !== own)];
    return {
      nodes: [...bare.nodes.slice(0, -1), this.#node(node.type, { start: annotations[0]?.start ?? start, end: node.end }, children)],
      broken,
    };
  }

  #node(type: string, { start, end }: Span, children: readonly SyntaxNode[]): SyntaxNode {
    return new SyntaxNode(type, true, undefined, start, end, children, this.#text);
  }
}

const COMPANION = /^(?:[^"'{]{0,300}\s)?companion\s+object\b/;
const HEAD: Readonly<Record<string, string>> = { package: 'package_header', import: 'import' };
const MEMBERS = new Set([...Object.values(NODES), 'companion_object']);

/** A text with blanks in place of some stretches of it. */
function blanked(text: string, spans: readonly Span[], offset: number): string {
  const parts: string[] = [];
  let at = 0;
  for (const span of spans) {
    parts.push(text.slice(at, span.start - offset), text.slice(span.start - offset, span.end - offset).replaceAll(/[^\n]/g, ' '));
    at = span.end - offset;
  }
  return [...parts, text.slice(at)].join('');
}

function annotationsOn(node: SyntaxNode): number {
  return (node.child('modifiers')?.children ?? []).filter(({ type }) => type === 'annotation').length;
}
