import { defineRule } from '../../engine/define-rule.ts';
import { requestValues } from './judged.ts';
import { pageSizes } from './page-sizes.ts';
import { inputSubject } from './subject.ts';

export default defineRule({
  id: 'input-number-range',
  title: 'Request number without both bounds',
  severity: 'warn',
  owasp: 'API4:2023',
  cwe: 770,
  why: 'A number without bounds can overflow, turn negative where a count is meant, or ask for more work than the server has.',
  fix: 'Add `minimum` and `maximum` (or their exclusive forms).',
  examples: {
    bad: `
paths:
  /quotes:
    get:
      parameters:
        - name: amount
          in: query
          schema: { type: number }
      responses:
        '200': { description: A quote }
`,
    good: `
paths:
  /quotes:
    get:
      parameters:
        - name: amount
          in: query
          schema: { type: number, minimum: 0, maximum: 1000000 }
      responses:
        '200': { description: A quote }
`,
  },
  visit: 'schema',
  holds: 'both',
  inCode: 'give it both bounds where the request is validated',
  // A page size without a maximum is an error of its own, input-page-size: one gap, one finding.
  among: (api) => requestValues(api, 'integer', 'number'),
  applies: (schema, { api }) => schema.maximum !== undefined || !pageSizes(api).has(schema),
  *check(schema) {
    const missing = [schema.minimum === undefined ? '`minimum`' : '', schema.maximum === undefined ? '`maximum`' : ''].filter(
      (name) => name !== '',
    );
    if (missing.length === 0) return;
    yield {
      get message() {
        return `${inputSubject(schema.place)} has no ${missing.join(' and no ')}, so it can overflow or ask for too much: add ${missing.join(' and ')}`;
      },
    };
  },
  everywhere: (count) => `None of the ${count} request numbers has both bounds: add \`minimum\` and \`maximum\` to each`,
});
