import { PARAMETER, type Segments } from './paths.ts';

/** Steps through the tree that a pair of APIs may cost; past that everything counts as found. */
const MAX_STEPS = 500_000;

interface Branch<Item> {
  readonly children: Map<string, Branch<Item>>;
  readonly items: Item[];
}

/**
 * Paths of which one may be the general form of another: `/reports/{period}` and `/reports/daily`, which a loop over the periods
 * registered.
 */
export class LoosePaths<Item> {
  readonly #root: Branch<Item> = { children: new Map(), items: [] };
  #left = MAX_STEPS;

  add(method: string, segments: Segments, item: Item): void {
    let branch = this.#root;
    for (const key of [method, ...segments]) {
      let next = branch.children.get(key);
      if (next === undefined) {
        next = { children: new Map(), items: [] };
        branch.children.set(key, next);
      }
      branch = next;
    }
    branch.items.push(item);
  }

  /** Everything that may be the same; `all` when there is too much to tell. */
  find(method: string, segments: Segments): Item[] | 'all' {
    const start = this.#root.children.get(method);
    let reached = start === undefined ? [] : [start];
    for (const segment of segments) {
      const next: Branch<Item>[] = [];
      for (const { children } of reached) {
        this.#left -= segment === PARAMETER ? children.size : 2;
        if (this.#left < 0) return 'all';
        if (segment === PARAMETER) next.push(...children.values());
        else for (const key of [segment, PARAMETER]) next.push(...[children.get(key)].filter((child) => child !== undefined));
      }
      reached = next;
    }
    return reached.flatMap(({ items }) => items);
  }
}
