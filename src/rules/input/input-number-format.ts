import { defineRule } from '../../engine/define-rule.ts';
import { requestValues } from './judged.ts';
import { inputSubject } from './subject.ts';

/** Formats of the OAS and JSON Schema registries that describe text; a validator ignores them on a number. */
const textFormats: ReadonlySet<string> = new Set(
  'binary byte base64url char commonmark date date-time duration email hostname html http-date idn-email idn-hostname ipv4 ipv6 iri iri-reference json-pointer media-range password regex relative-json-pointer string time uri uri-reference uri-template uuid'.split(
    ' ',
  ),
);

/** Formats of numbers with a fraction. */
const fractionFormats: ReadonlySet<string> = new Set(['float', 'double', 'decimal', 'decimal128']);

export default defineRule({
  id: 'input-number-format',
  title: 'Number without a fitting format',
  severity: 'info',
  owasp: 'API8:2023',
  cwe: 190,
  why: 'Where nothing says how wide a number is, caller and server cut it off at different sizes.',
  fix: 'Add `format`: `int32` or `int64` for an integer, `float` or `double` for a number.',
  examples: {
    bad: `
components:
  schemas:
    Pet:
      type: object
      properties:
        age: { type: integer, minimum: 0, maximum: 40 }
`,
    good: `
components:
  schemas:
    Pet:
      type: object
      properties:
        age: { type: integer, format: int32, minimum: 0, maximum: 40 }
`,
  },
  visit: 'schema',
  among: (api) => requestValues(api, 'integer', 'number'),
  applies: (schema) => !schema.types.includes('string'),
  *check(schema) {
    const { format } = schema;
    const integer = !schema.types.includes('number');
    const fitting = integer ? '`int32` or `int64`' : '`float` or `double`';
    if (format === undefined) {
      yield {
        get message() {
          return `${inputSubject(schema.place)} does not say how wide it is: add \`format\` ${fitting}`;
        },
      };
    } else if (textFormats.has(format) || (integer && fractionFormats.has(format))) {
      yield {
        message: `${inputSubject(schema.place)} has the format \`${format}\`, which is not one of ${integer ? 'integers' : 'numbers'} and is ignored: use ${fitting}`,
        at: ['format'],
      };
    }
  },
  everywhere: (count) =>
    `None of the ${count} request numbers has a fitting format: add \`int32\`, \`int64\`, \`float\` or \`double\` to each`,
});
