import { defineRule } from '../../engine/define-rule.ts';
import type { Security, SecurityAlternative } from '../../model/api.ts';
import { isApiKey } from './api-key.ts';

export default defineRule({
  id: 'token-key-only-write',
  title: 'Change of data protected by an API key alone',
  severity: 'warn',
  owasp: 'API2:2023',
  cwe: 287,
  why: 'An API key names a client program, never expires and is shared by all its users, so nobody can tell who made a change or stop only them.',
  fix: 'Ask for a user or service token (`oauth2`, `openIdConnect`, `bearer`) on operations that change data; keep the key beside it for quotas.',
  examples: {
    bad: `paths:
  /orders:
    post:
      security: [{key: []}]
      responses: {'201': {description: ok}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-API-Key}
`,
    good: `paths:
  /orders:
    get:
      security: [{key: []}]
      responses: {'200': {description: ok}}
    post:
      security: [{key: [], token: []}]
      responses: {'201': {description: ok}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-API-Key}
    token: {type: http, scheme: bearer}
`,
  },
  visit: 'operation',
  applies: (operation) => !operation.safe && operation.origin === 'path' && !operation.security.isPublic,
  *check(operation) {
    for (const { place, requirements } of keyOnly(operation.security)) {
      const names = requirements.slice(0, 3).map(({ name }) => `\`${name}\``);
      // The root's alternative is one finding for all operations that inherit it: the same place and the same words.
      const what = operation.security.origin === 'root' ? 'operations that change data and inherit this' : `\`${operation.label}\``;
      yield {
        message: `${names.join(' and ')} alone ${names.length > 1 ? 'open' : 'opens'} ${what}, and a key says nothing of who acts: ask for a bearer, OAuth 2 or OpenID token as well`,
        place,
      };
    }
  },
  everywhere: (count) =>
    `all ${count} operations that change data ask for nothing but API keys, which say nothing of who acts: ask for a bearer, OAuth 2 or OpenID token`,
});

/** Alternatives of a list that are shown at most. */
const MAX_SHOWN = 5;

const cache = new WeakMap<Security, readonly SecurityAlternative[]>();

/** The alternatives that keys alone satisfy. Most operations share the root's list, which is read once. */
function keyOnly(security: Security): readonly SecurityAlternative[] {
  let found = cache.get(security);
  if (found === undefined) {
    found = security.alternatives
      .filter(({ requirements }) => requirements.length > 0 && requirements.every(({ scheme }) => scheme !== undefined && isApiKey(scheme)))
      .slice(0, MAX_SHOWN);
    cache.set(security, found);
  }
  return found;
}
