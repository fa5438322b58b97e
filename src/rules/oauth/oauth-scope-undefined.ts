import type { Place } from '../../documents/place.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Api, SecurityScheme } from '../../model/api.ts';
import { nearest } from '../../nearest.ts';
import { HINT_LIMIT, RELATED_LIMIT, requirementUses } from '../auth/securities.ts';

export default defineRule({
  id: 'oauth-scope-undefined',
  title: 'Required scope that no flow declares',
  severity: 'error',
  owasp: 'API5:2023',
  cwe: 863,
  why: 'No client can ask for a scope that the scheme does not have, so the check is either dead or different from what the document says.',
  fix: 'Write the scope as the flow declares it, or add it to `scopes` of the flow.',
  examples: {
    bad: `
security:
  - login: ['order:write']
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: { 'orders:write': Change orders } }
`,
    good: `
security:
  - login: ['orders:write']
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: { 'orders:write': Change orders } }
`,
  },
  visit: 'api',
  *check(api) {
    let hints = 0;
    for (const [scheme, scopes] of undeclared(api)) {
      const declared = scopesOf(scheme);
      for (const [scope, [first, ...rest]] of scopes) {
        if (first === undefined) continue;
        const near = ++hints > HINT_LIMIT ? undefined : nearest(scope, declared);
        const edit = near === undefined ? 'add it to `scopes` of the flow' : `did you mean \`${near}\`?`;
        const who = rest.length === 0 ? `${first.owner} requires` : `${first.owner} and ${rest.length} more require`;
        yield {
          message: `${who} scope \`${scope}\`, which no flow of \`${scheme.name}\` declares, so no token has it: ${edit}`,
          place: first.place,
          related: rest.slice(0, RELATED_LIMIT).map(({ place, owner }) => ({ place, message: `${owner} requires it too` })),
        };
      }
    }
  },
});

interface ScopeUse {
  readonly place: Place;
  readonly owner: string;
}

function undeclared(api: Api): Map<SecurityScheme, Map<string, ScopeUse[]>> {
  const known = new Map<SecurityScheme, ReadonlySet<string>>();
  const found = new Map<SecurityScheme, Map<string, ScopeUse[]>>();
  for (const { requirement, owner } of requirementUses(api)) {
    const { scheme, scopes } = requirement;
    // A scheme without flows is malformed, which auth-scheme-valid says, or publishes its scopes as metadata (3.2).
    if (scheme?.type !== 'oauth2' || scheme.flows.length === 0) continue;
    const declared = known.get(scheme) ?? scopesOf(scheme);
    known.set(scheme, declared);
    for (const [index, scope] of scopes.entries()) {
      if (declared.has(scope)) continue;
      const ofScheme = found.get(scheme) ?? new Map<string, ScopeUse[]>();
      found.set(scheme, ofScheme);
      const use = { place: requirement.place.at(index), owner };
      const same = ofScheme.get(scope);
      if (same === undefined) ofScheme.set(scope, [use]);
      else same.push(use);
    }
  }
  return found;
}

function scopesOf({ flows }: SecurityScheme): Set<string> {
  return new Set(flows.flatMap(({ scopes }) => [...scopes.keys()]));
}
