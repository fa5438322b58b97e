import { describe } from 'vitest';
import rule from '../../../src/rules/data/data-response-schema.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const answering = (...responses: string[]) =>
  [
    'openapi: 3.1.0',
    'info: {title: t, version: "1"}',
    'paths:',
    '  /pets:',
    '    get:',
    '      responses:',
    ...responses.map((line) => `        ${line}`),
  ].join('\n');

describe('data-response-schema', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'bodies without a schema',
      document: answering(
        "'200': {description: ok, content: {application/json: {}}}",
        "'201': {description: ok, content: {text/csv: {example: a}, application/xml: {schema: {type: string}}}}",
        '2XX: {description: ok, content: {application/json: {}}}',
      ),
      hits: ['7: `application/json` body of the 200 response of GET /pets', '8: `text/csv`', '9: the 2XX response'],
    }),
    ...everyVersion3({
      name: 'a schema, no body, bytes or an error',
      document: answering(
        "'200': {description: ok, content: {application/json: {schema: {}}}}",
        "'202': {description: ok, content: {image/png: {}, application/pdf: {}, application/octet-stream: {}}}",
        "'204': {description: ok}",
        "'205': {description: ok, content: {application/json: {}}}",
        "'404': {description: no, content: {application/json: {}}}",
        'default: {description: no, content: {application/json: {}}}',
      ),
      hits: [],
    }),
    {
      name: 'default alone is the success',
      document: answering('default: {description: ok, content: {application/json: {}}}'),
      hits: ['7: default'],
    },
    {
      name: 'a shared response speaks once',
      document: `
        openapi: 3.0.0
        info: {title: t, version: "1"}
        paths:
          /a: {get: {responses: {'200': {$ref: '#/components/responses/Ok'}}}}
          /b: {get: {responses: {'200': {$ref: '#/components/responses/Ok'}}}}
        components:
          responses:
            Ok: {description: ok, content: {application/json: {}}}
      `,
      hits: ['8: the 200 response of GET /a and 1 more has no schema'],
    },
    {
      name: '3.2 item schemas',
      document: `
        openapi: 3.2.0
        info: {title: t, version: "1"}
        paths:
          /a: {get: {responses: {'200': {description: ok, content: {application/jsonl: {itemSchema: {type: object}}}}}}}
      `,
      hits: [],
    },
    {
      name: 'all of ten say it once',
      document: [
        'openapi: 3.0.0',
        'info: {title: t, version: "1"}',
        'paths:',
        ...Array.from(
          { length: 10 },
          (_, n) => `  /p${n}: {get: {responses: {'200': {description: ok, content: {application/json: {}}}}}}`,
        ),
      ].join('\n'),
      hits: ['1: None of the 10 successful responses'],
    },
    {
      name: 'swagger 2 without a schema has no body',
      document: `
        swagger: "2.0"
        info: {title: t, version: "1"}
        produces: [application/json]
        paths:
          /a: {get: {responses: {200: {description: ok}}}}
      `,
      hits: [],
    },
  ]));
