import { defineRule } from '../../engine/define-rule.ts';
import { documentsStatus, exactStatus } from '../../model/statuses.ts';

export default defineRule({
  id: 'error-4xx',
  title: 'Validation error response',
  severity: 'warn',
  owasp: 'API8:2023',
  cwe: 20,
  why: 'An operation that never says how it refuses bad input is likely not to validate it, and its error body is designed by accident.',
  fix: 'Add a `400` or `422` response (or `4XX`, `default`) with a closed error schema.',
  examples: {
    bad: `
paths:
  /pets:
    get:
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
      responses:
        '200': { description: Pets }
`,
    good: `
paths:
  /pets:
    get:
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
      responses:
        '200': { description: Pets }
        '400': { description: Bad request }
`,
  },
  visit: 'operation',
  applies: (operation) => operation.origin === 'path' && (operation.parameters.length > 0 || operation.body !== undefined),
  *check(operation) {
    if (documentsStatus(operation, 400, 422)) return;
    // A path parameter that is wrong names nothing: where it is the only input, 404 is its refusal.
    const onlyPath = operation.body === undefined && operation.parameters.every(({ location }) => location === 'path');
    if (onlyPath && exactStatus(operation, 404) !== undefined) return;
    yield {
      message: `\`${operation.label}\` takes input and documents no refusal of bad input: add a \`400\`, \`422\`, \`4XX\` or \`default\` response`,
      at: ['responses'],
    };
  },
  everywhere: (count) =>
    `None of the ${count} operations with input documents how it refuses bad input: add a \`400\`, \`422\`, \`4XX\` or \`default\` response to each`,
});
