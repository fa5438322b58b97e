import { describe } from 'vitest';
import rule from '../../../src/rules/oauth/oauth-scope-undefined.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { schemes, swagger } from './documents.ts';

const login = `
            login:
              type: oauth2
              flows:
                clientCredentials: {tokenUrl: https://a, scopes: {'orders:read': r}}
                implicit: {authorizationUrl: https://a, scopes: {'orders:write': w}}
            oidc: {type: openIdConnect, openIdConnectUrl: https://a}
            key: {type: apiKey, in: header, name: k}`;

describe('oauth-scope-undefined', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'each scope once, where it is first required',
      document: schemes(
        login,
        `security:
          - login:
              - orders:read
              - billing
        paths:
          /a: {get: {security: [{login: [order:read]}]}}
          /b: {get: {security: [{login: [billing]}, {login: ['orders:write']}]}}`,
      ),
      hits: [
        '6: the root and 1 more require scope `billing`, which no flow of `login` declares',
        '8: `GET /a` requires scope `order:read`, which no flow of `login` declares, so no token has it: did you mean `orders:read`?',
      ],
    }),
    {
      name: 'declared by any flow',
      document: schemes(login, "security: [{login: ['orders:read', 'orders:write']}]\n        paths: {}"),
      hits: [],
    },
    {
      name: 'OIDC scopes come from discovery, roles are no scopes',
      document: schemes(login, 'security: [{oidc: [profile]}, {key: [admin]}]\n        paths: {}'),
      hits: [],
    },
    {
      name: 'empty scopes',
      document: schemes(
        '\n            o: {type: oauth2, flows: {password: {tokenUrl: https://a, scopes: {}}}}',
        'security: [{o: [x]}]\n        paths: {}',
      ),
      hits: ['3: the root requires scope `x`'],
    },
    {
      name: 'no flows is auth-scheme-valid',
      document: schemes('\n            o: {type: oauth2}', 'security: [{o: [x]}]\n        paths: {}'),
      hits: [],
    },
    {
      name: 'an undefined scheme is auth-scheme-undefined',
      document: schemes(login, 'security: [{nope: [x]}]\n        paths: {}'),
      hits: [],
    },
    {
      name: 'names of Object.prototype',
      document: schemes(login, 'security: [{login: [constructor]}]\n        paths: {}'),
      hits: ['3: `constructor`'],
    },
    {
      name: '3.2 by URI',
      document: schemes(login, "security: [{'#/components/securitySchemes/login': [x]}]\n        paths: {}", '3.2.0'),
      hits: ['3: scope `x`, which no flow of `login`'],
    },
    { name: 'webhook', document: schemes(login, 'webhooks: {w: {post: {security: [{login: [x]}]}}}'), hits: ['3: `POST w`'] },
    {
      name: 'swagger 2',
      document: swagger(
        '\n          o: {type: oauth2, flow: application, tokenUrl: https://a, scopes: {x: x, x-note: n}}\n          b: {type: basic}',
        'security: [{o: [x]}, {o: [y]}, {b: [z]}]\n        paths: {}',
      ),
      hits: ['2: scope `y`'],
    },
  ]));
