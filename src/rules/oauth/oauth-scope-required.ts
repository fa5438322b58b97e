import { defineRule } from '../../engine/define-rule.ts';
import { problemsOf, securityLists } from '../auth/securities.ts';

export default defineRule({
  id: 'oauth-scope-required',
  title: 'OAuth 2 requirement without a scope',
  severity: 'warn',
  owasp: 'API5:2023',
  cwe: 862,
  why: 'Any token of the authorization server then opens the operation, whatever its owner gave it out for.',
  fix: 'Name the scope that the operation needs, and declare it in the flow.',
  examples: {
    bad: `
paths:
  /orders:
    get:
      security:
        - login: []
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: { 'orders:read': Read orders } }
`,
    good: `
paths:
  /orders:
    get:
      security:
        - login: ['orders:read']
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: { 'orders:read': Read orders } }
`,
  },
  visit: 'api',
  check: (api) =>
    problemsOf(
      api,
      securityLists(api, ({ origin }) => origin === 'path'),
      ({ security }) =>
        security.alternatives.flatMap(({ requirements }) =>
          requirements.flatMap(({ name, scopes, scheme, place }) =>
            scheme?.type === 'oauth2' && scopes.length === 0
              ? [
                  {
                    message: `\`${name}\` is required without a scope, so any token of its authorization server passes: name the scope that is needed`,
                    place,
                  },
                ]
              : [],
          ),
        ),
      (count) =>
        `All ${count} operations with a \`security\` of their own require OAuth 2 without a scope, so any token passes: name the scopes that are needed`,
    ),
});
