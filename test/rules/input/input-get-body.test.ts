import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-get-body.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withBody } from './documents.ts';

const method = (name: string, version = '3.1.0') => withBody('{ type: object }', version).replace('post:', `${name}:`);
const swagger = (name: string) =>
  `swagger: "2.0"\ninfo: { title: T, version: "1" }\npaths:\n  /a:\n    ${name}:\n      parameters: [{ in: body, name: b, schema: {} }]\n      responses: {}\n`;

const shared = `openapi: 3.0.3
info: { title: T, version: "1" }
paths:
  /a:
    delete: { requestBody: { $ref: '#/components/requestBodies/Ids' }, responses: {} }
    post: { requestBody: { $ref: '#/components/requestBodies/Ids' }, responses: {} }
  /b:
    delete: { requestBody: { $ref: '#/components/requestBodies/Ids' }, responses: {} }
components:
  requestBodies:
    Ids: { content: { application/json: { schema: { type: array, items: { type: string } } } } }
`;

describe('input-get-body', () =>
  cases(rule, [
    ...everyVersion3({ name: 'get', document: method('get'), hits: ['7: `GET /things` takes a body'] }),
    { name: 'head', document: method('head'), hits: ['7: '] },
    { name: 'delete', document: method('delete'), hits: ['7: `DELETE /things`'] },
    { name: 'swagger 2', document: swagger('get'), hits: ['6: '] },
    { name: 'swagger 2 post', document: swagger('post'), hits: [] },
    ...['post', 'put', 'patch', 'options'].map((name) => ({ name, document: method(name), hits: [] })),
    { name: '3.2 query', document: method('query', '3.2.0'), hits: [] },
    ...everyVersion3({
      name: 'an optional body that can hold nothing',
      document: method('get').replace('{ type: object }', '{ type: object, properties: {}, additionalProperties: false }'),
      hits: [],
    }),
    {
      name: 'the same, required',
      document: method('get')
        .replace('{ type: object }', '{ type: object, additionalProperties: false }')
        .replace('requestBody:', 'requestBody:\n        required: true'),
      hits: ['7: '],
    },
    {
      name: 'a closed body with fields',
      document: method('get').replace('{ type: object }', '{ properties: { a: {} }, additionalProperties: false }'),
      hits: ['7: '],
    },
    {
      name: 'a shared body once, at its definition',
      document: shared,
      hits: ['11: `DELETE /a` and 1 more operations take a body'],
    },
    {
      name: 'get without a body',
      document: `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: { /a: { get: { responses: {} } } }\n`,
      hits: [],
    },
  ]));
