import { get } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import { requestValues } from './judged.ts';
import { inputSubject } from './subject.ts';

export default defineRule({
  id: 'input-array-items',
  title: 'Array without items',
  severity: 'warn',
  owasp: 'API8:2023',
  cwe: 20,
  why: 'An array whose items nobody described takes any JSON in any depth.',
  fix: 'Add `items` with a schema (3.1 and later: or `prefixItems`).',
  examples: {
    bad: `
components:
  schemas:
    Tags: { type: array, maxItems: 20 }
`,
    good: `
components:
  schemas:
    Tags: { type: array, maxItems: 20, items: { type: string, maxLength: 20 } }
`,
  },
  visit: 'schema',
  holds: 'both',
  inCode: 'declare the type of the items, so that they are validated',
  among: (api) => requestValues(api, 'array'),
  *check(schema) {
    // What `items` says is judged where it stands, a reference that leads nowhere by structure-valid.
    const described = schema.parts.some(({ raw }) =>
      ['items', 'prefixItems', 'unevaluatedItems'].some((key) => get(raw, key) !== undefined),
    );
    if (described || schema.maxItems === 0) return;
    yield { message: `${inputSubject(schema.place)} does not say what its items are, so any JSON passes: add \`items\` with a schema` };
  },
});
