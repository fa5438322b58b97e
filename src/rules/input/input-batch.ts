import { get } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import { bulkArrays } from './bulk.ts';

export default defineRule({
  id: 'input-batch',
  title: 'Bulk operation without a small enough limit',
  severity: 'warn',
  owasp: 'API4:2023',
  cwe: 770,
  why: 'A bulk operation multiplies one request by the number of its items, past every rate limit that counts requests.',
  fix: 'Set `maxItems` on the array of a bulk operation to what the policy allows.',
  examples: {
    bad: `
paths:
  /pets/batch:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: array, maxItems: 100000, items: { type: object } }
      responses:
        '200': { description: Done }
`,
    good: `
paths:
  /pets/batch:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: array, maxItems: 100, items: { type: object } }
      responses:
        '200': { description: Done }
`,
  },
  options: { maximum: 1000 },
  optionDocs: { maximum: 'Most items that the policy allows in one bulk request.' },
  visit: 'schema',
  applies: (schema, { api }) => bulkArrays(api).has(schema),
  *check(schema, { api, options }) {
    if (schema.maxItems !== undefined && schema.maxItems <= options.maximum) return;
    const operation = bulkArrays(api).get(schema)?.label;
    if (schema.maxItems === undefined) {
      yield {
        message: `The bulk operation \`${operation}\` takes any number of ${schema.holder === undefined ? 'items' : `\`${schema.holder}\``} in one request: add \`maxItems: ${options.maximum}\` or less`,
      };
      return;
    }
    const part = schema.parts.find(({ raw }) => get(raw, 'maxItems') === schema.maxItems);
    yield {
      message: `The bulk operation \`${operation}\` takes ${schema.maxItems} items in one request, above the ${options.maximum} that the policy allows: lower \`maxItems\``,
      ...(part === undefined ? {} : { place: part.place.at('maxItems') }),
    };
  },
});
