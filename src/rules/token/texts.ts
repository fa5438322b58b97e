import type { Place } from '../../documents/place.ts';
import { isObject } from '../../documents/tree.ts';
import type { Api } from '../../model/api.ts';
import { stringValues } from '../../model/strings.ts';

/** A string somewhere in a document. */
export interface Text {
  readonly text: string;
  /** The object or array that holds it. */
  readonly holder: Place;
  readonly key: string | number;
}

interface Texts {
  /** Strings that may speak of or hold a JWT's algorithm. */
  readonly algorithms: readonly Text[];
  /** Strings that hold a URL with an `@` behind its `//`. */
  readonly userinfo: readonly Text[];
}

const cache = new WeakMap<Api, Texts>();

/** The strings of all documents that rules about text look at, found in one walk. Each object is read once, YAML aliases included. */
export function texts(api: Api): Texts {
  const known = cache.get(api);
  if (known !== undefined) return known;
  const algorithms: Text[] = [];
  const userinfo: Text[] = [];
  const seen = new Set<object>();
  const pending: { value: object; place: Place }[] = [];
  const take = (value: unknown, holder: Place, key: string | number): void => {
    if (typeof value === 'string') {
      if (mentionsAlgorithm(value) && (typeof key === 'string' || isAlgorithm(value))) algorithms.push({ text: value, holder, key });
      if (hasUserinfo(value)) userinfo.push({ text: value, holder, key });
    } else if (typeof value === 'object' && value !== null && !seen.has(value)) {
      seen.add(value);
      pending.push({ value, place: holder.at(key) });
    }
  };
  const read = (value: object, place: Place): void => {
    if (Array.isArray(value)) for (const [index, item] of value.entries()) take(item, place, index);
    else for (const key of Object.keys(value)) take((value as Record<string, unknown>)[key], place, key);
  };
  for (const document of api.documents) {
    const isWorthIt = (value: string): boolean => mentionsAlgorithm(value) || hasUserinfo(value);
    if (isObject(document.value) && stringValues(document).some(isWorthIt)) read(document.value, document.root);
  }
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) read(next.value, next.place);
  const found = { algorithms, userinfo };
  cache.set(api, found);
  return found;
}

/** Names an algorithm or holds a token, wherever it stands. */
function isAlgorithm(value: string): boolean {
  return (value.length === 4 && value.toLowerCase() === 'none') || value.includes('eyJ');
}

function mentionsAlgorithm(value: string): boolean {
  return isAlgorithm(value) || /\bHS(?:256|384|512)\b/i.test(value) || (/\balg/i.test(value) && /\bnone\b/i.test(value));
}

function hasUserinfo(value: string): boolean {
  const slashes = value.indexOf('://');
  return slashes >= 0 && value.indexOf('@', slashes) >= 0;
}
