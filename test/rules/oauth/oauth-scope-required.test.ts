import { describe } from 'vitest';
import rule from '../../../src/rules/oauth/oauth-scope-required.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { schemes, swagger } from './documents.ts';

const login = `
            login: {type: oauth2, flows: {clientCredentials: {tokenUrl: https://a, scopes: {read: r}}}}
            oidc: {type: openIdConnect, openIdConnectUrl: https://a}
            token: {type: http, scheme: bearer}`;
const many = (security: string) =>
  Array.from({ length: 10 }, (_, index) => `\n          /p${index}: {get: {security: ${security}}}`).join('');

describe('oauth-scope-required', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'alone, as an alternative and together',
      document: schemes(
        login,
        `paths:
          /a: {get: {security: [{login: []}]}}
          /b: {get: {security: [{login: [read]}, {login: []}]}}
          /c: {get: {security: [{token: [], login: []}]}}`,
      ),
      hits: ['4: `login` is required without a scope, so any token', '5: `login`', '6: `login`'],
    }),
    {
      name: 'a scope, and schemes without any',
      document: schemes(login, 'paths: {/a: {get: {security: [{login: [read]}, {oidc: []}, {token: []}]}}}'),
      hits: [],
    },
    {
      name: 'the root once',
      document: schemes(login, `security: [{login: []}]\n        paths: {/a: {get: {}}, /b: {get: {}}}`),
      hits: ['3: `login`'],
    },
    { name: 'ten and all', document: schemes(login, `paths:${many('[{login: []}]')}`), hits: ['1: All 10 operations'] },
    {
      name: 'ten and not all: the same thing once',
      document: schemes(login, `paths:${many('[{login: []}]')}\n          /x: {get: {security: [{login: [read]}]}}`),
      hits: [
        '1: `login` is required without a scope, so any token of its authorization server passes: name the scope that is needed (10 operations)',
      ],
    },
    { name: 'webhooks are sent, not served', document: schemes(login, 'webhooks: {w: {post: {security: [{login: []}]}}}'), hits: [] },
    {
      name: 'swagger 2',
      document: swagger(
        '\n          o: {type: oauth2, flow: application, tokenUrl: https://a, scopes: {x: x}}',
        'paths: {/a: {get: {security: [{o: []}]}}}',
      ),
      hits: ['2: `o`'],
    },
  ]));
