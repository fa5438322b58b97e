import { describe } from 'vitest';
import rule from '../../../src/rules/auth/auth-write-weaker-than-read.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withSchemes } from './documents.ts';

const pair = (read: string, write: string, path = '/orders') =>
  withSchemes(`
        paths:
          ${path}:
            get: {security: ${read}}
            post: {security: ${write}}`);

describe('auth-write-weaker-than-read', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'by rank',
      document: pair('[{token: []}]', '[{key: []}]'),
      hits: ['6: `POST /orders` is open to `key`, while `GET` asks for `token`'],
    }),
    {
      name: 'every unsafe method',
      document: withSchemes(
        '\n        paths:\n          /a:\n            get: {security: [{token: []}]}\n            put: {security: [{key: []}]}\n            delete: {security: []}\n            options: {security: []}',
      ),
      hits: ['6: `PUT /a`', '7: `DELETE /a` is open to anybody'],
    },
    { name: 'the same, and more', document: pair('[{token: []}]', '[{token: []}]'), hits: [] },
    { name: 'stronger', document: pair('[{key: []}]', '[{token: []}]'), hits: [] },
    { name: 'a public read asks for nothing', document: pair('[]', '[{query: []}]'), hits: [] },
    { name: 'an optional read asks for nothing', document: pair('[{token: []}, {}]', '[{key: []}]'), hits: [] },
    { name: 'public', document: pair('[{token: []}]', '[]'), hits: ['6: open to anybody'] },
    { name: 'optional', document: pair('[{token: []}]', '[{token: []}, {}]'), hits: ['6: open to anybody'] },
    {
      name: 'one weak alternative is enough',
      document: pair('[{login: []}]', '[{login: []}, {password: []}]'),
      hits: ['6: open to `password`'],
    },
    { name: 'the read has the same weak alternative', document: pair('[{login: []}, {password: []}]', '[{password: []}]'), hits: [] },
    {
      name: 'a scheme less',
      document: pair('[{token: [], key: []}]', '[{token: []}]'),
      hits: ['6: open to `token`, while `GET` asks for `token` and `key`'],
    },
    { name: 'together counts as the strongest', document: pair('[{token: []}]', '[{key: [], token: []}]'), hits: [] },
    { name: 'another scope, for writing', document: pair("[{login: ['orders:read', admin]}]", "[{login: ['orders:write']}]"), hits: [] },
    {
      name: 'part of its scopes',
      document: pair("[{login: ['orders:read', admin]}]", "[{login: ['orders:read']}]"),
      hits: ['6: `login` with `orders:read`'],
    },
    {
      name: 'no scope',
      document: pair("[{login: ['orders:read']}]", '[{login: []}]'),
      hits: ['6: open to `login`, while `GET` asks for `login` with `orders:read`'],
    },
    { name: 'other scopes', document: pair("[{login: ['orders:read']}]", "[{login: ['orders:write']}]"), hits: [] },
    { name: 'every scope that would do in one list', document: pair('[{login: [create, delete, edit]}]', '[{login: [create]}]'), hits: [] },
    {
      name: 'a read scope beside the write scope (AND written for OR)',
      document: pair("[{login: ['orders:write', 'orders:read']}]", "[{login: ['orders:write']}]"),
      hits: [],
    },
    {
      name: 'no GET',
      document: withSchemes('\n        paths: {/a: {head: {security: [{token: []}]}, post: {security: [{key: []}]}}}'),
      hits: [],
    },
    {
      name: 'inherited by the write',
      document: withSchemes(
        '\n        security: [{key: []}]\n        paths:\n          /a:\n            get: {security: [{token: []}]}\n            post: {responses: {}}',
      ),
      hits: ['7: `POST /a`'],
    },
    {
      name: 'inherited by the read',
      document: withSchemes(
        '\n        security: [{token: []}]\n        paths:\n          /a:\n            get: {responses: {}}\n            post: {security: [{key: []}]}',
      ),
      hits: ['7: `POST /a`'],
    },
    { name: 'a sign-in', document: pair('[{token: []}]', '[]', '/sessions'), hits: [] },
    { name: 'an unknown scheme has no rank', document: pair('[{token: []}]', '[{nope: []}]'), hits: [] },
    { name: 'policy', document: pair('[{token: []}]', '[]'), options: { public: { paths: ['/orders'] } }, hits: [] },
    {
      name: 'webhooks',
      document: withSchemes('\n        paths: {}\n        webhooks: {w: {get: {security: [{token: []}]}, post: {security: [{key: []}]}}}'),
      hits: [],
    },
    {
      name: 'swagger 2',
      document: `
        swagger: "2.0"
        paths:
          /a:
            get: {security: [{h: []}]}
            delete: {security: [{b: []}]}
        securityDefinitions:
          b: {type: basic}
          h: {type: apiKey, in: header, name: h}
      `,
      hits: ['5: `DELETE /a` is open to `b`'],
    },
    {
      name: 'a sign-up by its words',
      document: withSchemes(`
        paths:
          /account:
            get: {security: [{token: []}]}
            post: {summary: Create Account, security: []}`),
      hits: [],
    },
    {
      name: 'making accounts of others',
      document: withSchemes(`
        paths:
          /accounts:
            get: {security: [{token: []}]}
            post: {summary: Add a ledger, security: []}`),
      hits: ['6: `POST /accounts` is open to anybody'],
    },
    {
      name: 'anybody known reports, moderators read',
      document: pair('[{login: [admin, moderator]}]', '[{login: []}]', '/abuses'),
      hits: [],
    },
    { name: 'but nobody unknown', document: pair('[{login: [admin]}]', '[]', '/abuses'), hits: ['6: open to anybody'] },
  ]));
