import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-page-size.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withBody, withParameter, withParameter2 } from './documents.ts';

const size = (name: string) => ({
  name: `page size ${name}`,
  document: withParameter('{ type: integer }', name),
  hits: [`9: Query parameter \`${name.replaceAll("'", '')}\``],
});
const other = (name: string, schema = '{ type: integer }') => ({
  name: `no page size: ${name} ${schema}`,
  document: withParameter(schema, name),
  hits: [],
});

describe('input-page-size', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'no maximum',
      document: withParameter('{ type: integer, minimum: 1 }', 'limit'),
      hits: ['9: Query parameter `limit` of GET /things sets the page size and has no maximum'],
    }),
    { name: 'swagger 2', document: withParameter2('type: integer', 'limit'), hits: ['7: add `maximum: 1000` or less'] },
    { name: 'swagger 2 bounded', document: withParameter2('type: integer, maximum: 100', 'limit'), hits: [] },
    ...[
      'page_size',
      'pageSize',
      'per_page',
      'perPage',
      'count',
      'top',
      '$top',
      'limit',
      'Limit',
      'max_results',
      'maxResults',
      "'page[size]'",
    ].map(size),
    ...['rate_limit', 'credit_limit', 'page', 'offset', 'size', 'top_level', 'counter', 'page_count', 'limit_type', 'account'].map((name) =>
      other(name),
    ),
    other('count', '{ type: boolean }'),
    other('limit', '{ type: string, enum: [day, week] }'),
    other('limit', '{ type: integer, maximum: 100 }'),
    other('limit', '{ type: integer, exclusiveMaximum: 101 }'),
    other('limit', '{ type: integer, enum: [10, 50] }'),
    other('limit', '{ allOf: [{ type: integer }, { maximum: 10 }] }'),
    other('limit', '{ oneOf: [{ type: integer, maximum: 10 }, { const: all }] }'),
    {
      name: 'an amount: the answer holds no list',
      document: withParameter('{ type: integer }', 'count').replace(
        'description: OK',
        'description: OK, content: { application/json: { schema: { type: object, properties: { price: { type: number } } } } }',
      ),
      hits: [],
    },
    {
      name: 'a count of the list in the answer',
      document: withParameter('{ type: integer }', 'count').replace(
        'description: OK',
        'description: OK, content: { application/json: { schema: { type: object, properties: { rows: { type: array } } } } }',
      ),
      hits: ['9: '],
    },
    {
      name: 'size beside page',
      document: withParameter('{ type: integer }', 'size').replace(
        '      responses',
        '        - { in: query, name: page, schema: { type: integer } }\n      responses',
      ),
      hits: ['9: Query parameter `size`'],
    },
    {
      name: 'above the policy',
      document: withParameter('{ type: integer,\n maximum: 5000 }', 'limit'),
      hits: ['10: `limit` allows pages of 5000 results, above the 1000'],
    },
    {
      name: 'above a policy of its own',
      document: withParameter('{ type: integer, maximum: 100 }', 'limit'),
      options: { maximum: 50 },
      hits: ['9: above the 50'],
    },
    {
      name: 'an alternative without maximum',
      document: withParameter('{ anyOf: [{ type: integer }, { type: "null" }] }', 'limit'),
      hits: ['9: '],
    },
    {
      name: 'listed value above the policy',
      document: withParameter('{ type: integer, enum: [10, 9999] }', 'limit'),
      hits: ['9: pages of 9999'],
    },
    { name: 'in a body', document: withBody('{ type: object, properties: { limit: { type: integer } } }'), hits: [] },
    { name: 'a header', document: withParameter('{ type: integer }', 'limit').replace('in: query', 'in: header'), hits: [] },
    {
      name: 'a shared parameter is reported once, at its definition',
      document: `openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a: { get: { parameters: [{ $ref: '#/components/parameters/Limit' }], responses: {} } }
  /b: { get: { parameters: [{ $ref: '#/components/parameters/Limit' }], responses: {} } }
components:
  parameters:
    Limit: { in: query, name: limit, schema: { type: integer } }
`,
      hits: ['8: Parameter `Limit` sets the page size'],
    },
    {
      name: 'all of eleven',
      document: `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths:\n${Array.from({ length: 11 }, (_, index) => `  /a${index}: { get: { parameters: [{ in: query, name: limit, schema: { type: integer } }], responses: {} } }`).join('\n')}\n`,
      hits: ['1: None of the 11 page-size parameters'],
    },
  ]));
