import rule from '../../../src/rules/regress/regress-public.ts';
import { pairs } from './pairs.ts';

const SCHEMES = 'components: { securitySchemes: { token: { type: http, scheme: bearer } } }\n';
const base = `paths: { /pets: { get: { security: [{ token: [] }], responses: {} } } }\n${SCHEMES}`;
const withNew = (path: string, item: string, rest = SCHEMES): string =>
  `paths:\n  /pets: { get: { security: [{ token: [] }], responses: {} } }\n  ${path}: ${item}\n${rest}`;

pairs(rule, [
  {
    name: 'a new operation that says nothing',
    base,
    head: withNew('/orders', '{ get: { responses: {} } }'),
    hits: ['7: `GET /orders` is new and asks for no credential: add `security`, or list it as public in the policy'],
  },
  {
    name: 'a new operation that says []',
    base,
    head: withNew('/orders', '{ post: { security: [], responses: {} } }'),
    hits: ['7: `POST /orders` is new and asks for no credential: add `security`, or list it as public in the policy'],
  },
  {
    name: 'a new operation that says [{}]',
    base,
    head: withNew('/orders', '{ delete: { security: [{}], responses: {} } }'),
    hits: ['7: `DELETE /orders` is new and asks for no credential: add `security`, or list it as public in the policy'],
  },
  {
    name: 'a new unsafe operation whose credential is optional',
    base,
    head: withNew('/orders', '{ post: { security: [{ token: [] }, {}], responses: {} } }'),
    hits: [
      '7: `POST /orders` is new and accepts callers without a credential by the alternative `{}`: remove the alternative, or list it as public in the policy',
    ],
  },
  {
    name: 'a new method on a known path',
    base,
    head: base.replace('} } }\n', '}, put: { responses: {} } } }\n'),
    hits: ['5: `PUT /pets` is new and asks for no credential: add `security`, or list it as public in the policy'],
  },
  {
    name: 'the root is empty',
    base: `security: []\n${base}`,
    head: `security: []\n${withNew('/orders', '{ get: { responses: {} } }')}`,
    hits: ['8: `GET /orders` is new and asks for no credential: add `security`, or list it as public in the policy'],
  },
  {
    name: '2.0',
    base: "swagger: '2.0'\npaths: {}\nsecurityDefinitions: { k: { type: basic } }",
    head: "swagger: '2.0'\npaths:\n  /orders: { get: { responses: {} } }\nsecurityDefinitions: { k: { type: basic } }",
    hits: ['6: `GET /orders` is new and asks for no credential: add `security`, or list it as public in the policy'],
  },
  {
    name: '3.2: an additional operation',
    base: `openapi: 3.2.0\n${base}`,
    head: `openapi: 3.2.0\n${withNew('/orders', '{ additionalOperations: { COPY: { responses: {} } } }')}`,
    hits: ['7: `COPY /orders` is new and asks for no credential: add `security`, or list it as public in the policy'],
  },
  {
    name: 'ten new operations: told once',
    base,
    head: `paths:\n${Array.from({ length: 10 }, (_, index) => `  /p${index}: { get: { responses: {} } }\n`).join('')}${SCHEMES}`,
    hits: ['1: Each of 10 new operations asks for no credential: add `security` to each, or list them as public in the policy'],
  },

  // What follows is harmless.
  { name: 'a new operation with security', base, head: withNew('/orders', '{ get: { security: [{ token: [] }], responses: {} } }') },
  {
    name: 'a new operation under the root security',
    base: `security: [{ token: [] }]\n${base}`,
    head: `security: [{ token: [] }]\n${withNew('/orders', '{ post: { responses: {} } }')}`,
  },
  { name: 'a health check', base, head: withNew('/health', '{ get: { responses: {} } }') },
  { name: 'a sign-in', base, head: withNew('/auth/login', '{ post: { responses: {} } }') },
  { name: 'a receiver of webhooks', base, head: withNew('/webhooks/{provider}', '{ post: { responses: {} } }') },
  {
    name: 'the policy lists its path',
    base,
    head: withNew('/catalogue/items', '{ get: { responses: {} } }'),
    options: { public: { paths: ['/catalogue/**'] } },
  },
  {
    name: 'the policy lists its tag',
    base,
    head: withNew('/news', '{ get: { tags: [open], responses: {} } }'),
    options: { public: { tags: ['open'] } },
  },
  { name: 'x-public on the operation', base, head: withNew('/news', '{ get: { x-public: true, responses: {} } }') },
  { name: 'x-public on the path', base, head: withNew('/news', '{ x-public: true, get: { responses: {} } }') },
  { name: 'OPTIONS', base, head: withNew('/orders', '{ options: { responses: {} } }') },
  { name: 'a webhook', base, head: `webhooks: { paid: { post: { responses: {} } } }\n${base}` },
  {
    name: 'reading with an optional credential',
    base,
    head: withNew('/news', '{ get: { security: [{}, { token: [] }], responses: {} } }'),
  },
  {
    name: 'writing where no scheme is defined: another rule says so once',
    base: 'paths: { /pets: { get: { responses: {} } } }',
    head: 'paths:\n  /pets: { get: { responses: {} }, post: { responses: {} } }',
  },
  {
    name: 'reading where no scheme is defined',
    base: 'paths: { /pets: { get: { responses: {} } } }',
    head: 'paths: { /pets: { get: { responses: {} } }, /cats: { get: { responses: {} } } }',
  },
  {
    name: 'a public operation that moves',
    base: `paths: { /news: { get: { operationId: news, responses: {} } } }\n${SCHEMES}`,
    head: `paths: { /stories: { get: { operationId: news, responses: {} } } }\n${SCHEMES}`,
  },
  {
    name: 'a public operation whose parameter is renamed',
    base: `paths: { '/news/{id}': { get: { responses: {} } } }\n${SCHEMES}`,
    head: `paths: { '/news/{newsId}/': { get: { responses: {} } } }\n${SCHEMES}`,
  },
]);
