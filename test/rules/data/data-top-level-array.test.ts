import { describe } from 'vitest';
import rule from '../../../src/rules/data/data-top-level-array.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const answering = (schema: string, { type = 'application/json', status = '200' } = {}) => `
  openapi: 3.1.0
  info: {title: t, version: "1"}
  paths:
    /a:
      get:
        responses:
          '${status}':
            description: ok
            content:
              ${type}:
                schema: ${schema}
  components:
    schemas:
      List: {type: array, items: {type: string}}
`;

describe('data-top-level-array', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'an array',
      document: answering('{type: array, items: {type: string}}'),
      hits: ['11: The body of the 200 response of GET /a is a bare array'],
    }),
    ...everyVersion3({ name: 'an object', document: answering('{type: object, properties: {items: {type: array, items: {}}}}'), hits: [] }),
    { name: 'behind a reference', document: answering("{$ref: '#/components/schemas/List'}"), hits: ['14: bare array'] },
    {
      name: 'JSON by suffix',
      document: answering('{type: array, items: {}}', { type: 'application/vnd.acme+json; v=1' }),
      hits: ['11: bare array'],
    },
    { name: 'not JSON', document: answering('{type: array, items: {}}', { type: 'application/xml' }), hits: [] },
    { name: 'an error', document: answering('{type: array, items: {}}', { status: '400' }), hits: [] },
    {
      name: 'swagger 2',
      document: `
        swagger: "2.0"
        info: {title: t, version: "1"}
        produces: [application/json]
        paths:
          /a: {get: {responses: {200: {description: ok, schema: {type: array, items: {type: string}}}}}}
      `,
      hits: ['5: bare array'],
    },
  ]));
