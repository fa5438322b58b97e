import { describe, expect, test } from 'vitest';
import rule from '../../../src/rules/auth/auth-admin-shared.ts';
import { codeApis, driftFindings } from '../../support/drift.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { paths, withSchemes } from './documents.ts';

const beside = (operation: string) =>
  withSchemes(`
        security: [{token: []}]
        paths:
          /orders: {get: {responses: {}}}
          ${operation}`);
const admin = Array.from({ length: 10 }, (_, index) => `post /admin/p${index}`);

describe('auth-admin-shared', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'root inheritance',
      document: beside('/admin/users: {get: {responses: {}}}'),
      hits: ['6: `GET /admin/users` asks for `token` like `GET /orders` does'],
    }),
    ...everyVersion3({
      name: 'own security, at the entry',
      document: withSchemes(`
        paths:
          /public/export: {get: {security: [{login: [foo]}]}}
          /admin/export:
            get:
              security:
                - key: []
                - login: [foo]`),
      hits: ['9: `GET /admin/export` asks for `login` like `GET /public/export` does'],
    }),
    ...[
      '/v1/internal/jobs: {post: {}}',
      '/Admin: {get: {}}',
      '/admin-api/users: {get: {}}',
      '/api/admin_users: {get: {}}',
      '/backoffice/x: {get: {}}',
      '/_internal/x: {get: {}}',
      '/x: {get: {tags: [Admin]}}',
      "/x: {get: {tags: ['Admin - Users']}}",
      "/x: {get: {tags: ['User administration']}}",
      '/x: {get: {operationId: adminListUsers}}',
      '/x: {get: {operationId: admin_delete_user}}',
    ].map((operation) => ({ name: operation, document: beside(operation), hits: ['6: `token`'] })),
    ...[
      '/administrators: {get: {}}',
      '/users/{id}/admins: {get: {}}',
      '/administrations: {get: {}}',
      '/internal-transfers: {get: {}}',
      '/customers/internal/{id}: {get: {}}',
      '/badminton: {get: {}}',
      '/adminOverview: {get: {}}',
      "/x: {get: {tags: ['Internal transfers']}}",
      '/x: {get: {tags: [Administrators]}}',
      '/x: {get: {operationId: getAdmin}}',
      '/x: {get: {operationId: AdminKeys_Get}}',
      '/{admin}/x: {get: {}}',
    ].map((operation) => ({ name: `ordinary: ${operation}`, document: beside(operation), hits: [] })),
    { name: 'a scheme of its own', document: beside('/admin/users: {get: {security: [{mtls: []}]}}'), hits: [] },
    {
      name: 'a scope of its own',
      document: withSchemes(
        "\n        paths:\n          /a: {get: {security: [{login: ['orders:read']}]}}\n          /admin: {get: {security: [{login: [admin]}]}}",
      ),
      hits: [],
    },
    {
      name: 'a scope of administrators, which another path asks for too',
      document: withSchemes(
        '\n        paths:\n          /users: {delete: {security: [{login: [admin]}]}}\n          /admin: {get: {security: [{login: [admin]}]}}',
      ),
      hits: [],
    },
    { name: '3.1 role of its own', document: beside('/admin/users: {get: {security: [{token: [admin]}]}}'), hits: [] },
    {
      name: 'less than ordinary ones',
      document: withSchemes(
        "\n        paths:\n          /a: {get: {security: [{login: ['orders:read']}]}}\n          /admin: {get: {security: [{login: []}]}}",
      ),
      hits: ['5: `login`'],
    },
    {
      name: 'a part of what ordinary ones send',
      document: withSchemes(
        '\n        paths:\n          /a: {get: {security: [{login: [], key: []}]}}\n          /admin: {get: {security: [{key: []}]}}',
      ),
      hits: ['5: `key`'],
    },
    {
      name: 'the same scopes in another order',
      document: withSchemes(
        '\n        paths:\n          /a: {get: {security: [{login: [x, y]}]}}\n          /admin: {get: {security: [{login: [y, x]}]}}',
      ),
      hits: ['5: `login`'],
    },
    {
      name: 'nothing but administration',
      document: withSchemes('\n        security: [{token: []}]\n        paths: {/admin/a: {get: {}}, /admin/b: {post: {}}}'),
      hits: [],
    },
    { name: 'public administration is auth-debug-public', document: withSchemes(paths(['get /a', 'get /admin'], '[]')), hits: [] },
    {
      name: 'ten and all',
      document: withSchemes(`\n        security: [{token: []}]${paths(['get /a', ...admin])}`),
      hits: ['1: All 10 administrative operations'],
    },
    {
      name: 'swagger 2',
      document:
        'swagger: "2.0"\nsecurity: [{b: []}]\npaths:\n  /a: {get: {}}\n  /admin: {get: {}}\nsecurityDefinitions: {b: {type: basic}}\n',
      hits: ['5: `GET /admin` asks for `b` like `GET /a` does'],
    },
  ]));

describe('auth-admin-shared of code', () => {
  const guard = (name: string, asks: string) =>
    `function ${name}(req, res, next) { if (!${asks}) return res.status(401).end(); next(); }\n`;
  test.each<[name: string, routes: string, hits: string[]]>([
    [
      'the same guard',
      "app.get('/orders', loggedIn, h); app.get('/admin/users', loggedIn, h);",
      ['`GET /admin/users` asks for `code` like `GET /orders` does'],
    ],
    ['a guard of its own', "app.get('/orders', loggedIn, h); app.get('/admin/users', verified, h);", []],
    ['one that names administrators', "app.get('/orders', adminsOnly, h); app.get('/admin/users', adminsOnly, h);", []],
    [
      'functions without a name',
      "const a = (req, res, next) => (req.session.user ? next() : res.status(401).end()); const b = (req, res, next) => (req.user.token ? next() : res.status(401).end()); app.get('/orders', a, h); app.get('/admin/users', b, h);",
      [],
    ],
    ['one that is not known', "app.get('/orders', other, h); app.get('/admin/users', other, h);", []],
  ])('%s', async (_, routes, hits) => {
    const app = `const express = require('express');\nconst { other } = require('other');\nconst app = express();\nconst h = (req, res) => res.json([]);\n`;
    const guards = guard('loggedIn', 'req.session.user') + guard('verified', 'req.user.token') + guard('adminsOnly', 'req.session.admin');
    const found = driftFindings(rule, await codeApis({ 'package.json': '{}', 'app.js': app + guards + routes }), []);
    expect(found.map(({ problem }) => problem.message)).toEqual(hits.map((part) => expect.stringContaining(part)));
  });
});
