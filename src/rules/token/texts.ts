import type { Place } from '../../documents/place.ts';
import { isObject } from '../../documents/tree.ts';
import type { Api } from '../../model/api.ts';
import { type Search, stringsOf } from '../../model/strings.ts';

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

/** The strings of all documents that rules about text look at, each once. */
export function texts(api: Api): Texts {
  const known = cache.get(api);
  if (known !== undefined) return known;
  const algorithms: Text[] = [];
  const userinfo: Text[] = [];
  for (const document of api.documents) {
    if (!isObject(document.value)) continue;
    for (const { text, path } of stringsOf(document).find(suspects)) {
      const key = path[path.length - 1] ?? '';
      const found: Text = { text, holder: document.root.at(...path.slice(0, -1)), key };
      if (mentionsAlgorithm(text) && (typeof key === 'string' || isAlgorithm(text))) algorithms.push(found);
      if (hasUserinfo(text)) userinfo.push(found);
    }
  }
  const found = { algorithms, userinfo };
  cache.set(api, found);
  return found;
}

/** Texts that may speak of or hold the algorithm of a JWT, or a URL with user information. */
export const suspects: Search = {
  test: (text) => mentionsAlgorithm(text) || hasUserinfo(text),
  source: /eyj|hs[235]|alg|none(?=")|:\\?\/\\?\/[^\s/?#"'`<>)]{0,2994}@/gi,
};

/** Names an algorithm or holds a token, wherever it stands. */
function isAlgorithm(value: string): boolean {
  return (value.length === 4 && value.toLowerCase() === 'none') || value.includes('eyJ');
}

/** A text without any of these mentions no algorithm: one search in place of four, for nearly every text. */
const MENTION = /eyj|\bhs[235]|\balg|^none$/i;

function mentionsAlgorithm(value: string): boolean {
  if (!MENTION.test(value)) return false;
  return isAlgorithm(value) || /\bHS(?:256|384|512)\b/i.test(value) || (/\balg/i.test(value) && /\bnone\b/i.test(value));
}

/** An `@` in the authority of a URL, which ends at the next slash at the latest. */
const USERINFO = /:\/\/[^\s/?#"'`<>\\)]{0,499}@/;

function hasUserinfo(value: string): boolean {
  return value.includes('://') && USERINFO.test(value);
}
