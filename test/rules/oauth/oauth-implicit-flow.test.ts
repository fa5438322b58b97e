import { describe } from 'vitest';
import rule from '../../../src/rules/oauth/oauth-implicit-flow.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { schemes, swagger } from './documents.ts';

describe('oauth-implicit-flow', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'at the flow, used or not',
      document: schemes(`
            a:
              type: oauth2
              flows:
                authorizationCode: {authorizationUrl: https://a, tokenUrl: https://a, scopes: {}}
                implicit:
                  authorizationUrl: https://a
                  scopes: {}
            b: {type: oauth2, flows: {password: {}, clientCredentials: {}, x-implicit: {}}}`),
      hits: ['10: `a` offers the implicit flow, which puts access tokens into URLs: use `authorizationCode`'],
    }),
    {
      name: 'not a flow of OAuth 2',
      document: schemes('\n            a: {type: http, scheme: implicit, flows: {implicit: {}}}'),
      hits: [],
    },
    { name: '3.x ignores `flow`', document: schemes('\n            a: {type: oauth2, flow: implicit}'), hits: [] },
    {
      name: 'swagger 2',
      document: swagger(
        '\n          a:\n            type: oauth2\n            flow: implicit\n          b: {type: oauth2, flow: accessCode}',
      ),
      hits: ['6: use `accessCode`'],
    },
  ]));
