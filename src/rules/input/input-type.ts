import { get } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Schema } from '../../model/api.ts';
import { isBinary } from '../../model/string-bounds.ts';
import { inputSubject } from './subject.ts';

export default defineRule({
  id: 'input-type',
  title: 'Request schema without a type',
  severity: 'warn',
  owasp: 'API8:2023',
  cwe: 20,
  why: 'A schema without `type` accepts every JSON value: `properties` or `maxLength` say nothing of a value of another type.',
  fix: 'Add `type` (3.1 and later: a list where several are meant), or `enum`/`const`.',
  examples: {
    bad: `
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema:
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
              properties:
                name: { type: string, maxLength: 80 }
      responses:
        '201': { description: Created }
`,
  },
  visit: 'schema',
  applies: (schema, { api }) => schema.request && !schema.never && !(api.version === '2.0' && schema.role === 'parameter'),
  *check(schema) {
    if (schema.typed || schema.values !== undefined || schema.alternatives.length > 0 || isBinary(schema) || isUnreadable(schema)) return;
    const [implied] = schema.types;
    yield {
      message:
        implied === undefined
          ? `${inputSubject(schema.place)} accepts any value: add \`type\` and its bounds`
          : `${inputSubject(schema.place)} has no \`type\`, so values that are no ${implied} pass unchecked: add \`type: ${implied}\``,
    };
  },
});

/** A reference that leads nowhere, or keywords that choose among schemas that are not read here. */
function isUnreadable(schema: Schema): boolean {
  return (
    schema.parts.some(({ raw }) => ['$ref', '$dynamicRef', 'if'].some((key) => get(raw, key) !== undefined)) && schema.parts.length === 1
  );
}
