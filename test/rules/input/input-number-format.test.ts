import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-number-format.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { elevenParameters, withComponent, withParameter2, withResponse } from './documents.ts';

const fine = (schema: string) => ({ name: `fitting: ${schema}`, document: withComponent(schema), hits: [] });

describe('input-number-format', () =>
  cases(rule, [
    ...everyVersion3({ name: 'integer', document: withComponent('{ type: integer }'), hits: ['6: add `format` `int32` or `int64`'] }),
    { name: 'number', document: withComponent('{ type: number }'), hits: ['6: add `format` `float` or `double`'] },
    { name: 'swagger 2', document: withParameter2('type: integer'), hits: ['7: '] },
    {
      name: 'of text',
      document: withComponent('{ type: integer,\n format: date-time }'),
      hits: ['7: has the format `date-time`, which is not one of integers'],
    },
    { name: 'of fractions', document: withComponent('{ type: integer,\n format: double }'), hits: ['7: '] },
    fine('{ type: integer, format: int32 }'),
    fine('{ type: [integer, "null"], format: int64 }'),
    fine('{ type: number, format: double }'),
    fine('{ type: number, format: int64 }'),
    fine('{ type: integer, format: whatever }'),
    fine('{ type: integer, enum: [1] }'),
    fine('{ allOf: [{ type: integer }, { format: int32 }] }'),
    { name: 'response', document: withResponse('{ type: integer }'), hits: [] },
    { name: 'all of eleven', document: elevenParameters(() => '{ type: integer }'), hits: ['1: None of the 11'] },
  ]));
