import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-object-size.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withBody, withComponent, withResponse } from './documents.ts';

const fine = (schema: string) => ({ name: `bounded or no map: ${schema}`, document: withComponent(schema), hits: [] });

describe('input-object-size', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'map',
      document: withComponent('{ type: object, additionalProperties: { type: string } }'),
      hits: ['6: `Thing` takes any number of entries: add `maxProperties`'],
    }),
    {
      name: 'swagger 2',
      document:
        'swagger: "2.0"\ninfo: { title: T, version: "1" }\npaths: {}\ndefinitions:\n  A: { type: object, additionalProperties: {} }\n',
      hits: ['5: '],
    },
    { name: 'anything goes', document: withComponent('{ type: object }'), hits: ['6: '] },
    { name: 'unevaluated', document: withComponent('{ type: object, unevaluatedProperties: { type: string } }'), hits: ['6: '] },
    {
      name: 'named by pattern only',
      document: withComponent(`{ type: object, patternProperties: { '^x-': { type: string } } }`),
      hits: ['6: '],
    },
    fine('{ type: object, additionalProperties: { type: string }, maxProperties: 3 }'),
    fine('{ type: object, additionalProperties: false }'),
    fine('{ type: object, additionalProperties: true }'),
    fine('{ type: object, properties: { a: { type: string } } }'),
    fine('{ allOf: [{ type: object, additionalProperties: { type: string } }, { maxProperties: 3 }] }'),
    {
      name: 'swagger 2 form',
      document:
        'swagger: "2.0"\ninfo: { title: T, version: "1" }\npaths: { /a: { post: { parameters: [{ in: formData, name: a, type: string }], responses: {} } } }\n',
      hits: [],
    },
    {
      name: 'merge patch is input-patch-open',
      document: withBody('{ type: object }').replace('post:', 'patch:').replace('application/json', 'application/merge-patch+json'),
      hits: [],
    },
    { name: 'response', document: withResponse('{ type: object }'), hits: [] },
  ]));
