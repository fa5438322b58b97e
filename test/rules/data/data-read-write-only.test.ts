import { describe } from 'vitest';
import rule from '../../../src/rules/data/data-read-write-only.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const having = (...properties: string[]) =>
  [
    'openapi: 3.1.0',
    'info: {title: t, version: "1"}',
    'paths: {}',
    'components:',
    '  schemas:',
    '    Secretive: {type: string, writeOnly: true}',
    '    User:',
    '      type: object',
    '      properties:',
    ...properties.map((line) => `        ${line}`),
  ].join('\n');

describe('data-read-write-only', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'both',
      document: having(
        'a: {type: string, readOnly: true, writeOnly: true}',
        'b: {readOnly: true, allOf: [{$ref: "#/components/schemas/Secretive"}]}',
      ),
      hits: ['10: `User.a` is both', '11: `User.b` is both'],
    }),
    ...everyVersion3({
      name: 'one of them',
      document: having(
        'a: {type: string, readOnly: true}',
        'b: {type: string, readOnly: false, writeOnly: true}',
        'c: {type: string, readOnly: true, writeOnly: "true"}',
        'd: {type: object, readOnly: true, properties: {e: {type: string, writeOnly: true}}}',
        'readOnly: {type: boolean}',
        'writeOnly: {type: boolean}',
        'f: {type: object, example: {readOnly: true, writeOnly: true}}',
      ),
      hits: [],
    }),
    {
      name: 'swagger 2 knows no writeOnly',
      document: `
        swagger: "2.0"
        info: {title: t, version: "1"}
        paths: {}
        definitions:
          A: {type: object, properties: {a: {type: string, readOnly: true, writeOnly: true}}}
      `,
      hits: [],
    },
  ]));
