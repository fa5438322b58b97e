import { describe } from 'vitest';
import rule from '../../../src/rules/token/token-key-in-url.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

describe('token-key-in-url', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'query and the illegal path',
      document: `
        openapi: 3.0.3
        info: {title: t, version: '1'}
        paths: {}
        components:
          securitySchemes:
            q:
              type: apiKey
              name: key
              in: query
            p: {type: apiKey, name: key, in: path}
            h: {type: apiKey, name: key, in: header}
            c: {type: apiKey, name: key, in: cookie}
            b: {type: http, scheme: bearer, in: query}
      `,
      hits: ['9: `q` sends its key in the query string', '10: `p` sends its key in the path'],
    }),
    {
      name: 'a parameter is no scheme',
      document: 'openapi: 3.1.0\npaths: {}\ncomponents:\n  parameters:\n    k: {name: api_key, in: query, schema: {type: string}}\n',
      hits: [],
    },
    {
      name: 'swagger 2',
      document:
        'swagger: "2.0"\npaths: {}\nsecurityDefinitions:\n  q: {type: apiKey, name: key, in: query}\n  h: {type: apiKey, name: key, in: header}\n',
      hits: ['4: `q`'],
    },
  ]));
