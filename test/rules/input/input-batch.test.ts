import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-batch.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withBody } from './documents.ts';

const at = (path: string, schema: string) => withBody(schema).replace('/things', path);
const list = '{ type: array, items: { type: object } }';

describe('input-batch', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'above the policy',
      document: at('/things/batch', '{ type: array, items: { type: object },\n maxItems: 5000 }'),
      hits: ['11: The bulk operation `POST /things/batch` takes 5000 items in one request, above the 1000'],
    }),
    {
      name: 'unbounded',
      document: at('/things:bulkCreate', list),
      hits: ['10: takes any number of items in one request: add `maxItems: 1000` or less'],
    },
    {
      name: 'the list in the body',
      document: at('/bulk_update', `{ type: object, properties: { name: { type: string },\n items: ${list} } }`),
      hits: ['11: '],
    },
    {
      name: 'own policy',
      document: at('/batch', '{ type: array, maxItems: 100, items: { type: object } }'),
      options: { maximum: 50 },
      hits: ['10: above the 50'],
    },
    { name: 'within the policy', document: at('/batch', '{ type: array, maxItems: 1000, items: { type: object } }'), hits: [] },
    { name: 'no bulk operation', document: at('/things', list), hits: [] },
    { name: 'another word', document: at('/batches-of-tea/{id}/labels', list), hits: [] },
    { name: 'two lists', document: at('/batch', `{ type: object, properties: { a: ${list}, b: ${list} } }`), hits: [] },
    {
      name: 'a list of words',
      document: at('/batch', '{ type: object, properties: { tags: { type: array, items: { type: string } } } }'),
      hits: [],
    },
    {
      name: 'swagger 2',
      document: `swagger: "2.0"\ninfo: { title: T, version: "1" }\npaths:\n  /things/bulk:\n    post:\n      parameters:\n        - { in: body, name: b,\n            schema: ${list} }\n      responses: {}\n`,
      hits: ['8: '],
    },
  ]));
