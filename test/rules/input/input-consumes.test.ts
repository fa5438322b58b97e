import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-consumes.ts';
import { cases } from '../../support/rules.ts';

const swagger = (operation: string, root = '') =>
  `swagger: "2.0"\ninfo: { title: T, version: "1" }\n${root}paths:\n  /a:\n    ${operation}\n`;
const post = (more = '') => `post: { ${more}parameters: [{ in: body, name: b, schema: { type: object } }], responses: {} }`;
const get = (more = '') => `get: { ${more}responses: { '200': { description: OK, schema: { type: object } } } }`;

describe('input-consumes', () =>
  cases(rule, [
    { name: 'post', document: swagger(post()), hits: ['5: `POST /a` has no `consumes`'] },
    {
      name: 'patch with a form',
      document: swagger(`patch: { parameters: [{ in: formData, name: b, type: string }], responses: {} }`),
      hits: ['5: '],
    },
    { name: 'get', document: swagger(get()), hits: ['5: `GET /a` has no `produces`'] },
    { name: 'empty list clears the root', document: swagger(post('consumes: [], '), 'consumes: [application/json]\n'), hits: ['6: '] },
    { name: 'root', document: swagger(post(), 'consumes: [application/json]\n'), hits: [] },
    { name: 'own', document: swagger(get('produces: [application/json], ')), hits: [] },
    { name: 'post without a body', document: swagger('post: { responses: {} }'), hits: [] },
    { name: 'get without an answer', document: swagger(`get: { responses: { '204': { description: none } } }`), hits: [] },
    {
      name: 'OAS 3',
      document: `openapi: 3.0.3\ninfo: { title: T, version: "1" }\npaths: { /a: { post: { requestBody: { content: { application/json: {} } }, responses: {} } } }\n`,
      hits: [],
    },
    {
      name: 'all of eleven',
      document: swagger('{}').replace('  /a:\n    {}\n', Array.from({ length: 11 }, (_, index) => `  /a${index}: { ${get()} }\n`).join('')),
      hits: ['1: None of the 11 operations'],
    },
  ]));
