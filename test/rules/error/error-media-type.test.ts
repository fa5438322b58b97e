import { describe } from 'vitest';
import rule from '../../../src/rules/error/error-media-type.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { many, open, swagger } from './documents.ts';

const body = (type: string, status = '400'): string =>
  `responses:\n  '200': { description: ok }\n  '${status}':\n    description: bad\n    content:\n      ${type}: { schema: { type: object, properties: { title: { type: string } } } }`;

describe('error-media-type', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'plain JSON',
      document: open(body('application/json')),
      hits: ['10: The `400` response of `GET /pets` is `application/json`'],
    }),
    { name: 'default', document: open(body('application/json', 'default')), hits: ['10: `default` response'] },
    {
      name: '2.0',
      document: swagger(
        "produces: [application/json]\nresponses: { '200': { description: ok }, '400': { description: bad, schema: { type: object } } }",
      ),
      hits: ['9: is `application/json`'],
    },
    { name: 'problem+json', document: open(body('application/problem+json')), hits: [] },
    { name: 'in any case, with parameters', document: open(body('Application/Problem+JSON; charset=utf-8')), hits: [] },
    { name: 'problem+xml', document: open(body('application/problem+xml')), hits: [] },
    { name: 'a success', document: open(body('application/json', '200').replace("  '200': { description: ok }\n", '')), hits: [] },
    { name: 'no body', document: open("responses: { '400': { description: bad } }"), hits: [] },
    {
      name: "the house's own format",
      document: open(body('application/vnd.api+json')),
      options: { allowed: ['application/vnd.api+json'] },
      hits: [],
    },
    { name: 'everywhere', document: many(body('application/json')), hits: ['1: None of the 10 error responses'] },
  ]));
