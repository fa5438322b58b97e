import type { SecurityAlternative, SecurityScheme } from './api.ts';

/**
 * How hard a credential is to steal and replay, from 0 (none) to 5. Two ranks apart is a different class of protection:
 * 5 keys that never travel or tokens of an authorization server, 4 a token, 3 a fixed key, 2 the same where browsers add it by
 * themselves or only its hash travels, 1 a secret that logs keep (query string) or the password itself.
 */
type Strength = 0 | 1 | 2 | 3 | 4 | 5;

const TYPES: Readonly<Record<string, Strength>> = { mutualTLS: 5, openIdConnect: 5, oauth2: 5 };

const KEYS: Readonly<Record<string, Strength>> = { header: 3, cookie: 2, query: 1 };

/** By the name in IANA's HTTP Authentication Scheme registry, lower case; any other name counts as a fixed key. */
const HTTP: Readonly<Record<string, Strength>> = {
  bearer: 4,
  dpop: 5,
  gnap: 5,
  hoba: 5,
  mutual: 4,
  concealed: 5,
  privatetoken: 4,
  vapid: 4,
  'scram-sha-256': 4,
  'scram-sha-1': 3,
  negotiate: 3,
  oauth: 3,
  digest: 2,
  basic: 1,
  ntlm: 1,
};

/** Rank of one scheme; undefined when it is malformed or unknown and nothing can be said. */
export function schemeStrength(scheme: SecurityScheme | undefined): Strength | undefined {
  if (scheme?.type === undefined) return undefined;
  if (scheme.type === 'apiKey') return Object.hasOwn(KEYS, scheme.location ?? '') ? KEYS[scheme.location ?? ''] : undefined;
  if (scheme.type !== 'http') return Object.hasOwn(TYPES, scheme.type) ? TYPES[scheme.type] : undefined;
  if (scheme.httpScheme === undefined) return undefined;
  return Object.hasOwn(HTTP, scheme.httpScheme) ? HTTP[scheme.httpScheme] : 3;
}

/** Schemes that are asked together are as strong as the strongest of them; `{}` is 0; undefined when one of them cannot be ranked. */
export function alternativeStrength({ requirements }: Pick<SecurityAlternative, 'requirements'>): Strength | undefined {
  let strongest: Strength = 0;
  for (const { scheme } of requirements) {
    const rank = schemeStrength(scheme);
    if (rank === undefined) return undefined;
    if (rank > strongest) strongest = rank;
  }
  return strongest;
}
