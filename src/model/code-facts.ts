import type { Place } from '../documents/place.ts';
import { get, getArray, getString } from '../documents/tree.ts';
import type { Api, Operation } from './api.ts';
import { CODE } from './counterpart.ts';

/** Whether an API is what code serves. A document may hold the same extensions, and is not believed. */
export function isCode({ counterpart }: Api): boolean {
  return counterpart?.side === 'code';
}

/** What code does about access, as extractors tell it. */
export type Enforced = 'required' | 'optional' | 'public' | 'none' | 'unknown';

const LEVELS: ReadonlySet<unknown> = new Set<Enforced>(['required', 'optional', 'public', 'none']);

/** What the code of an operation does about access; `unknown` where nothing can be read. */
export function enforcedOf({ raw }: Operation): Enforced {
  const level = get(raw, CODE.enforced);
  return LEVELS.has(level) ? (level as Enforced) : 'unknown';
}

/** Scopes and roles that the code asks for, as written. */
export function codeScopes({ raw }: Operation): readonly string[] {
  return texts(getArray(raw, CODE.scopes));
}

/** Something that was read in the code, and where. */
export interface CodeEvidence {
  readonly note: string;
  readonly place: Place;
}

/** What was read to say what the code enforces, outermost first. */
export function evidenceOf({ raw, place }: Operation): CodeEvidence[] {
  return (getArray(raw, CODE.evidence) ?? []).flatMap((note, index) =>
    typeof note === 'string' ? [{ note, place: place.at(CODE.evidence, index) }] : [],
  );
}

/** What limits requests to an operation; `unknown` where a limiter may stand that was not understood, undefined where none was seen. */
export function limiterOf({ raw, place }: Operation): CodeEvidence | 'unknown' | undefined {
  const note = getString(raw, CODE.rateLimit);
  if (note !== undefined) return { note, place: place.at(CODE.rateLimit) };
  return get(raw, CODE.rateLimitUnknown) === undefined ? undefined : 'unknown';
}

/** Whether an operation is one of a route that answers every method. */
export function answersAny({ raw }: Operation): boolean {
  return get(raw, CODE.anyMethod) === true;
}

/** Names of path parameters that stand for any number of segments. */
export function wildcardsOf({ raw }: Operation): ReadonlySet<string> {
  return new Set(texts(getArray(raw, CODE.wildcards)));
}

function texts(list: readonly unknown[] | undefined): string[] {
  return (list ?? []).filter((item) => typeof item === 'string');
}
