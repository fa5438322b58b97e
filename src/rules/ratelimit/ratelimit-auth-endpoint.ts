import { defineRule } from '../../engine/define-rule.ts';
import { authEndpoint } from './auth-endpoint.ts';
import { hasRetryAfter } from './header-families.ts';
import { add429, addRetryAfter } from './throttled-edits.ts';

export default defineRule({
  id: 'ratelimit-auth-endpoint',
  title: 'Authentication endpoint without throttling',
  severity: 'error',
  owasp: 'API2:2023',
  cwe: 307,
  why: 'Logins, tokens, one-time codes and resets are guessed by machines: without a limit a short code falls in minutes.',
  fix: "Limit attempts by account and address, and document it: a `'429'` response with `Retry-After`.",
  examples: {
    bad: "paths:\n  /login:\n    post:\n      responses: {'200': {description: ok}, '401': {description: Wrong}}\n",
    good: `paths:
  /login:
    post:
      responses:
        '200': {description: ok}
        '429':
          description: Too many attempts
          headers: {Retry-After: {schema: {type: integer}}}
`,
  },
  edit: "A `'429'` response, the document's shared one where there is one, or `Retry-After` in seconds on the one that is there.",
  visit: 'operation',
  applies: (operation) => authEndpoint(operation) !== undefined,
  *check(operation, { api }) {
    const covering = operation.responses.filter(({ status }) => status === '429' || status === '4XX' || status === 'default');
    if (covering.some(({ response }) => hasRetryAfter(response))) return;
    const exact = covering.find(({ status }) => status === '429');
    const kind = authEndpoint(operation);
    if (exact === undefined) {
      yield {
        message: `\`${operation.label}\` (${kind}) has no \`429\`, so guessing seems unlimited: limit attempts and add a \`429\` response with \`Retry-After\``,
        at: ['responses'],
        edits: add429(operation, api),
      };
    } else {
      yield {
        message: `the \`429\` of \`${operation.label}\` (${kind}) has no \`Retry-After\`, so clients and lockouts cannot agree on a pause: add the header`,
        place: exact.place,
        edits: addRetryAfter(exact.response, api),
      };
    }
  },
});
