import type { Security, SecurityAlternative, SecurityScheme } from '../api.ts';
import { schemeStrength } from '../strength.ts';

/** A way in that the head opens and that asks for less than every way of the base. */
export interface Weakening {
  /** `public`: no credential is asked any more; `optional`: a credential may be left out; `weaker`: an easier one, or fewer, will do. */
  readonly kind: 'public' | 'optional' | 'weaker';
  /** The way of the base that is nearest to it. */
  readonly base: SecurityAlternative;
  /** Undefined when the head says nothing of security. */
  readonly head: SecurityAlternative | undefined;
  /** The scheme that both name and that has become weaker itself. */
  readonly scheme: { readonly base: SecurityScheme; readonly head: SecurityScheme | undefined; readonly name: string } | undefined;
}

const known = new WeakMap<Security, WeakMap<Security, { readonly value: Weakening | undefined }>>();

/**
 * How the head protects less than the base: OR between alternatives, AND inside one. Schemes count by what they are (type, place of a key,
 * HTTP scheme, flows), so that names and order mean nothing, and by {@link schemeStrength}. Undefined when each way in asks for as much as before.
 */
export function weakening(base: Security, head: Security): Weakening | undefined {
  const byHead = known.get(base) ?? new WeakMap();
  known.set(base, byHead);
  let entry = byHead.get(head);
  if (entry === undefined) {
    entry = { value: compare(base, head) };
    byHead.set(head, entry);
  }
  return entry.value;
}

function compare(base: Security, head: Security): Weakening | undefined {
  const before = distinct(base.alternatives);
  const [first] = before;
  // Whoever could come in without a credential still can.
  if (first === undefined || before.some(({ requirements }) => requirements.length === 0)) return undefined;
  const best = before.reduce((most, each) => (rankOf(each) > rankOf(most) ? each : most), first);
  if (head.isPublic) return { kind: 'public', base: best, head: head.alternatives[0], scheme: undefined };
  let weaker: Weakening | undefined;
  for (const way of distinct(head.alternatives)) {
    if (before.some((other) => asksAsMuch(way, other))) continue;
    if (way.requirements.length === 0) return { kind: 'optional', base: best, head: way, scheme: undefined };
    if (weaker !== undefined) continue;
    const named = base.alternatives.find((other) => sameNames(way, other));
    const scheme = named === undefined ? undefined : weakScheme(named, way);
    weaker = { kind: 'weaker', base: named ?? nearest(way, before), head: way, scheme };
  }
  return weaker;
}

/** Ways in that ask for the same count once, so that a long list costs no more than it differs. */
function distinct(ways: readonly SecurityAlternative[]): readonly SecurityAlternative[] {
  if (ways.length < LONG_LIST) return ways;
  return [...new Map(ways.map((way) => [JSON.stringify(profile(way)), way])).values()];
}

const LONG_LIST = 8;

/** What counts of a way in, read once. */
interface Profile {
  /**
   * Of each requirement, the strongest first, at least and at most: a scheme that cannot be ranked gets the benefit of the doubt on either
   * side, and one that nothing defines protects nothing.
   */
  readonly least: readonly number[];
  readonly most: readonly number[];
  /** Names of schemes that nothing defines. */
  readonly undefinedNames: readonly string[];
  /** Weak flows of OAuth 2 that it offers. */
  readonly weakFlows: readonly string[];
  /** Whether it may offer any flow: OpenID Connect by its discovery document, and OAuth 2 whose flows cannot be read. */
  readonly anyFlow: boolean;
}

/** Flows of OAuth 2 that give tokens or passwords away (RFC 9700 sections 2.1.2 and 2.4). */
const WEAK_FLOWS = ['implicit', 'password'];

const profiles = new WeakMap<SecurityAlternative, Profile>();

