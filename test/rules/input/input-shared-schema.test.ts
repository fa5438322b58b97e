import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-shared-schema.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const both = (properties: string, answer = 'Pet') => `openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /pets:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses: { '201': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/${answer}' } } } } }
components:
  schemas:
    Pet: { type: object, properties: { ${properties} } }
    Other: { type: object }
`;

describe('input-shared-schema', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'both ways',
      document: both('createdAt: { type: string }, name: { type: string }'),
      hits: ['10: `Pet` is both what callers send and what they get, `createdAt` included'],
    }),
    { name: 'one way', document: both('createdAt: { type: string }', 'Other'), hits: [] },
    { name: 'marked', document: both('createdAt: { type: string, readOnly: true }'), hits: [] },
    { name: 'another one marked', document: both('createdAt: { type: string }, pin: { type: string, writeOnly: true }'), hits: [] },
    { name: 'nothing managed', document: both('name: { type: string }, id: { type: string }'), hits: [] },
    {
      name: 'swagger 2',
      document: `swagger: "2.0"\ninfo: { title: T, version: "1" }\npaths: { /p: { put: { parameters: [{ in: body, name: b, schema: { $ref: '#/definitions/P' } }], responses: { '200': { description: OK, schema: { $ref: '#/definitions/P' } } } } } }\ndefinitions:\n  P: { type: object, properties: { isAdmin: { type: boolean } } }\n`,
      hits: ['5: '],
    },
  ]));
