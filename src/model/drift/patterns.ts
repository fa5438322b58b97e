import { PARAMETER, type Segments, WILDCARD } from './paths.ts';

/** Comparisons that a pair of APIs may cost; past that every path counts as served. */
const MAX_STEPS = 2_000_000;

interface Pattern {
  readonly method: string;
  readonly anyMethod: boolean;
  readonly segments: Segments;
}

/** Paths of code of which parts are not known: each may stand for any number of segments. */
export class Patterns {
  readonly #byStart = new Map<string, Pattern[]>();
  #left = MAX_STEPS;

  add(pattern: Pattern): void {
    const key = pattern.segments[0] ?? '';
    const known = this.#byStart.get(key);
    if (known === undefined) this.#byStart.set(key, [pattern]);
    else known.push(pattern);
  }

  /** Whether some pattern may answer a request. */
  mayServe(method: string, segments: Segments): boolean {
    const first = segments[0] ?? '';
    const starts = new Set([first, WILDCARD, PARAMETER]);
    for (const start of starts) {
      for (const pattern of this.#byStart.get(start) ?? []) {
        if (this.#left < 0) return true;
        if ((pattern.anyMethod || pattern.method === method) && this.#fits(pattern.segments, segments)) return true;
      }
    }
    return false;
  }

  /** Greedy from the left: a later wildcard can take whatever an earlier one left. */
  #fits(pattern: Segments, segments: Segments): boolean {
    let at = 0;
    let index = 0;
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
