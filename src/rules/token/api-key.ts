import type { SecurityScheme } from '../../model/api.ts';
import { splitWords } from '../../model/words.ts';

/** Words of header names that carry a token of a user or session, which 2.0 can only declare as `apiKey`. */
const TOKEN_WORDS: ReadonlySet<string> = new Set(['authorization', 'bearer', 'jwt', 'session', 'token']);

/**
 * Whether a scheme is a key that identifies a client. A cookie is a session, and an `apiKey` named `Authorization` or
 * `X-Auth-Token` is how 2.0 documents (and many later ones) declare a bearer token; `X-Api-Token` is a key again.
 */
export function isApiKey(scheme: SecurityScheme): boolean {
  if (scheme.type !== 'apiKey' || scheme.location === 'cookie') return false;
  const words = splitWords(scheme.parameterName ?? '');
  return words.includes('api') || words.includes('key') || !words.some((word) => TOKEN_WORDS.has(word));
}
