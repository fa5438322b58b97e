import { defineRule } from '../../engine/define-rule.ts';
import { mergePatchSchemas } from './merge-patch.ts';
import { inputSubject } from './subject.ts';

export default defineRule({
  id: 'input-patch-open',
  title: 'Merge patch with open properties',
  severity: 'warn',
  owasp: 'API3:2023',
  cwe: 915,
  why: 'A merge patch (RFC 7396) is applied to the record field by field, so whatever it names is written.',
  fix: 'Name what may be patched and set `additionalProperties: false`.',
  examples: {
    bad: `
paths:
  /pets/{id}:
    patch:
      requestBody:
        content:
          application/merge-patch+json:
            schema:
              type: object
              properties:
                name: { type: string, maxLength: 80 }
      responses:
        '200': { description: Patched }
`,
    good: `
paths:
  /pets/{id}:
    patch:
      requestBody:
        content:
          application/merge-patch+json:
            schema:
              type: object
              additionalProperties: false
              properties:
                name: { type: string, maxLength: 80 }
      responses:
        '200': { description: Patched }
`,
  },
  visit: 'schema',
  applies: (schema, { api }) => mergePatchSchemas(api).has(schema),
  *check(schema, { api }) {
    if (schema.additional === false || (typeof schema.additional === 'object' && schema.additional.never) || schema.never) return;
    const operation = mergePatchSchemas(api).get(schema);
    yield {
      message: `${inputSubject(schema.place)} is merged into the record by \`${operation?.label}\` with whatever it names: ${schema.properties.size === 0 ? 'list its `properties` and ' : ''}set \`additionalProperties: false\``,
    };
  },
});
