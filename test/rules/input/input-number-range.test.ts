import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-number-range.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { elevenParameters, withBody, withComponent, withParameter, withParameter2, withResponse } from './documents.ts';

const fine = (schema: string) => ({ name: `bounded: ${schema}`, document: withComponent(schema), hits: [] });
const open = (schema: string, missing: string) => ({
  name: `unbounded: ${schema}`,
  document: withComponent(schema),
  hits: [`6: \`Thing\` has no ${missing}`],
});

describe('input-number-range', () =>
  cases(rule, [
    ...everyVersion3({ name: 'parameter', document: withParameter('{ type: integer }'), hits: ['9: has no `minimum` and no `maximum`'] }),
    { name: 'swagger 2', document: withParameter2('type: integer'), hits: ['7: '] },
    { name: 'swagger 2 bounded', document: withParameter2('type: integer, minimum: 1, maximum: 9'), hits: [] },
    open('{ type: number }', '`minimum` and no `maximum`'),
    open('{ type: integer, minimum: 1 }', '`maximum`'),
    open('{ type: integer, exclusiveMaximum: 9 }', '`minimum`'),
    open('{ type: integer, exclusiveMinimum: 9 }', '`maximum`'),
    open('{ type: [integer, "null"], maximum: 9 }', '`minimum`'),
    open('{ type: integer, format: int32 }', '`minimum` and no `maximum`'),
    fine('{ type: integer, minimum: 1, maximum: 9 }'),
    fine('{ type: number, exclusiveMinimum: 1, exclusiveMaximum: 9 }'),
    fine('{ type: integer, minimum: 1, exclusiveMaximum: 9 }'),
    fine('{ type: integer, exclusiveMinimum: 1, maximum: 9 }'),
    fine('{ type: integer, minimum: 0, exclusiveMinimum: 1, exclusiveMaximum: 4 }'),
    fine('{ type: integer, enum: [1, 2] }'),
    fine('{ const: 5 }'),
    fine('{ allOf: [{ type: integer, minimum: 1 }, { maximum: 3 }] }'),
    fine('{ type: integer, minimum: 0, maximum: 0 }'),
    fine('{ type: string }'),
    {
      name: '3.0 exclusive flags',
      document: withComponent('{ type: integer, minimum: 1, exclusiveMinimum: true, maximum: 2 }', '3.0.3'),
      hits: [],
    },
    { name: 'readOnly', document: withBody('{ type: object, properties: { n: { type: integer, readOnly: true } } }'), hits: [] },
    { name: 'response', document: withResponse('{ type: integer }'), hits: [] },
    { name: 'a page size without maximum is input-page-size', document: withParameter('{ type: integer }', 'limit'), hits: [] },
    {
      name: 'a page size without minimum',
      document: withParameter('{ type: integer, maximum: 9 }', 'limit'),
      hits: ['9: has no `minimum`'],
    },
    { name: 'all of eleven', document: elevenParameters(() => '{ type: number }'), hits: ['1: None of the 11'] },
  ]));
