import { describe } from 'vitest';
import rule from '../../../src/rules/oauth/oauth-url-https.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { schemes, swagger } from './documents.ts';

const token = (url: string) => schemes(`\n            a: {type: oauth2, flows: {clientCredentials: {tokenUrl: '${url}', scopes: {}}}}`);

describe('oauth-url-https', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'every URL of a scheme and its flows',
      document: schemes(`
            a:
              type: oauth2
              oauth2MetadataUrl: http://a/m
              flows:
                authorizationCode:
                  authorizationUrl: http://a/a
                  tokenUrl: HTTP://a/t
                  refreshUrl: http://a/r
                  scopes: {}
                deviceAuthorization:
                  deviceAuthorizationUrl: http://a/d
                  tokenUrl: https://a/t
                  scopes: {}
            b:
              type: openIdConnect
              openIdConnectUrl: http://a/.well-known/openid-configuration`),
      hits: [
        '8: `oauth2MetadataUrl` of `a` is `http`',
        '11: `authorizationUrl`',
        '12: `tokenUrl` of `a` is `http`',
        '13: `refreshUrl`',
        '16: `deviceAuthorizationUrl`',
        '21: `openIdConnectUrl` of `b`',
      ],
    }),
    ...[
      'https://a/t',
      'HTTPS://a/t',
      '/oauth/token',
      'token',
      'https://{tenant}.acme.com/t',
      'http://localhost:8080/t',
      'http://127.0.0.1/t',
    ].map((url) => ({ name: url, document: token(url), hits: [] })),
    ...[
      'http://{tenant}.acme.com/t',
      ' http://a/t',
      'ftp://a/t',
      'ws://a/t',
      'http://localhost.acme.com/t',
      'http://acme.com/localhost',
    ].map((url) => ({ name: `not https: ${url}`, document: token(url), hits: ['6: `tokenUrl`'] })),
    { name: 'loopback denied', document: token('http://localhost/t'), options: { loopback: 'deny' }, hits: ['6: `tokenUrl`'] },
    {
      name: 'URLs elsewhere',
      document: schemes('\n            a: {type: http, scheme: bearer, tokenUrl: http://a, description: http://a}'),
      hits: [],
    },
    {
      name: 'swagger 2',
      document: swagger('\n          a: {type: oauth2, flow: accessCode, authorizationUrl: https://a, tokenUrl: http://a, scopes: {}}'),
      hits: ['4: `tokenUrl`'],
    },
  ]));
