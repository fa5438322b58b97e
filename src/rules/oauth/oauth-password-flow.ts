import { defineRule } from '../../engine/define-rule.ts';

export default defineRule({
  id: 'oauth-password-flow',
  title: 'OAuth 2 password flow',
  severity: 'error',
  owasp: 'API2:2023',
  cwe: 522,
  why: "Every client program gets to see the user's password, and a second factor is impossible (RFC 9700 section 2.4: must not be used).",
  fix: 'Replace `password` with `authorizationCode` (2.0: `accessCode`) and PKCE, or `clientCredentials` between services.',
  examples: {
    bad: `
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        password: { tokenUrl: 'https://id.acme.com/token', scopes: {} }
`,
    good: `
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: {} }
`,
  },
  visit: 'oauthFlow',
  *check({ flow, scheme }, { api }) {
    if (flow !== 'password') return;
    const [at, instead] = api.version === '2.0' ? [['flow'], 'accessCode'] : [[], 'authorizationCode'];
    yield {
      message: `\`${scheme.name}\` offers the password flow, which shows users' passwords to every client: use \`${instead}\` with PKCE`,
      at,
    };
  },
});
