import { get } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import { label } from '../../model/label.ts';
import { largestPage, pageSizes } from './page-sizes.ts';
import { inputSubject } from './subject.ts';

export default defineRule({
  id: 'input-page-size',
  title: 'Page size without a maximum',
  severity: 'error',
  owasp: 'API4:2023',
  cwe: 770,
  why: 'Whoever sets the page size decides how many rows one request reads: one call can read the whole table.',
  fix: 'Add `maximum` to the page size, and refuse or clamp what is above it.',
  examples: {
    bad: `
paths:
  /pets:
    get:
      parameters:
        - name: limit
          in: query
          schema: { type: integer }
      responses:
        '200': { description: Pets }
`,
    good: `
paths:
  /pets:
    get:
      parameters:
        - name: limit
          in: query
          schema: { type: integer, minimum: 1, maximum: 100 }
      responses:
        '200': { description: Pets }
`,
  },
  options: { maximum: 1000 },
  optionDocs: { maximum: 'The largest page that the policy allows, in results.' },
  visit: 'schema',
  holds: 'both',
  inCode: 'give it a maximum where the request is validated, and clamp what is above it',
  applies: (schema, { api }) => pageSizes(api).has(schema),
  *check(schema, { options, api }) {
    const largest = largestPage(schema);
    if (largest <= options.maximum) return;
    const name = `\`${pageSizes(api).get(schema)?.name}\``;
    if (largest === Number.POSITIVE_INFINITY) {
      yield {
        message: `${inputSubject(schema.place)} sets the page size and has no maximum, so one call can read everything: add \`maximum: ${options.maximum}\` or less`,
      };
      return;
    }
    const part = schema.parts.find(({ raw }) => typeof get(raw, 'maximum') === 'number') ?? schema.parts[0];
    yield {
      message: `${name} allows pages of ${largest} results, above the ${options.maximum} that the policy allows: lower \`maximum\` of ${label(schema.place)}`,
      ...(part === undefined ? {} : { place: part.place.at(schema.values === undefined ? 'maximum' : 'enum') }),
    };
  },
  everywhere: (count) =>
    `None of the ${count} page-size parameters has a maximum within the policy, so one call can read everything: add \`maximum\` to each`,
});
