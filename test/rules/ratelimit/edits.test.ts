import { describe } from 'vitest';
import ratelimit429 from '../../../src/rules/ratelimit/ratelimit-429.ts';
import ratelimitAuthEndpoint from '../../../src/rules/ratelimit/ratelimit-auth-endpoint.ts';
import ratelimitRetryAfter from '../../../src/rules/ratelimit/ratelimit-retry-after.ts';
import throttle503 from '../../../src/rules/ratelimit/throttle-503.ts';
import { editCases } from '../../support/edits.ts';

const operation = (responses: string, rest = '') => `openapi: 3.1.0
paths:
  /pets:
    get:
      responses:
${responses.replace(/^/gm, '        ')}
${rest}`;

const RESPONSE = [
  "+        '429':",
  '+          description: Too many requests',
  '+          headers:',
  '+            Retry-After:',
  '+              description: Seconds to wait before the next call',
  '+              schema:',
  '+                type: integer',
];
const HEADER = '{Retry-After: {description: Seconds to wait before the next call, schema: {type: integer}}}';
const component = (name: string, body: string) => `components:\n  responses:\n    ${name}: ${body}\n`;

describe('ratelimit-429', () => {
  editCases(ratelimit429, [
    { name: 'last', document: operation("'200': {description: ok}\n'404': {description: no}"), diff: RESPONSE },
    {
      name: 'in front of what comes after it',
      document: operation("'200': {description: ok}\n'500': {description: no}\ndefault: {description: no}"),
      diff: RESPONSE,
    },
    { name: 'beside 4XX', document: operation("'200': {description: ok}\n4XX: {description: no}"), diff: RESPONSE },
    {
      name: 'the shared response that others use',
      document: `${operation("'200': {description: ok}")}    put: {responses: {'429': {$ref: '#/components/responses/Slow'}}}\n${component('Slow', '{description: no, headers: {Retry-After: {schema: {type: integer}}}}')}`,
      diff: ["+        '429':", "+          $ref: '#/components/responses/Slow'"],
    },
    {
      name: 'the shared response of that name, not used yet',
      document: operation(
        "'200': {description: ok}",
        component('TooManyRequests', '{description: no, headers: {Retry-After: {schema: {type: integer}}}}'),
      ),
      diff: ["+        '429':", "+          $ref: '#/components/responses/TooManyRequests'"],
    },
    {
      name: 'a shared response without Retry-After',
      document: operation("'200': {description: ok}", component('TooManyRequests', '{description: no}')),
      diff: RESPONSE,
    },
    {
      name: 'a shared response that other statuses use',
      document: `${operation("'200': {description: ok}")}    put: {responses: {'429': {$ref: '#/components/responses/E'}, '400': {$ref: '#/components/responses/E'}}}\n${component('E', '{description: no, headers: {Retry-After: {schema: {type: integer}}}}')}`,
      diff: RESPONSE,
    },
    {
      name: '2.0',
      document: "swagger: '2.0'\npaths: {/a: {get: {responses: {200: {description: ok}}}}}\n",
      diff: [
        '-paths: {/a: {get: {responses: {200: {description: ok}}}}}',
        '+paths: {/a: {get: {responses: {200: {description: ok}, 429: {description: Too many requests, headers: {Retry-After: {description: Seconds to wait before the next call, type: integer}}}}}}}',
      ],
    },
    { name: 'no responses at all', document: 'openapi: 3.1.0\npaths: {/a: {get: {operationId: a}}}\n', diff: [] },
    { name: 'empty responses', document: 'openapi: 3.1.0\npaths: {/a: {get: {responses: {}}}}\n', diff: [] },
    {
      name: 'responses by an alias',
      document: "openapi: 3.1.0\nx: &r {'200': {description: ok}}\npaths: {/a: {get: {responses: *r}}}\n",
      diff: [],
    },
  ]);
});

describe.each([
  ['ratelimit-retry-after', ratelimitRetryAfter, '429'],
  ['throttle-503', throttle503, '503'],
] as const)('%s', (_, rule, status) => {
  editCases(rule, [
    {
      name: 'no headers',
      document: operation(`'${status}': {description: no}`),
      diff: [`-        '${status}': {description: no}`, `+        '${status}': {description: no, headers: ${HEADER}}`],
    },
    {
      name: 'other headers',
      document: operation(`'${status}':\n  description: no\n  headers:\n    X-A: {schema: {type: string}}`),
      diff: [
        '+            Retry-After:',
        '+              description: Seconds to wait before the next call',
        '+              schema:',
        '+                type: integer',
      ],
    },
    {
      name: 'shared by operations',
      document: operation(`'${status}': {$ref: '#/components/responses/E'}`, component('E', '{description: no}')),
      diff: ['-    E: {description: no}', `+    E: {description: no, headers: ${HEADER}}`],
    },
    {
      name: 'shared with another status',
      document: operation(
        `'${status}': {$ref: '#/components/responses/E'}\n'400': {$ref: '#/components/responses/E'}`,
        component('E', '{description: no}'),
      ),
      diff: [],
    },
    { name: 'headers that are none', document: operation(`'${status}': {description: no, headers: []}`), diff: [] },
  ]);
});

describe('ratelimit-auth-endpoint', () => {
  const login = (responses: string) => `openapi: 3.1.0
paths:
  /login:
    post:
      responses:
${responses}`;
  editCases(ratelimitAuthEndpoint, [
    { name: 'no 429', document: login("        '200': {description: ok}\n"), diff: RESPONSE },
    {
      name: 'a 429 without Retry-After',
      document: login("        '429': {description: no}\n"),
      diff: ["-        '429': {description: no}", `+        '429': {description: no, headers: ${HEADER}}`],
    },
    { name: 'no responses', document: 'openapi: 3.1.0\npaths: {/login: {post: {operationId: a}}}\n', diff: [] },
  ]);
});
