import type { Api, OasVersion, Security, SecurityAlternative } from '../api.ts';
import { splitWords } from '../words.ts';
import { asksAsMuch } from './protection.ts';
import { perChange, type Versions } from './versions.ts';

/** A way in that no longer asks for a scope that the base asked for. */
export interface ScopeLoss {
  readonly base: SecurityAlternative;
  readonly head: SecurityAlternative;
  /** Scopes that are not asked any more. */
  readonly missing: readonly string[];
  /** What is asked in their place. */
  readonly instead: readonly string[];
}

/** How many pairs of scopes are compared for two documents; past that, one that is not named any more counts as lost. */
const MAX_COMPARED = 2_000_000;

/**
 * The first way into an operation that asks for fewer or broader scopes than every way of the base with the same schemes. A scope that was
 * renamed (by its words, or everywhere at once) is the same; a narrower one is more.
 *
 * @param isSafe of the operation: on an unsafe one a scope for writing in place of one for reading is what it should ask for
 */
export function scopeLoss(base: Security, head: Security, versions: Versions, isSafe: boolean): ScopeLoss | undefined {
  const ways = base.alternatives.map((way): Way => ({ way, scopes: scopesOf(way, versions.base.version) }));
  if (ways.every(({ scopes }) => scopes.length === 0)) return undefined;
  const state = scopeState(versions);
  const byKind = new Map<string, Way[]>();
  for (const each of ways) {
    const kind = kindOf(each.way);
    const same = byKind.get(kind);
    if (same === undefined) byKind.set(kind, [each]);
    else same.push(each);
  }
  for (const way of head.alternatives) {
    const comparable = byKind.get(kindOf(way)) ?? ways.filter((other) => asksAsMuch(way, other.way));
    const scopes = scopesOf(way, versions.head.version);
    let fewest: ScopeLoss | undefined;
    for (const other of comparable) {
      const missing = lost(other.scopes, scopes, state, isSafe);
      if (missing.length === 0) {
        fewest = undefined;
        break;
      }
      if (fewest !== undefined && fewest.missing.length <= missing.length) continue;
      const before = new Set(other.scopes);
      fewest = { base: other.way, head: way, missing, instead: scopes.filter((scope) => !before.has(scope)) };
    }
    if (fewest !== undefined) return fewest;
  }
  return undefined;
}

interface Way {
  readonly way: SecurityAlternative;
  readonly scopes: readonly string[];
}

/** What the schemes of a way in are, whatever their names. */
function kindOf({ requirements }: SecurityAlternative): string {
  const kinds = requirements.map(({ scheme }) => `${scheme?.type} ${scheme?.httpScheme} ${scheme?.location}`);
  return kinds.sort().join();
}

/** Scopes that mean something: those of OAuth 2 and OpenID Connect, and the roles of any scheme from 3.1 on (OAS 3.1 section 4.8.30). */
function scopesOf({ requirements }: SecurityAlternative, version: OasVersion): string[] {
  const hasRoles = version === '3.1' || version === '3.2';
  return requirements.flatMap(({ scopes, scheme }) =>
    hasRoles || scheme?.type === 'oauth2' || scheme?.type === 'openIdConnect' ? scopes : [],
  );
}

function lost(asked: readonly string[], scopes: readonly string[], state: ScopeState, isSafe: boolean): string[] {
  state.left -= asked.length + scopes.length;
  if (state.left < 0) return [...asked];
  const given = new Set(scopes);
  const open = asked.filter((scope) => !given.has(scope));
  if (open.length === 0) return [];
  const before = new Set(asked);
  const added = scopes.filter((scope) => !before.has(scope));
  state.left -= open.length * added.length;
  if (state.left < 0) return open;
  return open.filter((scope) => !added.some((other) => isAtLeast(other, scope, state, isSafe)));
}

/** How much a scope lets its holder do: everything, writing, reading; undefined where its name does not say. */
function level(scope: string): 1 | 2 | 3 | undefined {
  if (/(?:^|[^\w])\*$/.test(scope) || scope === '*') return 3;
  const words = splitWords(scope);
  if (words.some((word) => EVERYTHING.has(word))) return 3;
  if (words.some((word) => WRITING.has(word))) return 2;
  return words.some((word) => READING.has(word)) ? 1 : undefined;
}

const EVERYTHING = new Set('all any full everything admin administrator root super superuser manage manager owner'.split(' '));
const WRITING = new Set(
  'write writer readwrite rw edit editor modify create update delete insert send upload control execute post put patch'.split(' '),
);
const READING = new Set('read reader readonly ro view viewer viewonly list get'.split(' '));

/** Whether a scope asks for no less than one that it replaces. */
function isAtLeast(scope: string, replaced: string, state: ScopeState, isSafe: boolean): boolean {
  const [words, others] = [splitWords(scope), splitWords(replaced)];
  const [now, then] = [level(scope), level(replaced)];
  const own = new Set(words);
  if (now !== undefined && then !== undefined && now > then) {
    return now === 2 && !isSafe && others.every((word) => own.has(word) || READING.has(word));
  }
  // `pets:read` in place of `read:pets` or `pets`; `pets:*` says no more than `pets`.
  if (others.length > 0 && others.every((word) => own.has(word))) return now !== 3 || then !== undefined || words.length > others.length;
  const isShortened = words.length < others.length && words.every((word) => others.includes(word));
  // The head knows nothing of the one any more, and the base nothing of the other.
  return !isShortened && now === then && !state.head.has(replaced) && !state.base.has(scope);
}

/** Every scope that each version declares or requires, and how many comparisons are left. */
interface ScopeState {
  readonly base: ReadonlySet<string>;
  readonly head: ReadonlySet<string>;
  left: number;
}

const scopeState: (versions: Versions) => ScopeState = perChange(({ base, head }) => ({
  base: scopesIn(base),
  head: scopesIn(head),
  left: MAX_COMPARED,
}));

function scopesIn(api: Api): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { flows } of api.allSchemes) for (const { scopes } of flows) for (const scope of scopes.keys()) found.add(scope);
  const seen = new Set<Security>();
  for (const { security } of api.operations) {
    if (seen.has(security)) continue;
    seen.add(security);
    for (const { requirements } of security.alternatives)
      for (const { scopes } of requirements) for (const scope of scopes) found.add(scope);
  }
  return found;
}
