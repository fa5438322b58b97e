import { describe } from 'vitest';
import rule from '../../../src/rules/ratelimit/ratelimit-inconsistent.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const document = (...operations: string[]) =>
  `openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n${operations.map((responses, at) => `  /a${at}: {get: {responses: {${responses}}}}\n`).join('')}`;
const WITH = "'429': {description: slow}";
const WITHOUT = "'200': {description: ok}";

describe('ratelimit-inconsistent', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'one of three',
      document: document(WITH, WITHOUT, WITHOUT),
      hits: ['3: 1 of 3 operations document throttling (`429`) and 2 do not, `GET /a1` for one'],
    }),
    { name: 'all', document: document(WITH, WITH), hits: [] },
    { name: 'none', document: document(WITHOUT, WITHOUT), hits: [] },
    {
      name: 'the others by default with Retry-After',
      document: document(WITH, 'default: {description: bad, headers: {Retry-After: {schema: {type: integer}}}}'),
      hits: [],
    },
    {
      name: 'webhooks do not count',
      document: `openapi: 3.1.0\npaths: {/a: {get: {responses: {${WITH}}}}}\nwebhooks: {w: {post: {responses: {${WITHOUT}}}}}\n`,
      hits: [],
    },
    {
      name: 'swagger 2',
      document:
        "swagger: '2.0'\npaths:\n  /a: {get: {responses: {429: {description: slow}}}, put: {responses: {200: {description: ok}}}}\n",
      hits: ['2: 1 of 2 operations'],
    },
  ]));
