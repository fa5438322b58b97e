import { defineRule } from '../../engine/define-rule.ts';
import { isBinary, isBoundedString } from '../../model/string-bounds.ts';
import { isRequestValue } from './judged.ts';
import { inputSubject } from './subject.ts';

export default defineRule({
  id: 'input-string-length',
  title: 'Request string without an upper length',
  severity: 'warn',
  owasp: 'API4:2023',
  cwe: 770,
  why: 'A string of any length costs the server memory, parsing and storage that the caller chooses.',
  fix: 'Add `maxLength`, or `enum`, an anchored `pattern` with a bound, or a format of fixed length such as `uuid` or `date-time`.',
  examples: {
    bad: `
paths:
  /pets:
    get:
      parameters:
        - name: name
          in: query
          schema: { type: string }
      responses:
        '200': { description: Pets }
`,
    good: `
paths:
  /pets:
    get:
      parameters:
        - name: name
          in: query
          schema: { type: string, maxLength: 80 }
      responses:
        '200': { description: Pets }
`,
  },
  options: { boundedFormats: [] as readonly string[] },
  optionDocs: { boundedFormats: 'More formats, in lower case, whose strings your validator bounds.' },
  visit: 'schema',
  applies: (schema) => isRequestValue(schema, 'string') && !isBinary(schema),
  *check(schema, { options }) {
    if (isBoundedString(schema, options.boundedFormats)) return;
    const pattern = schema.pattern === undefined ? '' : ' (its `pattern` sets none)';
    yield { message: `${inputSubject(schema.place)} has no upper length${pattern}, so a caller can send megabytes: add \`maxLength\`` };
  },
  everywhere: (count) =>
    `None of the ${count} request strings has an upper length, so a caller can send megabytes: add \`maxLength\` to each`,
});
