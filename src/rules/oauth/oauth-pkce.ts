import { defineRule } from '../../engine/define-rule.ts';
import { findEvidence } from '../../model/evidence.ts';

interface Options {
  readonly evidence: readonly string[];
}

export default defineRule<'oauthFlow', Options>({
  id: 'oauth-pkce',
  title: 'Authorization code flow without word of PKCE',
  severity: 'info',
  owasp: 'API2:2023',
  cwe: 1390,
  why: 'Without PKCE a stolen authorization code can be redeemed by whoever has it (RFC 9700 section 2.1.1 asks for it from all clients).',
  fix: 'Require PKCE and say so: `x-pkce: S256` on the flow, or the word PKCE in a description.',
  examples: {
    bad: `
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        authorizationCode: { authorizationUrl: 'https://id.acme.com/authorize', tokenUrl: 'https://id.acme.com/token', scopes: {} }
`,
    good: `
components:
  securitySchemes:
    login:
      type: oauth2
      description: Clients must use PKCE with S256.
      flows:
        authorizationCode: { authorizationUrl: 'https://id.acme.com/authorize', tokenUrl: 'https://id.acme.com/token', scopes: {} }
`,
  },
  options: { evidence: ['x-pkce', 'x-pkce-required', 'x-requires-pkce', 'x-usePkce', 'x-code-challenge-method'] },
  optionDocs: { evidence: 'Extension keys on the flow, the scheme or the document that prove PKCE when present and not false.' },
  visit: 'oauthFlow',
  applies: ({ flow }) => flow === 'authorizationCode',
  *check(flow, { api, options }) {
    const words = /\bPKCE\b|\bRFC[\s-]?7636\b|proof key for code exchange|\bcode_challenge|\bS256\b/i;
    if (findEvidence([flow, flow.scheme, api], { keys: options.evidence, words }) !== undefined) return;
    const at = api.version === '2.0' ? ['flow'] : [];
    yield {
      message: `\`${flow.scheme.name}\` does not say that its authorization codes need PKCE, so stolen ones may work: require it and add \`x-pkce: S256\``,
      at,
    };
  },
});
