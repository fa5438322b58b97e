import { defineRule } from '../../engine/define-rule.ts';
import { gathered } from '../../model/repeated.ts';
import { type HeaderOptions, headerOptionDocs, headerOptions } from '../ratelimit/header-families.ts';
import { throttlingLosses } from './throttling.ts';
import { operationNames, relatedTo } from './wording.ts';

export default defineRule<'change', HeaderOptions>({
  id: 'regress-ratelimit',
  title: 'Rate limit no longer documented',
  severity: 'warn',
  owasp: 'API4:2023',
  cwe: 770,
  why: 'A limit that the document stops promising is a limit that may be gone, and clients no longer know when to slow down.',
  fix: 'Restore the `429` response, its `Retry-After` and the rate-limit headers that the base documented.',
  examples: {
    base: `
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets }
        '429':
          description: Too many requests
          headers: { Retry-After: { schema: { type: integer } } }
`,
    bad: `
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets }
`,
    good: `
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets }
        '429': { $ref: '#/components/responses/Throttled' }
components:
  responses:
    Throttled:
      description: Too many requests
      headers: { retry-after: { schema: { type: integer } } }
`,
  },
  options: headerOptions,
  optionDocs: headerOptionDocs,
  visit: 'change',
  *check(change, { options }) {
    const items = Array.from(throttlingLosses(change, options), ({ said, place, base, operations }) => ({
      cause: said,
      problem: {
        message: `${operationNames(operations)} ${said}`,
        place,
        related: relatedTo(base, operations.length > 1 ? operations : [], 'answers with it'),
      },
      where: operationNames(operations),
    }));
    yield* gathered(items, change.place, ({ cause }, count) => `${count} operations or responses ${cause}`);
  },
});
