import { includes } from './code-points.ts';
import { type Automaton, sharedCharacters, toAutomaton } from './pattern-automaton.ts';
import { longestPattern, type PatternNode, parsePattern } from './pattern-syntax.ts';

/** How a backtracking matcher can be made to work beyond the length of the string. */
interface Backtracking {
  /** Steps grow with this power of the length; Infinity: exponentially. */
  readonly degree: number;
  /** Text whose repetition does it. */
  readonly pump: string;
}

/** Steps that one attempt to judge a pattern may take, some 10 ms. Where even the coarsest attempt takes more, that is said. */
const budget = 60_000;

class OutOfSteps extends Error {}

/** `too-large`: beyond what one attempt may cost, or longer than patterns are read. */
type Judgement = Backtracking | 'too-large' | undefined;

const cache = new Map<string, Judgement>();
const cacheLimit = 5_000;

/**
 * Whether a pattern can be made to backtrack super-linearly (CWE-1333), by reading it: nothing is run, steps are counted, the result
 * is the same every time. A pattern is exponential when its automaton can go from a state back to it in two ways by the same text,
 * polynomial when it can stay in one loop or move to a later one by the same text (Weber and Seidl, "On the degree of ambiguity of
 * finite automata", 1991), and a text exists that makes the match fail after it.
 */
export function backtracking(source: string): Judgement {
  if (cache.has(source)) return cache.get(source);
  const found = judge(source);
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(source, found);
  return found;
}

function judge(source: string): Judgement {
  if (source.length > longestPattern) return 'too-large';
  const node = parsePattern(source);
  if (node === undefined || isAtomic(node)) return undefined;
  if (!canLoop(node)) return undefined;
  const judged = [node, ...lookarounds(node)].map(worst);
  const found = judged.filter((item) => typeof item === 'object').sort((a, b) => b.degree - a.degree)[0];
  return found ?? (judged.includes('too-large') ? 'too-large' : undefined);
}

/** Counted parts up to here are looked at by {@link worst} as they are. */
const fewTimes = 4;

/** How often a counted part is written out; where that is too much to judge, fewer times. */
const copies = [24, 4, 2, 1];

function worst(node: PatternNode): Judgement {
  const parts = branches(node);
  for (const count of copies) {
    const automata = parts.map((branch) => toAutomaton(branch, count)).filter((automaton) => automaton !== undefined);
    if (automata.length < parts.length) continue;
    const steps = { left: budget };
    try {
      return automata.flatMap((automaton) => analyse(automaton, automata, steps) ?? []).sort((a, b) => b.degree - a.degree)[0];
    } catch (error) {
      if (!(error instanceof OutOfSteps)) throw error;
    }
  }
  return 'too-large';
}

/** Alternatives of the whole pattern, their anchors taken off. */
function branches(node: PatternNode): { items: readonly PatternNode[]; start: boolean; end: boolean }[] {
  if (node.type === 'alternatives') return node.items.flatMap(branches);
  const items = flatten(node);
  const from = items.findIndex((item) => item.type !== 'start');
  if (from < 0) return [{ items: [], start: true, end: false }];
  const to = items.findLastIndex((item) => item.type !== 'end') + 1;
  const inner = items.slice(from, to);
  const [only] = inner;
  if (inner.length === 1 && only?.type === 'alternatives') {
    return branches(only).map((branch) => ({ ...branch, start: branch.start || from > 0, end: branch.end || to < items.length }));
  }
  return [{ items: inner, start: from > 0, end: to < items.length }];
}

function flatten(node: PatternNode): PatternNode[] {
  return node.type === 'sequence' ? node.items.flatMap(flatten) : [node];
}

function* inside(node: PatternNode): Generator<PatternNode> {
  yield node;
  if (node.type === 'sequence' || node.type === 'alternatives') for (const item of node.items) yield* inside(item);
  else if (node.type === 'repeat' || node.type === 'look') yield* inside(node.body);
}

function lookarounds(node: PatternNode): PatternNode[] {
  return [...inside(node)].flatMap((inner) =>
    inner.type === 'look' ? [{ type: 'sequence', items: [{ type: 'start' }, inner.body] } as const] : [],
  );
}

