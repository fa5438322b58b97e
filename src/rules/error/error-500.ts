import { defineRule } from '../../engine/define-rule.ts';
import { documentsStatus } from '../../model/statuses.ts';

export default defineRule({
  id: 'error-500',
  title: 'Server error response',
  severity: 'info',
  owasp: 'API8:2023',
  why: 'A failure whose answer nobody designed tends to be the framework default, stack trace included.',
  fix: 'Add a `500` response (or `5XX`, `default`) with a closed error schema.',
  examples: {
    bad: `
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets }
`,
    good: `
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets }
        5XX: { description: Server error }
`,
  },
  visit: 'operation',
  applies: ({ origin }) => origin === 'path',
  *check(operation) {
    if (documentsStatus(operation, 500)) return;
    yield {
      message: `\`${operation.label}\` does not document its server error, which is then the framework's own: add a \`500\`, \`5XX\` or \`default\` response`,
      at: ['responses'],
    };
  },
  everywhere: (count) =>
    `None of the ${count} operations documents its server error: add a \`500\`, \`5XX\` or \`default\` response to each`,
});
