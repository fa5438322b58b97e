import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-type.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withBody, withParameter2, withResponse } from './documents.ts';

const fine = (schema: string) => ({ name: `typed: ${schema}`, document: withBody(schema), hits: [] });

describe('input-type', () =>
  cases(rule, [
    ...everyVersion3({ name: 'empty', document: withBody('{}'), hits: ['10: The request body of POST /things accepts any value'] }),
    { name: 'annotations only', document: withBody('{ description: anything }'), hits: ['10: accepts any value'] },
    { name: 'true', document: withBody('true'), hits: ['10: '] },
    {
      name: 'properties without type',
      document: withBody('{ properties: { a: { type: string } } }'),
      hits: ['10: values that are no object pass unchecked: add `type: object`'],
    },
    {
      name: 'property',
      document: withBody('{ type: object, properties: {\n a: {} } }'),
      hits: ['11: `a` in the request body of POST /things accepts any value'],
    },
    { name: 'items', document: withBody('{ type: array,\n items: {} }'), hits: ['11: '] },
    {
      name: 'swagger 2 definition',
      document: 'swagger: "2.0"\ninfo: { title: T, version: "1" }\npaths: {}\ndefinitions: { A: { description: x } }\n',
      hits: ['4: `A` accepts any value'],
    },
    { name: 'swagger 2 parameter is input-schema', document: withParameter2('required: true'), hits: [] },
    fine('{ type: string }'),
    fine('{ type: [string, "null"] }'),
    fine('{ enum: [a, b] }'),
    fine('{ const: a }'),
    fine('false'),
    fine('{ allOf: [{ type: object }, { properties: { a: { type: string } } }] }'),
    fine('{ oneOf: [{ type: string }, { type: integer }] }'),
    fine('{ type: object, properties: { a: { readOnly: true } } }'),
    { name: 'response', document: withResponse('{}'), hits: [] },
  ]));
