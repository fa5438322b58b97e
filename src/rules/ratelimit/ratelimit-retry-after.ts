import { getObject } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import { hasRetryAfter } from './header-families.ts';
import { addRetryAfter } from './throttled-edits.ts';

export default defineRule({
  id: 'ratelimit-retry-after',
  title: '429 without Retry-After',
  severity: 'warn',
  owasp: 'API4:2023',
  cwe: 770,
  why: 'A throttled client that is not told when to come back tries again at once and adds to the load.',
  fix: 'Add `headers: {Retry-After: {schema: {type: integer}}}` (seconds) to the 429 response.',
  examples: {
    bad: "paths:\n  /pets:\n    get:\n      responses: {'429': {description: Too many requests}}\n",
    good: `paths:
  /pets:
    get:
      responses:
        '429':
          description: Too many requests
          headers: {retry-after: {schema: {type: integer}}}
`,
  },
  edit: 'A `Retry-After` header in seconds, on a response that serves as `429` or `503` and nothing else.',
  visit: 'response',
  applies: ({ usedBy }) => usedBy.some(({ status, operation }) => status === '429' && operation.origin === 'path'),
  *check(response, { api }) {
    if (hasRetryAfter(response)) return;
    const uses = response.usedBy.filter(({ status, operation }) => status === '429' && operation.origin === 'path');
    const who = uses.length === 1 ? `of \`${uses[0]?.operation.label}\`` : `of ${uses.length} operations`;
    yield {
      message: `the \`429\` ${who} does not say when to come back, so clients retry at once: add a \`Retry-After\` header`,
      at: getObject(response.raw, 'headers') === undefined ? [] : ['headers'],
      edits: addRetryAfter(response, api),
    };
  },
  everywhere: (count) =>
    `none of the ${count} \`429\` responses says when to come back, so clients retry at once: add a \`Retry-After\` header to them`,
});
