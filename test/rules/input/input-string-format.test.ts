import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-string-format.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { elevenParameters, withParameter, withParameter2, withResponse } from './documents.ts';

const fine = (schema: string) => ({ name: `stated: ${schema}`, document: withParameter(schema), hits: [] });

describe('input-string-format', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'bare string',
      document: withParameter('{ type: string, maxLength: 3 }'),
      hits: ['9: Query parameter `q` of GET /things may hold any text'],
    }),
    { name: 'swagger 2', document: withParameter2('type: string'), hits: ['7: may hold any text'] },
    { name: 'nullable', document: withParameter('{ type: ["null", string] }'), hits: ['9: '] },
    fine('{ type: string, format: email }'),
    fine('{ type: string, pattern: "^foo" }'),
    fine('{ type: string, enum: [a] }'),
    fine('{ type: string, const: a }'),
    fine('{ type: string, contentEncoding: base64 }'),
    fine('{ allOf: [{ type: string }, { format: uuid }] }'),
    fine('{ type: integer }'),
    { name: 'response', document: withResponse('{ type: string }'), hits: [] },
    { name: 'all of eleven', document: elevenParameters(() => '{ type: string }'), hits: ['1: None of the 11'] },
  ]));
