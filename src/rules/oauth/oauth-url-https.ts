import type { Place } from '../../documents/place.ts';
import type { TreeEdit } from '../../documents/tree-edit.ts';
import { defineRule } from '../../engine/define-rule.ts';
import { isCleartext, type TransportPolicy, urlScheme } from '../../model/transport.ts';
import { securedUrl } from '../tls/secured.ts';

type Options = Pick<TransportPolicy, 'loopback'>;

export default defineRule<'securityScheme', Options>({
  id: 'oauth-url-https',
  title: 'OAuth 2 or OpenID Connect URL without https',
  severity: 'error',
  essential: true,
  owasp: 'API2:2023',
  cwe: 319,
  why: 'Codes, tokens, client secrets and signing keys pass through these URLs; without TLS anybody on the way reads or replaces them.',
  fix: 'Write the URL with `https://`. (A relative URL takes its transport from the server, which the tls rules judge.)',
  examples: {
    bad: `
components:
  securitySchemes:
    login: { type: openIdConnect, openIdConnectUrl: 'http://id.acme.com/.well-known/openid-configuration' }
`,
    good: `
components:
  securitySchemes:
    login: { type: openIdConnect, openIdConnectUrl: 'https://id.acme.com/.well-known/openid-configuration' }
`,
  },
  edit: '`https` for `http` where the host is a public name without a port.',
  options: { loopback: 'allow' },
  optionDocs: { loopback: '`allow` lets URLs on `localhost`, `127.0.0.0/8` and `[::1]` do without TLS, `deny` does not.' },
  visit: 'securityScheme',
  *check(scheme, { options: { loopback } }) {
    for (const { field, value, place } of scheme.urls) {
      if (!isCleartext(value, { schemes: ['https'], loopback })) continue;
      yield {
        message: `\`${field}\` of \`${scheme.name}\` is \`${urlScheme(value)}\`, so tokens and secrets can be read on the way: use \`https://\``,
        place,
        edits: edit(value, place),
      };
    }
  },
});

function edit(url: string, place: Place): TreeEdit[] {
  const value = securedUrl(url, ['https']);
  return value === undefined ? [] : [{ kind: 'set', place, value }];
}
