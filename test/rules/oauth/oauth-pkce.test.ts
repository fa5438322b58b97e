import { describe } from 'vitest';
import rule from '../../../src/rules/oauth/oauth-pkce.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { schemes, swagger } from './documents.ts';

const flow = (onFlow: string, onScheme = '', head = 'paths: {}') =>
  schemes(
    `
            a:
              type: oauth2${onScheme}
              flows:
                authorizationCode: {authorizationUrl: https://a, tokenUrl: https://a, scopes: {}${onFlow}}`,
    head,
  );
const silent = ['9: `a` does not say that its authorization codes need PKCE'];

describe('oauth-pkce', () =>
  cases(rule, [
    ...everyVersion3({ name: 'nothing said', document: flow(''), hits: silent }),
    ...[
      ', x-pkce: S256',
      ', x-pkce: true',
      ', X-PKCE: required',
      ', x-requires-pkce: true',
      ', x-usePkce: true',
      ", description: 'Send a code_challenge (RFC 7636).'",
    ].map((extra) => ({ name: `on the flow${extra}`, document: flow(extra), hits: [] })),
    ...[
      ', x-pkce: false',
      ", x-pkce: ''",
      ', x-pkce: none',
      ', x-pkce: null',
      ', x-pkcs: S256',
      ", description: 'PKCE is not supported.'",
      ', description: Works without PKCE',
      ", description: 'Public clients. Clients may authenticate.'",
    ].map((extra) => ({ name: `no proof${extra}`, document: flow(extra), hits: silent })),
    { name: 'on the scheme', document: flow('', '\n              description: We require PKCE.'), hits: [] },
    {
      name: 'another sentence negates something else',
      document: flow('', '\n              description: The implicit flow is not offered. PKCE is mandatory.'),
      hits: [],
    },
    { name: 'on the document', document: flow('', '', 'x-pkce: S256\n        paths: {}'), hits: [] },
    { name: 'the nearest decides', document: flow(', x-pkce: false', '', 'x-pkce: S256\n        paths: {}'), hits: ['10: does not say'] },
    { name: 'own keys', document: flow(', x-acme-pkce: true'), options: { evidence: ['x-acme-pkce'] }, hits: [] },
    { name: 'own keys replace the defaults', document: flow(', x-pkce: true'), options: { evidence: ['x-acme-pkce'] }, hits: silent },
    {
      name: 'other flows',
      document: schemes('\n            a: {type: oauth2, flows: {implicit: {}, password: {}, clientCredentials: {}}}'),
      hits: [],
    },
    {
      name: 'swagger 2',
      document: swagger(
        '\n          a:\n            type: oauth2\n            flow: accessCode\n          b: {type: oauth2, flow: accessCode, x-pkce: S256}',
      ),
      hits: ['6: `a` does not say'],
    },
  ]));
