import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-schema.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const head = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths:\n  /a:\n    post:\n';
const tail = `      responses: { '200': { description: OK, headers: { X: { description: no schema } }, content: { application/json: {} } } }\n`;
const swagger = 'swagger: "2.0"\ninfo: { title: T, version: "1" }\npaths:\n  /a:\n    post:\n      parameters:\n';

describe('input-schema', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'parameter',
      document: `${head}      parameters:\n        - { in: query, name: q }\n${tail}`,
      hits: ['7: Query parameter `q` of POST /a has no schema'],
    }),
    ...everyVersion3({
      name: 'media type',
      document: `${head}      requestBody:\n        content:\n          application/json: {}\n${tail}`,
      hits: ['8: The request body of POST /a has no schema for `application/json`'],
    }),
    ...everyVersion3({
      name: 'body without content',
      document: `${head}      requestBody:\n        content: {}\n${tail}`,
      hits: ['6: add `content`'],
    }),
    { name: 'body without anything', document: `${head}      requestBody: { description: x }\n${tail}`, hits: ['6: '] },
    {
      name: 'part header',
      document: `${head}      requestBody:\n        content:\n          multipart/form-data:\n            schema: { type: object }\n            encoding: { a: { headers: { X-A:\n              { description: x } } } }\n${tail}`,
      hits: ['10: '],
    },
    {
      name: 'content of a parameter',
      document: `${head}      parameters:\n        - { in: query, name: q, content: { application/json: {} } }\n${tail}`,
      hits: ['7: '],
    },
    {
      name: 'everything described',
      document: `${head}      parameters:\n        - { in: query, name: q, schema: {} }\n      requestBody:\n        content: { application/json: { schema: true } }\n${tail}`,
      hits: [],
    },
    {
      name: '3.2 itemSchema',
      document: `${head.replace('3.1.0', '3.2.0')}      requestBody: { content: { application/jsonl: { itemSchema: {} } } }\n${tail}`,
      hits: [],
    },
    {
      name: '3.1 bytes describe themselves',
      document: `${head}      requestBody: { content: { application/octet-stream: {}, image/png: {} } }\n${tail}`,
      hits: [],
    },
    {
      name: '3.0 bytes do not',
      document: `${head.replace('3.1.0', '3.0.3')}      requestBody: { content: { application/octet-stream: {} } }\n${tail}`,
      hits: ['6: '],
    },
    {
      name: 'a reference that leads nowhere is structure-valid',
      document: `${head}      parameters:\n        - { in: query, name: q, schema: { $ref: '#/nowhere' } }\n${tail}`,
      hits: [],
    },
    {
      name: 'a webhook sends its body',
      document:
        'openapi: 3.1.0\ninfo: { title: T, version: "1" }\nwebhooks:\n  a: { post: { requestBody: { content: { application/json: {} } }, responses: {} } }\n',
      hits: [],
    },
    { name: 'swagger 2 parameter', document: `${swagger}        - { in: query, name: q }\n      responses: {}\n`, hits: ['7: add `type`'] },
    { name: 'swagger 2 body', document: `${swagger}        - { in: body, name: q }\n      responses: {}\n`, hits: ['7: add `schema`'] },
    {
      name: 'swagger 2 described',
      document: `${swagger}        - { in: query, name: q, type: string }\n        - { in: body, name: b, schema: {} }\n      responses: {}\n`,
      hits: [],
    },
  ]));
