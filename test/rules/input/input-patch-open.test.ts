import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-patch-open.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withBody } from './documents.ts';

const patch = (schema: string, type = 'application/merge-patch+json') =>
  withBody(schema).replace('post:', 'patch:').replace('application/json', type);
const named = 'type: object, properties: { a: { type: string } }';

describe('input-patch-open', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'absent',
      document: patch(`{ ${named} }`),
      hits: ['10: The request body of PATCH /things is merged into the record by `PATCH /things`'],
    }),
    { name: 'true', document: patch(`{ ${named}, additionalProperties: true }`), hits: ['10: '] },
    {
      name: 'no properties',
      document: patch('{ type: object }'),
      hits: ['10: list its `properties` and set `additionalProperties: false`'],
    },
    { name: 'closed', document: patch(`{ ${named}, additionalProperties: false }`), hits: [] },
    { name: 'unevaluated', document: patch(`{ ${named}, unevaluatedProperties: false }`), hits: [] },
    { name: 'plain JSON', document: patch(`{ ${named} }`, 'application/json'), hits: [] },
    { name: 'JSON Patch', document: patch('{ type: array }', 'application/json-patch+json'), hits: [] },
    { name: 'not PATCH', document: patch(`{ ${named} }`).replace('patch:', 'post:'), hits: [] },
    {
      name: 'swagger 2',
      document: `swagger: "2.0"\ninfo: { title: T, version: "1" }\nconsumes: [application/merge-patch+json]\npaths:\n  /a:\n    patch:\n      parameters:\n        - in: body\n          name: b\n          schema: { ${named} }\n      responses: {}\n`,
      hits: ['10: '],
    },
  ]));
