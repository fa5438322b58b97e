import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-sanitised.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withBody, withComponent, withParameter, withParameter2 } from './documents.ts';

const fine = (schema: string) => ({ name: `restricted: ${schema}`, document: withBody(schema), hits: [] });

describe('input-sanitised', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'body',
      document: withBody('{ type: object, properties: {\n text: { type: string } } }'),
      hits: ['11: `text` in the request body of POST /things takes free text, markup included'],
    }),
    { name: 'parameter of an unsafe operation', document: withParameter('{ type: string }').replace('get:', 'post:'), hits: ['9: '] },
    { name: 'swagger 2', document: withParameter2('type: string').replace('get:', 'put:'), hits: ['7: '] },
    { name: 'loose pattern', document: withBody('{ type: string, pattern: ".*" }'), hits: ['10: '] },
    { name: 'evidence that says no', document: withBody('{ type: string, x-sanitize: false }'), hits: ['10: '] },
    fine('{ type: string, pattern: "^[a-z]+$" }'),
    fine('{ type: string, format: date }'),
    fine('{ type: string, enum: [a] }'),
    fine('{ type: string, x-sanitize: html }'),
    fine('{ type: string, format: binary }'),
    fine('{ type: integer }'),
    { name: 'own evidence', document: withBody('{ type: string, x-clean: yes }'), options: { keys: ['x-clean'] }, hits: [] },
    { name: 'safe operation', document: withParameter('{ type: string }'), hits: [] },
    { name: 'unused', document: withComponent('{ type: string }'), hits: [] },
  ]));
