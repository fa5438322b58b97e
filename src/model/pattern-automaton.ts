import { type CodePoints, everything, firstShared, intersection, single } from './code-points.ts';
import type { PatternNode } from './pattern-syntax.ts';

/**
 * A pattern as a position automaton (Glushkov): one state for each character of the pattern, entered by reading that character.
 * Two ways from one state to another count twice, for a backtracking matcher tries both.
 */
export interface Automaton {
  /** Characters that enter each state. */
  readonly sets: readonly CodePoints[];
  /** Successors of each state, ascending. */
  readonly next: readonly (readonly number[])[];
  /** Pairs `from * size + to` that are joined in more than one way. */
  readonly doubled: ReadonlySet<number>;
  readonly first: readonly number[];
  readonly last: ReadonlySet<number>;
  /** Matches without reading anything. */
  readonly nullable: boolean;
  readonly anchoredStart: boolean;
  readonly anchoredEnd: boolean;
}

/** Largest automaton that is judged: states, and edges. */
const mostStates = 200;
const mostEdges = 4_000;

class TooLarge extends Error {}

interface Fragment {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly nullable: boolean;
}

const empty: Fragment = { first: [], last: [], nullable: true };

/** Undefined when the automaton is too large. Counts above `copies` are cut to it: a loop around them is ambiguous all the same. */
export function toAutomaton(
  branch: { items: readonly PatternNode[]; start: boolean; end: boolean },
  copies: number,
): Automaton | undefined {
  try {
    return new Builder(copies).build(branch.items, branch.start, branch.end);
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

class Builder {
  readonly #copies: number;
  readonly #sets: CodePoints[] = [];
  readonly #follow: Map<number, number>[] = [];
  #edges = 0;

  constructor(copies: number) {
    this.#copies = copies;
  }

  build(items: readonly PatternNode[], anchoredStart: boolean, anchoredEnd: boolean): Automaton {
    const whole = this.#sequence(items);
    const size = this.#sets.length;
    const doubled = new Set<number>();
    for (const [from, targets] of this.#follow.entries()) {
      for (const [to, ways] of targets) if (ways > 1) doubled.add(from * size + to);
    }
    return {
      sets: this.#sets,
      next: this.#follow.map((targets) => [...targets.keys()].sort((a, b) => a - b)),
      doubled,
      first: whole.first,
      last: new Set(whole.last),
      nullable: whole.nullable,
      anchoredStart,
      anchoredEnd,
    };
  }

  #fragment(node: PatternNode): Fragment {
    switch (node.type) {
      case 'character':
        return this.#character(node.set);
      case 'sequence':
        return this.#sequence(node.items);
      case 'alternatives': {
        const parts = node.items.map((item) => this.#fragment(item));
        return {
          first: parts.flatMap(({ first }) => first),
          last: parts.flatMap(({ last }) => last),
          nullable: parts.some(({ nullable }) => nullable),
        };
      }
      case 'repeat':
        return this.#repeat(node);
      case 'backreference':
        return this.#repeat({ body: { type: 'character', set: everything }, min: 0, max: 1 });
      default:
        // Assertions read nothing; that they can refuse is left out, so an attack may have to satisfy them first.
        return empty;
    }
  }

  #character(set: CodePoints): Fragment {
    if (this.#sets.length >= mostStates) throw new TooLarge();
    const state = this.#sets.push(set) - 1;
    this.#follow.push(new Map());
    return { first: [state], last: [state], nullable: false };
  }

  #sequence(items: readonly PatternNode[]): Fragment {
    return items.reduce<Fragment>((before, item) => this.#join(before, this.#fragment(item)), empty);
  }

  #join(a: Fragment, b: Fragment): Fragment {
    this.#connect(a.last, b.first);
    return {
      first: a.nullable ? [...a.first, ...b.first] : a.first,
      last: b.nullable ? [...a.last, ...b.last] : b.last,
      nullable: a.nullable && b.nullable,
    };
  }

  #repeat({ body, min, max }: { body: PatternNode; min: number; max: number }): Fragment {
    if (max === 0) return empty;
    const unbounded = max === Number.POSITIVE_INFINITY;
    const needed = Math.min(min, unbounded ? Math.max(1, this.#copies - 1) : this.#copies);
    const optional = unbounded ? 0 : Math.min(max - min, this.#copies);
    let whole = empty;
    for (let copy = 0; copy < needed - (unbounded ? 1 : 0); copy++) whole = this.#join(whole, this.#fragment(body));
    if (unbounded) {
      const loop = this.#fragment(body);
      this.#connect(loop.last, loop.first);
      return this.#join(whole, { ...loop, nullable: loop.nullable || min === 0 });
    }
    // `x{1,3}` is x(x(x)?)?: one way for each length.
    let tail = empty;
    for (let copy = 0; copy < optional; copy++) {
      const inner = this.#join(this.#fragment(body), tail);
      tail = { ...inner, nullable: true };
    }
    return this.#join(whole, tail);
  }

  #connect(from: readonly number[], to: readonly number[]): void {
    for (const state of from) {
      const targets = this.#follow[state];
      for (const target of to) {
        if (++this.#edges > mostEdges) throw new TooLarge();
        targets?.set(target, (targets.get(target) ?? 0) + 1);
      }
    }
  }
}

/** For each pair of states one character that enters both; -1 when there is none. Worked out once for each pair of equal sets. */
export function sharedCharacters({ sets }: Automaton): (a: number, b: number) => number {
  const classes = new Map<string, number>();
  const classOf = sets.map((set) => {
    const key = set.join();
    const known = classes.get(key) ?? classes.size;
    classes.set(key, known);
    return known;
  });
  const count = classes.size;
  const known = new Int32Array(count * count).fill(-2);
  return (a, b) => {
    const index = (classOf[a] ?? 0) * count + (classOf[b] ?? 0);
    const cached = known[index] ?? -2;
    if (cached !== -2) return cached;
    const found = sharedCharacter(sets[a] ?? [], sets[b] ?? []);
    known[index] = found;
    return found;
  };
}

/** Characters that a message can show, tried first. */
const visible: readonly CodePoints[] = ['a', '0', 'A', ' ', '-', '.'].map((char) => single(char.charCodeAt(0)));
const printable: CodePoints = [[0x21, 0x7e]];

function sharedCharacter(a: CodePoints, b: CodePoints): number {
  const char = visible.find((set) => firstShared(a, set) !== undefined && firstShared(b, set) !== undefined)?.[0]?.[0];
  return char ?? firstShared(intersection(a, printable), b) ?? firstShared(a, b) ?? -1;
}
