import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-media-type.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withBody } from './documents.ts';

const body = (type: string) => withBody('{ type: object }').replace('application/json', `'${type}'`);

describe('input-media-type', () =>
  cases(rule, [
    ...everyVersion3({ name: 'any', document: body('*/*'), hits: ['9: `*/*` lets the caller choose the parser'] }),
    { name: 'any application', document: body('application/*'), hits: ['9: '] },
    { name: 'with parameters and capitals', document: body('Application/*; charset=utf-8'), hits: ['9: '] },
    { name: 'any image', document: body('image/*'), hits: [] },
    { name: 'one', document: body('application/json'), hits: [] },
    {
      name: 'response',
      document: `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: { /a: { get: { responses: { '200': { description: OK, content: { '*/*': {} } } } } } }\n`,
      hits: [],
    },
    {
      name: 'webhook',
      document: `openapi: 3.1.0\ninfo: { title: T, version: "1" }\nwebhooks: { a: { post: { requestBody: { content: { '*/*': { schema: {} } } }, responses: {} } } }\n`,
      hits: [],
    },
    {
      name: 'swagger 2 root and operation',
      document: `swagger: "2.0"\ninfo: { title: T, version: "1" }\nconsumes:\n  - application/json\n  - '*/*'\npaths:\n  /a:\n    post:\n      consumes: ['application/*']\n      responses: {}\n`,
      hits: ['5: `*/*`', '9: `application/*`'],
    },
  ]));
