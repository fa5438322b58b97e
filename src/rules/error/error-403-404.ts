import { defineRule } from '../../engine/define-rule.ts';
import { documentsStatus, exactStatus } from '../../model/statuses.ts';
import { objectParameter } from './object-path.ts';

/** Words of a description that says that the 404 hides what the caller may not see. */
const HIDES = /\b(?:access|permission|permitted|allowed|authori[sz]ed|forbidden|visible|belong|owned?|hidden)/i;

export default defineRule({
  id: 'error-403-404',
  title: "Answer for somebody else's object",
  severity: 'info',
  owasp: 'API1:2023',
  cwe: 203,
  why: "When only 404 is documented, nobody knows what another user's object answers; two different answers tell which ids exist.",
  fix: 'Document `403`, or say in the `404` description that it also stands for objects the caller may not access.',
  examples: {
    bad: `
components:
  securitySchemes:
    login: { type: http, scheme: bearer }
security:
  - login: []
paths:
  /pets/{petId}:
    get:
      responses:
        '200': { description: A pet }
        '404': { description: Not found }
`,
    good: `
components:
  securitySchemes:
    login: { type: http, scheme: bearer }
security:
  - login: []
paths:
  /pets/{petId}:
    get:
      responses:
        '200': { description: A pet }
        '404': { description: 'No such pet, or the caller has no access to it' }
`,
  },
  visit: 'operation',
  applies: (operation) => {
    const { origin, security } = operation;
    if (origin !== 'path' || security.isPublic || security.isOptional) return false;
    return objectParameter(operation) !== undefined && exactStatus(operation, 404) !== undefined;
  },
  *check(operation) {
    const notFound = exactStatus(operation, 404);
    if (notFound === undefined || documentsStatus(operation, 403) || HIDES.test(notFound.response.description)) return;
    yield {
      message: `\`${operation.label}\` documents \`404\` and no \`403\`, so the answer for somebody else's \`${objectParameter(operation)}\` is unknown: add \`403\`, or say in the \`404\` description that it covers objects the caller may not access`,
      at: ['responses', '404'],
    };
  },
  everywhere: (count) =>
    `All ${count} secured operations on objects document \`404\` and no \`403\`, so the answer for somebody else's object is unknown: add \`403\`, or say in the \`404\` descriptions that they cover it`,
});
