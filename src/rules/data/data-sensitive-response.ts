import { defineRule } from '../../engine/define-rule.ts';
import type { SensitiveClass } from '../../model/sensitive.ts';
import { subject } from '../input/subject.ts';
import { exposures } from './exposure.ts';
import { maskingKeys } from './masking.ts';
import { hidePassword } from './password-edits.ts';
import { withArticle } from './wording.ts';
import { advice } from './write-only.ts';

export default defineRule({
  id: 'data-sensitive-response',
  title: 'Sensitive field in a response',
  severity: 'error',
  owasp: 'API3:2023',
  cwe: 200,
  why: 'Whatever a response holds ends up in clients, caches, logs and screenshots; a password or identity number there is lost for good.',
  fix: 'Leave the field out of the response schema or mark it `writeOnly: true`. If it goes out masked, say so: `x-masked: true`, a `pattern` of the mask, or `maxLength: 4` for last digits.',
  examples: {
    bad: `
paths:
  /me:
    get:
      responses:
        '200':
          description: Me
          content:
            application/json:
              schema:
                type: object
                properties: { ssn: { type: string }, cvv: { type: string } }
`,
    good: `
paths:
  /me:
    get:
      responses:
        '200':
          description: Me
          content:
            application/json:
              schema:
                type: object
                properties:
                  ssn: { type: string, pattern: '^\\*{5}[0-9]{4}$' }
                  cardNumber: { type: string, x-masked: true }
                  cardLast4: { type: string, maxLength: 4 }
                  password: { type: string, writeOnly: true }
                  hasPassword: { type: boolean }
`,
  },
  edit: '`writeOnly: true` on a password that requests hold too and that is a string described in place (OpenAPI 3).',
  options: {
    classes: ['password', 'secret', 'pin', 'government', 'financial', 'health', 'biometric'] as readonly SensitiveClass[],
    add: [] as readonly string[],
    remove: [] as readonly string[],
    maskingKeys,
  },
  optionDocs: {
    classes: 'Classes of fields that count; `token`, `account`, `personal`, `contact`, `name` and `address` are the others.',
    add: 'More names that are sensitive here, as words: `employee number`.',
    remove: 'Names that are not sensitive here: `iban`.',
    maskingKeys: 'Extension keys that say a value goes out masked.',
  },
  visit: 'schema',
  holds: 'both',
  inCode: 'leave it out of the type that answers, or keep it from being serialised',
  applies: (schema) => schema.response && schema.properties.size > 0,
  *check(schema, { api, options }) {
    for (const { property, found } of exposures(schema, api, options)) {
      const named = subject(property.place);
      yield {
        message: `${named} sends ${withArticle(found.label)} back in responses, where clients, caches and logs keep it: ${advice(api.version)}, or mask it and add \`x-masked: true\``,
        place: property.place,
        // Where nothing writes it, leaving it out is the edit, and that takes more than one line.
        edits: found.class === 'password' && schema.request ? hidePassword(property.schema, property.place, api) : [],
        related: schema.uses.slice(0, 3).map((place) => ({ place, message: 'used here' })),
      };
    }
  },
});
