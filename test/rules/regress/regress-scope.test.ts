import rule from '../../../src/rules/regress/regress-scope.ts';
import { pairs } from './pairs.ts';

/** Scopes that both versions declare. */
const DECLARED = 'pets:read pets:write pets:admin pets orders:read read write admin reports'.split(' ');
const scheme = (scopes: readonly string[]): string => `
components:
  securitySchemes:
    oidc: { type: openIdConnect, openIdConnectUrl: 'https://id.acme.com/.well-known/openid-configuration' }
    token: { type: http, scheme: bearer }
    login:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://id.acme.com/a
          tokenUrl: https://id.acme.com/t
          scopes: { ${scopes.map((scope) => `'${scope}': x`).join(', ')} }
`;
const api = (list: string, { method = 'get', scopes = DECLARED, head = '' } = {}): string =>
  `${head}
paths:
  /pets:
    ${method}:
      security: ${list}
      responses: {}${scheme(scopes)}`;
const needs = (...scopes: string[]): string => api(`[{ login: [${scopes.map((scope) => `'${scope}'`).join(', ')}] }]`);
const post = (...scopes: string[]): string => needs(...scopes).replace('get:', 'post:');

pairs(rule, [
  {
    name: 'the only scope is dropped',
    base: needs('pets:read'),
    head: needs(),
    hits: ['8: `GET /pets` needed scope `pets:read` in the base; now a token without it is enough: restore the former'],
  },
  {
    name: 'one of two is dropped',
    base: needs('pets:read', 'reports'),
    head: needs('reports'),
    hits: ['8: `GET /pets` needed scope `pets:read` in the base; now a token without it is enough: restore the former'],
  },
  {
    name: 'it loses what it was about',
    base: needs('pets:read'),
    head: needs('read'),
    hits: ['8: `GET /pets` needed scope `pets:read` in the base; now `read` is enough, which is not narrower: restore the former'],
  },
  {
    name: 'it loses what it was for',
    base: needs('pets:read'),
    head: needs('pets'),
    hits: ['8: `GET /pets` needed scope `pets:read` in the base; now `pets` is enough, which is not narrower: restore the former'],
  },
  {
    name: 'a wildcard',
    base: needs('pets:read'),
    head: needs('pets:*'),
    hits: ['8: `GET /pets` needed scope `pets:read` in the base; now `pets:*` is enough, which is not narrower: restore the former'],
  },
  {
    name: 'everything',
    base: needs('pets:read'),
    head: needs('*'),
    hits: ['8: `GET /pets` needed scope `pets:read` in the base; now `*` is enough, which is not narrower: restore the former'],
  },
  {
    name: 'a scope for writing to read with',
    base: needs('pets:read'),
    head: needs('pets:write'),
    hits: ['8: `GET /pets` needed scope `pets:read` in the base; now `pets:write` is enough, which is not narrower: restore the former'],
  },
  {
    name: 'a scope for reading to write with',
    base: post('pets:write'),
    head: post('pets:read'),
    hits: ['8: `POST /pets` needed scope `pets:write` in the base; now `pets:read` is enough, which is not narrower: restore the former'],
  },
  {
    name: 'a scope of administrators',
    base: post('pets:write'),
    head: post('pets:admin'),
    hits: ['8: `POST /pets` needed scope `pets:write` in the base; now `pets:admin` is enough, which is not narrower: restore the former'],
  },
  {
    name: 'a scope of another thing',
    base: needs('pets:read'),
    head: needs('orders:read'),
    hits: ['8: `GET /pets` needed scope `pets:read` in the base; now `orders:read` is enough, which is not narrower: restore the former'],
  },
  {
    name: 'an alternative without it',
    base: needs('pets:read'),
    head: api("[{ login: ['pets:read'] }, { login: [] }]"),
    hits: ['8: `GET /pets` needed scope `pets:read` in the base; now a token without it is enough: restore the former'],
  },
  {
    name: 'OpenID Connect',
    base: api('[{ oidc: [pets] }]'),
    head: api('[{ oidc: [] }]'),
    hits: ['8: `GET /pets` needed scope `pets` in the base; now a token without it is enough: restore the former'],
  },
  {
    name: 'beside a key as an alternative',
    base: api("[{ login: ['pets:read'] }, { token: [] }]"),
    head: api('[{ login: [] }, { token: [] }]'),
    hits: ['8: `GET /pets` needed scope `pets:read` in the base; now a token without it is enough: restore the former'],
  },
  {
    name: '3.1: the role of a bearer token',
    base: api('[{ token: [admin] }]'),
    head: api('[{ token: [] }]'),
    hits: ['8: `GET /pets` needed scope `admin` in the base; now a token without it is enough: restore the former'],
  },
  {
    name: 'the root: told once',
    base: `security: [{ login: ['pets:read'] }]\npaths: { /a: { get: { responses: {} } }, /b: { get: { responses: {} } } }${scheme(DECLARED)}`,
    head: `security: [{ login: [] }]\npaths: { /a: { get: { responses: {} } }, /b: { get: { responses: {} } } }${scheme(DECLARED)}`,
    hits: ['5: `GET /a` and 1 more operation needed scope `pets:read` in the base; now a token without it is enough: restore the former'],
  },
  {
    name: 'ten operations: told once',
    base: `paths:\n${Array.from({ length: 10 }, (_, index) => `  /p${index}: { get: { security: [{ login: [read] }], responses: {} } }\n`).join('')}${scheme(DECLARED)}`,
    head: `paths:\n${Array.from({ length: 10 }, (_, index) => `  /p${index}: { get: { security: [{ login: [] }], responses: {} } }\n`).join('')}${scheme(DECLARED)}`,
    hits: ['1: 10 operations needed scope `read` in the base; now a token without it is enough: restore the former'],
  },
  {
    name: '2.0 to 3.0: lost on the way',
    base: `swagger: '2.0'
paths: { /pets: { get: { security: [{ o: [read] }], responses: {} } } }
securityDefinitions: { o: { type: oauth2, flow: accessCode, authorizationUrl: 'https://i.acme.com/a', tokenUrl: 'https://i.acme.com/t', scopes: { read: r } } }`,
    head: api('[{ login: [] }]', { head: 'openapi: 3.0.3' }),
    hits: ['8: `GET /pets` needed scope `read` in the base; now a token without it is enough: restore the former'],
  },
  {
    name: 'a wider name in place of a narrow one everywhere',
    base: api("[{ login: ['cats:read'] }]", { scopes: ['cats:read'] }),
    head: api('[{ login: [cats] }]', { scopes: ['cats'] }),
    hits: ['8: `GET /pets` needed scope `cats:read` in the base; now `cats` is enough, which is not narrower: restore the former'],
  },

  // What follows is harmless.
  { name: 'a scope is added', base: needs(), head: needs('pets:read') },
  { name: 'another one besides', base: needs('pets:read'), head: needs('reports', 'pets:read') },
  { name: 'the same words in another order', base: needs('pets:read'), head: needs('read:pets') },
  { name: 'a narrower one', base: needs('pets'), head: needs('pets:read') },
  { name: 'a scope for reading where one for all was asked', base: needs('read'), head: needs('pets:read') },
  { name: 'a scope for writing to write with', base: post('pets:read'), head: post('pets:write') },
  {
    name: 'renamed everywhere',
    base: api("[{ login: ['pets:read'] }]", { scopes: ['pets:read'] }),
    head: api("[{ login: ['animals:read'] }]", { scopes: ['animals:read'] }),
  },
  { name: 'one of two alternatives is removed', base: api('[{ login: [read] }, { login: [write] }]'), head: api('[{ login: [write] }]') },
  {
    name: 'alternatives are reordered',
    base: api('[{ login: [read] }, { login: [write] }]'),
    head: api('[{ login: [write] }, { login: [read] }]'),
  },
  { name: 'the scheme is renamed', base: needs('pets:read'), head: needs('pets:read').replaceAll('login:', 'signIn:') },
  { name: 'OpenID Connect in place of OAuth 2', base: needs('pets:read'), head: api("[{ oidc: ['pets:read'] }]") },
  {
    name: 'to the root',
    base: needs('pets:read'),
    head: `security: [{ login: ['pets:read'] }]\npaths: { /pets: { get: { responses: {} } } }${scheme(DECLARED)}`,
  },
  {
    name: '3.0: a role that meant nothing',
    base: api('[{ token: [admin] }]', { head: 'openapi: 3.0.3' }),
    head: api('[{ token: [] }]', { head: 'openapi: 3.0.3' }),
  },
  { name: 'no scope was asked in one way already', base: api('[{ login: [read] }, { login: [] }]'), head: api('[{ login: [] }]') },
  {
    name: '2.0 to 3.1',
    base: `swagger: '2.0'
paths: { /pets: { get: { security: [{ o: [read] }], responses: {} } } }
securityDefinitions: { o: { type: oauth2, flow: accessCode, authorizationUrl: 'https://i.acme.com/a', tokenUrl: 'https://i.acme.com/t', scopes: { read: r } } }`,
    head: api('[{ login: [read] }]'),
  },
]);
