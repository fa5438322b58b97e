import { describe } from 'vitest';
import rule from '../../../src/rules/ratelimit/ratelimit-429.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const document = (responses: string) => `
  openapi: 3.0.3
  info: {title: t, version: '1'}
  paths:
    /a:
      get:
        responses: {'200': {description: ok}, ${responses}}
`;
const HEADERS = 'headers: {Retry-After: {schema: {type: integer}}}';

describe('ratelimit-429', () =>
  cases(rule, [
    ...everyVersion3({ name: 'no 429', document: document("'404': {description: no}"), hits: ['6: `GET /a` has no `429` response'] }),
    { name: '4XX without headers', document: document('4XX: {description: bad}'), hits: ['6: `GET /a` hides throttling in `4XX`'] },
    { name: 'default without headers', document: document('default: {description: bad}'), hits: ['6: `GET /a` has no `429`'] },
    { name: '5XX with headers', document: document(`5XX: {description: bad, ${HEADERS}}`), hits: ['6: `GET /a` has no `429`'] },
    { name: 'no responses', document: 'openapi: 3.1.0\npaths:\n  /a:\n    get: {description: x}\n', hits: ['4: `GET /a` has no `429`'] },
    ...everyVersion3({ name: '429', document: document("'429': {description: slow down}"), hits: [] }),
    { name: '429 as a number', document: document('429: {description: slow down}'), hits: [] },
    { name: 'a broken reference', document: document("'429': {$ref: '#/components/responses/Missing'}"), hits: [] },
    { name: '4XX with Retry-After', document: document(`4XX: {description: bad, ${HEADERS}}`), hits: [] },
    { name: '4xx in lower case', document: document(`4xx: {description: bad, ${HEADERS}}`), hits: [] },
    {
      name: 'default with rate-limit headers',
      document: document('default: {description: bad, headers: {x-ratelimit-limit: {schema: {type: integer}}}}'),
      hits: [],
    },
    {
      name: 'the name of the policy',
      document: document('default: {description: bad, headers: {x-app-rate: {schema: {type: integer}}}}'),
      options: { headers: ['X-App-Rate'] },
      hits: [],
    },
    {
      name: 'webhooks answer nothing of ours',
      document: "openapi: 3.1.0\npaths: {}\nwebhooks:\n  w: {post: {responses: {'200': {description: ok}}}}\n",
      hits: [],
    },
    {
      name: 'ten of ten: one finding',
      document: `openapi: 3.1.0\npaths:\n${Array.from({ length: 10 }, (_, at) => `  /a${at}: {get: {responses: {'200': {description: ok}}}}\n`).join('')}`,
      hits: ['1: none of the 10 operations documents `429`'],
    },
    {
      name: 'swagger 2',
      document:
        "swagger: '2.0'\npaths:\n  /a:\n    get: {responses: {200: {description: ok}}}\n    put: {responses: {429: {description: slow}}}\n",
      hits: ['4: `GET /a`'],
    },
  ]));
