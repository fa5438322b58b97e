import { getObject } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import { hasGatewayLimit } from './gateway-limits.ts';
import { type HeaderOptions, headerOptionDocs, headerOptions, statesLimit } from './header-families.ts';
import { judgedAt, successes } from './success.ts';

export default defineRule<'response', HeaderOptions>({
  id: 'ratelimit-headers',
  title: 'Success response without rate-limit headers',
  severity: 'error',
  owasp: 'API4:2023',
  cwe: 770,
  why: 'An API that states no limit mostly has none, and then one client can exhaust it, guess passwords or copy all its data.',
  fix: 'Document `RateLimit` and `RateLimit-Policy` (or `X-RateLimit-Limit`, `-Remaining`, `-Reset`) on success responses, best as shared header components.',
  examples: {
    bad: "paths:\n  /pets:\n    get:\n      responses: {'200': {description: ok}}\n",
    good: `paths:
  /pets:
    get:
      responses:
        '200':
          description: ok
          headers:
            RateLimit: {schema: {type: string}}
            RateLimit-Policy: {schema: {type: string}}
`,
  },
  options: headerOptions,
  optionDocs: headerOptionDocs,
  visit: 'response',
  applies: (response) => judgedAt(response).length > 0,
  *check(response, { api, options }) {
    const limited = (uses: ReturnType<typeof successes>) => uses.some((use) => statesLimit(use.response, options));
    const operations = judgedAt(response).filter((operation) => !limited(successes(operation)) && !hasGatewayLimit(operation, api));
    const [first] = operations;
    if (first === undefined) return;
    const more = operations.length > 1 ? ` and ${operations.length - 1} more` : '';
    yield {
      message: `\`${first.label}\`${more} ${more === '' ? 'succeeds' : 'succeed'} without rate-limit headers, so no limit is promised: add \`RateLimit\` and \`RateLimit-Policy\``,
      at: getObject(response.raw, 'headers') === undefined ? [] : ['headers'],
      related: operations.slice(1, 6).map(({ place, label }) => ({ place, message: `\`${label}\` answers with it` })),
    };
  },
  everywhere: (_count, { api }) => {
    const count = api.operations.filter((operation) => operation.origin === 'path' && successes(operation).length > 0).length;
    return `none of the ${count} operations documents rate-limit headers, so no limit is promised anywhere: add \`RateLimit\` and \`RateLimit-Policy\` to their success responses`;
  },
});
