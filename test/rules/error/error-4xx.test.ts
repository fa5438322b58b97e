import { describe } from 'vitest';
import rule from '../../../src/rules/error/error-4xx.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { many, open, swagger } from './documents.ts';

const limit = 'parameters: [{ name: limit, in: query, schema: { type: integer } }]\n';
const ok = "responses: { '200': { description: ok }";

describe('error-4xx', () =>
  cases(rule, [
    ...everyVersion3({ name: 'a parameter', document: open(`${limit}${ok} }`), hits: ['7: `GET /pets` takes input'] }),
    {
      name: 'a body',
      document: open(`requestBody: { content: { application/json: { schema: { type: object } } } }\n${ok} }`, '/pets', 'post'),
      hits: ['7: `POST /pets` takes input'],
    },
    {
      name: '404 is no answer to bad input',
      document: open(`${limit}${ok}, '404': { description: none } }`),
      hits: ['7: documents no refusal'],
    },
    { name: '2.0', document: swagger(`parameters: [{ name: limit, in: query, type: integer }]\n${ok} }`), hits: ['9: `GET /pets`'] },
    { name: '3.2 QUERY', document: open(`${limit}${ok} }`, '/pets', 'query').replace('3.1.0', '3.2.0'), hits: ['7: `QUERY /pets`'] },
    { name: 'no responses at all', document: open(`${limit}summary: x`), hits: ['5: `GET /pets`'] },
    ...['400', '422', '4XX', '4xx', 'default'].map((status) => ({
      name: `${status} is enough`,
      document: open(`${limit}${ok}, '${status}': { description: bad } }`),
      hits: [],
    })),
    {
      name: '404 refuses a path parameter, the only input',
      document: open(
        `parameters: [{ name: id, in: path, required: true, schema: { type: string } }]\n${ok}, '404': { description: none } }`,
        '/pets/{id}',
      ),
      hits: [],
    },
    { name: 'no input', document: open(`${ok} }`), hits: [] },
    {
      name: 'webhooks and callbacks are answered by others',
      document: `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths: {}
webhooks:
  born:
    post:
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { '200': { description: ok } }
`,
      hits: [],
    },
    { name: 'everywhere', document: many(`${limit}${ok} }`), hits: ['1: None of the 10 operations with input'] },
    {
      name: 'nine of nine',
      document: many(`${limit}${ok} }`, 9),
      hits: Array.from({ length: 9 }, (_, index) => `${7 + index * 4}: takes input`),
    },
  ]));
