import { get, isObject } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Schema } from '../../model/api.ts';
import { close } from './closing.ts';
import { requestValues } from './judged.ts';
import { mergePatchSchemas } from './merge-patch.ts';
import { inputSubject } from './subject.ts';

export default defineRule({
  id: 'input-object-open',
  title: 'Request object that accepts unknown properties',
  severity: 'warn',
  owasp: 'API3:2023',
  cwe: 915,
  why: 'Properties that nobody described are bound to whatever field carries their name: this is how mass assignment begins.',
  fix: 'Set `additionalProperties: false` (3.1 and later with `allOf`: `unevaluatedProperties: false`), or describe the property.',
  examples: {
    bad: `
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              additionalProperties: true
              properties:
                name: { type: string, maxLength: 80 }
      responses:
        '201': { description: Created }
`,
    good: `
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              additionalProperties: false
              properties:
                name: { type: string, maxLength: 80 }
      responses:
        '201': { description: Created }
`,
  },
  edit: '`additionalProperties: false` on an object that says nothing of unknown properties, that only requests hold and that nothing is combined with.',
  options: { absent: false },
  optionDocs: { absent: 'Also report objects that say nothing of unknown properties, which JSON Schema lets in.' },
  strictOptions: { absent: true },
  visit: 'schema',
  // A map (no properties, one schema for all values) is input-object-size's business.
  among: (api) => requestValues(api, 'object'),
  applies: (schema, { api, options }) =>
    !schema.synthetic &&
    (schema.properties.size > 0 ? options.absent || schema.additional !== undefined : typeof schema.additional === 'boolean') &&
    // A map of typed values whose known keys are alternatives is a map all the same.
    !isTypedMap(schema) &&
    // The root of a merge patch belongs to input-patch-open.
    !mergePatchSchemas(api).has(schema),
  *check(schema, { api, options }) {
    const { additional } = schema;
    if (additional === true || typeof additional === 'object') {
      const { place, keyword } = openingKeyword(schema);
      const what = additional === true || additional.empty ? 'any unknown property' : 'unknown properties';
      yield {
        message: `${inputSubject(place)} accepts ${what}, which may set fields that callers must not: set \`${keyword}: false\``,
        place: place.at(keyword),
      };
    } else if (additional === undefined && options.absent) {
      yield {
        get message() {
          return `${inputSubject(schema.place)} says nothing of unknown properties, so all pass: add \`additionalProperties: false\``;
        },
        edits: close(schema, api),
      };
    }
  },
  everywhere: (count, { options }) =>
    options.absent
      ? `All ${count} request objects accept unknown properties, which may set fields that callers must not: add \`additionalProperties: false\` to each`
      : `All ${count} request objects with an \`additionalProperties\` accept any unknown property, which may set fields that callers must not: set it to \`false\` on each`,
});

/** Whether the part that opens the object is a map of typed values, whose known keys only its alternatives name. */
function isTypedMap({ additional, parts }: Schema): boolean {
  if (typeof additional !== 'object' || additional.empty) return false;
  return parts.some(
    ({ raw }) => isObject(raw.additionalProperties) && raw.properties === undefined && (raw.anyOf ?? raw.oneOf) !== undefined,
  );
}

/** Where the door is open. */
function openingKeyword(schema: Schema): { place: Schema['place']; keyword: string } {
  for (const keyword of ['additionalProperties', 'unevaluatedProperties']) {
    for (const { raw, place } of schema.parts) {
      const value = get(raw, keyword);
      if (value === true || isObject(value)) return { place, keyword };
    }
  }
  return { place: schema.place, keyword: 'additionalProperties' };
}
