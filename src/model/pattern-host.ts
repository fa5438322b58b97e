import { includes } from './code-points.ts';
import { type PatternNode, parsePattern } from './pattern-syntax.ts';

const codes = (text: string): readonly number[] => [...text].map((char) => char.charCodeAt(0));

/** Characters that end the host of a URL, or move it to the right (`user@host`). */
const hostBreakers = codes('/@?#\\');
/** Characters that make `//host` of a path. */
const slashes = codes('/\\');

/**
 * Whether every URL that a pattern accepts lies on a host which the pattern names, or is a path on the own host: anchored, a scheme, a
 * literal name, and an end of the host, so that neither `example.com.evil.org` nor `x@evil.org` passes.
 */
export function pinsHost(source: string): boolean {
  const node = parsePattern(source);
  return (
    node !== undefined &&
    branches(node).every(
      (branch) => flatten(branch)[0]?.type === 'start' && pinsScheme(flatten(branch).slice(1), '', { left: mostCombinations }),
    )
  );
}

function branches(node: PatternNode): readonly PatternNode[] {
  return node.type === 'alternatives' ? node.items.flatMap(branches) : [node];
}

/** Combinations of alternatives that are followed: schemes have few, a hostile pattern many. */
const mostCombinations = 500;

/** From the start of the URL; `text` is what was read of it. */
function pinsScheme(items: readonly PatternNode[], text: string, budget: { left: number }): boolean {
  const [item, ...rest] = items;
  if (item === undefined || budget.left-- <= 0) return false;
  if (text.endsWith('://')) return pinsName(items);
  if (item.type === 'alternatives') return item.items.every((option) => pinsScheme([...flatten(option), ...rest], text, budget));
  // The s of `https?` may be there or not.
  const char = literal(item) ?? (item.type === 'repeat' && item.max === 1 ? literal(item.body) : undefined);
  if (char === undefined) return false;
  if (text === '' && char === '/') return staysPath(rest);
  return pinsScheme(rest, text + char, budget);
}

/** After a leading slash: a path of the own host, unless a second one follows. */
function staysPath([next]: readonly PatternNode[]): boolean {
  return next !== undefined && !(next.type === 'repeat' && next.min === 0) && !mayMatch(next, slashes);
}

function pinsName(items: readonly PatternNode[]): boolean {
  let name = '';
  const named = (): boolean => /[a-z0-9]{3}/i.test(name);
  for (const item of items) {
    if (endsHost(item)) return named();
    if (item.type === 'alternatives' && item.items.every((option) => endsHost(flatten(option)[0]))) return named();
    // An optional slash: what follows decides.
    if (item.type === 'repeat' && item.max === 1 && literal(item.body) === '/') continue;
    if (mayMatch(item, hostBreakers)) return false;
    name += literal(item) ?? (item.type === 'alternatives' ? (item.items.map(literals).find((option) => option.length > 1) ?? '') : '.');
  }
  // Nothing ends the host: a longer name passes as well.
  return false;
}

function endsHost(item: PatternNode | undefined): boolean {
  if (item?.type === 'end') return true;
  const char = item === undefined ? undefined : literal(item);
  return char === '/' || char === '?' || char === '#';
}

/** Whether a part can match one of the characters. */
function mayMatch(node: PatternNode, characters: readonly number[]): boolean {
  switch (node.type) {
    case 'character':
      return characters.some((code) => includes(node.set, code));
    case 'repeat':
      return mayMatch(node.body, characters);
    case 'sequence':
    case 'alternatives':
      return node.items.some((item) => mayMatch(item, characters));
    case 'backreference':
      return true;
    default:
      return false;
  }
}

function literals(node: PatternNode): string {
  return flatten(node)
    .map((item) => literal(item) ?? '')
    .join('');
}

function literal(node: PatternNode): string | undefined {
  const [range] = node.type === 'character' && node.set.length === 1 ? node.set : [];
  return range !== undefined && range[0] === range[1] ? String.fromCodePoint(range[0]) : undefined;
}

function flatten(node: PatternNode): PatternNode[] {
  return node.type === 'sequence' ? node.items.flatMap(flatten) : [node];
}
