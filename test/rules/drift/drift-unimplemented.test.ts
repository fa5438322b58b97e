import { expect, test } from 'vitest';
import rule from '../../../src/rules/drift/drift-unimplemented.ts';
import { documentApi, writtenCode } from '../../support/drift.ts';
import { drifts, hits, route, written } from './apis.ts';

const DOCUMENT = { 'GET /orders': {}, 'GET /orders/{id}': {}, 'POST /orders': {}, 'DELETE /orders/{id}': {} };
const CODE = { 'GET /orders': route('none'), 'GET /orders/{key}': route('none'), 'POST /orders': route('required') };
const MISSING =
  'document DELETE /orders/{id}: `DELETE /orders/{id}` has no route in the code, so the document promises what is not there: remove it';

drifts(rule, [
  { name: 'a route is missing', code: CODE, document: DOCUMENT, hits: [MISSING] },
  { name: 'none is missing', code: { ...CODE, 'DELETE /orders/{x}': route('required') }, document: DOCUMENT, hits: [] },
  { name: 'not every route of the code is known', code: CODE, document: DOCUMENT, facts: { complete: false }, hits: [] },
  { name: 'the code follows a document', code: CODE, document: DOCUMENT, facts: { specFirst: true }, hits: [] },
  {
    name: 'a route for any method',
    code: { ...CODE, 'PUT /orders/{id}': route('none', { any: true }) },
    document: DOCUMENT,
    hits: [],
  },
  {
    name: 'a route that may be anywhere',
    code: { ...CODE, 'DELETE /{any}/{id}': route('none', { wildcards: ['any'] }) },
    document: DOCUMENT,
    hits: [],
  },
  {
    name: 'a route for everything below another path',
    code: { ...CODE, 'DELETE /parcels/{any}': route('none', { wildcards: ['any'] }) },
    document: DOCUMENT,
    hits: [MISSING],
  },
  {
    name: 'a page for everything that is not found',
    code: { ...CODE, 'GET /{any}': route('none', { wildcards: ['any'] }) },
    document: { ...DOCUMENT, 'GET /labels': {} },
    hits: [MISSING],
  },
  {
    name: 'HEAD beside GET, and OPTIONS',
    code: CODE,
    document: { 'GET /orders': {}, 'POST /orders': {}, 'GET /orders/{id}': {}, 'HEAD /orders': {}, 'OPTIONS /orders': {} },
    hits: [],
  },
  {
    name: 'a route with a parameter answers it',
    code: CODE,
    document: { 'GET /orders': {}, 'POST /orders': {}, 'GET /orders/{id}': {}, 'GET /orders/latest': {} },
    hits: [
      'document GET /orders/latest: `GET /orders/latest` has no route of its own in the code, so `GET /orders/{key}` answers it: remove it',
    ],
  },
  {
    name: 'what libraries bring along, and probes',
    code: { ...CODE, 'PUT /orders': route('none'), 'PATCH /orders': route('none') },
    document: { ...DOCUMENT, 'PUT /orders': {}, 'PATCH /orders': {}, 'POST /login': {}, 'POST /oauth2/token': {}, 'GET /health': {} },
    hits: [MISSING],
  },
  {
    name: 'HEAD alone',
    code: CODE,
    document: { 'GET /orders': {}, 'POST /orders': {}, 'GET /orders/{id}': {}, 'HEAD /parcels': {} },
    hits: ['document HEAD /parcels: has no route'],
  },
  {
    name: 'less than half of the document is served here',
    code: { 'GET /orders': route('none'), 'POST /orders': route('none') },
    document: { ...DOCUMENT, 'GET /users': {}, 'POST /users': {} },
    hits: [],
  },
  {
    name: 'what lies outside of the prefix that the code is reached by',
    code: { 'GET /orders': route('none'), 'POST /orders': route('none') },
    document: { 'GET /shop/orders': {}, 'POST /shop/orders': {}, 'GET /users/all': {}, 'DELETE /shop/orders': {} },
    hits: ['document DELETE /shop/orders: has no route'],
  },
  {
    name: 'a template that a loop has registered value by value',
    code: { ...CODE, 'DELETE /orders/{id}': route('none'), 'GET /reports/daily': route('none') },
    document: { ...DOCUMENT, 'GET /reports/{period}': {} },
    hits: [],
  },
]);

test('an operation that other code serves is served', () => {
  const shop = writtenCode(written(CODE), {}, 'services/shop');
  const deletion = { 'DELETE /orders/{id}': route('none'), 'GET /orders/{id}': route('none') };
  const document = documentApi(written(DOCUMENT));
  expect(hits(rule, [shop, writtenCode(written(deletion), {}, 'services/cancel')], [document])).toEqual([]);
  expect(hits(rule, [shop], [document])).toEqual([expect.stringContaining('has no route in the code in `services/shop`')]);
  // Of the other code it is not known what it serves.
  expect(hits(rule, [shop, writtenCode(written(deletion), { complete: false }, 'services/cancel')], [document])).toEqual([]);
});

test('webhooks are no operations of the server', () => {
  const webhooks = { paid: { post: { responses: {} } } };
  const text = JSON.stringify({ ...JSON.parse(written({ 'GET /orders': {}, 'POST /orders': {} })), webhooks });
  expect(hits(rule, [writtenCode(written(CODE))], [documentApi(text)])).toEqual([]);
});
