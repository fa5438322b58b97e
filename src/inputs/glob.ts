import { UserError } from '../errors.ts';

/** Alternatives that one pattern may expand to. */
const mostAlternatives = 1_000;

/** True for a pattern that is more than a path. */
export function isGlob(pattern: string): boolean {
  return /[*?[\]{}]/.test(pattern);
}

/** The leading segments of a pattern that are plain: the walk starts there. */
export function globBase(pattern: string): string {
  const segments = pattern.split('/');
  const first = segments.findIndex(isGlob);
  return segments.slice(0, first === -1 ? segments.length : first).join('/');
}

/**
 * A matcher of paths: `*` and `?` stay inside a segment, `**` spans segments, `[a-z]` and `[!a]` are classes, `{a,b}` alternatives.
 * Names that begin with a dot match too. Takes time proportional to pattern times path, whatever the pattern.
 *
 * @throws UserError for braces with too many alternatives
 */
export function globMatcher(pattern: string): (path: string) => boolean {
  const alternatives = expandBraces(pattern).map((alternative) => alternative.split('/').map(compileSegment));
  return (path) => {
    const segments = path.split('/');
    return alternatives.some((tokens) => matches(tokens, segments, (token) => token === '**', matchesSegment));
  };
}

type Character = (character: string) => boolean;
type Segment = '**' | readonly (Character | '*')[];

function compileSegment(segment: string): Segment {
  if (segment === '**') return '**';
  const tokens: (Character | '*')[] = [];
  const characters = [...segment];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    const close = character === '[' ? characters.indexOf(']', at + 2) : -1;
    if (character === '*') tokens.push('*');
    else if (character === '?') tokens.push(() => true);
    else if (close !== -1) {
      tokens.push(compileClass(characters.slice(at + 1, close)));
      at = close;
    } else tokens.push((found) => found === character);
  }
  return tokens;
}

function compileClass(body: readonly string[]): Character {
  const negated = body[0] === '!' || body[0] === '^';
  const ranges: [string, string][] = [];
  for (let at = negated ? 1 : 0; at < body.length; at++) {
    const low = body[at] ?? '';
    const high = body[at + 1] === '-' ? body[at + 2] : undefined;
    ranges.push([low, high ?? low]);
    if (high !== undefined) at += 2;
  }
  return (found) => ranges.some(([low, high]) => low <= found && found <= high) !== negated;
}

function matchesSegment(segment: Segment, text: string): boolean {
  return (
    segment !== '**' &&
    matches(
      segment,
      [...text],
      (token) => token === '*',
      (token, character) => token !== '*' && token(character),
    )
  );
}

/** Wildcard matching that only ever goes back to the last wildcard. */
function matches<Token, Item>(
  tokens: readonly Token[],
  items: readonly Item[],
  isWildcard: (token: Token) => boolean,
  matchesOne: (token: Token, item: Item) => boolean,
): boolean {
  let token = 0;
  let item = 0;
  let wildcard = -1;
  let resume = 0;
  while (item < items.length) {
    const current = tokens[token];
    if (token < tokens.length && isWildcard(current as Token)) {
      wildcard = token++;
      resume = item;
    } else if (token < tokens.length && matchesOne(current as Token, items[item] as Item)) {
      token++;
      item++;
    } else if (wildcard !== -1) {
      token = wildcard + 1;
      item = ++resume;
    } else return false;
  }
  while (token < tokens.length && isWildcard(tokens[token] as Token)) token++;
  return token === tokens.length;
}

/** `a{b,c}` is `ab` and `ac`. Innermost braces first; a brace without a comma or a partner is itself. */
function expandBraces(pattern: string): string[] {
  let open: string[] = [pattern];
  const done: string[] = [];
  while (open.length > 0) {
    if (open.length + done.length > mostAlternatives) {
      throw new UserError(`${pattern} expands to more than ${mostAlternatives} alternatives: write several patterns.`);
    }
    const next: string[] = [];
    for (const candidate of open) {
      const found = /\{([^{}]*,[^{}]*)\}/.exec(candidate);
      if (found === null) done.push(candidate);
      else {
        const before = candidate.slice(0, found.index);
        const after = candidate.slice(found.index + found[0].length);
        for (const choice of (found[1] ?? '').split(',')) next.push(before + choice + after);
      }
    }
    open = next;
  }
  return done;
}
