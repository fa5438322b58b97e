import { get } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import { requestValues } from './judged.ts';
import { inputSubject } from './subject.ts';

export default defineRule({
  id: 'input-string-format',
  title: 'Request string of any content',
  severity: 'info',
  owasp: 'API8:2023',
  cwe: 20,
  why: 'A string with no stated form is passed on as it is, and the first code that gives it meaning (SQL, HTML, a shell) meets it raw.',
  fix: 'Add `format`, `pattern`, `enum` or `const`.',
  examples: {
    bad: `
paths:
  /pets/{name}:
    get:
      parameters:
        - name: name
          in: path
          required: true
          schema: { type: string, maxLength: 80 }
      responses:
        '200': { description: A pet }
`,
    good: `
paths:
  /pets/{name}:
    get:
      parameters:
        - name: name
          in: path
          required: true
          schema: { type: string, maxLength: 80, pattern: '^[a-z-]+$' }
      responses:
        '200': { description: A pet }
`,
  },
  visit: 'schema',
  among: (api) => requestValues(api, 'string'),
  *check(schema) {
    if (schema.format !== undefined || schema.pattern !== undefined) return;
    if (schema.parts.some(({ raw }) => get(raw, 'contentMediaType') !== undefined || get(raw, 'contentEncoding') !== undefined)) return;
    yield {
      get message() {
        return `${inputSubject(schema.place)} may hold any text: add \`pattern\`, \`format\`, \`enum\` or \`const\``;
      },
    };
  },
  everywhere: (count) =>
    `None of the ${count} request strings says which text is valid: add \`pattern\`, \`format\`, \`enum\` or \`const\` to each`,
});
