import { defineRule } from '../../engine/define-rule.ts';

export default defineRule({
  id: 'tls-hsts',
  title: 'No Strict-Transport-Security documented',
  severity: 'off',
  owasp: 'API8:2023',
  cwe: 319,
  why: 'Without Strict-Transport-Security (RFC 6797) a browser that is once sent to the plain address keeps using it.',
  fix: 'Document `Strict-Transport-Security` on the responses, for example by a shared header component.',
  examples: {
    bad: "paths:\n  /pets:\n    get:\n      responses: {'200': {description: ok}}\n",
    good: `paths:
  /pets:
    get:
      responses:
        '200':
          description: ok
          headers:
            Strict-Transport-Security: {schema: {type: string}}
`,
  },
  visit: 'api',
  *check(api) {
    const responses = api.responses.filter(({ usedBy }) => usedBy.some(({ operation }) => operation.origin === 'path'));
    if (responses.length === 0 || responses.some(({ headers }) => headers.has('strict-transport-security'))) return;
    yield {
      message: `none of the ${responses.length} responses documents \`Strict-Transport-Security\`, so browsers may fall back to http: add the header`,
      at: ['paths'],
    };
  },
});
