import { defineRule } from '../../engine/define-rule.ts';
import type { SecurityScheme } from '../../model/api.ts';
import { problemsOf, securityLists } from './securities.ts';

export default defineRule({
  id: 'auth-scopes-misplaced',
  title: 'Scopes on a scheme that has none',
  severity: 'warn',
  owasp: 'API2:2023',
  cwe: 285,
  why: 'Before OpenAPI 3.1 only OAuth 2 and OpenID Connect have scopes; on other schemes nobody enforces them, though the document looks strict.',
  fix: 'Empty the list, require an `oauth2` or `openIdConnect` scheme, or move the document to 3.1, where the list names roles.',
  examples: {
    bad: `
openapi: 3.0.3
paths:
  /orders:
    get:
      security:
        - key: [orders]
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-API-Key }
`,
    good: `
openapi: 3.0.3
paths:
  /orders:
    get:
      security:
        - key: []
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-API-Key }
`,
  },
  visit: 'api',
  *check(api) {
    if (api.version !== '2.0' && api.version !== '3.0') return;
    yield* problemsOf(
      api,
      securityLists(api, () => true),
      ({ security }) =>
        security.alternatives.flatMap(({ requirements }) =>
          requirements.flatMap(({ name, scopes, scheme, place }) =>
            scopes.length > 0 && scheme !== undefined && hasNoScopes(scheme)
              ? [
                  {
                    message: `\`${name}\` is no OAuth scheme, so nobody checks ${listed(scopes)}: write \`${name}: []\` or require an OAuth 2 scheme`,
                    place,
                  },
                ]
              : [],
          ),
        ),
      (count) =>
        `All ${count} operations name scopes on schemes that have none, so nobody checks them: empty the lists or require an OAuth 2 scheme`,
    );
  },
});

function hasNoScopes({ type }: SecurityScheme): boolean {
  return type === 'apiKey' || type === 'http' || type === 'mutualTLS';
}

function listed(scopes: readonly string[]): string {
  const shown = scopes.slice(0, 3).map((scope) => `\`${scope}\``);
  return `${shown.join(', ')}${scopes.length > shown.length ? ` and ${scopes.length - shown.length} more` : ''}`;
}
