import { get, getObject, getString } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { SecurityScheme } from '../../model/api.ts';
import { urlHost } from '../../model/transport.ts';
import { absoluteUrl } from './scheme-url.ts';

const WELL_KNOWN = '/.well-known/openid-configuration';

export default defineRule({
  id: 'oauth-oidc-discovery',
  title: 'OpenID Connect discovery URL',
  severity: 'warn',
  owasp: 'API2:2023',
  cwe: 346,
  why: "Clients take keys and endpoints from the discovery document, so it must be the issuer's own (OpenID Connect Discovery 1.0 section 4).",
  fix: 'Write the issuer followed by `/.well-known/openid-configuration`, on the host of the other OAuth URLs.',
  examples: {
    bad: `
components:
  securitySchemes:
    login: { type: openIdConnect, openIdConnectUrl: 'https://id.acme.com/oauth/authorize' }
`,
    good: `
components:
  securitySchemes:
    login: { type: openIdConnect, openIdConnectUrl: 'https://id.acme.com/.well-known/openid-configuration' }
`,
  },
  visit: 'securityScheme',
  *check(scheme) {
    const discovery = scheme.urls.find(({ field }) => field === 'openIdConnectUrl');
    // An empty one is malformed, which auth-scheme-valid says.
    if (discovery === undefined || discovery.value === '') return;
    const { value, place } = discovery;
    const problem = (message: string) => ({ message: `\`openIdConnectUrl\` of \`${scheme.name}\` ${message}`, place });
    const [path = ''] = value.trim().split(/[?#]/, 1);
    if (!path.endsWith(WELL_KNOWN))
      yield problem(`does not end in \`${WELL_KNOWN}\`, so clients find no keys to check tokens by: add it to the issuer`);
    const host = absoluteUrl(value) === undefined ? '' : urlHost(value);
    const foreign = host === '' ? undefined : otherHosts(scheme).find((other) => other !== host);
    if (foreign !== undefined)
      yield problem(`is on \`${host}\` and its other URLs on \`${foreign}\`, so one of them is not the issuer's: use one host`);
  },
});

/** Hosts of the scheme's OAuth URLs; flows beside an `openIdConnectUrl` are read whatever the type says. */
function otherHosts({ raw }: SecurityScheme): string[] {
  const flows = Object.values(getObject(raw, 'flows') ?? {});
  const values = [
    get(raw, 'oauth2MetadataUrl'),
    ...[...flows, raw].flatMap((flow) =>
      ['authorizationUrl', 'deviceAuthorizationUrl', 'tokenUrl', 'refreshUrl'].map((field) => getString(flow, field)),
    ),
  ];
  return values.flatMap((value) => (typeof value === 'string' && absoluteUrl(value) !== undefined ? [urlHost(value)] : []));
}
