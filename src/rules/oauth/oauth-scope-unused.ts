import type { Place } from '../../documents/place.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { SecurityScheme } from '../../model/api.ts';
import { RELATED_LIMIT, requirementUses } from '../auth/securities.ts';

export default defineRule({
  id: 'oauth-scope-unused',
  title: 'Declared scope that nothing requires',
  severity: 'info',
  owasp: 'API9:2023',
  why: 'A scope that no operation asks for is given out for nothing, or was forgotten on the operation that it should guard.',
  fix: 'Require the scope on the operation that it guards, or delete it.',
  examples: {
    bad: `
security:
  - login: [read]
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: { read: Read orders, write: Change orders } }
`,
    good: `
security:
  - login: [read]
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: { read: Read orders } }
`,
  },
  visit: 'api',
  *check(api) {
    const required = new Map<object, Set<string>>();
    for (const { requirement } of requirementUses(api)) {
      const { scheme, scopes } = requirement;
      if (scheme?.type !== 'oauth2') continue;
      const scopesOf = required.get(scheme) ?? new Set();
      required.set(scheme, scopesOf);
      for (const scope of scopes) scopesOf.add(scope);
    }
    for (const scheme of api.schemes.values()) {
      const used = required.get(scheme);
      // Where no scope is required at all, auth-scheme-unused or oauth-scope-required says so.
      if (used === undefined || used.size === 0) continue;
      for (const [scope, [place, ...others]] of declaredScopes(scheme)) {
        if (place === undefined || used.has(scope)) continue;
        const related = others.slice(0, RELATED_LIMIT).map((other) => ({ place: other, message: 'declared here too' }));
        yield {
          message: `no operation requires scope \`${scope}\` of \`${scheme.name}\`: require it where it guards something or delete it`,
          place,
          related,
        };
      }
    }
  },
});

/** Each scope with its declarations, one a flow. */
function declaredScopes({ flows }: SecurityScheme): Map<string, Place[]> {
  const declared = new Map<string, Place[]>();
  for (const { scopes } of flows) {
    for (const [scope, place] of scopes) {
      const places = declared.get(scope);
      if (places === undefined) declared.set(scope, [place]);
      else places.push(place);
    }
  }
  return declared;
}
