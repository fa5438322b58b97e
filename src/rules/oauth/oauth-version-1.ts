import { defineRule } from '../../engine/define-rule.ts';

export default defineRule({
  id: 'oauth-version-1',
  title: 'OAuth 1.0',
  severity: 'error',
  owasp: 'API2:2023',
  cwe: 327,
  why: 'OAuth 1.0 signs with SHA-1, has neither scopes nor expiry and was replaced in 2012 (RFC 6749 obsoletes RFC 5849).',
  fix: 'Use `type: oauth2` or `openIdConnect`.',
  examples: {
    bad: `
components:
  securitySchemes:
    login: { type: http, scheme: OAuth }
`,
    good: `
components:
  securitySchemes:
    login: { type: http, scheme: bearer }
`,
  },
  visit: 'securityScheme',
  *check({ type, httpScheme, name }) {
    if (type === 'http' && httpScheme === 'oauth') {
      yield { message: `\`${name}\` is OAuth 1.0, which signs with SHA-1 and knows no scopes: use \`type: oauth2\``, at: ['scheme'] };
    }
  },
});
