import { get } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Schema } from '../../model/api.ts';
import { isBound } from '../../model/string-bounds.ts';
import { bulkArrays } from './bulk.ts';
import { requestValues } from './judged.ts';
import { inputSubject } from './subject.ts';

export default defineRule({
  id: 'input-array-length',
  title: 'Request array without an upper length',
  severity: 'warn',
  owasp: 'API4:2023',
  cwe: 770,
  why: 'Each item costs work, and the caller chooses how many there are.',
  fix: 'Add `maxItems`.',
  examples: {
    bad: `
paths:
  /pets:
    get:
      parameters:
        - name: tags
          in: query
          schema: { type: array, items: { type: string, maxLength: 20 } }
      responses:
        '200': { description: Pets }
`,
    good: `
paths:
  /pets:
    get:
      parameters:
        - name: tags
          in: query
          schema: { type: array, maxItems: 20, items: { type: string, maxLength: 20 } }
      responses:
        '200': { description: Pets }
`,
  },
  visit: 'schema',
  holds: 'both',
  inCode: 'give it a largest number of items where the request is validated',
  // The array of a bulk operation belongs to input-batch: one gap, one finding.
  among: (api) => requestValues(api, 'array'),
  applies: (schema, { api }) => !bulkArrays(api).has(schema),
  *check(schema) {
    if (isBound(schema.maxItems) || isBoundedOtherwise(schema)) return;
    yield {
      get message() {
        return `${inputSubject(schema.place)} may hold any number of items: add \`maxItems\``;
      },
    };
  },
  everywhere: (count) => `None of the ${count} request arrays has an upper length: add \`maxItems\` to each`,
});

/** A tuple that takes no more items, or distinct items from a fixed list. */
function isBoundedOtherwise(schema: Schema): boolean {
  if (schema.items?.never === true) return true;
  const distinct = schema.parts.some(({ raw }) => get(raw, 'uniqueItems') === true);
  return distinct && (schema.items?.values !== undefined || schema.items?.types.join() === 'boolean');
}
