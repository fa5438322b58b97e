import { describe } from 'vitest';
import rule from '../../../src/rules/ratelimit/ratelimit-auth-endpoint.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

/** The responses stand on line 6. */
const document = (path: string, { method = 'post', responses = "'200': {description: ok}", more = '' } = {}) => `
  openapi: 3.0.3
  info: {title: t, version: '1'}
  paths:
    ${path}:
      ${method}:
        responses: {${responses}}
        ${more}
`;
const body = (field: string) =>
  `requestBody: {content: {application/json: {schema: {type: object, properties: {${field}: {type: string}}}}}}`;

const query = (...names: string[]) =>
  `parameters: [${names.map((name) => `{name: ${name}, in: query, schema: {type: string}}`).join(', ')}]`;

const ENDPOINTS: readonly (readonly [path: string, kind: string, more?: string])[] = [
  ['/login', 'login'],
  ['/v1/users/sign-in', 'login'],
  ['/auth/logIn', 'login'],
  ['/api/authenticate', 'login'],
  ['/email_login', 'login'],
  ['/x', 'login', 'operationId: loginUser'],
  ['/sessions', 'login', body('password')],
  ['/token', 'token', body('grant_type')],
  ['/oauth/token', 'token'],
  ['/{tenant}/oauth2/v2.0/token', 'token'],
  ['/auth/refresh-token', 'token'],
  ['/otp', 'one-time code'],
  ['/verify-otp', 'one-time code'],
  ['/users/{id}/mfa/verify', 'one-time code'],
  ['/reset-password', 'password reset'],
  ['/password/reset', 'password reset'],
  ['/forgot_password', 'password reset'],
  ['/register', 'sign-up'],
  ['/v2/user/register', 'sign-up'],
  ['/signup', 'sign-up'],
  ['/x', 'sign-up', 'operationId: registerUser'],
];

const OTHERS = [
  '/logout',
  '/logins/history',
  '/reset_login',
  '/last-login',
  '/tokens',
  '/cards/{id}/token',
  '/devices/{id}/register',
  '/webhooks/register',
  '/sessions',
  '/design-tokens',
  '/orders',
];

describe('ratelimit-auth-endpoint', () =>
  cases(rule, [
    ...ENDPOINTS.map(([path, kind, more = '']) => ({
      name: `${path} ${more}`,
      document: document(path, { more }),
      hits: [`6: \`POST ${path}\` (${kind}) has no \`429\``],
    })),
    ...OTHERS.map((path) => ({ name: `${path} is none`, document: document(path), hits: [] })),
    ...everyVersion3({
      name: 'a 429 without Retry-After',
      document: document('/login', { responses: "'429': {description: slow}" }),
      hits: ['6: the `429` of `POST /login` (login) has no `Retry-After`'],
    }),
    {
      name: 'default without Retry-After',
      document: document('/login', { responses: 'default: {description: bad}' }),
      hits: ['6: has no `429`'],
    },
    ...['429', '4XX', 'default'].map((status) => ({
      name: `${status} with Retry-After`,
      document: document('/login', { responses: `'${status}': {description: slow, headers: {retry-after: {schema: {type: integer}}}}` }),
      hits: [],
    })),
    { name: 'a variant of a path', document: document('"/oauth/token#refresh"'), hits: ['6: `POST /oauth/token#refresh` (token)'] },
    { name: 'reading', document: document('/login', { method: 'get' }), hits: [] },
    {
      name: 'a login by GET',
      document: document('/user/login', { method: 'get', more: query('password') }),
      hits: ['6: `GET /user/login` (login)'],
    },
    {
      name: 'a token by GET',
      document: document('/oauth.access', { method: 'get', more: query('client_secret', 'code') }),
      hits: ['6: `GET /oauth.access` (token)'],
    },
    { name: 'a thing opened by its secret', document: document('/intents', { method: 'get', more: query('client_secret') }), hits: [] },
    { name: 'a file with a password', document: document('/files', { method: 'get', more: query('password') }), hits: [] },
    { name: 'ending a session', document: document('/login', { method: 'delete' }), hits: [] },
    {
      name: 'a webhook',
      document: "openapi: 3.1.0\npaths: {}\nwebhooks:\n  login: {post: {operationId: login, responses: {'200': {description: ok}}}}\n",
      hits: [],
    },
    {
      name: 'swagger 2 form',
      document:
        "swagger: '2.0'\npaths:\n  /token:\n    post: {parameters: [{name: password, in: formData, type: string}], responses: {200: {description: ok}}}\n",
      hits: ['4: `POST /token` (token)'],
    },
    ...[
      '/servers/{id}/actions/reset_password',
      '/users/{id}/reset-password',
      '/v1/namespaces/{name}/register-user',
      '/access-tokens',
      '/registrations',
      '/auths',
    ].map((path) => ({ name: `done for others: ${path}`, document: document(path, { more: 'security: [{token: []}]' }), hits: [] })),
    ...['/servers/{id}/actions/reset_password', '/access-tokens', '/registrations'].map((path) => ({
      name: `a thing of theirs: ${path}`,
      document: document(path),
      hits: [],
    })),
    ...['/users/{id}/reset-password', '/{tenant}/reset-password', '/account/register-account'].map((path) => ({
      name: `by anybody: ${path}`,
      document: document(path),
      hits: ['6: has no `429`'],
    })),
    { name: 'a policy about codes', document: document('/system/config/policies/mfa', { method: 'put' }), hits: [] },
    {
      name: 'the root asks for a credential, and the body brings one to try',
      document: document('/user/register', { more: `security: [{token: []}]\n        ${body('password')}` }),
      hits: ['6: (sign-up)'],
    },
    {
      name: 'a link from a mail',
      document: document('/reset_password/{token}', { more: 'security: [{token: []}]' }),
      hits: ['6: (password reset)'],
    },
  ]));
