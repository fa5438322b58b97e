import { expect, test } from 'vitest';
import rule from '../../../src/rules/drift/drift-undocumented.ts';
import { documentApi, writtenCode } from '../../support/drift.ts';
import { drifts, hits, route, written } from './apis.ts';

const DOCUMENT = { 'GET /orders': {}, 'GET /orders/{id}': {}, 'POST /orders': {} };
const CODE = { 'GET /orders': route('required'), 'GET /orders/{orderId}': route('required'), 'POST /orders': route('required') };

drifts(rule, [
  { name: 'the same operations, whatever parameters are called', code: CODE, document: DOCUMENT, hits: [] },
  {
    name: 'a method that the document does not have on a path that it has',
    code: { ...CODE, 'DELETE /orders/{orderId}': route('required') },
    document: DOCUMENT,
    hits: ['code DELETE /orders/{orderId}: `DELETE /orders/{orderId}` is in no document, though `GET /orders/{id}` is, so nobody'],
  },
  {
    name: 'a path that it does not have, open to everybody',
    code: { ...CODE, 'GET /orders/export/all': route('none') },
    document: DOCUMENT,
    hits: [
      'code GET /orders/export/all: is in the code and in no document, so nobody who works from it reviews or guards it, and it asks for no credential: describe it',
    ],
  },
  {
    name: 'a literal beside a parameter that has a route of its own',
    code: { ...CODE, 'GET /orders/latest': route('required') },
    document: DOCUMENT,
    hits: ['code GET /orders/latest: in no document'],
  },
  {
    name: 'several routes of one template that has none of its own',
    code: {
      'GET /reports/daily': route('required'),
      'GET /reports/weekly': route('required'),
      'GET /orders': route('required'),
      'POST /orders': route('none'),
    },
    document: { 'GET /reports/{period}': {}, 'GET /orders': {}, 'POST /orders': {} },
    hits: [],
  },
  {
    name: 'a template in the code for several paths of the document',
    code: { ...CODE, 'GET /reports/{period}': route('required') },
    document: { ...DOCUMENT, 'GET /reports/daily': {}, 'GET /reports/weekly': {} },
    hits: [],
  },
  {
    name: 'HEAD and OPTIONS',
    code: { ...CODE, 'HEAD /orders': route('none'), 'OPTIONS /orders': route('none') },
    document: DOCUMENT,
    hits: [],
  },
  { name: 'a route for any method', code: { ...CODE, 'PUT /proxy': route('none', { any: true }) }, document: DOCUMENT, hits: [] },
  {
    name: 'a path that is not wholly known',
    code: { ...CODE, 'GET /{any}/hidden': route('none', { wildcards: ['any'] }) },
    document: DOCUMENT,
    hits: [],
  },
  {
    name: 'what is no API',
    code: {
      ...CODE,
      'GET /': route('none'),
      'GET /health': route('none'),
      'GET /health/live': route('none'),
      'GET /metrics': route('none'),
      'GET /docs': route('none'),
      'GET /v3/api-docs': route('none'),
      'GET /openapi.json': route('none'),
      'GET /swagger-ui/index.html': route('none'),
      'GET /favicon.ico': route('none'),
      'GET /static/app.js': route('none'),
      'GET /.well-known/jwks.json': route('none'),
    },
    document: DOCUMENT,
    hits: [],
  },
  {
    name: 'what only resembles it',
    code: { ...CODE, 'GET /orders/{id}/status': route('none'), 'POST /healthcare': route('required') },
    document: DOCUMENT,
    hits: ['code GET /orders/{id}/status: in no document', 'code POST /healthcare: in no document'],
  },
  {
    name: 'paths that a policy ignores',
    code: { ...CODE, 'GET /internal/jobs': route('required'), 'GET /health': route('none') },
    document: DOCUMENT,
    options: { ignorePaths: ['/internal/**'] },
    hits: ['code GET /health: in no document'],
  },
  {
    name: 'a prefix of the server',
    code: { 'GET /v1/orders': route('required'), 'POST /v1/orders/': route('required'), 'GET /v1/invoices': route('required') },
    document: { 'GET /orders/': {}, 'POST /orders': {} },
    written: { base: '/v1' },
    hits: ['code GET /v1/invoices: in no document'],
  },
  {
    name: 'a prefix that only the code has',
    code: { 'GET /api/v1/orders': route('required'), 'POST /api/v1/orders': route('required'), 'PUT /api/v1/orders': route('required') },
    document: { 'GET /orders': {}, 'POST /orders': {} },
    hits: ['code PUT /api/v1/orders: in no document'],
  },
  {
    name: "a gateway's prefix that only the document has",
    code: { 'GET /orders': route('required'), 'POST /orders': route('required'), 'PUT /orders': route('required') },
    document: { 'GET /shop/orders': {}, 'POST /shop/orders': {}, 'PUT /other/orders': {} },
    hits: ['code PUT /orders: in no document'],
  },
  {
    name: 'servers that say something else than the code',
    code: { 'GET /internal/orders': route('required'), 'POST /internal/orders': route('required'), 'PUT /internal/orders': route('none') },
    document: { 'GET /orders': {}, 'POST /orders': {} },
    written: { base: '/gateway' },
    hits: ['code PUT /internal/orders: in no document'],
  },
  {
    name: 'code whose whole prefix is unknown',
    code: {
      'GET /{any}/orders': route('required', { wildcards: ['any'] }),
      'POST /{any}/orders': route('required', { wildcards: ['any'] }),
      'PUT /{any}/orders': route('required', { wildcards: ['any'] }),
    },
    document: { 'GET /v1/orders': {}, 'POST /v1/orders': {} },
    hits: [],
  },
  {
    name: 'a document of another service',
    code: { 'GET /users': route('required'), 'POST /users': route('required'), 'GET /orders': route('required') },
    document: { 'GET /orders': {}, 'GET /parcels': {}, 'POST /parcels': {}, 'GET /labels': {} },
    hits: [],
  },
  {
    name: 'a document that has only probes in common',
    code: { 'GET /health': route('none'), 'GET /': route('none'), 'GET /metrics': route('none'), 'GET /users': route('none') },
    document: { 'GET /health': {}, 'GET /': {}, 'GET /metrics': {} },
    hits: [],
  },
  {
    name: 'another case, which many routers ignore',
    code: { ...CODE, 'GET /Orders': route('required') },
    document: DOCUMENT,
    hits: [],
  },
]);

