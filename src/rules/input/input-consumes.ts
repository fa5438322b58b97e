import { get } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Operation } from '../../model/api.ts';

export default defineRule({
  id: 'input-consumes',
  title: 'Swagger 2.0 operation without media types',
  severity: 'warn',
  owasp: 'API8:2023',
  cwe: 436,
  why: 'Where `consumes` or `produces` is missing, the framework decides which parser reads a body and how an answer is rendered.',
  fix: 'Name the types in `consumes` (`produces` for a GET) of the operation or of the document.',
  examples: {
    bad: `
swagger: "2.0"
paths:
  /pets:
    post:
      parameters:
        - { name: pet, in: body, schema: { type: object } }
      responses:
        '201': { description: Created }
`,
    good: `
swagger: "2.0"
consumes: [application/json]
paths:
  /pets:
    post:
      parameters:
        - { name: pet, in: body, schema: { type: object } }
      responses:
        '201': { description: Created }
`,
  },
  visit: 'operation',
  applies: (operation, { api }) => api.version === '2.0' && (takesBody(operation) || answersBody(operation)),
  *check(operation, { api }) {
    const field = takesBody(operation) ? 'consumes' : 'produces';
    // An empty list at the operation clears the document's (OAS 2.0, operation object).
    const own = get(operation.raw, field);
    const list = own === undefined ? get(api.raw, field) : own;
    if (Array.isArray(list) && list.length > 0) return;
    const why = field === 'consumes' ? 'so any parser may read its body' : 'so the caller decides how its answer is read';
    yield { message: `\`${operation.label}\` has no \`${field}\`, ${why}: add \`${field}: [application/json]\` or what it really is` };
  },
  everywhere: (count) => `None of the ${count} operations names its media types: add \`consumes\` and \`produces\` to the document`,
});

function takesBody(operation: Operation): boolean {
  return operation.body !== undefined && ['POST', 'PUT', 'PATCH'].includes(operation.method);
}

function answersBody(operation: Operation): boolean {
  return (
    operation.method === 'GET' &&
    operation.responses.some(({ status, response }) => status.startsWith('2') && get(response.raw, 'schema') !== undefined)
  );
}
