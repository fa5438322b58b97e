import rule from '../../../src/rules/drift/drift-scopes.ts';
import { type DriftCase, drifts, route } from './apis.ts';

const login = (...scopes: string[]) => ({ security: [{ login: scopes }] });

/** `GET /orders` beside an operation that says the same scopes on both sides. */
const pair = (scopes: string[], document: object, enforced = 'required'): Pick<DriftCase, 'code' | 'document'> => ({
  code: { 'GET /orders': route(enforced, { scopes }), 'POST /orders': route('required', { scopes: ['orders:write'] }) },
  document: { 'GET /orders': { ...document }, 'POST /orders': login('orders:write') },
});

const differs = (code: string, document: string): string =>
  `code GET /orders: \`GET /orders\` asks for \`${code}\` in the code and for \`${document}\` in the document, so rights`;

drifts(rule, [
  { name: 'the same', ...pair(['orders:read'], login('orders:read')), hits: [] },
  { name: 'the same in another case and with a prefix', ...pair(['SCOPE_ORDERS:READ'], login('orders:read')), hits: [] },
  { name: 'another one', ...pair(['orders:write'], login('orders:read')), hits: [differs('orders:write', 'orders:read')] },
  {
    name: 'one more in the document',
    ...pair(['orders:write'], login('orders:write', 'orders:read')),
    hits: ['code GET /orders: for `orders:write` in the code and for `orders:write`, `orders:read` in the document'],
  },
  {
    name: 'one more in the code',
    ...pair(['orders:read', 'orders:write'], login('orders:read')),
    hits: ['code GET /orders: asks for `orders:read`, `orders:write` in the code'],
  },
  {
    name: 'alternatives of the document',
    ...pair(['orders:read', 'admin'], { security: [{ login: ['orders:read'] }, { login: ['admin'] }] }),
    hits: [],
  },
  { name: 'none in the document', ...pair(['orders:read'], login()), hits: [] },
  { name: 'none in the code', ...pair([], login('orders:read')), hits: [] },
  { name: 'optional in the code', ...pair(['orders:write'], login('orders:read'), 'optional'), hits: [] },
  { name: 'unknown in the code', ...pair(['orders:write'], login('orders:read'), 'unknown'), hits: [] },
  { name: 'a role that the document has no word for', ...pair(['ROLE_STAFF'], login('orders:read')), hits: [] },
  { name: 'a role beside the scope', ...pair(['orders:read', 'ROLE_STAFF'], login('orders:read')), hits: [] },
  {
    name: 'a role that the document declares as a scope',
    ...pair(['ROLE_ADMIN'], login('orders:write')),
    hits: [differs('ROLE_ADMIN', 'orders:write')],
  },
  {
    name: 'roles of another scheme',
    ...pair(['orders:write'], { security: [{ token: ['orders:read'] }] }),
    written: { version: '3.1.1' },
    hits: [differs('orders:write', 'orders:read')],
  },
  {
    name: 'roles of another scheme before 3.1, which have no meaning',
    ...pair(['orders:write'], { security: [{ token: ['orders:read'] }] }),
    written: { version: '3.0.3' },
    hits: [],
  },
]);
