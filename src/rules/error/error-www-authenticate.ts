import { defineRule } from '../../engine/define-rule.ts';
import type { Operation } from '../../model/api.ts';

export default defineRule({
  id: 'error-www-authenticate',
  title: 'WWW-Authenticate on 401',
  severity: 'info',
  owasp: 'API2:2023',
  why: 'RFC 9110 section 11.6.1 obliges a 401 to name the scheme that is wanted; without it clients guess which credential to send.',
  fix: 'Add a `WWW-Authenticate` header to the `401` response.',
  examples: {
    bad: `
components:
  securitySchemes:
    login: { type: http, scheme: bearer }
security:
  - login: []
paths:
  /pets:
    get:
      responses:
        '401': { description: No or bad credential }
`,
    good: `
components:
  securitySchemes:
    login: { type: http, scheme: bearer }
security:
  - login: []
paths:
  /pets:
    get:
      responses:
        '401':
          description: No or bad credential
          headers:
            WWW-Authenticate: { schema: { type: string } }
`,
  },
  visit: 'response',
  applies: ({ usedBy }) => usedBy.some(({ operation, status }) => status === '401' && operation.origin === 'path' && httpScheme(operation)),
  *check({ headers, usedBy }) {
    if (headers.has('www-authenticate')) return;
    const operation = usedBy.find(({ status, operation }) => status === '401' && httpScheme(operation))?.operation;
    yield {
      message: `The \`401\` of \`${operation?.label}\` does not say which scheme it wants: add a \`WWW-Authenticate\` header`,
    };
  },
  everywhere: (count) => `None of the ${count} \`401\` responses says which scheme it wants: add a \`WWW-Authenticate\` header to each`,
});

function httpScheme({ security }: Operation): boolean {
  return security.alternatives.some(({ requirements }) => requirements.some(({ scheme }) => scheme?.type === 'http'));
}
