import { defineRule } from '../../engine/define-rule.ts';
import type { Property, Schema } from '../../model/api.ts';
import { splitWords, type Words } from '../../model/words.ts';

export default defineRule({
  id: 'token-lifetime',
  title: 'Token response without a lifetime',
  severity: 'warn',
  owasp: 'API2:2023',
  cwe: 613,
  why: 'A client that is not told when a token ends keeps using and storing it, and a token without an end is a password (RFC 6749 section 5.1).',
  fix: 'Add `expires_in` (an integer, in seconds) beside `access_token`.',
  examples: {
    bad: `paths:
  /token:
    post:
      responses:
        '200':
          description: ok
          content: {application/json: {schema: {type: object, properties: {access_token: {type: string}}}}}
`,
    good: `paths:
  /token:
    post:
      responses:
        '200':
          description: ok
          content: {application/json: {schema: {type: object, properties: {access_token: {type: string}, expires_in: {type: integer}}}}}
`,
  },
  visit: 'operation',
  applies: (operation) => operation.origin === 'path',
  *check(operation) {
    for (const { status, response } of operation.responses) {
      if (!/^2/.test(status)) continue;
      for (const { schema } of response.content) {
        const property = schema === undefined ? undefined : unlimited(schema);
        if (property === undefined) continue;
        yield {
          message: `\`${property.name}\` comes without a lifetime, so clients keep and reuse the token: add \`expires_in\` beside it`,
          place: property.place,
        };
      }
    }
  },
});

/** The access token of a response body that has no lifetime beside it; one level of wrapping (`data`) and alternatives included. */
function unlimited(schema: Schema): Property | undefined {
  const bodies = [schema, ...schema.alternatives];
  for (const name of WRAPPERS) {
    const inner = schema.properties.get(name)?.schema;
    if (inner !== undefined) bodies.push(inner);
  }
  for (const { properties } of bodies) {
    const token = [...properties.values()].find(({ words }) => isAccessToken(words));
    // The lifetime may stand on the envelope as well as beside the token.
    if (token !== undefined && ![...properties.keys(), ...schema.properties.keys()].some((name) => isLifetime(splitWords(name))))
      return token;
  }
  return undefined;
}

const WRAPPERS = ['data', 'result', 'response', 'token', 'tokens'];

function isAccessToken(words: Words): boolean {
  return words.length === 2 && words[0] === 'access' && words[1] === 'token';
}

function isLifetime(words: Words): boolean {
  return words.some((word) => LIFETIME.has(word));
}

const LIFETIME: ReadonlySet<string> = new Set([
  'exp',
  'expire',
  'expired',
  'expires',
  'expiration',
  'expiresin',
  'expiry',
  'lifetime',
  'ttl',
  'until',
  'validity',
]);
