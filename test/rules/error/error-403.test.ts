import { describe } from 'vitest';
import rule from '../../../src/rules/error/error-403.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { open, secured, swagger } from './documents.ts';

const ok = "responses: { '200': { description: ok }";

describe('error-403', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'scopes',
      document: secured(`security: [{ scoped: [pets.read] }]\n${ok} }`),
      hits: ['12: `GET /pets` asks for scopes'],
    }),
    { name: 'an object id', document: secured(`${ok} }`, '/pets/{petId}'), hits: ['11: picks an object by `petId`'] },
    {
      name: 'an id named like its collection',
      document: secured(`${ok} }`, '/users/{username}/keys'),
      hits: ['11: picks an object by `username`'],
    },
    { name: '2.0', document: swagger(`${ok} }`, '/pets/{pet_id}'), hits: ['8: picks an object by `pet_id`'] },
    ...['403', '4XX', 'default'].map((status) => ({
      name: `${status} is enough`,
      document: secured(`${ok}, '${status}': { description: no } }`, '/pets/{id}'),
      hits: [],
    })),
    { name: 'with a 404 it is error-403-404', document: secured(`${ok}, '404': { description: none } }`, '/pets/{id}'), hits: [] },
    {
      name: 'a 404 without an object changes nothing',
      document: secured(`security: [{ scoped: [a] }]\n${ok}, '404': { description: none } }`),
      hits: ['12: asks for scopes'],
    },
    { name: 'neither scopes nor id', document: secured(`${ok} }`, '/{version}/pets'), hits: [] },
    { name: 'public', document: open(`${ok} }`, '/pets/{id}'), hits: [] },
    { name: 'optional', document: secured(`security: [{}, { login: [] }]\n${ok} }`, '/pets/{id}'), hits: [] },
  ]));
