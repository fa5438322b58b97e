import type { Span } from '../../documents/document.ts';

/**
 * A node of a concrete syntax tree, as plain data: the parser's own tree is freed as soon as this one is built. Offsets are UTF-16
 * code units into the text, `end` is exclusive.
 */
export class SyntaxNode {
  /** Of the grammar: `method_declaration`, or the token itself for an anonymous node (`async`, `+`). */
  readonly type: string;
  readonly named: boolean;
  /** The field that it fills in its parent. */
  readonly fieldName: string | undefined;
  readonly start: number;
  readonly end: number;
  readonly children: readonly SyntaxNode[];
  /** The whole text that offsets count in. */
  readonly source: string;

  constructor(
    type: string,
    named: boolean,
    fieldName: string | undefined,
    start: number,
    end: number,
    children: readonly SyntaxNode[],
    source: string,
  ) {
    this.type = type;
    this.named = named;
    this.fieldName = fieldName;
    this.start = start;
    this.end = end;
    this.children = children;
    this.source = source;
  }

  get text(): string {
    return this.source.slice(this.start, this.end);
  }

  get span(): Span {
    return { start: this.start, end: this.end };
  }

  /** Named children without comments. */
  get items(): SyntaxNode[] {
    return this.children.filter((child) => child.named && !isComment(child));
  }

  /** The first child that fills the field. */
  field(name: string): SyntaxNode | undefined {
    return this.children.find((child) => child.fieldName === name && !isComment(child));
  }

  fields(name: string): SyntaxNode[] {
    return this.children.filter((child) => child.fieldName === name && child.named && !isComment(child));
  }

  /** The first child of one of the types. */
  child(...types: string[]): SyntaxNode | undefined {
    return this.children.find((child) => types.includes(child.type));
  }

  has(type: string): boolean {
    return this.children.some((child) => child.type === type);
  }

  /** Every node of one of the types, in source order; does not look inside a match. */
  descendants(...types: string[]): SyntaxNode[] {
    const wanted = new Set(types);
    const found: SyntaxNode[] = [];
    const pending: SyntaxNode[] = [this];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (node !== this && wanted.has(node.type)) found.push(node);
      else for (let index = node.children.length - 1; index >= 0; index--) pending.push(node.children[index] as SyntaxNode);
    }
    return found;
  }
}

export function isComment({ type }: SyntaxNode): boolean {
  return type === 'comment' || type === 'line_comment' || type === 'block_comment';
}
