import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-array-length.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { elevenParameters, withBody, withComponent, withParameter, withParameter2, withResponse } from './documents.ts';

const fine = (schema: string) => ({ name: `bounded: ${schema}`, document: withComponent(schema), hits: [] });
const open = (schema: string) => ({
  name: `unbounded: ${schema}`,
  document: withComponent(schema),
  hits: ['6: `Thing` may hold any number of items: add `maxItems`'],
});

describe('input-array-length', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'parameter',
      document: withParameter('{ type: array, items: { type: boolean } }'),
      hits: ['9: Query parameter `q`'],
    }),
    { name: 'swagger 2', document: withParameter2('type: array, items: { type: boolean }'), hits: ['7: '] },
    { name: 'swagger 2 bounded', document: withParameter2('type: array, maxItems: 4, items: { type: boolean }'), hits: [] },
    open('{ type: array }'),
    open('{ type: array, maxItems: 2147483647 }'),
    open('{ type: [array, "null"], items: { type: boolean } }'),
    open('{ type: array, uniqueItems: true, items: { type: string } }'),
    open('{ type: array, items: { enum: [a, b] } }'),
    open('{ items: { type: boolean } }'),
    open('{ type: array, prefixItems: [{ type: boolean }] }'),
    fine('{ type: array, maxItems: 99 }'),
    fine('{ type: array, maxItems: 0 }'),
    fine('{ type: array, prefixItems: [{ type: boolean }], items: false }'),
    fine('{ type: array, uniqueItems: true, items: { enum: [a, b] } }'),
    fine('{ allOf: [{ type: array, items: { type: boolean } }, { maxItems: 3 }] }'),
    fine('{ type: object, properties: { type: { enum: [array] } } }'),
    {
      name: 'nested arrays',
      document: withBody('{ type: array, maxItems: 3,\n items: { type: array, items: { type: boolean } } }'),
      hits: ['11: '],
    },
    { name: 'response', document: withResponse('{ type: array }'), hits: [] },
    {
      name: 'a bulk array is input-batch',
      document: withBody('{ type: array, items: { type: object } }').replace('/things', '/things/batch'),
      hits: [],
    },
    { name: 'all of eleven', document: elevenParameters(() => '{ type: array }'), hits: ['1: None of the 11'] },
  ]));
