import type { Located, Path, Span } from './document.ts';

/**
 * The asked paths as a tree. A walker that enters the container of a node calls {@link Wanted.enter} and gives each child that it meets
 * to {@link Wanted.meet}; a later child of the same key, or a later container at the same path, replaces what was met before.
 */
export class Wanted {
  readonly children = new Map<string, Wanted>();
  #indexes: Map<number, Wanted> | undefined;
  #visit = 0;
  #metIn = -1;
  #visits = 0;
  #key: Span | undefined;
  #value: Span = { start: 0, end: 0 };

  static of(paths: readonly Path[]): Wanted {
    const root = new Wanted();
    for (const path of paths) {
      let node = root;
      for (const segment of path) {
        const key = String(segment);
        let child = node.children.get(key);
        if (child === undefined) {
          child = new Wanted();
          node.children.set(key, child);
        }
        node = child;
      }
    }
    return root;
  }

  /** Children that are array indexes. */
  get indexes(): ReadonlyMap<number, Wanted> {
    if (this.#indexes === undefined) {
      this.#indexes = new Map();
      for (const [key, child] of this.children) if (/^(?:0|[1-9][0-9]{0,9})$/.test(key)) this.#indexes.set(Number(key), child);
    }
    return this.#indexes;
  }

  /** A value stands at this path: whatever was met below an earlier one is void. */
  enter(): void {
    this.#visit = ++this.#visits;
  }

  meet(child: Wanted, key: Span | undefined, value: Span): void {
    child.#metIn = this.#visit;
    child.#key = key;
    child.#value = value;
  }

  /** True when the child was met since the last {@link enter}. */
  has(child: Wanted): boolean {
    return child.#metIn === this.#visit;
  }

  /** The answers for `paths`, of the root value at `root`. */
  located(paths: readonly Path[], root: Span): Located[] {
    return paths.map((path) => {
      let node: Wanted = this;
      let depth = 0;
      for (const segment of path) {
        const child = node.children.get(String(segment));
        if (child === undefined || !node.has(child)) break;
        node = child;
        depth++;
      }
      const value = depth === 0 ? root : node.#value;
      const exact = depth === path.length;
      return node.#key === undefined || depth === 0 ? { value, exact } : { key: node.#key, value, exact };
    });
  }
}
