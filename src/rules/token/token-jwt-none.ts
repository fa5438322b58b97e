import { defineRule } from '../../engine/define-rule.ts';
import type { Api } from '../../model/api.ts';
import { jwtAlgorithm, saysAlgNone, saysSharedKeyForPublicClient } from './jwt.ts';
import { type Text, texts } from './texts.ts';

export default defineRule({
  id: 'token-jwt-none',
  title: 'JWT without a real signature',
  severity: 'error',
  essential: true,
  owasp: 'API2:2023',
  cwe: 347,
  why: 'Anyone can write a token with `alg: none`, and anyone who holds a public client holds its HMAC key: both make forged tokens valid.',
  fix: 'Sign with an asymmetric algorithm (`RS256`, `PS256`, `ES256`, `EdDSA`), accept nothing else, and say so.',
  examples: {
    bad: `components:
  securitySchemes:
    token:
      type: http
      scheme: bearer
      bearerFormat: JWT
      description: 'JWT, in test environments with alg: none.'
`,
    good: `components:
  securitySchemes:
    token:
      type: http
      scheme: bearer
      bearerFormat: JWT
      description: 'JWT signed with ES256; tokens with alg: none are rejected.'
`,
  },
  visit: 'api',
  *check(api) {
    const publicFlows = implicitSchemes(api);
    for (const found of texts(api).algorithms) {
      const message = judge(found, publicFlows);
      if (message !== undefined) yield { message, place: found.holder.at(found.key) };
    }
  },
});

function judge(found: Text, publicFlows: ReadonlySet<string>): string | undefined {
  const { text, holder, key } = found;
  if (text.toLowerCase() === 'none') {
    return isAlgorithm(found)
      ? '`none` as a JWT algorithm accepts tokens that anyone can write: use `RS256`, `ES256` or `EdDSA`'
      : undefined;
  }
  if (text.includes('eyJ') && jwtAlgorithm(text) === 'NONE') {
    return 'this JWT has `alg: none`, so it carries no signature and anyone can write one: show a signed token and accept no other';
  }
  if (saysAlgNone(text)) {
    return 'this says that tokens with `alg: none` are accepted, and anyone can write those: accept only `RS256`, `ES256` or `EdDSA`, and say so';
  }
  // An implicit flow has public clients by definition (RFC 6749 section 4.2).
  const shared =
    saysSharedKeyForPublicClient(text) ||
    (/\bHS(?:256|384|512)\b/.test(text) && publicFlows.has(holder.pointer) && typeof key === 'string');
  return shared
    ? 'HMAC-signed JWTs for a public client give every user the key that signs them: use `RS256`, `ES256` or `EdDSA`'
    : undefined;
}

/** `alg: none` of a JOSE header anywhere, and algorithm names or lists of them in an extension. */
function isAlgorithm({ holder, key }: Text): boolean {
  const path = [...holder.path, key].map(String);
  const inList = typeof key === 'number';
  const name = (path[path.length - (inList ? 2 : 1)] ?? '').toLowerCase();
  const extension = path.findIndex((segment) => segment.startsWith('x-'));
  if (name === 'alg') return !inList || extension >= 0;
  if (extension < 0 || !/(?:^|[-_.])(?:jwt[-_]?)?alg(?:orithm)?s?$/.test(name)) return false;
  return /jwt|jws|jose|token|sign|auth|^x-alg/i.test(path.slice(extension).join('/'));
}

function implicitSchemes(api: Api): ReadonlySet<string> {
  const found = [...api.schemes.values()].filter(({ flows }) => flows.some(({ flow }) => flow === 'implicit'));
  return new Set(found.map(({ place }) => place.pointer));
}
