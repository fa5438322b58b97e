import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-numeric-id.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const path = (name: string, schema: string, collection = 'things') =>
  `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths:\n  /${collection}/{${name}}:\n    get:\n      parameters:\n        - { in: path, required: true, name: ${name},\n            schema: ${schema} }\n      responses: {}\n`;
const fine = (name: string, schema: string, collection?: string) => ({
  name: `fine: ${name} ${schema}`,
  document: path(name, schema, collection),
  hits: [],
});
const hit = (name: string, schema: string, collection?: string) => ({
  name: `counted: ${name} ${schema}`,
  document: path(name, schema, collection),
  hits: ['8: Path parameter'],
});

describe('input-numeric-id', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'id',
      document: path('id', '{ type: integer }'),
      hits: ['8: Path parameter `id` of GET /things/{id} is a number that can be counted through'],
    }),
    hit('underscore_id', '{ type: integer }'),
    hit('hyphen-id', '{ type: integer, format: int32 }'),
    hit('camelId', '{ type: integer }'),
    hit('thing', '{ type: integer }'),
    hit('id', '{ type: string, pattern: "^[0-9]+$" }'),
    hit('id', '{ type: string, format: int64 }'),
    fine('notanid', '{ type: integer }'),
    fine('id', '{ type: string, format: uuid }'),
    fine('id', '{ type: string, format: ulid }'),
    fine('id', '{ type: string }'),
    fine('id', '{ type: string, pattern: "^[0-9a-f]+$" }'),
    fine('year', '{ type: integer }', 'years'),
    fine('id', '{ type: integer, enum: [1, 2] }'),
    { name: 'query', document: path('id', '{ type: integer }').replace('in: path', 'in: query'), hits: [] },
    {
      name: 'swagger 2',
      document:
        'swagger: "2.0"\ninfo: { title: T, version: "1" }\npaths:\n  /a/{id}:\n    get:\n      parameters:\n        - { in: path, name: id, required: true, type: integer }\n      responses: {}\n',
      hits: ['7: '],
    },
    {
      name: 'all of ten',
      document: `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths:\n${Array.from({ length: 10 }, (_, index) => `  /a${index}/{id}: { get: { parameters: [{ in: path, name: id, required: true, schema: { type: integer } }], responses: {} } }\n`).join('')}`,
      hits: ['1: All 10 object ids in paths'],
    },
  ]));
