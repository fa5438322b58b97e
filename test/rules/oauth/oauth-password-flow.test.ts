import { describe } from 'vitest';
import rule from '../../../src/rules/oauth/oauth-password-flow.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { schemes, swagger } from './documents.ts';

describe('oauth-password-flow', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'at the flow',
      document: schemes(`
            a:
              type: oauth2
              flows:
                password:
                  tokenUrl: https://a
                  scopes: {}
            password: {type: oauth2, flows: {implicit: {}, clientCredentials: {}, authorizationCode: {}}}`),
      hits: ["9: `a` offers the password flow, which shows users' passwords to every client: use `authorizationCode`"],
    }),
    {
      name: 'swagger 2',
      document: swagger(
        '\n          a:\n            type: oauth2\n            flow: password\n          b: {type: oauth2, flow: application}',
      ),
      hits: ['6: use `accessCode`'],
    },
  ]));
