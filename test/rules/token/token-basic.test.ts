import { describe } from 'vitest';
import rule from '../../../src/rules/token/token-basic.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

describe('token-basic', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'any case, used or not',
      document: `
        openapi: 3.0.3
        info: {title: t, version: '1'}
        paths: {}
        components:
          securitySchemes:
            a: {type: http, scheme: basic}
            b:
              type: http
              scheme: Basic
            c: {type: http, scheme: BASIC}
      `,
      hits: ['6: `a` sends the password', '9: `b` sends the password', '10: `c` sends'],
    }),
    ...everyVersion3({
      name: 'other schemes, other types, and a schema called basic',
      document: `
        openapi: 3.0.3
        info: {title: t, version: '1'}
        paths: {}
        components:
          securitySchemes:
            basic: {type: http, scheme: bearer}
            key: {type: apiKey, in: header, name: basic, scheme: basic}
            nothing: {type: http}
          schemas:
            s: {type: object, example: {type: http, scheme: basic}}
      `,
      hits: [],
    }),
    {
      name: 'declared as an API key, by its description',
      document: `
        openapi: 3.1.0
        paths: {}
        components:
          securitySchemes:
            a: {type: apiKey, in: header, name: Authorization, description: 'The word "Basic" and base64 of your key.'}
            b: {type: apiKey, in: header, name: Authorization, description: 'A basic header with the bearer token.'}
            c: {type: apiKey, in: header, name: X-Basic, description: 'Basic, base64.'}
      `,
      hits: ['5: `a` sends the password'],
    },
    {
      name: 'swagger 2',
      document: 'swagger: "2.0"\npaths: {}\nsecurityDefinitions:\n  b:\n    type: basic\n  k: {type: apiKey, in: header, name: k}\n',
      hits: ['5: `b` sends the password'],
    },
  ]));
