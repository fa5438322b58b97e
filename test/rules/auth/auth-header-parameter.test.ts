import { describe } from 'vitest';
import rule from '../../../src/rules/auth/auth-header-parameter.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withSchemes } from './documents.ts';

const schema = 'schema: {type: string}';
const many = Array.from(
  { length: 10 },
  (_, index) => `          /p${index}: {get: {parameters: [{name: Authorization, in: header, ${schema}}]}}`,
);

describe('auth-header-parameter', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'Authorization in any case, inline, on the path and in components',
      document: `
        openapi: 3.1.0
        info: {title: t, version: '1'}
        paths:
          /a:
            parameters:
              - {name: authorization, in: header, ${schema}}
            get:
              parameters:
                - in: header
                  name: AUTHORIZATION
                - $ref: '#/components/parameters/auth'
        components:
          parameters:
            auth:
              name: Authorization
              in: header
            unused: {name: Authorization, in: header}
      `,
      hits: [
        '6: header parameter `authorization` guards nothing',
        '10: header parameter `AUTHORIZATION` guards nothing',
        '15: `Authorization`',
        '17: `Authorization`',
      ],
    }),
    ...everyVersion3({
      name: "a scheme's own key",
      document: withSchemes(`
        paths:
          /a:
            get:
              parameters:
                - {name: x-key, in: header}
                - {name: sid, in: cookie}
                - {name: key, in: query}`),
      hits: [
        '7: header parameter `x-key` repeats the key of scheme `key`',
        '8: cookie parameter `sid` repeats the key of scheme `cookie`',
        '9: query parameter `key` repeats the key of scheme `query`',
      ],
    }),
    {
      name: 'near misses',
      document: withSchemes(`
        paths:
          /a:
            get:
              parameters:
                - {name: Authorization, in: query}
                - {name: X-Authorization-Id, in: header}
                - {name: Key, in: query}
                - {name: SID, in: cookie}
                - {name: X-Key, in: query}
                - {name: Accept, in: header}`),
      hits: [],
    },
    {
      name: 'what the API sends itself',
      document: `openapi: 3.1.0\npaths: {}\nwebhooks: {w: {post: {parameters: [{name: Authorization, in: header}]}}}\n`,
      hits: [],
    },
    {
      name: 'ten definitions',
      document: `openapi: 3.1.0\npaths:\n${many.join('\n')}\n`,
      hits: ['1: 10 times: header parameter `Authorization`'],
    },
    {
      name: 'nine definitions',
      document: `openapi: 3.1.0\npaths:\n${many.slice(1).join('\n')}\n`,
      hits: many.slice(1).map((_, index) => `${index + 3}: `),
    },
    {
      name: 'swagger 2',
      document: `
        swagger: "2.0"
        paths:
          /a:
            get:
              parameters:
                - {name: Authorization, in: header, type: string}
                - {name: k, in: query, type: string}
                - {name: Authorization, in: body, schema: {}}
        securityDefinitions: {k: {type: apiKey, in: query, name: k}}
      `,
      hits: ['6: `Authorization`', '7: `k`'],
    },
  ]));
