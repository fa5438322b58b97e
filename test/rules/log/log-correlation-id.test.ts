import { describe } from 'vitest';
import rule from '../../../src/rules/log/log-correlation-id.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const one = (headers: string): string => `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      responses:
        '200': { description: ok }
        '400': { description: bad, headers: { ${headers} } }
`;
const header = (name: string): string => one(`${name}: { schema: { type: string } }`);

describe('log-correlation-id', () =>
  cases(rule, [
    ...everyVersion3({ name: 'no header', document: header('X-Total'), hits: ['6: No response of `GET /pets` carries a request id'] }),
    {
      name: '2.0',
      document: `swagger: '2.0'
info: { title: Pets, version: '1' }
paths:
  /pets:
    get: { responses: { '200': { description: ok } } }
`,
      hits: ['5: `GET /pets`'],
    },
    ...[
      'X-Request-Id',
      'x-request-id',
      'X-Correlation-ID',
      'traceparent',
      'X-GitHub-Request-Id',
      'x-amzn-RequestId',
      'Paypal-Debug-Id',
      'X-Trace-Id',
    ].map((name) => ({
      name,
      document: header(name),
      hits: [],
    })),
    ...['X-Session-Id', 'X-User-Id', 'X-Request-Limit', 'Content-Id'].map((name) => ({
      name: `${name} is another`,
      document: header(name),
      hits: ['6: request id'],
    })),
    { name: "the policy's own name", document: header('X-Flow'), options: { headers: ['x-flow'] }, hits: [] },
    {
      name: 'webhooks are answered by others',
      document: `openapi: 3.1.0
info: { title: Pets, version: '1' }
webhooks:
  born: { post: { responses: { '200': { description: ok } } } }
`,
      hits: [],
    },
    {
      name: 'everywhere',
      document: `openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
${Array.from({ length: 10 }, (_, index) => `  /p${index}: { get: { responses: { '200': { description: ok } } } }`).join('\n')}
`,
      hits: ['1: None of the 10 operations declares a request id'],
    },
  ]));
