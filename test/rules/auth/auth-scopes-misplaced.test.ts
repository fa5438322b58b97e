import { describe } from 'vitest';
import rule from '../../../src/rules/auth/auth-scopes-misplaced.ts';
import { cases } from '../../support/rules.ts';
import { paths, withSchemes } from './documents.ts';

const old = (lines: string) => withSchemes(lines).replace('3.1.0', '3.0.3');
const many = Array.from({ length: 10 }, (_, index) => `get /p${index}`);

describe('auth-scopes-misplaced', () =>
  cases(rule, [
    {
      name: '3.0: apiKey, http and mutualTLS',
      document: old(`
        paths:
          /a: {get: {security: [{key: [a, b]}]}}
          /b: {get: {security: [{login: ['orders:read'], token: [admin]}]}}
          /c: {get: {security: [{mtls: [x]}, {key: []}]}}`),
      hits: [
        '4: `key` is no OAuth scheme, so nobody checks `a`, `b`: write `key: []`',
        '5: `token` is no OAuth scheme',
        '6: `mtls` is no OAuth scheme',
      ],
    },
    {
      name: '3.0: oauth2 and openIdConnect have scopes',
      document: old(paths(['get /a'], "[{login: ['orders:read']}, {oidc: [profile]}]")),
      hits: [],
    },
    { name: '3.0: the root once', document: old(`\n        security: [{key: [a]}]${paths(['get /a', 'get /b'])}`), hits: ['3: `key`'] },
    { name: '3.0: an undefined scheme is auth-scheme-undefined', document: old(paths(['get /a'], '[{nope: [a]}]')), hits: [] },
    { name: '3.0: ten and all', document: old(paths(many, '[{key: [a]}]')), hits: ['1: All 10 operations name scopes'] },
    {
      name: '3.1: the list names roles',
      document: withSchemes(paths(['get /a'], '[{key: [admin]}, {token: [admin]}, {mtls: [admin]}]')),
      hits: [],
    },
    { name: '3.2 likewise', document: withSchemes(paths(['get /a'], '[{token: [admin]}]')).replace('3.1.0', '3.2.0'), hits: [] },
    {
      name: 'swagger 2',
      document: `
        swagger: "2.0"
        paths:
          /a: {get: {security: [{b: [x]}, {k: [y]}, {o: [z]}]}}
        securityDefinitions:
          b: {type: basic}
          k: {type: apiKey, in: header, name: k}
          o: {type: oauth2, flow: application, tokenUrl: https://a, scopes: {z: z}}
      `,
      hits: ['3: `b` is no OAuth', '3: `k` is no OAuth'],
    },
  ]));