/** Without a part that repeats often, the ways to match are as many as the pattern is long, whatever the text. */
function canLoop(node: PatternNode): boolean {
  for (const inner of inside(node)) {
    if (inner.type !== 'repeat' || inner.max <= 1) continue;
    if (inner.max > fewTimes) return true;
    for (const nested of inside(inner.body)) if (nested.type === 'repeat' && nested.max > 1) return true;
  }
  return false;
}

/** Atomic groups and possessive quantifiers do not give back. */
function isAtomic(node: PatternNode): boolean {
  for (const inner of inside(node)) if (inner.type === 'repeat' && inner.atomic) return true;
  return false;
}

interface Steps {
  left: number;
}

function spend(steps: Steps): void {
  if (--steps.left < 0) throw new OutOfSteps();
}

function analyse(automaton: Automaton, all: readonly Automaton[], steps: Steps): Backtracking | undefined {
  const reach = reachable(automaton.next);
  const component = components(reach);
  const shared = sharedCharacters(automaton);
  for (const pump of exponentialPumps(automaton, component, shared, steps)) {
    if (canFail(automaton, all, pump, shared, steps)) return { degree: Number.POSITIVE_INFINITY, pump: text(pump.word) };
  }
  return polynomial(automaton, component, reach, all, shared, steps);
}

/** Text that keeps a state, and the state. */
interface Pump {
  readonly state: number;
  readonly word: readonly number[];
}

/** States that each state leads to. They are few, so a table will do. */
function reachable(next: readonly (readonly number[])[]): ReadonlySet<number>[] {
  return next.map((direct) => {
    const seen = new Set<number>();
    const open = [...direct];
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      if (seen.has(state)) continue;
      seen.add(state);
      open.push(...(next[state] ?? []));
    }
    return seen;
  });
}

/** Loop of each state, named by its first state; -1 for a state in none. */
function components(reach: readonly ReadonlySet<number>[]): number[] {
  const component = new Array<number>(reach.length).fill(-1);
  for (const [state, targets] of reach.entries()) {
    if (component[state] !== -1 || !targets.has(state)) continue;
    for (const other of targets) if (reach[other]?.has(state)) component[other] = state;
  }
  return component;
}

/** States with two ways back to themselves by the same text. */
function* exponentialPumps(
  automaton: Automaton,
  component: readonly number[],
  shared: (a: number, b: number) => number,
  steps: Steps,
): Generator<Pump> {
  const { next, doubled } = automaton;
  const size = next.length;
  for (const edge of doubled) {
    const [from, to] = [Math.floor(edge / size), edge % size];
    if (component[from] === -1 || component[from] !== component[to]) continue;
    const back =
      to === from ? [] : path(to, from, (state) => (next[state] ?? []).filter((target) => component[target] === component[from]), steps);
    if (back !== undefined) yield { state: from, word: [to, ...back].map((state) => shared(state, state)) };
  }
  for (let state = 0; state < size; state++) {
    if (component[state] === -1) continue;
    // Pairs are numbers a * size + b with a <= b; both stay in the loop.
    const successors = (pair: number): number[] => {
      const [a, b] = [Math.floor(pair / size), pair % size];
      const found: number[] = [];
      for (const x of next[a] ?? []) {
        if (component[x] !== component[state]) continue;
        for (const y of next[b] ?? []) {
          spend(steps);
          if (component[y] === component[state] && shared(x, y) !== -1) found.push(x <= y ? x * size + y : y * size + x);
        }
      }
      return found;
    };
    const loop = splitLoop(state * size + state, size, successors, steps);
    if (loop !== undefined) yield { state, word: loop.map((pair) => shared(Math.floor(pair / size), pair % size)) };
  }
}

