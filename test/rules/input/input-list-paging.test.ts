import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-list-paging.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withResponse } from './documents.ts';

const list = '{ type: array, items: { type: object } }';
const paged = (name: string, type = 'integer') => ({
  name: `paged by ${name}`,
  document: withResponse(list).replace('operationId: getThing', `parameters: [{ in: query, name: ${name}, schema: { type: ${type} } }]`),
  hits: [],
});
const fine = (schema: string) => ({ name: `no growing list: ${schema}`, document: withResponse(schema), hits: [] });

describe('input-list-paging', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'array',
      document: withResponse(list),
      hits: ['5: `GET /things` answers with a whole list and has no paging'],
    }),
    { name: 'envelope', document: withResponse(`{ type: object, properties: { data: ${list} } }`), hits: ['5: '] },
    {
      name: 'swagger 2',
      document: `swagger: "2.0"\ninfo: { title: T, version: "1" }\npaths:\n  /a:\n    get: { responses: { '200': { description: OK, schema: ${list} } } }\n`,
      hits: ['5: '],
    },
    {
      name: 'another parameter',
      document: withResponse(list).replace('operationId: getThing', 'parameters: [{ in: query, name: q, schema: { type: string } }]'),
      hits: ['5: '],
    },
    ...['limit', 'page', 'offset', 'per_page', '$top', 'maxResults', 'page_number'].map((name) => paged(name)),
    ...['cursor', 'pageToken', 'starting_cursor'].map((name) => paged(name, 'string')),
    fine('{ type: object, properties: { id: { type: string } } }'),
    fine('{ type: array, maxItems: 20, items: { type: object } }'),
    fine('{ type: array, items: { enum: [a, b] } }'),
    fine(`{ type: object, properties: { tags: ${list} } }`),
    fine(`{ type: object, properties: { data: ${list}, page: { type: integer }, pages: { type: integer } } }`),
    fine(`{ type: object, properties: { items: ${list}, next_cursor: { type: string } } }`),
    {
      name: 'an envelope that counts nothing',
      document: withResponse(`{ type: object, properties: { data: ${list}, total: { type: integer } } }`),
      hits: ['5: '],
    },
    { name: 'post', document: withResponse(list).replace('get:', 'post:'), hits: [] },
    { name: 'an error that is a list', document: withResponse(list).replace("'200'", "'400'"), hits: [] },
  ]));
