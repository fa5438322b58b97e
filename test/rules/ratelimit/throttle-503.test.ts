import { describe } from 'vitest';
import rule from '../../../src/rules/ratelimit/throttle-503.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const document = (responses: string) => `
  openapi: 3.0.3
  info: {title: t, version: '1'}
  paths:
    /a:
      get:
        responses:
          ${responses}
`;

describe('throttle-503', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'without a headers object',
      document: document("'503': {description: wait}"),
      hits: ['7: the `503` of `GET /a`'],
    }),
    ...everyVersion3({
      name: 'with other headers',
      document: document("'503':\n            description: wait\n            headers: {X-RateLimit-Reset: {schema: {type: integer}}}"),
      hits: ['9: overload'],
    }),
    {
      name: 'with it, in any case',
      document: document("'503': {description: wait, headers: {RETRY-AFTER: {schema: {type: integer}}}}"),
      hits: [],
    },
    {
      name: 'other codes and ranges',
      document: document(
        "'500': {description: bad}\n          4XX: {description: bad}\n          5XX: {description: bad}\n          default: {description: bad}",
      ),
      hits: [],
    },
    {
      name: 'a shared response once',
      document: `
        openapi: 3.1.0
        paths:
          /a: {get: {responses: {'503': {$ref: '#/components/responses/Wait'}}}}
          /b: {get: {responses: {'503': {$ref: '#/components/responses/Wait'}}}}
        components:
          responses:
            Wait: {description: wait}
            Unused: {description: wait}
      `,
      hits: ['7: the `503` of 2 operations'],
    },
    {
      name: 'webhooks',
      document: "openapi: 3.1.0\npaths: {}\nwebhooks:\n  w: {post: {responses: {'503': {description: wait}}}}\n",
      hits: [],
    },
    {
      name: 'ten of ten: one finding',
      document: `openapi: 3.1.0\npaths:\n${Array.from({ length: 10 }, (_, at) => `  /a${at}: {get: {responses: {'503': {description: wait}}}}\n`).join('')}`,
      hits: ['1: none of the 10 `503` responses'],
    },
    {
      name: 'swagger 2',
      document:
        "swagger: '2.0'\npaths:\n  /a:\n    get: {responses: {503: {description: wait}}}\n    put: {responses: {503: {description: wait, headers: {Retry-After: {type: integer}}}}}\n",
      hits: ['4: the `503`'],
    },
  ]));
