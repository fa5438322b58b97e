import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-get-body.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withBody } from './documents.ts';

const method = (name: string, version = '3.1.0') => withBody('{ type: object }', version).replace('post:', `${name}:`);
const swagger = (name: string) =>
  `swagger: "2.0"\ninfo: { title: T, version: "1" }\npaths:\n  /a:\n    ${name}:\n      parameters: [{ in: body, name: b, schema: {} }]\n      responses: {}\n`;

describe('input-get-body', () =>
  cases(rule, [
    ...everyVersion3({ name: 'get', document: method('get'), hits: ['7: `GET /things` takes a body'] }),
    { name: 'head', document: method('head'), hits: ['7: '] },
    { name: 'delete', document: method('delete'), hits: ['7: `DELETE /things`'] },
    { name: 'swagger 2', document: swagger('get'), hits: ['6: '] },
    { name: 'swagger 2 post', document: swagger('post'), hits: [] },
    ...['post', 'put', 'patch', 'options'].map((name) => ({ name, document: method(name), hits: [] })),
    { name: '3.2 query', document: method('query', '3.2.0'), hits: [] },
    {
      name: 'get without a body',
      document: `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: { /a: { get: { responses: {} } } }\n`,
      hits: [],
    },
  ]));
