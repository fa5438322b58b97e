import { defineRule } from '../../engine/define-rule.ts';
import { isBinary, isBoundedString } from '../../model/string-bounds.ts';
import { subject } from '../input/subject.ts';

export default defineRule({
  id: 'data-response-bounds',
  title: 'Response without bounds',
  severity: 'off',
  owasp: 'API4:2023',
  cwe: 770,
  why: 'A bound on what leaves lets gateways stop an answer that has grown into a dump of the database.',
  fix: 'Add `maxLength` (or an enum, bounded pattern or format) to strings and `maxItems` to arrays.',
  examples: {
    bad: `
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets, content: { application/json: { schema: { type: array, items: { type: string, maxLength: 20 } } } } }
`,
    good: `
paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema: { type: array, maxItems: 100, items: { type: string, maxLength: 20 } }
`,
  },
  visit: 'schema',
  applies: (schema) =>
    schema.response &&
    !schema.never &&
    schema.alternatives.length === 0 &&
    schema.values === undefined &&
    (schema.types.includes('array') || (schema.types.includes('string') && !isBinary(schema))),
  *check(schema) {
    if (schema.types.includes('array')) {
      if (schema.maxItems === undefined)
        yield {
          get message() {
            return `${subject(schema.place)} may hold any number of items in a response: add \`maxItems\``;
          },
        };
    } else if (!isBoundedString(schema)) {
      yield {
        get message() {
          return `${subject(schema.place)} may be of any length in a response: add \`maxLength\``;
        },
      };
    }
  },
  everywhere: (count) => `None of the ${count} response strings and arrays has a bound: add \`maxLength\` and \`maxItems\``,
});
