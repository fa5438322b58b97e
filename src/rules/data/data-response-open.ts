import { defineRule } from '../../engine/define-rule.ts';
import type { Schema } from '../../model/api.ts';
import { subject } from '../input/subject.ts';
import { isAnswered } from './exposure.ts';

export default defineRule({
  id: 'data-response-open',
  title: 'Free-form response object',
  severity: 'info',
  owasp: 'API3:2023',
  cwe: 213,
  why: 'A response that may hold anything cannot be checked for what it must not hold.',
  fix: 'List the `properties`; where keys are data, give `additionalProperties` a schema for their values.',
  examples: {
    bad: `
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets, content: { application/json: { schema: { type: object, additionalProperties: true } } } }
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
              schema: { type: object, additionalProperties: { type: integer } }
`,
  },
  visit: 'schema',
  // Error bodies are error-schema's.
  applies: (schema, { api }) => schema.response && !schema.never && schema.role !== 'additional' && isAnswered(schema, api),
  *check(schema) {
    if (schema.alternatives.length > 0 || schema.values !== undefined) return;
    if (schema.empty) {
      yield {
        message: `${named(schema)} has an empty schema and may hold anything: give it a \`type\` and list its \`properties\``,
      };
    } else if (schema.types.includes('object') && isOpen(schema)) {
      const written = schema.additional !== undefined;
      yield {
        message: `${named(schema)} may hold any property: list its \`properties\`, or give \`additionalProperties\` a schema`,
        ...(written && Object.hasOwn(schema.raw, 'additionalProperties') ? { at: ['additionalProperties'] } : {}),
      };
    }
  },
});

function named({ place }: Schema): string {
  const name = subject(place);
  return / response of /.test(name) ? name : `${name} in a response`;
}

/** Anything is said to be fine, or nothing at all is said. */
function isOpen({ additional, patternProperties, parts }: Schema): boolean {
  // `properties: {}` says that there are none.
  if (additional === undefined) return patternProperties.length === 0 && parts.every(({ raw }) => !Object.hasOwn(raw, 'properties'));
  return additional === true || (typeof additional === 'object' && additional.empty);
}