test('webhooks and callbacks of a document are no operations of the server', () => {
  const document = JSON.parse(written(DOCUMENT)) as Record<string, unknown>;
  const text = JSON.stringify({ ...document, webhooks: { '/paid': { post: { responses: {} } } } });
  const code = writtenCode(written({ ...CODE, 'POST /paid': route('required') }));
  expect(hits(rule, [code], [documentApi(text)])).toEqual([expect.stringContaining('`POST /paid` is in the code and in no document')]);
});

test('an operation that any of several documents describes is described', () => {
  const code = writtenCode(written({ ...CODE, 'GET /admin/users': route('required'), 'POST /admin/users': route('required') }));
  const admin = documentApi(written({ 'GET /admin/users': {}, 'POST /admin/users': {} }), 'admin.yaml');
  expect(hits(rule, [code], [documentApi(written(DOCUMENT)), admin])).toEqual([]);
  expect(hits(rule, [code], [documentApi(written(DOCUMENT))])).toHaveLength(2);
});

test('the versions of an API do not mix', () => {
  const routes = (version: string) => ({
    [`GET /${version}/orders`]: route('required'),
    [`POST /${version}/orders`]: route('required'),
  });
  const paths = { 'GET /orders': {}, 'POST /orders': {} };
  const code = writtenCode(written({ ...routes('v1'), ...routes('v2'), 'PUT /v1/orders': route('required') }));
  const [first, second] = ['v1', 'v2'].map((version) => documentApi(written(paths, { base: `/${version}` }), `${version}.yaml`));
  expect(
    hits(
      rule,
      [code],
      [first, second].filter((api) => api !== undefined),
    ),
  ).toEqual([expect.stringContaining('`PUT /v1/orders` is in no document')]);
  // The old version is a shadow once its document is gone.
  expect(hits(rule, [code], second === undefined ? [] : [second])).toHaveLength(3);
});

test('ten and more are told once', () => {
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`GET /shadow${index}`, route('none')]));
  const found = hits(rule, [writtenCode(written({ ...CODE, ...many }))], [documentApi(written(DOCUMENT))]);
  expect(found).toEqual([expect.stringMatching(/^code: 12 operations of the code, such as `GET \/shadow0`, are in no document/)]);
});
