import { defineRule } from '../../engine/define-rule.ts';
import type { Schema } from '../../model/api.ts';
import { isBound } from '../../model/string-bounds.ts';
import { requestValues } from './judged.ts';
import { mergePatchSchemas } from './merge-patch.ts';
import { inputSubject } from './subject.ts';

export default defineRule({
  id: 'input-object-size',
  title: 'Free-form map without maxProperties',
  severity: 'warn',
  owasp: 'API4:2023',
  cwe: 770,
  why: 'In a map the caller chooses how many entries there are, and each costs memory, an index or a database column.',
  fix: 'Add `maxProperties`, and bound the values; or name the `properties` and set `additionalProperties: false`.',
  examples: {
    bad: `
components:
  schemas:
    Labels:
      type: object
      additionalProperties: { type: string, maxLength: 80 }
`,
    good: `
components:
  schemas:
    Labels:
      type: object
      maxProperties: 50
      additionalProperties: { type: string, maxLength: 80 }
`,
  },
  visit: 'schema',
  holds: 'both',
  inCode: 'declare the keys, or bound their number where the request is validated',
  among: (api) => requestValues(api, 'object'),
  applies: (schema, { api }) => !schema.synthetic && isMap(schema) && !mergePatchSchemas(api).has(schema),
  *check(schema) {
    if (isBound(schema.maxProperties)) return;
    yield { message: `${inputSubject(schema.place)} takes any number of entries: add \`maxProperties\`` };
  },
  everywhere: (count) => `None of the ${count} free-form maps in requests has a largest size: add \`maxProperties\` to each`,
});

/** No named properties and open. `additionalProperties: true` is input-object-open's. */
function isMap(schema: Schema): boolean {
  return schema.properties.size === 0 && (schema.additional === undefined || typeof schema.additional === 'object') && !isClosed(schema);
}

function isClosed(schema: Schema): boolean {
  return typeof schema.additional === 'object' && schema.additional.never;
}
