import rule from '../../../src/rules/drift/drift-ratelimit.ts';
import { drifts, route } from './apis.ts';

const OK = { 200: { description: 'ok' } };
const THROTTLED = { responses: { ...OK, 429: { description: 'Too many requests' } } };
const limited = (note = '30 requests in 60 s'): object => route('required', { limit: note });
const none = route('required');

const three = (get: object, post: object, put: object) => ({
  'GET /orders': { ...get },
  'POST /orders': { ...post },
  'PUT /orders': { ...put },
});

drifts(rule, [
  { name: 'both know the limit', code: three(limited(), none, none), document: three(THROTTLED, {}, {}), hits: [] },
  { name: 'nobody limits', code: three(none, none, none), document: three({}, {}, {}), hits: [] },
  {
    name: 'only the code knows it',
    code: three(limited(), none, none),
    document: three({}, {}, {}),
    hits: [
      'code GET /orders x-apiward-rate-limit: `GET /orders` is limited in the code (30 requests in 60 s), and the document has no `429`',
    ],
  },
  {
    name: 'a limiter of many operations is told once',
    code: three(limited(), limited(), limited('5 requests in 1 s')),
    document: three({}, {}, {}),
    hits: [
      'code GET /orders x-apiward-rate-limit: `GET /orders` and 1 more operation are limited',
      'code PUT /orders x-apiward-rate-limit: (5 requests in 1 s)',
    ],
  },
  {
    name: '4XX covers it',
    code: three(limited(), none, none),
    document: three({ responses: { ...OK, '4XX': { description: 'no' } } }, {}, {}),
    hits: [],
  },
  {
    name: 'so does default',
    code: three(limited(), none, none),
    document: three({ responses: { ...OK, default: { description: 'no' } } }, {}, {}),
    hits: [],
  },
  {
    name: 'another status does not',
    code: three(limited(), none, none),
    document: three({ responses: { ...OK, 404: { description: 'no' } } }, {}, {}),
    hits: ['code GET /orders x-apiward-rate-limit: is limited'],
  },
  {
    name: 'a probe is no business of clients',
    code: { ...three(none, none, none), 'GET /health': limited() as never },
    document: { ...three({}, {}, {}), 'GET /health': {} },
    hits: [],
  },
  {
    name: 'a limiter that was not understood',
    code: three(route('none', { unknownLimit: true }), none, none),
    document: three({}, {}, {}),
    hits: [],
  },
  {
    name: 'one limit is gone where the others are there',
    code: three(limited(), limited(), none),
    document: three(THROTTLED, THROTTLED, THROTTLED),
    hits: [
      'code PUT /orders: `PUT /orders` has no limiter in the code, where the document promises `429` and 2 other operations of it have one',
    ],
  },
  { name: 'the gateway limits', code: three(none, none, none), document: three(THROTTLED, THROTTLED, THROTTLED), hits: [] },
  { name: 'the code limits one alone', code: three(limited(), none, none), document: three(THROTTLED, THROTTLED, THROTTLED), hits: [] },
  {
    name: 'not every route is known',
    code: three(limited(), limited(), none),
    document: three(THROTTLED, THROTTLED, THROTTLED),
    facts: { complete: false },
    hits: [],
  },
  {
    name: 'a limiter that was not understood in place of the one that is gone',
    code: three(limited(), limited(), route('required', { unknownLimit: true })),
    document: three(THROTTLED, THROTTLED, THROTTLED),
    hits: [],
  },
]);
