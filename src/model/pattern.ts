import { type CodePoints, contains, digits, dot, union } from './code-points.ts';
import { type PatternNode, parsePattern } from './pattern-syntax.ts';

/** What a `pattern` keyword says of a string, found by reading it. JSON Schema patterns are not anchored by themselves. */
interface PatternFacts {
  /** Every way to match begins at the start (ends at the end) of the string. */
  readonly anchoredStart: boolean;
  readonly anchoredEnd: boolean;
  /** Longest string that matches, in characters; Infinity when there is no bound. */
  readonly maxLength: number;
  /** Accepts every string (or every one but the empty one, or one with line breaks): it says nothing. */
  readonly loose: boolean;
}

const cache = new Map<string, PatternFacts | undefined>();
const cacheLimit = 5_000;

/** Undefined when the pattern is no readable regular expression. */
export function patternFacts(source: string): PatternFacts | undefined {
  if (cache.has(source)) return cache.get(source);
  const node = parsePattern(source);
  const facts = node === undefined ? undefined : readFacts(node);
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(source, facts);
  return facts;
}

function readFacts(node: PatternNode): PatternFacts {
  const anchoredStart = isAnchored(node, 'start');
  const anchoredEnd = isAnchored(node, 'end');
  const bounded = anchoredStart && anchoredEnd ? longest(node) : Number.POSITIVE_INFINITY;
  return {
    anchoredStart,
    anchoredEnd,
    maxLength: anchoredStart ? Math.min(bounded, lookaheadBound(node)) : bounded,
    loose: isLoose(node),
  };
}

/** The items of a node from left to right, groups opened. */
function flatten(node: PatternNode): PatternNode[] {
  return node.type === 'sequence' ? node.items.flatMap(flatten) : [node];
}

function isAnchored(node: PatternNode, side: 'start' | 'end'): boolean {
  switch (node.type) {
    case 'start':
    case 'end':
      return node.type === side;
    case 'alternatives':
      return node.items.every((item) => isAnchored(item, side));
    case 'repeat':
      return node.min > 0 && isAnchored(node.body, side);
    case 'sequence': {
      const items = side === 'start' ? flatten(node) : flatten(node).reverse();
      for (const item of items) {
        if (isAnchored(item, side)) return true;
        if (item.type !== 'look' && item.type !== 'boundary') return false;
      }
      return false;
    }
    default:
      return false;
  }
}

/** Most characters that a match takes. */
function longest(node: PatternNode): number {
  switch (node.type) {
    case 'character':
      return 1;
    case 'backreference':
      return Number.POSITIVE_INFINITY;
    case 'alternatives':
      return Math.max(...node.items.map(longest));
    case 'sequence':
      return node.items.reduce((sum, item) => sum + longest(item), 0);
    case 'repeat': {
      const each = longest(node.body);
      return each === 0 || node.max === 0 ? 0 : each * node.max;
    }
    default:
      return 0;
  }
}

/** The bound that leading look-aheads set: `(?=.{1,64}$)`, `(?!.{65})`. */
function lookaheadBound(node: PatternNode): number {
  let bound = Number.POSITIVE_INFINITY;
  for (const item of flatten(node)) {
    if (item.type === 'start') continue;
    if (item.type !== 'look' || !item.ahead) break;
    if (!item.negative && isAnchored(item.body, 'end')) bound = Math.min(bound, longest(item.body));
    const { body } = item;
    if (item.negative && body.type === 'repeat' && body.body.type === 'character' && contains(body.body.set, dot)) {
      bound = Math.min(bound, body.min - 1);
    }
  }
  return bound;
}

function isLoose(node: PatternNode): boolean {
  if (node.type === 'alternatives') return node.items.some(isLoose);
  const items = flatten(node);
  const start = items.findIndex((item) => item.type !== 'start');
  if (start < 0) return items.length < 2;
  let end = items.length;
  while (end > start && items[end - 1]?.type === 'end') end--;
  const inner = items.slice(start, end);
  const [only] = inner;
  if (inner.length === 1 && only !== undefined && start === 0 && end === items.length && only.type === 'alternatives') return isLoose(only);
  const needed = inner.filter((item) => !isNullable(item));
  const [first] = needed;
  if (start > 0 && end < items.length) {
    const runs = inner.filter(
      (item) => item.type === 'repeat' && item.min <= 1 && item.max === Number.POSITIVE_INFINITY && takesAny(item.body),
    );
    return runs.length > 0 && (first === undefined || (needed.length === 1 && runs.includes(first)));
  }
  // Free at one end at least: whatever can match nothing, or any one character, matches somewhere.
  return needed.length === 0 || (needed.length === 1 && first !== undefined && takesOneOfAny(first));
}

/** Any character of a line at least: `.`, `[\s\S]`, `(.|\n)`. */
function takesAny(node: PatternNode): boolean {
  const set = characters(node);
  return set !== undefined && contains(set, dot);
}

function takesOneOfAny(node: PatternNode): boolean {
  return node.type === 'repeat' ? node.min === 1 && takesAny(node.body) : takesAny(node);
}

/** The set of a node that takes exactly one character. */
function characters(node: PatternNode): CodePoints | undefined {
  if (node.type === 'character') return node.set;
  if (node.type !== 'alternatives') return undefined;
  const sets = node.items.map(characters);
  return sets.every((set) => set !== undefined) ? union(...sets) : undefined;
}

function isNullable(node: PatternNode): boolean {
  switch (node.type) {
    case 'sequence':
      return node.items.every(isNullable);
    case 'alternatives':
      return node.items.some(isNullable);
    case 'repeat':
      return node.min === 0 || isNullable(node.body);
    default:
      // An assertion takes no character, and yet it can refuse.
      return false;
  }
}

/** Whether a pattern accepts nothing but strings of ASCII digits. */
export function isDigitsOnly(source: string): boolean {
  const facts = patternFacts(source);
  const node = parsePattern(source);
  return node !== undefined && facts?.anchoredStart === true && facts.anchoredEnd && onlyDigits(node);
}

function onlyDigits(node: PatternNode): boolean {
  switch (node.type) {
    case 'character':
      return contains(digits, node.set);
    case 'sequence':
    case 'alternatives':
      return node.items.every(onlyDigits);
    case 'repeat':
      return onlyDigits(node.body);
    default:
      return node.type !== 'backreference';
  }
}
