import { describe } from 'vitest';
import rule from '../../../src/rules/error/error-403-404.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { open, secured, swagger } from './documents.ts';

const responses = (notFound: string, more = ''): string => `responses:
  '200': { description: ok }
  '404': { description: '${notFound}' }
${more}`;

describe('error-403-404', () =>
  cases(rule, [
    ...everyVersion3({
      name: '404 and no 403',
      document: secured(responses('Not found'), '/pets/{petId}'),
      hits: ["13: `GET /pets/{petId}` documents `404` and no `403`, so the answer for somebody else's `petId`"],
    }),
    { name: '2.0', document: swagger(responses('Not found'), '/pets/{id}'), hits: ['10: documents `404` and no `403`'] },
    { name: '403 too', document: secured(responses('Not found', "  '403': { description: no }"), '/pets/{id}'), hits: [] },
    { name: 'default too', document: secured(responses('Not found', '  default: { description: no }'), '/pets/{id}'), hits: [] },
    { name: 'the 404 stands for both', document: secured(responses('No such pet, or you have no access to it'), '/pets/{id}'), hits: [] },
    { name: 'no 404', document: secured("responses: { '200': { description: ok } }", '/pets/{id}'), hits: [] },
    { name: 'no object', document: secured(responses('Not found'), '/pets'), hits: [] },
    { name: 'public', document: open(responses('Not found'), '/pets/{id}'), hits: [] },
  ]));
