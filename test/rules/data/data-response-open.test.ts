import { describe } from 'vitest';
import rule from '../../../src/rules/data/data-response-open.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const holding = (...properties: string[]) =>
  [
    'openapi: 3.1.0',
    'info: {title: t, version: "1"}',
    'paths:',
    '  /a:',
    '    get:',
    '      responses:',
    "        '200':",
    '          description: ok',
    '          content:',
    '            application/json:',
    '              schema:',
    '                properties:',
    ...properties.map((line) => `                  ${line}`),
  ].join('\n');

describe('data-response-open', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'anything goes',
      document: holding(
        'a: {type: object, additionalProperties: true}',
        'b: {type: object}',
        'c: {}',
        'd: {description: something}',
        'e: {type: object, properties: {id: {type: string}}, additionalProperties: true}',
        'f: {type: object, additionalProperties: {}}',
        'g: {type: array, items: {}}',
      ),
      hits: [
        '13: `a` in the 200 response of GET /a may hold any property',
        ...['14: `b`', '15: `c` in the 200 response of GET /a has an empty schema', '16: `d`', '17: `e`', '18: `f`', '19: `g[]`'],
      ],
    }),
    ...everyVersion3({
      name: 'what is said',
      document: holding(
        'a: {type: object, properties: {id: {type: string}}}',
        'b: {type: object, additionalProperties: {type: integer}}',
        'c: {type: object, additionalProperties: false}',
        'd: {type: string}',
        'e: {oneOf: [{type: string}, {type: integer}]}',
        'f: {enum: [a, 1]}',
        'g: {type: object, properties: {id: {type: string}}, additionalProperties: false}',
        'h: {allOf: [{type: object}, {properties: {id: {type: string}}}]}',
        'i: {writeOnly: true, type: object}',
        'j: {type: object, properties: {}}',
      ),
      hits: [],
    }),
    {
      name: 'errors are error-schema',
      document: `
        openapi: 3.0.0
        info: {title: t, version: "1"}
        paths:
          /a:
            get:
              responses:
                '204': {description: none, content: {application/json: {schema: {}}}}
                '500': {description: no, content: {application/json: {schema: {type: object}}}}
      `,
      hits: [],
    },
    {
      name: 'requests are input-object-open',
      document: `
        openapi: 3.0.0
        info: {title: t, version: "1"}
        paths:
          /a: {post: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {'204': {description: ok}}}}
      `,
      hits: [],
    },
    {
      name: 'swagger 2',
      document: `
        swagger: "2.0"
        info: {title: t, version: "1"}
        paths:
          /a: {get: {responses: {200: {description: ok, schema: {$ref: '#/definitions/Bag'}}}}}
        definitions:
          Bag:
            type: object
            additionalProperties: true
      `,
      hits: ['8: `Bag` in a response may hold any property'],
    },
  ]));
