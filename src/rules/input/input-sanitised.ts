import { get } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import { patternFacts } from '../../model/pattern.ts';
import { isBinary } from '../../model/string-bounds.ts';
import { requestValues } from './judged.ts';
import { inputSubject } from './subject.ts';
import { writtenSchemas } from './written-schemas.ts';

export default defineRule({
  id: 'input-sanitised',
  title: 'Free text without sanitising evidence',
  severity: 'off',
  owasp: 'API8:2023',
  cwe: 79,
  why: 'Text that may hold anything, markup included, is stored by this operation and shown by another.',
  fix: 'Add a `pattern` that leaves out `<`, or state how the text is cleaned: `x-sanitize: html`.',
  examples: {
    bad: `
paths:
  /comments:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                text: { type: string, maxLength: 500 }
      responses:
        '201': { description: Created }
`,
    good: `
paths:
  /comments:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                text: { type: string, maxLength: 500, x-sanitize: html }
      responses:
        '201': { description: Created }
`,
  },
  options: { keys: ['x-sanitize', 'x-sanitise', 'x-sanitized', 'x-sanitised', 'x-sanitizer'] as readonly string[] },
  optionDocs: { keys: 'Extensions that say how a text is cleaned or escaped.' },
  visit: 'schema',
  among: (api) => requestValues(api, 'string'),
  applies: (schema, { api }) => !isBinary(schema) && schema.format === undefined && writtenSchemas(api).has(schema),
  *check(schema, { options }) {
    if (schema.patterns.some((pattern) => patternFacts(pattern)?.loose === false)) return;
    if (schema.parts.some(({ raw }) => options.keys.some((key) => isEvidence(get(raw, key))))) return;
    yield {
      get message() {
        return `${inputSubject(schema.place)} takes free text, markup included: add a restricting \`pattern\`, or say how it is cleaned with \`${options.keys[0] ?? 'x-sanitize'}\``;
      },
    };
  },
  everywhere: (count) =>
    `None of the ${count} free-text inputs of unsafe operations says how it is cleaned: add \`pattern\` or \`x-sanitize\` to each`,
});

function isEvidence(value: unknown): boolean {
  return value !== undefined && value !== false && value !== null && value !== 'none';
}
