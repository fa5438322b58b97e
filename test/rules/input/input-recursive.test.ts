import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-recursive.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const ref = (name: string) => `{ $ref: '#/components/schemas/${name}' }`;
const schemas = (text: string) => `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}\ncomponents:\n  schemas:\n${text}`;

describe('input-recursive', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'a property',
      document: schemas(`    A: { type: object, properties: { a: ${ref('A')} } }\n`),
      hits: ['6: `A` contains itself, so a request may nest without end'],
    }),
    {
      name: 'a list',
      document: schemas(`    A: { type: object, properties: { a: { type: array, items: ${ref('A')} } } }\n`),
      hits: ['6: '],
    },
    { name: 'a map', document: schemas(`    A: { type: object, additionalProperties: ${ref('A')} }\n`), hits: ['6: '] },
    {
      name: 'a ring, once',
      document: schemas(
        `    A: { type: object, properties: { b: ${ref('B')} } }\n    B: { type: object, properties: { c: ${ref('C')} } }\n    C: { type: object, properties: { a: ${ref('A')} } }\n`,
      ),
      hits: ['6: `A` contains itself through `B`, `C`'],
    },
    {
      name: 'two rings',
      document: schemas(
        `    A: { type: object, properties: { a: ${ref('A')} } }\n    B: { type: object, properties: { b: ${ref('B')} } }\n`,
      ),
      hits: ['6: `A`', '7: `B`'],
    },
    {
      name: 'an alternative',
      document: schemas(`    A: { oneOf: [{ type: string }, { type: array, items: ${ref('A')} }] }\n`),
      hits: ['6: '],
    },
    {
      name: 'bounded list',
      document: schemas(`    A: { type: object, properties: { a: { type: array, maxItems: 3, items: ${ref('A')} } } }\n`),
      hits: [],
    },
    { name: 'bounded map', document: schemas(`    A: { type: object, maxProperties: 3, additionalProperties: ${ref('A')} }\n`), hits: [] },
    { name: 'a stated depth', document: schemas(`    A: { type: object, x-max-depth: 5, properties: { a: ${ref('A')} } }\n`), hits: [] },
    {
      name: 'a second way round the bounded list',
      document: schemas(`    A: { type: object, properties: { a: { type: array, maxItems: 3, items: ${ref('A')} }, b: ${ref('A')} } }\n`),
      hits: ['6: '],
    },
    {
      name: 'readOnly cuts it',
      document: schemas(`    A: { type: object, properties: { a: { readOnly: true, type: array, items: ${ref('A')} } } }\n`),
      hits: [],
    },
    {
      name: 'used twice is no recursion',
      document: schemas(`    A: { type: object, properties: { a: ${ref('B')}, b: ${ref('B')} } }\n    B: { type: object }\n`),
      hits: [],
    },
    {
      name: 'response only',
      document: `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: { /a: { get: { responses: { '200': { description: OK, content: { application/json: { schema: ${ref('A')} } } } } } } }\ncomponents: { schemas: { A: { type: object, properties: { a: ${ref('A')} } } } }\n`,
      hits: [],
    },
    {
      name: 'swagger 2',
      document: `swagger: "2.0"\ninfo: { title: T, version: "1" }\npaths: {}\ndefinitions:\n  A: { type: object, properties: { a: { $ref: '#/definitions/A' } } }\n`,
      hits: ['5: '],
    },
  ]));
