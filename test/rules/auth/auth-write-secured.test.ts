import { describe } from 'vitest';
import rule from '../../../src/rules/auth/auth-write-secured.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { bare, paths, withSchemes } from './documents.ts';

const many = Array.from({ length: 10 }, (_, index) => `post /p${index}`);

describe('auth-write-secured', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'every unsafe method, nothing said',
      document: withSchemes(paths(['post /a', 'put /b', 'patch /c', 'delete /d', 'get /e', 'head /f', 'options /g', 'trace /h'])),
      hits: [
        '4: `POST /a` can change data and asks for no credential, as neither it nor the root says `security`: add',
        '5: `PUT /b`',
        '6: `PATCH /c`',
        '7: `DELETE /d`',
      ],
    }),
    ...everyVersion3({
      name: 'explicit []',
      document: withSchemes(paths(['post /a'], '[]')),
      hits: ['4: require a scheme here, or list the operation as public'],
    }),
    { name: 'only {}', document: withSchemes(paths(['post /a'], '[{}]')), hits: ['4: `POST /a`'] },
    {
      name: 'null and a bare name are no requirement',
      document: withSchemes(`${paths(['post /a'], 'null')}\n          /b: {post: {security: [token], responses: {}}}`),
      hits: ['4: `POST /a`', '5: `POST /b`'],
    },
    { name: 'required', document: withSchemes(paths(['post /a', 'delete /b'], '[{token: []}]')), hits: [] },
    { name: 'optional is auth-optional-write', document: withSchemes(paths(['post /a'], '[{token: []}, {}]')), hits: [] },
    ...everyVersion3({ name: 'inherited', document: withSchemes(`\n        security: [{token: []}]${paths(['post /a'])}`), hits: [] }),
    {
      name: 'inherited [] and []',
      document: withSchemes(`\n        security: []${paths(['post /a'])}`),
      hits: ['5: as the root `security` is empty'],
    },
    {
      name: 'own [] against a guarded root',
      document: withSchemes(`\n        security: [{token: []}]${paths(['post /a'], '[]')}`),
      hits: ['5: `POST /a`'],
    },
    {
      name: 'path-level security does not exist',
      document: withSchemes('\n        paths:\n          /a:\n            security: [{token: []}]\n            post: {responses: {}}'),
      hits: ['6: `POST /a`'],
    },
    {
      name: 'authentication endpoints that say []',
      document: withSchemes(
        paths(
          [
            'post /login',
            'post /v1/auth/sign-in',
            'post /oauth/token',
            'post /register',
            'post /users/signup',
            'post /forgot-password',
            'put /password/reset',
            'post /reset-password/{token}',
            'post /webhooks/stripe',
            'post /webhooks/{provider}',
            'delete /session',
            'post /token/refresh',
            'post /2fa-login',
          ],
          '[]',
        ),
      ),
      hits: [],
    },
    {
      name: 'authentication endpoints that say nothing',
      document: withSchemes(paths(['post /login'])),
      hits: ['4: if anybody may call it, say so by `security: []`'],
    },
    {
      name: 'what only sounds like one',
      document: withSchemes(
        paths(
          [
            'delete /webhooks/{id}',
            'put /users/{id}/register',
            'post /login-history',
            'post /token-prices',
            'post /registers',
            'post /login/{id}/items',
            'post /accounts',
          ],
          '[]',
        ),
      ),
      hits: ['4: ', '5: ', '6: ', '7: ', '9: ', '10: '],
    },
    { name: 'ten and all', document: withSchemes(paths(many)), hits: ['1: All 10 operations that change data ask for no credential'] },
    {
      name: 'ten and not all',
      document: withSchemes(`${paths(many)}\n          /x: {post: {security: [{token: []}], responses: {}}}`),
      hits: many.map((_, index) => `${index + 4}: \`POST /p${index}\``),
    },
    { name: 'no scheme at all is auth-schemes-defined', document: bare(paths(['post /a'])), hits: [] },
    {
      name: 'webhooks and callbacks are sent, not served',
      document: withSchemes("\n        paths: {}\n        webhooks: {w: {post: {responses: {'200': {description: ok}}}}}"),
      hits: [],
    },
    {
      name: 'policy',
      document: withSchemes(
        `${paths(['post /public/a', 'post /public/a/b', 'post /c'])}\n          /d: {post: {operationId: d, responses: {}}}\n          /e: {post: {tags: [open], responses: {}}}\n          /f: {post: {responses: {}}}`,
      ),
      options: { public: { paths: ['/public/*', '/c'], operationIds: ['d'], tags: ['open'] } },
      hits: ['5: `POST /public/a/b`', '9: `POST /f`'],
    },
    {
      name: '3.2 additionalOperations and query',
      document: withSchemes(
        '\n        paths:\n          /a:\n            query: {responses: {}}\n            additionalOperations:\n              COPY: {responses: {}}',
      ).replace('3.1.0', '3.2.0'),
      hits: ['7: `COPY /a`'],
    },
    {
      name: 'swagger 2',
      document: `
        swagger: "2.0"
        paths:
          /a: {post: {responses: {}}}
          /b: {post: {security: [{k: []}], responses: {}}}
          /c: {delete: {security: [], responses: {}}}
        securityDefinitions: {k: {type: apiKey, in: header, name: k}}
      `,
      hits: ['3: `POST /a`', '5: `DELETE /c`'],
    },
    {
      name: 'essential: a sign-in is public even where nobody says so',
      document: withSchemes(paths(['post /login', 'post /orders', 'delete /session'])),
      options: { openByNature: false },
      hits: ['5: `POST /orders`'],
    },
    {
      name: 'essential: a question put by POST, where the document says that it is public',
      document: withSchemes(paths(['post /articles/search', 'post /categories/get', 'put /search', 'post /research'], '[]')),
      options: { openByNature: false },
      hits: ['6: `PUT /search`', '7: `POST /research`'],
    },
    {
      name: 'essential: the same by accident',
      document: withSchemes(paths(['post /articles/search'])),
      options: { openByNature: false },
      hits: ['4: `POST /articles/search`'],
    },
  ]));
