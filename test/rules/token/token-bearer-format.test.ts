import { describe } from 'vitest';
import rule from '../../../src/rules/token/token-bearer-format.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

describe('token-bearer-format', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'bearer without or with an empty format',
      document: `
        openapi: 3.0.3
        info: {title: t, version: '1'}
        paths: {}
        components:
          securitySchemes:
            a: {type: http, scheme: bearer}
            b: {type: http, scheme: Bearer, bearerFormat: ' '}
            c: {type: http, scheme: BEARER, bearerFormat: opaque}
            d: {type: http, scheme: dpop}
            e: {type: oauth2, flows: {}}
      `,
      hits: ['6: `a`', '7: `b`'],
    }),
    {
      name: 'swagger 2 has none',
      document: 'swagger: "2.0"\npaths: {}\nsecurityDefinitions:\n  b: {type: apiKey, name: Authorization, in: header}\n',
      hits: [],
    },
  ]));
