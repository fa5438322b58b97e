import type { Located, Path } from './document.ts';
import { Wanted } from './wanted.ts';
import { mapping, mergeKey, type Outline, sequence } from './yaml-outline.ts';

/**
 * Locates paths in one document of a stream. A path that ends at an alias is located at the alias, one that goes through it at the
 * anchor; a key that a merge brings in, at the merged mapping.
 */
export function locateYaml(text: string, outline: Outline, root: number, paths: readonly Path[]): Located[] {
  const wanted = Wanted.of(paths);
  new Walker(text, outline).walk(root, wanted);
  return wanted.located(paths, outline.span(root));
}

class Walker {
  readonly #text: string;
  readonly #outline: Outline;

  constructor(text: string, outline: Outline) {
    this.#text = text;
    this.#outline = outline;
  }

  /** Recursion is bounded by the longest asked path and by the value's depth, for no alias stands inside its own anchor. */
  walk(node: number, wanted: Wanted): void {
    wanted.enter();
    if (wanted.children.size === 0) return;
    const target = this.#outline.target(node);
    if (this.#outline.kinds[target] === mapping) this.#mapping(target, wanted);
    else if (this.#outline.kinds[target] === sequence) this.#sequence(target, wanted);
  }

  #sequence(node: number, wanted: Wanted): void {
    const end = this.#outline.next(node);
    let index = 0;
    for (let item = node + 1; item < end; item = this.#outline.next(item), index++) {
      const child = wanted.indexes.get(index);
      if (child === undefined) continue;
      this.walk(item, child);
      wanted.meet(child, undefined, this.#outline.span(item));
    }
  }

  #mapping(node: number, wanted: Wanted): void {
    const outline = this.#outline;
    const pending = [node];
    const seen = new Set(pending);
    const met = new Set<Wanted>();
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      const own = new Set<Wanted>();
      const sources: number[] = [];
      const end = outline.next(at);
      for (let key = at + 1; key < end; ) {
        const value = outline.next(key);
        if (outline.kinds[key] === mergeKey) sources.push(...this.#mergeSources(value));
        const child = outline.kinds[key] === mergeKey ? undefined : wanted.children.get(outline.key(this.#text, key));
        // The last of repeated keys wins inside a mapping; between mappings the first one does.
        if (child !== undefined && !met.has(child)) {
          this.walk(value, child);
          wanted.meet(child, outline.span(key), outline.span(value));
          own.add(child);
        }
        key = outline.next(value);
      }
      for (const child of own) met.add(child);
      if (met.size === wanted.children.size) return;
      for (const source of sources.reverse()) {
        if (seen.has(source)) continue;
        seen.add(source);
        pending.push(source);
      }
    }
  }

  #mergeSources(value: number): number[] {
    const outline = this.#outline;
    const target = outline.target(value);
    if (outline.kinds[target] === mapping) return [target];
    const sources: number[] = [];
    const end = outline.next(target);
    for (let item = target + 1; item < end; item = outline.next(item)) sources.push(outline.target(item));
    return sources;
  }
}
