import { defineRule } from '../../engine/define-rule.ts';
import type { SensitiveClass } from '../../model/sensitive.ts';
import { subject } from '../input/subject.ts';
import { exposures } from './exposure.ts';
import { maskingKeys } from './masking.ts';
import { hidePassword } from './password-edits.ts';

export default defineRule({
  id: 'data-password-write-only',
  title: 'Password that is readable where it is written',
  severity: 'error',
  owasp: 'API3:2023',
  cwe: 522,
  why: 'One schema for reading and writing gives the password back to everyone who may read the object.',
  fix: 'Add `writeOnly: true` to the password (OpenAPI 3), or use one schema for requests and another for responses.',
  examples: {
    bad: `
paths:
  /users:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
      responses:
        '201': { description: Created, content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
components:
  schemas:
    User:
      type: object
      properties: { name: { type: string }, password: { type: string } }
`,
    good: `
paths:
  /users:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
      responses:
        '201': { description: Created, content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
components:
  schemas:
    User:
      type: object
      properties: { name: { type: string }, password: { type: string, writeOnly: true } }
`,
  },
  edit: '`writeOnly: true` on a password that is a string described in place (OpenAPI 3).',
  options: {
    classes: ['password'] as readonly SensitiveClass[],
    add: [] as readonly string[],
    remove: [] as readonly string[],
    maskingKeys,
  },
  optionDocs: {
    classes: 'Classes of fields that count as passwords.',
    add: 'More names that are passwords here, as words: `door code`.',
    remove: 'Names that are no passwords here.',
    maskingKeys: 'Extension keys that say a value goes out masked.',
  },
  visit: 'schema',
  holds: 'both',
  inCode: 'answer with a type of its own that does not hold the password',
  applies: ({ request, response }) => request && response,
  *check(schema, { api, options }) {
    for (const { property, found } of exposures(schema, api, options)) {
      // A read-only password is never written.
      if (property.schema.readOnly) continue;
      const edit = api.version === '2.0' ? 'use a response schema without it' : 'add `writeOnly: true`';
      yield {
        message: `${subject(property.place)} is written and read through the same schema, so every reader gets the password: ${edit}`,
        place: property.place,
        edits: found.class === 'password' ? hidePassword(property.schema, property.place, api) : [],
      };
    }
  },
});
