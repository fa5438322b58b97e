import { describe } from 'vitest';
import rule from '../../../src/rules/auth/auth-admin-shared.ts';
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
