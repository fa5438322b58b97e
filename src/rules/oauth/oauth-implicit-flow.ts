import { defineRule } from '../../engine/define-rule.ts';

export default defineRule({
  id: 'oauth-implicit-flow',
  title: 'OAuth 2 implicit flow',
  severity: 'error',
  owasp: 'API2:2023',
  cwe: 522,
  why: 'The implicit flow hands the access token over in a URL, where history, logs and injected scripts find it (RFC 9700 section 2.1.2).',
  fix: 'Replace `implicit` with `authorizationCode` (2.0: `accessCode`) and PKCE.',
  examples: {
    bad: `
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        implicit: { authorizationUrl: 'https://id.acme.com/authorize', scopes: {} }
`,
    good: `
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        authorizationCode: { authorizationUrl: 'https://id.acme.com/authorize', tokenUrl: 'https://id.acme.com/token', scopes: {} }
`,
  },
  visit: 'oauthFlow',
  *check({ flow, scheme }, { api }) {
    if (flow !== 'implicit') return;
    const [at, instead] = api.version === '2.0' ? [['flow'], 'accessCode'] : [[], 'authorizationCode'];
    yield { message: `\`${scheme.name}\` offers the implicit flow, which puts access tokens into URLs: use \`${instead}\` with PKCE`, at };
  },
});
