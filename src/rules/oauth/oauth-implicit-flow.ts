import { getString } from '../../documents/tree.ts';
import type { TreeEdit } from '../../documents/tree-edit.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { OAuthFlow } from '../../model/api.ts';

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
  edit: 'Takes `implicit` away where `authorizationCode` stands beside it with the same scopes or more.',
  visit: 'oauthFlow',
  *check(implicit, { api }) {
    const { flow, scheme } = implicit;
    if (flow !== 'implicit') return;
    const [at, instead] = api.version === '2.0' ? [['flow'], 'accessCode'] : [[], 'authorizationCode'];
    yield {
      message: `\`${scheme.name}\` offers the implicit flow, which puts access tokens into URLs: use \`${instead}\` with PKCE`,
      at,
      edits: leaveOut(implicit),
    };
  },
});

/** Beside a flow that does the same for everybody and knows every scope, the implicit one can go. 2.0 has one flow a scheme. */
function leaveOut({ scheme, place, scopes }: OAuthFlow): TreeEdit[] {
  const code = scheme.flows.find(({ flow }) => flow === 'authorizationCode');
  if (code === undefined || place.key !== 'implicit') return [];
  const isWhole = ['authorizationUrl', 'tokenUrl'].every((field) => (getString(code.raw, field) ?? '') !== '');
  return isWhole && [...scopes.keys()].every((scope) => code.scopes.has(scope)) ? [{ kind: 'remove', place }] : [];
}
