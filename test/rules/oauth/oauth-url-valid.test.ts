import { describe } from 'vitest';
import rule from '../../../src/rules/oauth/oauth-url-valid.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { schemes, swagger } from './documents.ts';

const scheme = (url: string) => `\n            a: {type: oauth2, flows: {clientCredentials: {tokenUrl: '${url}', scopes: {}}}}`;
const servers = (url: string, variables = '') => `servers: [{url: '${url}'${variables}}]\n        paths: {}`;

describe('oauth-url-valid', () =>
  cases(rule, [
    ...[
      'https://id.acme.com/token',
      'http://a/t',
      'https://{tenant}.acme.com/{realm}/token',
      'HTTPS://id.acme.com',
      'https://[::1]:8080/t',
      '/oauth/token',
      'token',
      './token',
      '../oauth/token',
      '//id.acme.com/token',
      '',
    ].flatMap((url) => everyVersion3({ name: `fine: ${url}`, document: schemes(scheme(url)), hits: [] })),
    ...everyVersion3({
      name: 'a host without a scheme',
      document: schemes(scheme('id.acme.com/token')),
      hits: ['6: `tokenUrl` of `a` is `id.acme.com/token`, a host without a scheme'],
    }),
    ...['localhost:8080/token', '{tenant}.acme.com/token'].map((url) => ({
      name: `no scheme: ${url}`,
      document: schemes(scheme(url)),
      hits: ['6: a host without a scheme'],
    })),
    ...['https://', 'https:///token', 'http:/a/t', 'https://a b/t', 'https://<tenant>/token', 'https://a:port/t'].map((url) => ({
      name: `no URL: ${url}`,
      document: schemes(scheme(url)),
      hits: ['6: which is no valid URL'],
    })),
    ...['your token url', '<token url>'].map((url) => ({
      name: `not even relative: ${url}`,
      document: schemes(scheme(url)),
      hits: ['6: gives no URL with the server either'],
    })),
    { name: 'relative to a server', document: schemes(scheme('/oauth/token'), servers('https://api.acme.com/v1')), hits: [] },
    { name: 'relative to a relative server', document: schemes(scheme('/oauth/token'), servers('/v1')), hits: [] },
    {
      name: 'relative to a server with variables',
      document: schemes(
        scheme('/oauth/token'),
        servers('https://{region}.acme.com:{port}', ", variables: {region: {default: eu}, port: {default: '8443'}}"),
      ),
      hits: [],
    },
    {
      name: 'relative to a server that is no URL',
      document: schemes(scheme('/oauth/token'), servers('https://:x')),
      hits: ['7: gives no URL with the server either'],
    },
    {
      name: 'every field',
      document: schemes(
        `
            a: {type: openIdConnect, openIdConnectUrl: id.acme.com/.well-known/openid-configuration}
            b: {type: oauth2, oauth2MetadataUrl: id.acme.com/m, flows: {deviceAuthorization: {deviceAuthorizationUrl: id.acme.com/d, tokenUrl: https://a, scopes: {}}}}`,
        undefined,
        '3.2.0',
      ),
      hits: ['6: `openIdConnectUrl`', '7: `oauth2MetadataUrl`', '7: `deviceAuthorizationUrl`'],
    },
    {
      name: 'swagger 2 has nothing to resolve against',
      document: swagger(
        '\n          a: {type: oauth2, flow: accessCode, authorizationUrl: /oauth, tokenUrl: https://a/t, scopes: {}}\n          b: {type: oauth2, flow: application, tokenUrl: //a/t, scopes: {}}',
        'host: acme.com\n        paths: {}',
      ),
      hits: ['5: `/oauth`, which is relative, and OpenAPI 2.0', '6: `//a/t`, which is relative'],
    },
  ]));