/** A way from a pair of equal states through a pair of different ones and back, as the pairs entered. */
function splitLoop(origin: number, size: number, successors: (pair: number) => number[], steps: Steps): number[] | undefined {
  const before = new Map<number, number>();
  const open = [origin];
  const split: number[] = [];
  for (let index = 0; index < open.length; index++) {
    const pair = open[index] as number;
    for (const target of successors(pair)) {
      if (target === origin || before.has(target)) continue;
      before.set(target, pair);
      open.push(target);
      if (Math.floor(target / size) !== target % size) split.push(target);
    }
  }
  // Only the first pairs are tried back: from any pair of the loop the way back leads through the others.
  const after = new Map<number, number>();
  const reversed = new Map<number, number[]>();
  for (const pair of open) for (const target of successors(pair)) reversed.set(target, [...(reversed.get(target) ?? []), pair]);
  const back = [origin];
  for (let index = 0; index < back.length; index++) {
    const pair = back[index] as number;
    for (const source of reversed.get(pair) ?? []) {
      spend(steps);
      if (source === origin || after.has(source)) continue;
      after.set(source, pair);
      back.push(source);
    }
  }
  const middle = split.find((pair) => after.has(pair));
  if (middle === undefined) return undefined;
  const way: number[] = [];
  for (let pair: number | undefined = middle; pair !== undefined && pair !== origin; pair = before.get(pair)) way.unshift(pair);
  for (let pair = after.get(middle); pair !== undefined; pair = pair === origin ? undefined : after.get(pair)) way.push(pair);
  return way;
}

/** States entered on the shortest way, the goal included; undefined when there is none. */
function path(start: number, goal: number, successors: (state: number) => readonly number[], steps: Steps): number[] | undefined {
  const before = new Map<number, number>();
  const open = [start];
  for (let index = 0; index < open.length; index++) {
    const state = open[index] as number;
    for (const target of successors(state)) {
      spend(steps);
      if (before.has(target)) continue;
      before.set(target, state);
      if (target === goal) {
        const way = [goal];
        for (let step = state; step !== start; step = before.get(step) as number) way.unshift(step);
        return way;
      }
      open.push(target);
    }
  }
  return undefined;
}

/** Chains of loops that one text can stay in or leave: their number plus one is the power. */
function polynomial(
  automaton: Automaton,
  component: readonly number[],
  reach: readonly ReadonlySet<number>[],
  all: readonly Automaton[],
  shared: (a: number, b: number) => number,
  steps: Steps,
): Backtracking | undefined {
  const { next, sets } = automaton;
  const size = next.length;
  const loops = [...new Set(component)].filter((loop) => loop !== -1);
  const degrees = new Map<number, number>();
  let best: Backtracking | undefined;
  // States are numbered from left to right and only loops lead back, so later loops are done first.
  for (const loop of loops.sort((a, b) => b - a)) {
    const members = component.flatMap((of, state) => (of === loop ? [state] : []));
    for (const later of loops.filter((other) => other !== loop && reach[loop]?.has(other))) {
      const pump = transfer(
        members,
        component.flatMap((of, state) => (of === later ? [state] : [])),
      );
      if (pump === undefined || !canFail(automaton, all, pump, shared, steps)) continue;
      const degree = 1 + (degrees.get(later) ?? 1);
      if (degree > (degrees.get(loop) ?? 1)) degrees.set(loop, degree);
      if (degree > (best?.degree ?? 1)) best = { degree, pump: text(pump.word) };
    }
  }
  return best;

  /** A text that leads from a state of one loop back to it, from it to a state of another, and from that back to it. */
  function transfer(from: readonly number[], to: readonly number[]): Pump | undefined {
    for (const p of from) {
      for (const q of to) {
        const code = (a: number, b: number, c: number): number => (a * size + b) * size + c;
        const successors = (triple: number): number[] => {
          const c = triple % size;
          const b = Math.floor(triple / size) % size;
          const a = Math.floor(triple / size / size);
          const found: number[] = [];
          for (const x of next[a] ?? []) {
            if (component[x] !== component[p]) continue;
            for (const z of next[c] ?? []) {
              if (component[z] !== component[q] || shared(x, z) === -1) continue;
              for (const y of next[b] ?? []) {
                spend(steps);
                if (component[y] !== component[q] && !reach[y]?.has(q)) continue;
                if (shared(x, y) !== -1 && shared(y, z) !== -1 && common(x, y, z) !== -1) found.push(code(x, y, z));
              }
            }
          }
          return found;
        };
        const way = path(code(p, p, q), code(p, q, q), successors, steps);
        if (way !== undefined) {
          return {
            state: p,
            word: way.map((triple) => common(Math.floor(triple / size / size), Math.floor(triple / size) % size, triple % size)),
          };
        }
      }
    }
    return undefined;
  }

  /** A character that enters all three. */
  function common(x: number, y: number, z: number): number {
    for (const char of [shared(x, y), shared(y, z), shared(x, z)]) {
      if ([x, y, z].every((state) => includes(sets[state] ?? [], char))) return char;
    }
    for (const [low] of [...(sets[x] ?? []), ...(sets[y] ?? []), ...(sets[z] ?? [])]) {
      if ([x, y, z].every((state) => includes(sets[state] ?? [], low))) return low;
    }
    return -1;
  }
}

