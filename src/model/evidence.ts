import type { Place } from '../documents/place.ts';
import { get, getObject, getString, type JsonObject } from '../documents/tree.ts';

/** What a document may say to prove a practice that OpenAPI has no field for. */
interface EvidenceKind {
  /**
   * Extension keys, compared without regard to case. A key proves the practice by any value but `false`, `null`, `0`, an empty text or
   * one of `false`, `no`, `none`, `off` and `disabled`, all of which deny it.
   */
  readonly keys: readonly string[];
  /** Words that prove it in a description. A sentence that negates something proves nothing. Must be linear and not `g`. */
  readonly words?: RegExp;
}

/** A node that may carry evidence: a flow, scheme, operation or the document. */
export interface EvidenceSource {
  readonly raw: JsonObject;
  readonly place: Place;
  /** Its descriptions speak of too much to prove anything. */
  readonly keysOnly?: boolean;
}

interface Evidence {
  /** The extension key or description. */
  readonly place: Place;
  /** Its value; a text for a description. */
  readonly value: unknown;
}

/** The first proof of a practice among the sources, nearest first. A source that denies the practice ends the search. */
export function findEvidence(sources: readonly EvidenceSource[], { keys, words }: EvidenceKind): Evidence | undefined {
  for (const { raw, place, keysOnly } of sources) {
    const written = extensions(raw);
    for (const wanted of keys) {
      const key = written.get(wanted.toLowerCase());
      if (key !== undefined) return denies(raw[key]) ? undefined : { place: place.at(key), value: raw[key] };
    }
    const described = words === undefined || keysOnly === true ? undefined : describes(raw, place, words);
    if (described !== undefined) return described;
  }
  return undefined;
}

const known = new WeakMap<JsonObject, ReadonlyMap<string, string>>();

/** The keys of a node by their lower-case form; the document's own are asked once for every operation. */
function extensions(raw: JsonObject): ReadonlyMap<string, string> {
  let found = known.get(raw);
  if (found === undefined) {
    found = new Map(Object.keys(raw).map((key) => [key.toLowerCase(), key]));
    known.set(raw, found);
  }
  return found;
}

const DENIALS: ReadonlySet<string> = new Set(['', 'false', 'no', 'none', 'off', 'disabled']);

function denies(value: unknown): boolean {
  if (typeof value === 'string') return DENIALS.has(value.trim().toLowerCase());
  return value === false || value === null || value === 0;
}

/** `summary` and `description` of a node; those of the document stand in `info`. */
function describes(raw: JsonObject, place: Place, words: RegExp): Evidence | undefined {
  const info = getObject(raw, 'info');
  const [holder, at] = info !== undefined && place.parent === undefined ? [info, place.at('info')] : [raw, place];
  for (const field of ['summary', 'description']) {
    const text = getString(holder, field);
    if (text !== undefined && affirms(text, words)) return { place: at.at(field), value: get(holder, field) };
  }
  return undefined;
}

const NEGATION = /\b(?:not|no|never|without|cannot|unsupported|disabled|lacks?|missing)\b|n't\b/i;

function affirms(text: string, words: RegExp): boolean {
  if (!words.test(text)) return false;
  return text.split(/[.;!?](?=\s|$)|\r?\n/).some((sentence) => words.test(sentence) && !NEGATION.test(sentence));
}
