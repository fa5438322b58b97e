import { defineRule } from '../../engine/define-rule.ts';
import { type HeaderOptions, headerOptionDocs, headerOptions } from './header-families.ts';
import { add429 } from './throttled-edits.ts';
import { documents429 } from './too-many-requests.ts';

export default defineRule<'operation', HeaderOptions>({
  id: 'ratelimit-429',
  title: 'Operation without 429',
  severity: 'warn',
  owasp: 'API4:2023',
  cwe: 770,
  why: 'An operation that never answers 429 Too Many Requests has no limit, or clients are not told how it shows.',
  fix: "Add a `'429'` response with `Retry-After`, best a shared one: `$ref: '#/components/responses/TooManyRequests'`.",
  examples: {
    bad: "paths:\n  /pets:\n    get:\n      responses: {'200': {description: ok}}\n",
    good: `paths:
  /pets:
    get:
      responses:
        '200': {description: ok}
        '429':
          description: Too many requests
          headers: {Retry-After: {schema: {type: integer}}}
`,
  },
  edit: "A `'429'` response: the document's shared one where there is one, else one with `Retry-After` in seconds.",
  options: headerOptions,
  optionDocs: headerOptionDocs,
  visit: 'operation',
  applies: (operation) => operation.origin === 'path',
  *check(operation, { api, options }) {
    if (documents429(operation, options)) return;
    const vague = operation.responses.some(({ status }) => status === '4XX');
    yield {
      message: vague
        ? `\`${operation.label}\` hides throttling in \`4XX\` without \`Retry-After\` or rate-limit headers: add a \`429\` response`
        : `\`${operation.label}\` has no \`429\` response, so clients cannot tell that they are throttled: add one with \`Retry-After\``,
      at: ['responses'],
      edits: add429(operation, api),
    };
  },
  everywhere: (count) =>
    `none of the ${count} operations documents \`429\`, so clients cannot tell that they are throttled: add a shared response with \`Retry-After\` to them`,
});
