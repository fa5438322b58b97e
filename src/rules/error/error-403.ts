import { defineRule } from '../../engine/define-rule.ts';
import type { Operation } from '../../model/api.ts';
import { documentsStatus, exactStatus } from '../../model/statuses.ts';
import { objectParameter } from './object-path.ts';

export default defineRule({
  id: 'error-403',
  title: '403 on operations with scopes or object ids',
  severity: 'info',
  owasp: 'API5:2023',
  cwe: 863,
  why: 'A valid credential may still lack the scope or belong to somebody else: an operation that never says 403 is rarely tested for it.',
  fix: 'Add a `403` response (or `4XX`, `default`).',
  examples: {
    bad: `
components:
  securitySchemes:
    login: { type: openIdConnect, openIdConnectUrl: 'https://id.acme.io/.well-known/openid-configuration' }
paths:
  /pets:
    post:
      security:
        - login: [pets.write]
      responses:
        '201': { description: Created }
`,
    good: `
components:
  securitySchemes:
    login: { type: openIdConnect, openIdConnectUrl: 'https://id.acme.io/.well-known/openid-configuration' }
paths:
  /pets:
    post:
      security:
        - login: [pets.write]
      responses:
        '201': { description: Created }
        '403': { description: The scope is missing }
`,
  },
  visit: 'operation',
  // A 404 on an object path is error-403-404's: one gap, one finding.
  applies: (operation) => {
    const { origin, security } = operation;
    if (origin !== 'path' || security.isPublic || security.isOptional) return false;
    const onObject = objectParameter(operation) !== undefined;
    return (onObject || hasScopes(operation)) && !(onObject && exactStatus(operation, 404) !== undefined);
  },
  *check(operation) {
    if (documentsStatus(operation, 403)) return;
    const parameter = objectParameter(operation);
    const cause = hasScopes(operation) ? 'asks for scopes' : `picks an object by \`${parameter}\``;
    yield {
      message: `\`${operation.label}\` ${cause} and does not say what a caller without the right gets: add a \`403\`, \`4XX\` or \`default\` response`,
      at: ['responses'],
    };
  },
  everywhere: (count) =>
    `None of the ${count} operations with scopes or object ids says what a caller without the right gets: add a \`403\`, \`4XX\` or \`default\` response to each`,
});

function hasScopes({ security }: Operation): boolean {
  return security.alternatives.some(({ requirements }) => requirements.some(({ scopes }) => scopes.length > 0));
}
