import { getObject } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import { hasRetryAfter } from './header-families.ts';
import { addRetryAfter } from './throttled-edits.ts';

export default defineRule({
  id: 'throttle-503',
  title: '503 without Retry-After',
  severity: 'info',
  owasp: 'API4:2023',
  cwe: 770,
  why: 'Clients that do not know how long an overload lasts come back all at once and keep the service down (RFC 9110 section 15.6.4).',
  fix: 'Add `headers: {Retry-After: {schema: {type: integer}}}` (seconds) to the 503 response.',
  examples: {
    bad: "paths:\n  /pets:\n    get:\n      responses: {'503': {description: Overloaded}}\n",
    good: `paths:
  /pets:
    get:
      responses:
        '503':
          description: Overloaded
          headers: {Retry-After: {schema: {type: integer}}}
`,
  },
  edit: 'A `Retry-After` header in seconds, on a response that serves as `429` or `503` and nothing else.',
  visit: 'response',
  applies: ({ usedBy }) => usedBy.some(({ status, operation }) => status === '503' && operation.origin === 'path'),
  *check(response, { api }) {
    if (hasRetryAfter(response)) return;
    const uses = response.usedBy.filter(({ status, operation }) => status === '503' && operation.origin === 'path');
    const who = uses.length === 1 ? `of \`${uses[0]?.operation.label}\`` : `of ${uses.length} operations`;
    yield {
      message: `the \`503\` ${who} does not say how long the overload lasts, so clients come back all at once: add a \`Retry-After\` header`,
      at: getObject(response.raw, 'headers') === undefined ? [] : ['headers'],
      edits: addRetryAfter(response, api),
    };
  },
  everywhere: (count) =>
    `none of the ${count} \`503\` responses says how long the overload lasts, so clients come back all at once: add a \`Retry-After\` header to them`,
});
