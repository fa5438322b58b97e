import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-array-items.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withComponent, withParameter2, withResponse } from './documents.ts';

const fine = (schema: string) => ({ name: `described: ${schema}`, document: withComponent(schema), hits: [] });

describe('input-array-items', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'bare',
      document: withComponent('{ type: array, maxItems: 3 }'),
      hits: ['6: `Thing` does not say what its items are'],
    }),
    { name: 'swagger 2', document: withParameter2('type: array'), hits: ['7: '] },
    { name: 'nullable', document: withComponent('{ type: ["null", array] }'), hits: ['6: '] },
    fine('{ type: array, items: { type: string } }'),
    fine('{ type: array, prefixItems: [{ type: string }] }'),
    fine('{ allOf: [{ type: array }, { items: { type: string } }] }'),
    fine('{ type: array, items: { $ref: "#/nowhere" } }'),
    fine('{ type: array, maxItems: 0 }'),
    fine('{ const: [1, 2] }'),
    { name: 'response', document: withResponse('{ type: array }'), hits: [] },
  ]));
