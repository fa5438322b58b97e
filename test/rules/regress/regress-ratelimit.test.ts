import rule from '../../../src/rules/regress/regress-ratelimit.ts';
import { pairs } from './pairs.ts';

const header = (...names: string[]): string => `headers: { ${names.map((name) => `${name}: { schema: { type: string } }`).join(', ')} }`;
const get = (responses: string, more = ''): string => `
paths:
  /pets:
    get:
      ${more === '' ? 'summary: Pets' : more}
      responses:
        ${responses}
`;
const OK = "'200': { description: ok }";
const LIMITED = `'200': { description: ok, ${header('RateLimit', 'RateLimit-Policy')} }`;
const BUSY = `'429': { description: busy, ${header('Retry-After')} }`;
const two = (...responses: string[]): string => get(responses.join('\n        '));
const shared = (responses: string, component: string): string => `
paths:
  /a: { get: { responses: { ${responses} } }, post: { responses: { ${responses} } } }
  /b: { get: { responses: { ${responses} } } }
components:
  responses:
    Busy: ${component}
`;

pairs(rule, [
  {
    name: '429 is removed',
    base: two(OK, BUSY),
    head: two(OK),
    hits: ['9: `GET /pets` lost the `429` response that the base had, so clients cannot tell that they are throttled: restore it'],
  },
  {
    name: '429 is removed where the success states the limit',
    base: two(LIMITED, BUSY),
    head: two(LIMITED),
    hits: ['9: `GET /pets` lost the `429` response that the base had, so clients cannot tell that they are throttled: restore it'],
  },
  {
    name: 'Retry-After is removed',
    base: two(OK, BUSY),
    head: two(OK, "'429': { description: busy }"),
    hits: ['11: `GET /pets` lost the `Retry-After` that `429` had in the base, so clients retry at once: restore the header'],
  },
  {
    name: 'another header takes the place of Retry-After',
    base: two(OK, BUSY),
    head: two(OK, `'429': { description: busy, ${header('X-Wait')} }`),
    hits: ['11: `GET /pets` lost the `Retry-After` that `429` had in the base, so clients retry at once: restore the header'],
  },
  {
    name: 'Retry-After of a 503',
    base: two(OK, `'503': { description: down, ${header('Retry-After')} }`),
    head: two(OK, "'503': { description: down }"),
    hits: ['11: `GET /pets` lost the `Retry-After` that `503` had in the base, so clients retry at once: restore the header'],
  },
  {
    name: 'the headers of a success',
    base: two(LIMITED),
    head: two(OK),
    hits: ['10: `GET /pets` lost the rate-limit headers that the base had, so no limit is promised: restore them'],
  },
  {
    name: 'one of three headers',
    base: two(`'200': { description: ok, ${header('X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset')} }`),
    head: two(`'200': { description: ok, ${header('X-RateLimit-Limit', 'X-RateLimit-Remaining')} }`),
    hits: ['10: `GET /pets` lost `x-ratelimit-reset` of the rate-limit headers that `200` had in the base: restore it'],
  },
  {
    name: 'the headers of a 429',
    base: two(OK, `'429': { description: busy, ${header('Retry-After', 'RateLimit', 'RateLimit-Policy')} }`),
    head: two(OK, BUSY),
    hits: ['11: `GET /pets` lost the rate-limit headers that `429` had in the base: restore them'],
  },
  {
    name: 'default that told of throttling',
    base: two(OK, `default: { description: error, ${header('Retry-After')} }`),
    head: two(OK, 'default: { description: error }'),
    hits: ['11: `GET /pets` lost the `Retry-After` that `default` had in the base, so clients retry at once: restore the header'],
  },
  {
    name: 'a shared response: told once',
    base: shared("'429': { $ref: '#/components/responses/Busy' }", `{ description: busy, ${header('Retry-After')} }`),
    head: shared("'429': { $ref: '#/components/responses/Busy' }", '{ description: busy }'),
    hits: [
      '10: `GET /a` and 2 more operations lost the `Retry-After` that `429` had in the base, so clients retry at once: restore the header',
    ],
  },
  {
    name: 'the reference is dropped in one operation',
    base: `paths: { /a: { get: { responses: { ${BUSY} } } }, /b: { get: { responses: { ${BUSY} } } } }`,
    head: `paths:\n  /a: { get: { responses: { ${BUSY} } } }\n  /b: { get: { responses: { ${OK} } } }`,
    hits: ['7: `GET /b` lost the `429` response that the base had, so clients cannot tell that they are throttled: restore it'],
  },
  {
    name: 'the extension of a gateway',
    base: get(OK, 'x-rate-limit: 100'),
    head: get(OK),
    hits: ['7: `GET /pets` lost the rate limit of the gateway that the base had: restore the extension, or document the limit in headers'],
  },
  {
    name: 'ten operations: told once',
    base: `paths:\n${Array.from({ length: 10 }, (_, index) => `  /p${index}: { get: { responses: { ${OK}, ${BUSY} } } }\n`).join('')}`,
    head: `paths:\n${Array.from({ length: 10 }, (_, index) => `  /p${index}: { get: { responses: { ${OK} } } }\n`).join('')}`,
    hits: [
      '1: 10 operations or responses lost the `429` response that the base had, so clients cannot tell that they are throttled: restore it',
    ],
  },
  {
    name: '2.0 to 3.0: lost on the way',
    base: `swagger: '2.0'\npaths: { /pets: { get: { responses: { '200': { description: ok, headers: { X-RateLimit-Limit: { type: integer } } } } } } }`,
    head: `openapi: 3.0.3\n${two(OK)}`,
    hits: ['11: `GET /pets` lost the rate-limit headers that the base had, so no limit is promised: restore them'],
  },
  {
    name: 'a header of the policy',
    base: two(`'200': { description: ok, ${header('X-App-Limit')} }`),
    head: two(OK),
    options: { headers: ['x-app-limit'] },
    hits: ['10: `GET /pets` lost the rate-limit headers that the base had, so no limit is promised: restore them'],
  },

  // What follows is harmless.
  {
    name: 'the names of headers in lower case',
    base: two(LIMITED, BUSY),
    head: two(
      `'200': { description: ok, ${header('ratelimit', 'ratelimit-policy')} }`,
      `'429': { description: busy, ${header('retry-after')} }`,
    ),
  },
  {
    name: 'another family of headers',
    base: two(`'200': { description: ok, ${header('X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset')} }`),
    head: two(LIMITED),
  },
  {
    name: 'the response moves behind a reference',
    base: two(OK, BUSY),
    head: `paths: { /pets: { get: { responses: { ${OK}, '429': { $ref: '#/components/responses/Busy' } } } } }\ncomponents: { responses: { Busy: { description: busy, ${header('Retry-After')} } } }`,
  },
  {
    name: 'a reference is inlined and responses reordered',
    base: shared("'429': { $ref: '#/components/responses/Busy' }", `{ description: busy, ${header('Retry-After')} }`),
    head: shared(`${BUSY}, ${OK}`, '{ description: other }'),
  },
  { name: '429 becomes 4XX with Retry-After', base: two(OK, BUSY), head: two(OK, `4XX: { description: error, ${header('Retry-After')} }`) },
  {
    name: '4XX becomes 429 with Retry-After',
    base: two(OK, `4XX: { description: error, ${header('Retry-After')} }`),
    head: two(OK, BUSY, '4XX: { description: error }'),
  },
  { name: 'the gateway limits now', base: two(LIMITED), head: get(OK, 'x-rate-limit: 100') },
  {
    name: 'another success has the headers',
    base: two(LIMITED, "'201': { description: made }"),
    head: two(OK, `'201': { description: made, ${header('RateLimit', 'RateLimit-Policy')} }`),
  },
  { name: 'the operation is removed', base: two(LIMITED, BUSY), head: 'paths: {}' },
  { name: 'a new operation without', base: two(LIMITED, BUSY), head: `${two(LIMITED, BUSY)}  /health: { get: { responses: { ${OK} } } }` },
  { name: 'a response is added', base: two(LIMITED, BUSY), head: two(LIMITED, BUSY, "'404': { description: none }") },
  { name: '200 becomes 201 with the same headers', base: two(LIMITED), head: two(LIMITED).replace('200', '201') },
  {
    name: '2.0 to 3.1',
    base: `swagger: '2.0'\nproduces: [application/json]\npaths: { /pets: { get: { responses: { '200': { description: ok, headers: { X-RateLimit-Limit: { type: integer } } }, '429': { description: busy, headers: { Retry-After: { type: integer } } } } } } }`,
    head: two(`'200': { description: ok, ${header('X-RateLimit-Limit')} }`, BUSY),
  },
]);
