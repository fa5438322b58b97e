import { defineRule } from '../../engine/define-rule.ts';
import { findEvidence } from '../../model/evidence.ts';

interface Options {
  readonly evidence: readonly string[];
}

export default defineRule<'oauthFlow', Options>({
  id: 'oauth-refresh-protected',
  title: 'Refresh tokens without word of rotation or binding',
  severity: 'info',
  owasp: 'API2:2023',
  cwe: 613,
  why: 'A stolen refresh token is lasting access unless it is replaced at every use or bound to its client (RFC 9700 section 4.14).',
  fix: 'Rotate refresh tokens or bind them (DPoP, mutual TLS) and say so: `x-refresh-token-rotation: true` on the flow, or in a description.',
  examples: {
    bad: `
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', refreshUrl: 'https://id.acme.com/refresh', scopes: {} }
`,
    good: `
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://id.acme.com/token
          refreshUrl: https://id.acme.com/refresh
          x-refresh-token-rotation: true
          scopes: {}
`,
  },
  options: { evidence: ['x-refresh-token-rotation', 'x-refresh-rotation', 'x-sender-constrained', 'x-dpop', 'x-mtls', 'x-token-binding'] },
  optionDocs: {
    evidence: 'Extension keys on the flow, the scheme or the document that prove rotation or binding when present and not false.',
  },
  visit: 'oauthFlow',
  applies: ({ urls }) => urls.some(({ field }) => field === 'refreshUrl'),
  *check(flow, { api, options }) {
    const words =
      /\brotat|\bone-time\b|\bsingle[- ]use\b|\bsender[- ]constrain|\bDPoP\b|\bRFC[\s-]?(?:9449|8705)\b|\bmutual[- ]TLS\b|\bmTLS\b|\bcertificate[- ]bound\b/i;
    if (
      findEvidence([flow, flow.scheme, { raw: api.raw, place: api.place, keysOnly: true }], { keys: options.evidence, words }) !== undefined
    )
      return;
    yield {
      message: `\`${flow.scheme.name}\` does not say that refresh tokens are rotated or bound to their client, so a stolen one lasts: do it and add \`x-refresh-token-rotation: true\``,
      at: ['refreshUrl'],
    };
  },
});
