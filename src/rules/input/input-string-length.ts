import { get } from '../../documents/tree.ts';
import type { TreeEdit } from '../../documents/tree-edit.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Schema } from '../../model/api.ts';
import { isBinary, isBoundedString } from '../../model/string-bounds.ts';
import { requestValues } from './judged.ts';
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
  edit: '`maxLength` from a format whose values an RFC bounds: 254 for `email` and `idn-email`, 253 for `idn-hostname`.',
  options: { boundedFormats: [] as readonly string[] },
  optionDocs: { boundedFormats: 'More formats, in lower case, whose strings your validator bounds.' },
  visit: 'schema',
  holds: 'both',
  inCode: 'give it an upper length where the request is validated',
  among: (api) => requestValues(api, 'string'),
  applies: (schema) => !isBinary(schema),
  *check(schema, { options }) {
    if (isBoundedString(schema, options.boundedFormats)) return;
    const pattern = schema.pattern === undefined ? '' : ' (its `pattern` sets none)';
    yield {
      get message() {
        return `${inputSubject(schema.place)} has no upper length${pattern}, so a caller can send megabytes: add \`maxLength\``;
      },
      edits: bound(schema),
    };
  },
  everywhere: (count) =>
    `None of the ${count} request strings has an upper length, so a caller can send megabytes: add \`maxLength\` to each`,
});

/** Characters of the longest value that the format of a string allows. Formats that validators bound by themselves need no edit. */
const LONGEST: ReadonlyMap<unknown, number> = new Map([
  // RFC 5321 section 4.5.3.1.3 with erratum 1690 to RFC 3696: a path of 256 octets, angle brackets included.
  ['email', 254],
  ['idn-email', 254],
  // RFC 1035 section 2.3.4: 255 octets on the wire. A name in Unicode is no longer than its ASCII form (RFC 5890).
  ['idn-hostname', 253],
]);

function bound({ raw, place, parts, minLength }: Schema): TreeEdit[] {
  const longest = LONGEST.get(get(raw, 'format'));
  if (longest === undefined || parts.length !== 1 || get(raw, 'type') !== 'string' || get(raw, '$ref') !== undefined) return [];
  if (get(raw, 'maxLength') !== undefined || (minLength ?? 0) > longest) return [];
  return [{ kind: 'set', place: place.at('maxLength'), value: longest }];
}
