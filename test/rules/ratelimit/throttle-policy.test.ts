import { describe } from 'vitest';
import rule from '../../../src/rules/ratelimit/throttle-policy.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const document = (root: string, path: string, operation: string) => `
  openapi: 3.0.3
  info: {title: t, version: '1'}
  ${root}
  paths:
    /a:
      ${path}
      get: {${operation}responses: {}}
`;

describe('throttle-policy', () =>
  cases(rule, [
    ...everyVersion3({ name: 'nothing stated', document: document('', '', ''), hits: ['7: `GET /a` states no throttling'] }),
    { name: 'denied', document: document('x-concurrency-limit: 5', '', 'x-concurrency-limit: 0, '), hits: ['7: `GET /a`'] },
    { name: 'another key', document: document('', '', 'x-limit: 5, '), hits: ['7: `GET /a`'] },
    { name: 'on the document', document: document('x-concurrency-limit: 5', '', ''), hits: [] },
    { name: 'on the path', document: document('', 'x-max-concurrency: 5', ''), hits: [] },
    { name: 'on the operation', document: document('', '', 'x-throttle: {rate: 5}, '), hits: [] },
    { name: 'by a gateway', document: document('', '', 'x-kong-plugin-rate-limiting: {config: {minute: 5}}, '), hits: [] },
    { name: 'the key of the policy', document: document('', '', 'x-limit: 5, '), options: { keys: ['x-limit'] }, hits: [] },
    {
      name: 'ten of ten: one finding',
      document: `openapi: 3.1.0\npaths:\n${Array.from({ length: 10 }, (_, at) => `  /a${at}: {get: {responses: {}}}\n`).join('')}`,
      hits: ['1: none of the 10 operations states throttling'],
    },
    { name: 'webhooks', document: 'openapi: 3.1.0\npaths: {}\nwebhooks: {w: {post: {responses: {}}}}\n', hits: [] },
    { name: 'swagger 2', document: 'swagger: "2.0"\npaths:\n  /a: {get: {responses: {}}}\n', hits: ['3: `GET /a`'] },
  ]));
