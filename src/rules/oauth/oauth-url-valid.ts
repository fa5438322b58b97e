import { defineRule } from '../../engine/define-rule.ts';
import type { Api } from '../../model/api.ts';
import { urlScheme } from '../../model/transport.ts';
import { absoluteUrl, looksLikeHost, resolvedUrl } from './scheme-url.ts';

export default defineRule({
  id: 'oauth-url-valid',
  title: 'OAuth 2 or OpenID Connect URL that is no URL',
  severity: 'warn',
  owasp: 'API8:2023',
  why: 'A client that cannot tell where to sign in is pointed elsewhere by hand, and that place nobody has checked.',
  fix: 'Write the whole URL, `https://` included. OpenAPI 3 also allows one relative to the server, such as `/oauth/token`.',
  examples: {
    bad: `
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: id.acme.com/token, scopes: {} }
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
  visit: 'securityScheme',
  *check(scheme, { api }) {
    for (const { field, value, place } of scheme.urls) {
      const problem = urlProblem(value, api);
      if (problem !== undefined) yield { message: `\`${field}\` of \`${scheme.name}\` ${problem}`, place };
    }
  },
});

function urlProblem(value: string, api: Api): string | undefined {
  // An empty one is malformed, which auth-scheme-valid says.
  if (value === '') return undefined;
  const shown = `\`${value.slice(0, 80)}\``;
  if (urlScheme(value) !== undefined) {
    return absoluteUrl(value) === undefined ? `is ${shown}, which is no valid URL, so clients cannot sign in: correct it` : undefined;
  }
  if (looksLikeHost(value)) return `is ${shown}, a host without a scheme, which reads as a path of the API: write \`https://\` before it`;
  if (api.version === '2.0')
    return `is ${shown}, which is relative, and OpenAPI 2.0 has nothing to resolve it against: write the whole URL`;
  return resolvedUrl(value, api) === undefined ? `is ${shown}, which gives no URL with the server either: write the whole URL` : undefined;
}
