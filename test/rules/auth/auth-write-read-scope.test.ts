import { describe } from 'vitest';
import rule from '../../../src/rules/auth/auth-write-read-scope.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { paths, withSchemes } from './documents.ts';

const scoped = (scopes: string, operation = 'post /orders') => withSchemes(paths([operation], `[{login: ${scopes}}]`));
const many = Array.from({ length: 10 }, (_, index) => `post /p${index}`);

describe('auth-write-read-scope', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'read',
      document: scoped("['orders:read']"),
      hits: ['4: `orders:read` is for reading, yet opens `POST /orders`'],
    }),
    ...[
      'read',
      'read:orders',
      'orders.readonly',
      'https://api.acme.com/auth/orders.readonly',
      'view',
      'orders_view',
      'order.viewer',
      'ReadOnly',
      'read-only',
    ].map((scope) => ({
      name: scope,
      document: scoped(`['${scope}']`),
      hits: [`4: \`${scope}\``],
    })),
    ...[
      'write',
      'orders:read_write',
      'orders:readwrite',
      'thread:post',
      'spreadsheets',
      'https://read.acme.com/auth/orders',
      'manage:view',
      'orders',
      'reader:admin',
    ].map((scope) => ({
      name: `${scope} is more`,
      document: scoped(`['${scope}']`),
      hits: [],
    })),
    { name: 'beside a scope for writing', document: scoped("['orders:read', 'orders:write']"), hits: [] },
    {
      name: 'in one of two alternatives',
      document: withSchemes(paths(['put /a'], "[{login: ['orders:write']}, {login: ['orders:read']}]")),
      hits: ['4: `orders:read` is for reading, yet opens `PUT /a`'],
    },
    {
      name: 'with a key and no other scope',
      document: withSchemes(paths(['put /a'], "[{key: [], login: ['orders:read']}]")),
      hits: ['4: `orders:read`'],
    },
    { name: 'no scope is oauth-scope-required', document: scoped('[]'), hits: [] },
    { name: 'safe methods', document: scoped("['orders:read']", 'get /orders'), hits: [] },
    ...['/orders/search', '/orders:query', '/orders/export', '/reports/preview', '/mailbox/watch', '/tokens/introspect'].map((path) => ({
      name: `POST ${path} reads`,
      document: scoped("['orders:read']", `post ${path}`),
      hits: [],
    })),
    { name: 'a DELETE never reads', document: scoped("['orders:read']", 'delete /orders/search'), hits: ['4: `orders:read`'] },
    { name: '3.1 roles on bearer', document: withSchemes(paths(['post /a'], '[{token: [viewer]}]')), hits: ['4: `viewer`'] },
    {
      name: 'the root once, for what inherits it',
      document: withSchemes(`\n        security: [{login: ['orders:read']}]${paths(['post /a', 'get /b', 'put /c'])}`),
      hits: ['3: yet opens `POST /a` and 1 more'],
    },
    {
      name: 'the root, only reads inherit',
      document: withSchemes(`\n        security: [{login: ['orders:read']}]${paths(['get /b'])}`),
      hits: [],
    },
    {
      name: 'ten and all',
      document: withSchemes(paths(many, "[{login: ['orders:read']}]")),
      hits: ['1: All 10 operations that change data'],
    },
    {
      name: 'swagger 2',
      document:
        'swagger: "2.0"\npaths:\n  /a: {patch: {security: [{o: [read]}]}}\nsecurityDefinitions:\n  o: {type: oauth2, flow: application, tokenUrl: https://a, scopes: {read: r}}\n',
      hits: ['3: `read` is for reading'],
    },
  ]));
