import { defineRule } from '../../engine/define-rule.ts';
import { documentsStatus } from '../../model/statuses.ts';

export default defineRule({
  id: 'error-401',
  title: '401 on secured operations',
  severity: 'warn',
  owasp: 'API2:2023',
  why: 'Without a documented 401 nobody tests that a missing or expired credential is refused, and clients cannot tell it from a failure.',
  fix: 'Add a `401` response (or `4XX`, `default`) to the secured operation.',
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
        '200': { description: Pets }
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
        '200': { description: Pets }
        '401': { description: No or bad credential }
`,
  },
  visit: 'operation',
  applies: ({ origin, security }) => origin === 'path' && !security.isPublic && !security.isOptional,
  *check(operation) {
    if (documentsStatus(operation, 401)) return;
    yield {
      message: `\`${operation.label}\` needs a credential and does not document its refusal: add a \`401\`, \`4XX\` or \`default\` response`,
      at: ['responses'],
    };
  },
  everywhere: (count) =>
    `None of the ${count} secured operations documents the refusal of a missing credential: add a \`401\`, \`4XX\` or \`default\` response to each`,
});
