import { describe } from 'vitest';
import rule from '../../../src/rules/header/header-cors-wildcard.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const one = (header: string, options: { security?: string; more?: string; method?: string; name?: string } = {}): string => `openapi: 3.1.0
info: { title: Pets, version: '1' }
components: { securitySchemes: { login: { type: http, scheme: bearer } } }
paths:
  /pets:
    ${options.method ?? 'get'}:
      security: ${options.security ?? '[{ login: [] }]'}
      responses:
        '200':
          description: ok
          headers:
            ${options.name ?? 'Access-Control-Allow-Origin'}: ${header}
${options.more ?? ''}`;
const credentials = (schema = '{ type: string }'): string => `            Access-Control-Allow-Credentials: { schema: ${schema} }\n`;

describe('header-cors-wildcard', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'an example on a secured operation',
      document: one("{ schema: { type: string, example: '*' } }"),
      hits: ['12: `Access-Control-Allow-Origin: *` lets every web page read'],
    }),
    ...[
      "{ schema: { const: '*' } }",
      "{ schema: { enum: ['https://acme.io', '*'] } }",
      "{ schema: { examples: ['*'] } }",
      "{ schema: { default: '*' } }",
      "{ example: ' * ' }",
      "{ examples: { any: { value: '*' } } }",
      "{ content: { text/plain: { example: '*' } } }",
    ].map((header) => ({ name: header, document: one(header), hits: ['12: lets every web page read'] })),
    {
      name: 'lower case',
      document: one("{ schema: { const: '*' } }", { name: 'access-control-allow-origin' }),
      hits: ['12: `access-control-allow-origin: *`'],
    },
    {
      name: 'optional security',
      document: one("{ schema: { const: '*' } }", { security: '[{}, { login: [] }]' }),
      hits: ['12: secured operation'],
    },
    {
      name: 'public, with credentials',
      document: one("{ schema: { const: '*' } }", { security: '[]', more: credentials() }),
      hits: ['12: beside `Access-Control-Allow-Credentials`'],
    },
    {
      name: '2.0',
      document: `swagger: '2.0'
info: { title: Pets, version: '1' }
securityDefinitions: { login: { type: basic } }
security: [{ login: [] }]
paths:
  /pets:
    get:
      responses:
        '200':
          description: ok
          headers:
            Access-Control-Allow-Origin:
              type: string
              default: '*'
`,
      hits: ['14: secured operation'],
    },
    {
      name: 'a shared header, once, where it is',
      document: `openapi: 3.0.3
info: { title: Pets, version: '1' }
security: [{ login: [] }]
paths:
  /a: { get: { responses: { '200': { description: ok, headers: { Access-Control-Allow-Origin: { $ref: '#/components/headers/Cors' } } } } } }
  /b: { get: { responses: { '200': { description: ok, headers: { Access-Control-Allow-Origin: { $ref: '#/components/headers/Cors' } } } } } }
components:
  securitySchemes: { login: { type: http, scheme: bearer } }
  headers:
    Cors:
      schema: { type: string, example: '*' }
`,
      hits: ['11: secured operation'],
    },
    { name: 'public', document: one("{ schema: { const: '*' } }", { security: '[]' }), hits: [] },
    {
      name: 'public, credentials refused',
      document: one("{ schema: { const: '*' } }", { security: '[]', more: credentials("{ const: 'false' }") }),
      hits: [],
    },
    { name: 'a preflight', document: one("{ schema: { const: '*' } }", { method: 'options' }), hits: [] },
    { name: 'one origin', document: one("{ schema: { example: 'https://acme.io' } }"), hits: [] },
    { name: 'no value', document: one('{ schema: { type: string } }'), hits: [] },
    { name: 'any other header', document: one("{ schema: { const: '*' } }", { name: 'Access-Control-Allow-Headers' }), hits: [] },
  ]));
