import { describe } from 'vitest';
import dataPasswordFormat from '../../../src/rules/data/data-password-format.ts';
import dataPasswordWriteOnly from '../../../src/rules/data/data-password-write-only.ts';
import dataSensitiveResponse from '../../../src/rules/data/data-sensitive-response.ts';
import { editCases } from '../../support/edits.ts';

const CONTENT = "content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}";
const WRITES = `  post: {requestBody: {${CONTENT}}, responses: {'201': {description: ok, ${CONTENT}}}}`;
const READS = `  get: {responses: {'200': {description: ok, ${CONTENT}}}}`;

const user = (property: string, operation = WRITES, version = '3.0.3') => `openapi: ${version}
paths:
  /users:
  ${operation}
components:
  schemas:
    Secret: {type: string}
    User:
      type: object
      properties:
        ${property}
`;
const swagger = (property: string) => `swagger: '2.0'
paths:
  /users:
    post:
      parameters: [{in: body, name: b, schema: {$ref: '#/definitions/User'}}]
      responses: {'201': {description: ok, schema: {$ref: '#/definitions/User'}}}
definitions:
  User:
    type: object
    properties:
      ${property}
`;
const change = (after: string) => ['-        password: {type: string}', `+        password: ${after}`];

describe.each([
  ['data-password-write-only', dataPasswordWriteOnly],
  ['data-sensitive-response', dataSensitiveResponse],
] as const)('%s', (_, rule) => {
  editCases(rule, [
    { name: 'in place', document: user('password: {type: string}'), diff: change('{type: string, writeOnly: true}') },
    {
      name: 'block style',
      document: user('password:\n          type: string\n          minLength: 12 # long'),
      diff: ['+          writeOnly: true'],
    },
    { name: 'a reference', document: user("password: {$ref: '#/components/schemas/Secret'}", WRITES, '3.1.0'), diff: [] },
    { name: 'said to be readable', document: user('password: {type: string, writeOnly: false}'), diff: [] },
    { name: 'of no type', document: user('password: {description: secret}'), diff: [] },
    { name: 'combined', document: user("password: {type: string, allOf: [{$ref: '#/components/schemas/Secret'}]}"), diff: [] },
    { name: '2.0, which has no such keyword', document: swagger('password: {type: string}'), diff: [] },
  ]);
});

describe('data-sensitive-response alone', () => {
  editCases(dataSensitiveResponse, [
    { name: 'a password that requests hold', document: user('password: {type: string}'), diff: change('{type: string, writeOnly: true}') },
    { name: 'a password that only responses hold', document: user('password: {type: string}', READS), diff: [] },
    { name: 'an identity number', document: user('ssn: {type: string}'), diff: [] },
  ]);
});

describe('data-password-format', () => {
  editCases(dataPasswordFormat, [
    { name: 'a property', document: user('password: {type: string}'), diff: change('{type: string, format: password}') },
    {
      name: '2.0',
      document: swagger('password: {type: string}'),
      diff: ['-      password: {type: string}', '+      password: {type: string, format: password}'],
    },
    {
      name: 'a parameter',
      document:
        'openapi: 3.1.0\npaths:\n  /a:\n    get:\n      parameters:\n        - {name: password, in: query, schema: {type: string}}\n',
      diff: [
        '-        - {name: password, in: query, schema: {type: string}}',
        '+        - {name: password, in: query, schema: {type: string, format: password}}',
      ],
    },
    { name: 'another format', document: user('password: {type: string, format: byte}'), diff: [] },
    { name: 'a reference', document: user("password: {$ref: '#/components/schemas/Secret'}"), diff: [] },
  ]);
});
