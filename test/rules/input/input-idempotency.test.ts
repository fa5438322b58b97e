import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-idempotency.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const post = (path: string, more = '') =>
  `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths:\n  ${path}:\n    post: { ${more}responses: { '201': { description: Created } } }\n`;
const hit = (path: string) => ({ name: `moves money: ${path}`, document: post(path), hits: [`5: \`POST ${path}\` may run twice`] });
const fine = (path: string) => ({ name: `does not: ${path}`, document: post(path), hits: [] });
const header = (name: string) => `parameters: [{ in: header, name: ${name}, schema: { type: string } }], `;

describe('input-idempotency', () =>
  cases(rule, [
    ...everyVersion3({ name: 'payment', document: post('/payments'), hits: ['5: `POST /payments` may run twice when a client retries'] }),
    { name: 'swagger 2', document: post('/orders').replace('openapi: 3.1.0', 'swagger: "2.0"'), hits: ['5: '] },
    ...['/v1/charges', '/orders/{id}/refund', '/payments/{id}:capture', '/accounts/{id}/transfers', '/checkout'].map(hit),
    ...[
      '/orders/search',
      '/orders/{id}',
      '/payment-methods',
      '/orders/{id}/notes',
      '/repos/{id}/transfer',
      '/images/capture',
      '/reorder',
      '/payments/{id}/cancel',
      '/pets',
    ].map(fine),
    { name: 'Idempotency-Key', document: post('/payments', header('Idempotency-Key')), hits: [] },
    { name: 'lower case', document: post('/payments', header('x-idempotency-key')), hits: [] },
    {
      name: 'in the body',
      document: post(
        '/payments',
        'requestBody: { content: { application/json: { schema: { type: object, properties: { clientRequestId: { type: string } } } } } }, ',
      ),
      hits: [],
    },
    { name: 'another header', document: post('/payments', header('X-Trace')), hits: ['5: '] },
    { name: 'own name', document: post('/payments', header('X-Once')), options: { names: ['x-once'] }, hits: [] },
    { name: 'get', document: post('/payments').replace('post:', 'get:'), hits: [] },
  ]));
