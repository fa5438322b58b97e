import { describe } from 'vitest';
import rule from '../../../src/rules/oauth/oauth-oidc-discovery.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { schemes } from './documents.ts';

const oidc = (url: string) => schemes(`\n            a: {type: openIdConnect, openIdConnectUrl: '${url}'}`);
const known = '/.well-known/openid-configuration';

describe('oauth-oidc-discovery', () =>
  cases(rule, [
    ...['https://id.acme.com', 'https://id.acme.com/realms/x', 'https://{tenant}.acme.com'].flatMap((issuer) =>
      everyVersion3({ name: `fine: ${issuer}`, document: oidc(issuer + known), hits: [] }),
    ),
    { name: 'with a query', document: oidc(`https://login.acme.com/common${known}?p=policy`), hits: [] },
    { name: 'relative', document: oidc(known), hits: [] },
    ...[
      'https://id.acme.com',
      'https://id.acme.com/.well-known/oauth-authorization-server',
      `https://id.acme.com${known}/x`,
      `https://id.acme.com/?u=${known}`,
      `https://id.acme.com/#${known}`,
      'https://id.acme.com/.well-known/OpenID-Configuration',
    ].map((url) => ({
      name: `no discovery document: ${url}`,
      document: oidc(url),
      hits: ['6: `openIdConnectUrl` of `a` does not end in'],
    })),
    { name: 'empty is auth-scheme-valid', document: oidc(''), hits: [] },
    ...everyVersion3({
      name: 'a host that is not the one of the other URLs',
      document: schemes(`
            a:
              type: openIdConnect
              openIdConnectUrl: https://id.acme.com${known}
              flows: {authorizationCode: {authorizationUrl: https://ID.acme.com/a, tokenUrl: https://id.evil.com/t}}
            b:
              type: oauth2
              openIdConnectUrl: https://id.acme.com${known}
              oauth2MetadataUrl: https://other.acme.com/m
              flows: {clientCredentials: {tokenUrl: /t, scopes: {}}}
            c:
              type: openIdConnect
              openIdConnectUrl: https://id.acme.com:8443${known}
              flows: {clientCredentials: {tokenUrl: https://id.acme.com/t}}`),
      hits: ['8: is on `id.acme.com` and its other URLs on `id.evil.com`', '12: `other.acme.com`'],
    }),
  ]));
