import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-mass-assignment.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withBody } from './documents.ts';

const at = (path: string, property: string, method = 'post') =>
  withBody(`{ type: object, properties: { name: { type: string },\n ${property} } }`)
    .replace('/things', path)
    .replace('post:', `${method}:`)
    .replace('operationId: createThing', 'deprecated: false');
const hit = (path: string, property: string, part: string) => ({
  name: `${path} ${property}`,
  document: at(path, property),
  hits: [`11: ${part}`],
});
const fine = (path: string, property: string) => ({ name: `fine: ${path} ${property}`, document: at(path, property), hits: [] });

describe('input-mass-assignment', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'isAdmin',
      document: at('/users', 'isAdmin: { type: boolean }'),
      hits: ['11: `isAdmin` in the request body of POST /users can be written, so callers can raise their own standing'],
    }),
    hit('/users', 'role: { type: string }', '`role`'),
    hit('/users', 'permissions: { type: array }', '`permissions`'),
    hit('/things', 'ownerId: { type: string }', '`ownerId`'),
    hit('/things', 'tenant_id: { type: string }', '`tenant_id`'),
    hit('/things', 'createdAt: { type: string }', '`createdAt`'),
    hit('/accounts', 'balance: { type: number }', '`balance`'),
    hit('/things', 'verified: { type: boolean }', '`verified`'),
    { name: 'id that is also in the path', document: at('/things/{id}', 'id: { type: string }', 'put'), hits: ['11: is also in the path'] },
    {
      name: 'the parameter of the same name',
      document: at('/things/{thingId}', 'thingId: { type: string }', 'patch'),
      hits: ['11: is also in the path'],
    },
    {
      name: 'a list of objects',
      document: withBody('{ type: array, items: { type: object, properties: {\n isAdmin: { type: boolean } } } }'),
      hits: ['11: '],
    },
    {
      name: 'through an alternative',
      document: withBody('{ oneOf: [{ type: object, properties: {\n isAdmin: { type: boolean } } }] }'),
      hits: ['11: '],
    },
    fine('/users', 'isAdmin: { type: boolean, readOnly: true }'),
    // The tenant of an identity provider.
    fine('/connections', 'client_id: { type: string }, tenant_id: { type: string }'),
    fine('/things', 'id: { type: string }'),
    fine('/chat', 'role: { type: string, enum: [user, assistant] }'),
    fine('/users/{id}/roles', 'role: { type: string }'),
    fine('/admin/users', 'isAdmin: { type: boolean }'),
    fine('/invitations', 'role: { type: string }'),
    fine('/things', 'balanced: { type: boolean }'),
    fine('/things', 'created_at_enabled: { type: boolean }'),
    fine('/things', 'verified: { type: string }'),
    { name: 'a search', document: at('/users', 'isAdmin: { type: boolean }', 'delete'), hits: [] },
    { name: 'own fields', document: at('/things', 'tier: { type: string }'), options: { fields: ['tier'], allowed: [] }, hits: ['11: '] },
    { name: 'allowed field', document: at('/users', 'role: { type: string }'), options: { fields: [], allowed: ['role'] }, hits: [] },
    {
      name: 'once for two operations',
      document: `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths:\n  /users: { post: { requestBody: { $ref: '#/components/requestBodies/U' }, responses: {} } }\n  /users/{id}: { put: { requestBody: { $ref: '#/components/requestBodies/U' }, responses: {} } }\ncomponents:\n  requestBodies:\n    U: { content: { application/json: { schema: { type: object, properties: { isAdmin: { type: boolean } } } } } }\n`,
      hits: ['8: '],
    },
    {
      name: 'swagger 2',
      document:
        'swagger: "2.0"\ninfo: { title: T, version: "1" }\npaths:\n  /users:\n    post:\n      parameters:\n        - in: body\n          name: b\n          schema: { type: object, properties: {\n            isAdmin: { type: boolean } } }\n      responses: {}\n',
      hits: ['10: '],
    },
  ]));
