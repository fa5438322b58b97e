import { describe } from 'vitest';
import rule from '../../../src/rules/data/data-response-bounds.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const holding = (...properties: string[]) =>
  [
    'openapi: 3.1.0',
    'info: {title: t, version: "1"}',
    'paths:',
    "  /a: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}",
    'components:',
    '  schemas:',
    '    A:',
    '      properties:',
    ...properties.map((line) => `        ${line}`),
  ].join('\n');

describe('data-response-bounds', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'unbounded',
      document: holding(
        'a: {type: string}',
        'b: {type: array, items: {type: integer}}',
        "c: {type: string, pattern: '^[a-z]+$'}",
        'd: {type: string, maxLength: 9}',
      ),
      hits: ['9: `A.a` may be of any length', '10: `A.b` may hold any number of items', '11: `A.c`'],
    }),
    ...everyVersion3({
      name: 'bounded, or no such value',
      document: holding(
        'a: {type: string, maxLength: 5}',
        'b: {type: array, maxItems: 5, items: {type: integer}}',
        "c: {type: string, pattern: '^[a-z]{1,20}$'}",
        'd: {type: string, format: date-time}',
        'e: {type: string, enum: [x, y]}',
        'f: {type: integer}',
        'g: {type: string, format: binary}',
        'h: {allOf: [{type: string}, {maxLength: 5}]}',
        'i: {type: string, writeOnly: true}',
      ),
      hits: [],
    }),
    {
      name: 'requests are input-string-length',
      document: `
        openapi: 3.0.0
        info: {title: t, version: "1"}
        paths:
          /a: {post: {requestBody: {content: {application/json: {schema: {type: string}}}}, responses: {'204': {description: ok}}}}
      `,
      hits: [],
    },
    {
      name: 'swagger 2',
      document: `
        swagger: "2.0"
        info: {title: t, version: "1"}
        paths:
          /a: {get: {responses: {200: {description: ok, schema: {type: string}}}}}
      `,
      hits: ['4: any length'],
    },
  ]));