/** Whether some text after the pumped one makes every branch fail: what is accepted whatever follows never backtracks. */
function canFail(
  automaton: Automaton,
  all: readonly Automaton[],
  pump: Pump,
  shared: (a: number, b: number) => number,
  steps: Steps,
): boolean {
  const lead = leadTo(automaton, pump.state, steps);
  if (lead === undefined) return false;
  const pumped = Array.from({ length: Math.max(4, Math.ceil(12 / pump.word.length)) }, () => pump.word).flat();
  let runs: readonly Run[] = all.map((branch) => ({ branch, states: new Set<number>(), atStart: true }));
  for (const code of [...lead.map((state) => shared(state, state)), ...pumped]) {
    runs = runs.map((run) => advance(run, code, steps));
    if (runs.some(isSettled)) return false;
  }
  return canReject(runs, endings(all), steps);
}

/** Where a branch can be after the text so far. */
interface Run {
  readonly branch: Automaton;
  readonly states: ReadonlySet<number>;
  readonly atStart: boolean;
}

/** Tries texts of up to three characters, each set of states once. */
function canReject(start: readonly Run[], codes: readonly number[], steps: Steps): boolean {
  const seen = new Set<string>();
  let level: (readonly Run[])[] = [start];
  for (let length = 0; length <= 3; length++) {
    const longer: (readonly Run[])[] = [];
    for (const runs of level) {
      if (!runs.some(isAccepted)) return true;
      for (const code of length < 3 ? codes : []) {
        const next = runs.map((run) => advance(run, code, steps));
        const key = next.map(({ states }) => [...states].sort((a, b) => a - b).join()).join(';');
        if (seen.has(key) || next.some(isSettled)) continue;
        seen.add(key);
        longer.push(next);
      }
    }
    level = longer;
  }
  return false;
}

/** One character of each kind that the sets tell apart, as many as are needed to make most patterns fail. */
function endings(all: readonly Automaton[]): number[] {
  const codes = new Set([0x0a, 0x00, 0x21, 0x10fffd]);
  for (const { sets } of all) {
    for (const set of sets) {
      for (const [low, high] of set) if (codes.size < 24) codes.add(low).add(Math.min(high + 1, 0x10ffff));
    }
  }
  return [...codes];
}

function advance({ branch, states, atStart }: Run, code: number, steps: Steps): Run {
  const { sets, next, first, anchoredStart } = branch;
  const entered = new Set<number>();
  const enter = (candidates: readonly number[]): void => {
    for (const state of candidates) {
      spend(steps);
      if (!entered.has(state) && includes(sets[state] ?? [], code)) entered.add(state);
    }
  };
  if (atStart || !anchoredStart) enter(first);
  for (const state of states) enter(next[state] ?? []);
  return { branch, states: entered, atStart: false };
}

/** A match that ends here. */
function isAccepted({ branch, states, atStart }: Run): boolean {
  if (branch.nullable && (atStart || !branch.anchoredStart || !branch.anchoredEnd)) return true;
  for (const state of states) if (branch.last.has(state)) return true;
  return false;
}

/** A match that nothing after it can undo. */
function isSettled(run: Run): boolean {
  return !run.branch.anchoredEnd && isAccepted(run);
}

function leadTo({ next, first }: Automaton, goal: number, steps: Steps): number[] | undefined {
  if (first.includes(goal)) return [goal];
  for (const start of first) {
    const way = path(start, goal, (state) => next[state] ?? [], steps);
    if (way !== undefined) return [start, ...way];
  }
  return undefined;
}

function text(word: readonly number[]): string {
  return String.fromCodePoint(...word.slice(0, 12).map((code) => Math.max(0, code)));
}
