import { describe } from 'vitest';
import rule from '../../../src/rules/oauth/oauth-scope-unused.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { schemes, swagger } from './documents.ts';

const login = `
            login:
              type: oauth2
              flows:
                clientCredentials:
                  tokenUrl: https://a
                  scopes:
                    read: r
                    write: w
                    admin: a
                implicit: {authorizationUrl: https://a, scopes: {write: w, other: o}}`;

describe('oauth-scope-unused', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'each unused scope once',
      document: schemes(login, 'paths: {/a: {get: {security: [{login: [read]}, {login: [admin]}]}}}'),
      hits: ['13: no operation requires scope `write` of `login`', '15: scope `other` of `login`'],
    }),
    {
      name: 'required by the root',
      document: schemes(login, 'security: [{login: [read, write, admin, other]}]\n        paths: {}'),
      hits: [],
    },
    {
      name: 'required by a webhook',
      document: schemes(login, 'webhooks: {w: {post: {security: [{login: [read, write, admin, other]}]}}}'),
      hits: [],
    },
    { name: 'a scheme that nothing requires is auth-scheme-unused', document: schemes(login, 'paths: {/a: {get: {}}}'), hits: [] },
    {
      name: 'no scope required at all is oauth-scope-required',
      document: schemes(login, 'paths: {/a: {get: {security: [{login: []}]}}}'),
      hits: [],
    },
    {
      name: 'swagger 2',
      document: swagger(
        '\n          o: {type: oauth2, flow: application, tokenUrl: https://a, scopes: {x: x, y: y, x-note: n}}',
        'security: [{o: [x]}]\n        paths: {}',
      ),
      hits: ['5: scope `y`'],
    },
  ]));
