import type { Span } from './document.ts';

/** Kinds of node. */
export const scalar = 0;
export const sequence = 1;
export const mapping = 2;
export const alias = 3;
/** The key of a merge (`<<`); its value follows as the next node. */
export const mergeKey = 4;

/**
 * Where every node of a YAML stream stands, in document order: 13 bytes a node, so that places need neither the events nor a second parse.
 * The children of a container follow it up to {@link next}; in a mapping they alternate between key and value.
 */
export class Outline {
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** After the subtree of a container; for an alias, the node that it stands for. */
  readonly links: Int32Array;
  /** Keys whose text in the source is not their value (escapes, folded lines, null, aliases). */
  readonly keys = new Map<number, string>();
  size = 0;

  constructor(capacity: number) {
    this.kinds = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.links = new Int32Array(capacity);
  }

  add(kind: number, start: number, end: number, link = 0): number {
    const node = this.size++;
    this.kinds[node] = kind;
    this.starts[node] = start;
    this.ends[node] = end;
    this.links[node] = link;
    return node;
  }

  close(node: number, end: number): void {
    this.ends[node] = end;
    this.links[node] = this.size;
  }

  isContainer(node: number): boolean {
    const kind = this.kinds[node];
    return kind === sequence || kind === mapping;
  }

  /** The node after this one and everything below it. */
  next(node: number): number {
    return this.isContainer(node) ? (this.links[node] ?? 0) : node + 1;
  }

  /** The node itself, or what its alias stands for. */
  target(node: number): number {
    return this.kinds[node] === alias ? (this.links[node] ?? node) : node;
  }

  span(node: number): Span {
    return { start: this.starts[node] ?? 0, end: this.ends[node] ?? 0 };
  }

  /** Text of a key, without its quotes. */
  key(text: string, node: number): string {
    const known = this.keys.get(node);
    if (known !== undefined) return known;
    const start = this.starts[node] ?? 0;
    const end = this.ends[node] ?? 0;
    const quote = text.charCodeAt(start);
    return quote === 34 || quote === 39 ? text.slice(start + 1, end - 1) : text.slice(start, end);
  }
}
