import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-string-length.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { elevenParameters, withBody, withComponent, withParameter, withParameter2, withResponse } from './documents.ts';

const fine = (schema: string) => ({ name: `bounded: ${schema}`, document: withParameter(schema), hits: [] });
const open = (schema: string) => ({
  name: `unbounded: ${schema}`,
  document: withParameter(schema),
  hits: ['9: Query parameter `q` of GET /things'],
});

describe('input-string-length', () =>
  cases(rule, [
    ...everyVersion3({ name: 'parameter', document: withParameter('{ type: string }'), hits: ['9: add `maxLength`'] }),
    {
      name: 'swagger 2 parameter',
      document: withParameter2('type: string'),
      hits: ['7: Query parameter `q` of GET /things has no upper length'],
    },
    { name: 'swagger 2 bounded', document: withParameter2('type: string, maxLength: 3'), hits: [] },
    open('{ type: [string, "null"] }'),
    open('{ type: [string, integer] }'),
    open('{ type: string, format: byte }'),
    open('{ type: string, format: uri }'),
    open('{ type: string, format: email }'),
    open('{ type: string, pattern: "^[a-z]+$" }'),
    open('{ type: string, pattern: "[a-z]{1,5}" }'),
    open('{ type: string, minLength: 3 }'),
    open('{ type: string, maxLength: 2147483647 }'),
    fine('{ type: string, maxLength: 5 }'),
    fine('{ type: string, maxLength: 0 }'),
    fine('{ type: string, enum: [a, b] }'),
    fine('{ type: string, const: a }'),
    fine('{ const: a }'),
    fine('{ type: integer, enum: [1, 2] }'),
    fine('{ type: string, format: date-time }'),
    fine('{ type: string, format: date }'),
    fine('{ type: string, format: uuid }'),
    fine('{ type: string, format: ipv4 }'),
    fine('{ type: string, format: ipv6 }'),
    fine('{ type: string, format: time }'),
    fine('{ type: string, pattern: "^[a-z]{1,20}$" }'),
    fine('{ type: string, pattern: "^(?=.{1,64}$).+$" }'),
    fine('{ allOf: [{ type: string }, { maxLength: 5 }] }'),
    fine('{ type: string, allOf: [{ pattern: "^.{1,9}$" }] }'),
    fine('{ oneOf: [{ type: string, maxLength: 3 }, { type: integer }] }'),
    fine('{ type: string, maxLength: 9, oneOf: [{ format: uri }, { pattern: a }] }'),
    fine('{ type: boolean }'),
    {
      name: 'the open branch of oneOf',
      document: withBody('{ oneOf: [{ type: string, maxLength: 3 },\n { type: string }] }'),
      hits: ['11: '],
    },
    {
      name: 'siblings of $ref count in 3.1',
      document: withBody(`{ $ref: '#/components/schemas/S', maxLength: 4 }`, '3.1.0', 'components: { schemas: { S: { type: string } } }'),
      hits: [],
    },
    {
      name: 'siblings of $ref are nothing in 3.0',
      document: withBody(`{ $ref: '#/components/schemas/S', maxLength: 4 }`, '3.0.3', 'components: { schemas: { S: { type: string } } }'),
      hits: ['12: `S` has no upper length'],
    },
    {
      name: 'reported once for two uses',
      document: withBody(
        `{ type: object, properties: { a: { $ref: '#/components/schemas/S' }, b: { $ref: '#/components/schemas/S' } } }`,
        '3.0.3',
        'components:\n  schemas:\n    S: { type: string }\n',
      ),
      hits: ['14: `S`'],
    },
    {
      name: 'property',
      document: withBody('{ type: object, properties: {\n email: { type: string } } }'),
      hits: ['11: `email` in the request body of POST /things'],
    },
    {
      name: 'readOnly property',
      document: withBody('{ type: object, properties: {\n email: { type: string, readOnly: true } } }'),
      hits: [],
    },
    {
      name: 'header parameter',
      document: withParameter('{ type: string }').replace('in: query', 'in: header'),
      hits: ['9: Header parameter'],
    },
    { name: 'response', document: withResponse('{ type: string }'), hits: [] },
    { name: 'binary upload', document: withBody('{ type: string, format: binary }'), hits: [] },
    { name: 'inside an example', document: withBody('{ type: object, example: { schema: { type: string } }, properties: {} }'), hits: [] },
    { name: 'unused component', document: withComponent('{ type: string }'), hits: ['6: `Thing`'] },
    { name: 'all of eleven', document: elevenParameters(() => '{ type: string }'), hits: ['1: None of the 11 request strings'] },
    {
      name: 'ten of eleven',
      document: elevenParameters((index) => (index === 0 ? '{ type: string, maxLength: 1 }' : '{ type: string }')),
      hits: Array.from({ length: 10 }, (_, index) => `${index + 8}: `),
    },
    { name: 'policy format', document: withParameter('{ type: string, format: sku }'), options: { boundedFormats: ['sku'] }, hits: [] },
    { name: 'a property named type', document: withBody('{ type: object, properties: { type: { enum: [a] } } }'), hits: [] },
  ]));