function profile(way: SecurityAlternative): Profile {
  let found = profiles.get(way);
  if (found === undefined) {
    const { requirements } = way;
    const flows = requirements.flatMap(({ scheme }) => scheme?.flows.map(({ flow }) => flow) ?? []);
    found = {
      least: requirements.map(({ scheme }) => schemeStrength(scheme) ?? 0).sort((a, b) => b - a),
      most: requirements.map(({ scheme }) => (scheme === undefined ? 0 : (schemeStrength(scheme) ?? 5))).sort((a, b) => b - a),
      undefinedNames: requirements.filter(({ scheme }) => scheme === undefined).map(({ name }) => name),
      weakFlows: WEAK_FLOWS.filter((flow) => flows.includes(flow)),
      anyFlow: requirements.some(
        ({ scheme }) => scheme?.type === 'openIdConnect' || (scheme?.type === 'oauth2' && scheme.flows.length === 0),
      ),
    };
    profiles.set(way, found);
  }
  return found;
}

/** Whether one way in asks for at least what another one does. */
export function asksAsMuch(way: SecurityAlternative, other: SecurityAlternative): boolean {
  const [given, asked] = [profile(way), profile(other)];
  const [most] = asked.least;
  const [best] = given.most;
  if (most === undefined) return true;
  if (best === undefined) return false;
  // What was not defined before either is no worse.
  if (given.undefinedNames.length > 0 && given.undefinedNames.some((name) => !asked.undefinedNames.includes(name))) return false;
  if (best > most) return true;
  if (given.most.length < asked.least.length || asked.least.some((rank, index) => (given.most[index] ?? 0) < rank)) return false;
  return best < 5 || asked.anyFlow || given.weakFlows.every((flow) => asked.weakFlows.includes(flow));
}

function rankOf(way: SecurityAlternative): number {
  return profile(way).least[0] ?? 0;
}

function sameNames(a: SecurityAlternative, b: SecurityAlternative): boolean {
  if (a.requirements.length !== b.requirements.length) return false;
  const names = new Set(a.requirements.map(({ name }) => name));
  return b.requirements.every(({ name }) => names.has(name));
}

/** The way of the base that has most in common with one of the head. */
function nearest(way: SecurityAlternative, ways: readonly SecurityAlternative[]): SecurityAlternative {
  const names = new Set(way.requirements.map(({ name }) => name));
  const common = (other: SecurityAlternative): number => other.requirements.filter(({ name }) => names.has(name)).length;
  return ways.reduce((best, each) => (common(each) > common(best) ? each : best));
}

/** Of two ways that name the same schemes, the scheme that changed for the worse. */
function weakScheme(base: SecurityAlternative, head: SecurityAlternative): Weakening['scheme'] {
  for (const { name, scheme } of base.requirements) {
    const now = head.requirements.find((requirement) => requirement.name === name)?.scheme;
    if (scheme === undefined || now === scheme) continue;
    const single = (requirement: SecurityScheme | undefined): SecurityAlternative => ({
      place: head.place,
      requirements: [{ place: head.place, name, scopes: [], scheme: requirement }],
    });
    if (!asksAsMuch(single(now), single(scheme))) return { base: scheme, head: now, name };
  }
  return undefined;
}

const KEYS: Readonly<Record<string, string>> = { header: 'a header', query: 'the query', cookie: 'a cookie' };

/** What a scheme is, in words: `OAuth 2`, `HTTP bearer`, `an API key in the query`. */
export function schemeTitle(scheme: SecurityScheme | undefined): string {
  switch (scheme?.type) {
    case undefined:
      return 'not defined';
    case 'oauth2': {
      const weak = scheme.flows.map(({ flow }) => flow).filter((flow) => WEAK_FLOWS.includes(flow));
      return weak.length === 0 ? 'OAuth 2' : `OAuth 2 with the ${weak[0]} flow`;
    }
    case 'openIdConnect':
      return 'OpenID Connect';
    case 'mutualTLS':
      return 'mutual TLS';
    case 'apiKey':
      return `an API key in ${KEYS[scheme.location ?? ''] ?? 'an unknown place'}`;
    case 'http':
      return `HTTP ${(scheme.httpScheme ?? 'authentication').replaceAll('`', "'").slice(0, 20)}`;
    default:
      return 'of an unknown type';
  }
}
