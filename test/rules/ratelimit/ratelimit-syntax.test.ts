import { describe } from 'vitest';
import rule from '../../../src/rules/ratelimit/ratelimit-syntax.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

/** The header stands on line 10. */
const document = (header: string, name = 'RateLimit') => `
  openapi: 3.0.3
  info: {title: t, version: '1'}
  paths:
    /a:
      get:
        responses:
          '200':
            description: ok
            headers:
              ${name}: {${header}}
`;

describe('ratelimit-syntax', () =>
  cases(rule, [
    ...['integer', 'number', 'boolean', 'object', 'array'].map((type) => ({
      name: type,
      document: document(`schema: {type: ${type}}`),
      hits: [`10: \`RateLimit\` is a structured field and not of type \`${type}\``],
    })),
    ...everyVersion3({
      name: 'the policy, in lower case',
      document: document('schema: {type: integer}', 'ratelimit-policy'),
      hits: ['10: `"default";q=100;w=60`'],
    }),
    {
      name: 'at the type',
      document: `
        openapi: 3.1.0
        paths: {}
        components:
          headers: {Unused: {schema: {type: integer}}}
          responses:
            Ok:
              description: ok
              headers:
                RateLimit:
                  schema:
                    type: integer
      `,
      hits: ['11: structured field'],
    },
    ...["'100'", '100', "'100, 200'", "'\"default;r=1'", "'r=50 t=30'", "'50/100'", "'a b'"].map((example) => ({
      name: `example ${example}`,
      document: document(`schema: {type: string}, example: ${example}`),
      hits: ['10: this example of `RateLimit`'],
    })),
    {
      name: 'examples of every kind',
      document: document("schema: {type: string, examples: ['5'], default: '6'}, examples: {a: {value: '7'}}").replace('3.0.3', '3.1.0'),
      hits: ['10: example', '10: example', '10: example'],
    },
    ...[
      `'"default";r=50;t=30'`,
      `'"a";r=1;t=2, "b";r=3'`,
      "'limit=100, remaining=50, reset=5'",
      "'100;w=60'",
      "'default;r=5'",
      `'"a,b";q=1;pk=:Y2Q=:'`,
    ].map((example) => ({
      name: `fine: ${example}`,
      document: document(`schema: {type: string}, example: ${example}`),
      hits: [],
    })),
    { name: 'no type', document: document('schema: {}'), hits: [] },
    { name: 'numbers in the trio', document: document('schema: {type: integer}', 'RateLimit-Limit'), hits: [] },
    {
      name: 'swagger 2',
      document:
        "swagger: '2.0'\npaths:\n  /a:\n    get:\n      responses:\n        200:\n          description: ok\n          headers:\n            RateLimit: {type: integer}\n            RateLimit-Policy: {type: string}\n",
      hits: ['9: type `integer`'],
    },
  ]));
