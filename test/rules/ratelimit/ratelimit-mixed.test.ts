import { describe } from 'vitest';
import rule from '../../../src/rules/ratelimit/ratelimit-mixed.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

/** One response a line, the first on line 4. */
const document = (...responses: (readonly string[])[]) =>
  `openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n${responses
    .map(
      (headers, at) =>
        `  /a${at}: {get: {responses: {'200': {description: ok, headers: {${headers.map((name) => `${name}: {schema: {type: string}}`).join(', ')}}}}}}\n`,
    )
    .join('')}`;
const NEW = ['RateLimit', 'RateLimit-Policy'];
const TRIO = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'];
const X = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'];
const X_DASH = ['X-Rate-Limit-Limit', 'X-Rate-Limit-Remaining', 'X-Rate-Limit-Reset'];

describe('ratelimit-mixed', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'incomplete',
      document: document(['X-RateLimit-Limit', 'x-ratelimit-reset']),
      hits: ['4: `X-RateLimit-*` are incomplete without `x-ratelimit-remaining`: add what is missing'],
    }),
    { name: 'no policy', document: document(['RateLimit']), hits: ['4: without `ratelimit-policy`'] },
    {
      name: 'a complete family beside an incomplete one',
      document: document([...NEW, 'X-RateLimit-Limit']),
      hits: ['4: complete it or drop it'],
    },
    {
      name: 'another family than the others',
      document: document(X, X, X_DASH),
      hits: ['6: speaks of limits by `X-Rate-Limit-*`, and most others by `X-RateLimit-*`'],
    },
    { name: 'two families, each complete', document: document([...NEW, ...X], [...NEW, ...X]), hits: [] },
    { name: 'a bridge between two', document: document([...NEW, ...X], NEW, NEW), hits: [] },
    ...[NEW, TRIO, X, X_DASH].map((names) => ({ name: names.join(), document: document(names, names), hits: [] })),
    {
      name: 'limits by unit',
      document: document(['X-RateLimit-Limit-Minute', 'X-RateLimit-Remaining-Minute', 'X-RateLimit-Reset']),
      hits: [],
    },
    { name: 'none', document: document(['Retry-After'], ['X-Request-Id']), hits: [] },
    {
      name: 'swagger 2',
      document:
        "swagger: '2.0'\npaths:\n  /a:\n    get: {responses: {200: {description: ok, headers: {X-RateLimit-Limit: {type: integer}}}}}\n",
      hits: ['4: incomplete'],
    },
  ]));
