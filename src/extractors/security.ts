import type { CodePlace, Enforcement, Evidence, RouteSecurity } from './route.ts';

/**
 * What one thing between request and handler does about access:
 * - `required`, `optional`: it authenticates;
 * - `public`: it says that nobody need be authenticated, and overrules what lies outside of it;
 * - `authorizes`: it asks for a role or permission, which nobody has who is not known: `required` with scopes;
 * - `harmless`: it was read and understood, and has nothing to do with access;
 * - `unknown`: it might guard.
 */
export type GuardKind = 'required' | 'optional' | 'public' | 'authorizes' | 'harmless' | 'unknown';

export interface Guard {
  readonly kind: GuardKind;
  /** A clause for the evidence. */
  readonly note: string;
  readonly place: CodePlace;
  readonly schemes?: readonly string[];
  readonly scopes?: readonly string[];
}

export interface Documented {
  readonly level: 'required' | 'optional' | 'public';
  readonly schemes?: readonly string[];
  readonly scopes?: readonly string[];
}

/**
 * The security of a route from its guards, outermost first. One that requires is enough: whatever else stands there cannot let anybody in,
 * unless something inside of it says `public`.
 */
export function securityOf(guards: readonly Guard[], documented?: Documented): RouteSecurity {
  const from = guards.findLastIndex(({ kind }) => kind === 'public');
  const inForce = from === -1 ? guards : guards.slice(from);
  const enforced = enforcement(inForce);
  const telling = inForce.filter(({ kind }) => TELLING[enforced].includes(kind));
  const evidence: Evidence[] = telling.map(({ note, place }) => ({ note, place }));
  const asking = inForce.filter(({ kind }) => kind !== 'harmless' && kind !== 'unknown');
  const schemes = unique(asking.flatMap((guard) => guard.schemes ?? []));
  return {
    enforced,
    documented: documented?.level,
    schemes: schemes.length > 0 ? schemes : unique(documented?.schemes ?? []),
    scopes: unique([...asking.flatMap((guard) => guard.scopes ?? []), ...(asking.length === 0 ? (documented?.scopes ?? []) : [])]),
    evidence,
  };
}

/** Which guards are the evidence of a level. */
const TELLING: Readonly<Record<Enforcement, readonly GuardKind[]>> = {
  required: ['required', 'authorizes'],
  optional: ['optional'],
  public: ['public'],
  none: [],
  unknown: ['unknown', 'optional'],
};

function enforcement(guards: readonly Guard[]): Enforcement {
  const has = (...kinds: GuardKind[]): boolean => guards.some(({ kind }) => kinds.includes(kind));
  if (has('required', 'authorizes')) return 'required';
  if (has('unknown')) return 'unknown';
  if (has('optional')) return 'optional';
  return has('public') ? 'public' : 'none';
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
