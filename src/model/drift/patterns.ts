import { PARAMETER, type Segments, WILDCARD } from './paths.ts';

/** Comparisons that a pair of APIs may cost; past that every path counts as served. */
const MAX_STEPS = 2_000_000;

interface Pattern {
  readonly method: string;
  readonly anyMethod: boolean;
  readonly segments: Segments;
}

interface Branch {
  readonly children: Map<string, Branch>;
  /** Patterns whose known beginning ends here. */
  readonly patterns: Pattern[];
}

/** Paths of code of which parts are not known: each may stand for any number of segments. */
export class Patterns {
  readonly #root: Branch = { children: new Map(), patterns: [] };
  #left = MAX_STEPS;

  add(pattern: Pattern): void {
    let branch = this.#root;
    for (const segment of pattern.segments) {
      if (segment === WILDCARD) break;
      let next = branch.children.get(segment);
      if (next === undefined) {
        next = { children: new Map(), patterns: [] };
        branch.children.set(segment, next);
      }
      branch = next;
    }
    branch.patterns.push(pattern);
  }

  /** Whether some pattern may answer a request. */
  mayServe(method: string, segments: Segments): boolean {
    let reached = [this.#root];
    for (let depth = 0; reached.length > 0; depth++) {
      for (const { patterns } of reached) {
        for (const pattern of patterns) {
          if (this.#left-- < 0) return true;
          if ((pattern.anyMethod || pattern.method === method) && this.#fits(pattern.segments, segments, depth)) return true;
        }
      }
      const segment = segments[depth];
      if (segment === undefined) return false;
      const keys = segment === PARAMETER ? [PARAMETER] : [segment, PARAMETER];
      reached = reached.flatMap(({ children }) => keys.flatMap((key) => children.get(key) ?? []));
    }
    return false;
  }

  /** Greedy from the left: a later wildcard can take whatever an earlier one left. @param start how much is known to be the same */
  #fits(pattern: Segments, segments: Segments, start: number): boolean {
    let at = start;
    let index = start;
    let star = -1;
    let resume = 0;
    while (index < segments.length) {
      this.#left--;
      if (pattern[at] === WILDCARD) {
        star = at++;
        resume = index;
      } else if (at < pattern.length && (pattern[at] === segments[index] || pattern[at] === PARAMETER)) {
        at++;
        index++;
      } else if (star >= 0) {
        at = star + 1;
        index = ++resume;
      } else return false;
    }
    while (pattern[at] === WILDCARD) at++;
    return at === pattern.length;
  }
}
