import { describe } from 'vitest';
import rule from '../../../src/rules/data/data-password-write-only.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const both = (property: string, response = 'User') => `
  openapi: 3.1.0
  info: {title: t, version: "1"}
  paths:
    /users:
      post:
        requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}
        responses:
          '201': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/${response}'}}}}
  components:
    schemas:
      User:
        type: object
        properties:
          name: {type: string}
          ${property}
      Shown:
        type: object
        properties:
          name: {type: string}
`;

describe('data-password-write-only', () =>
  cases(rule, [
    ...everyVersion3({ name: 'both ways', document: both('password: {type: string}'), hits: ['15: `User.password` is written and read'] }),
    ...everyVersion3({ name: 'write-only', document: both('password: {type: string, writeOnly: true}'), hits: [] }),
    { name: 'other spellings', document: both('new_pwd: {type: string, format: password}'), hits: ['15: add `writeOnly: true`'] },
    { name: 'only written', document: both('password: {type: string}', 'Shown'), hits: [] },
    { name: 'only read', document: both('password: {type: string, readOnly: true}'), hits: [] },
    { name: 'masked', document: both('password: {type: string, x-masked: true}'), hits: [] },
    { name: 'no password', document: both('passwordHint: {type: string}'), hits: [] },
    { name: 'a switch', document: both('password: {type: boolean}'), hits: [] },
    { name: 'another secret', document: both('ssn: {type: string}'), hits: [] },
    {
      name: 'a word of the policy',
      document: both('doorCode: {type: string}'),
      options: { add: ['door code'] },
      hits: ['15: `User.doorCode`'],
    },
    {
      name: 'swagger 2',
      document: `
        swagger: "2.0"
        info: {title: t, version: "1"}
        paths:
          /users:
            put:
              parameters:
                - {name: body, in: body, schema: {$ref: '#/definitions/User'}}
              responses:
                200: {description: ok, schema: {$ref: '#/definitions/User'}}
        definitions:
          User:
            type: object
            properties:
              password: {type: string}
      `,
      hits: ['14: use a response schema without it'],
    },
  ]));
