import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-object-open.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withBody, withComponent, withResponse } from './documents.ts';

const strict = { absent: true };
const named = 'properties: { a: { type: boolean } }';
const fine = (schema: string, options?: object) => ({
  name: `closed: ${schema}${options ? ' (strict)' : ''}`,
  document: withComponent(schema),
  ...(options && { options }),
  hits: [],
});

describe('input-object-open', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'true',
      document: withComponent(`{ type: object, ${named},\n additionalProperties: true }`),
      hits: ['7: `Thing` accepts any unknown property'],
    }),
    {
      name: 'true in swagger 2',
      document: `swagger: "2.0"\ninfo: { title: T, version: "1" }\npaths: {}\ndefinitions:\n  Thing: { type: object, ${named}, additionalProperties: true }\n`,
      hits: ['5: '],
    },
    { name: 'true without properties', document: withComponent('{ type: object, additionalProperties: true }'), hits: ['6: '] },
    {
      name: 'a schema beside properties',
      document: withComponent(`{ type: object, ${named}, additionalProperties: { type: string } }`),
      hits: ['6: accepts unknown properties'],
    },
    {
      name: 'an empty schema beside properties',
      document: withComponent(`{ type: object, ${named}, additionalProperties: {} }`),
      hits: ['6: accepts any unknown property'],
    },
    {
      name: 'a typed map whose known keys are alternatives',
      document: withComponent(`{ anyOf: [{ ${named} }], additionalProperties: { type: string } }`),
      hits: [],
    },
    {
      name: 'unevaluatedProperties',
      document: withComponent(`{ type: object, ${named},\n unevaluatedProperties: true }`),
      hits: ['7: set `unevaluatedProperties: false`'],
    },
    {
      name: 'in a part of allOf',
      document: withComponent(`{ allOf: [{ type: object, ${named} },\n { additionalProperties: true }] }`),
      hits: ['7: '],
    },
    {
      name: 'in an alternative',
      document: withBody(
        `{ oneOf: [{ type: object, ${named}, additionalProperties: false },\n { type: object, ${named}, additionalProperties: true }] }`,
      ),
      hits: ['11: '],
    },
    {
      name: 'beside alternatives: once',
      document: withBody(`{ type: object, additionalProperties: true, oneOf: [{ ${named} }, { ${named} }] }`),
      hits: ['10: '],
    },
    fine(`{ type: object, ${named} }`),
    fine(`{ type: object, ${named}, additionalProperties: false }`, strict),
    fine(`{ type: object, ${named}, unevaluatedProperties: false }`, strict),
    fine(`{ allOf: [{ type: object, ${named} }], unevaluatedProperties: false }`, strict),
    fine('{ type: object, additionalProperties: { type: string } }', strict),
    fine('{ type: object }', strict),
    {
      name: 'absent under strict',
      document: withComponent(`{ type: object, ${named} }`),
      options: strict,
      hits: ['6: `Thing` says nothing of unknown properties'],
    },
    { name: 'response', document: withResponse(`{ type: object, ${named}, additionalProperties: true }`), hits: [] },
    {
      name: 'swagger 2 form, which nobody wrote as an object',
      document: `swagger: "2.0"\ninfo: { title: T, version: "1" }\npaths:\n  /a:\n    post:\n      parameters: [{ in: formData, name: a, type: string }]\n      responses: { '200': { description: OK } }\n`,
      options: strict,
      hits: [],
    },
    {
      name: 'all of eleven under strict',
      document: withBody(
        `{ type: object, properties: { ${'abcdefghij'
          .split('')
          .map((name) => `${name}: { type: object, ${named} }`)
          .join(', ')} } }`,
      ),
      options: strict,
      hits: ['1: All 11 request objects accept unknown properties'],
    },
  ]));
