import { describe } from 'vitest';
import rule from '../../../src/rules/data/data-password-format.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const body = (...properties: string[]) =>
  [
    'openapi: 3.1.0',
    'info: {title: t, version: "1"}',
    'paths: {}',
    'components:',
    '  schemas:',
    '    Login:',
    '      type: object',
    '      properties:',
    ...properties.map((line) => `        ${line}`),
  ].join('\n');

describe('data-password-format', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'plain passwords',
      document: body('password: {type: string}', 'user_pwd: {type: string}', 'passphrase: {type: string, format: byte}'),
      hits: ['9: `Login.password` is a password without', '10: `Login.user_pwd`', '11: `Login.passphrase`'],
    }),
    ...everyVersion3({
      name: 'said or no password',
      document: body(
        'password: {type: string, format: password}',
        'passwordHash: {type: string}',
        'passwordHint: {type: string}',
        'passwordPolicy: {type: string, enum: [weak, strong]}',
        'hasPassword: {type: boolean}',
        'resetPasswordUrl: {type: string, format: uri}',
        'token: {type: string}',
      ),
      hits: [],
    }),
    { name: 'the format stands behind allOf', document: body('password: {allOf: [{type: string}, {format: password}]}'), hits: [] },
    { name: 'a nullable one', document: body('password: {type: [string, "null"]}'), hits: ['9: password'] },
    {
      name: 'policy',
      document: body('doorCode: {type: string}', 'passphrase: {type: string}'),
      options: { add: ['door code'], remove: ['passphrase'] },
      hits: ['9: doorCode'],
    },
    {
      name: 'parameters',
      document: `
        openapi: 3.0.0
        info: {title: t, version: "1"}
        paths:
          /login:
            post:
              parameters:
                - {name: X-Password, in: header, schema: {type: string}}
                - {name: X-New-Password, in: header, schema: {type: string, format: password}}
              responses: {'200': {description: ok}}
      `,
      hits: ['7: X-Password'],
    },
    {
      name: 'swagger 2 forms',
      document: `
        swagger: "2.0"
        info: {title: t, version: "1"}
        paths:
          /login:
            post:
              consumes: [application/x-www-form-urlencoded]
              parameters:
                - {name: password, in: formData, type: string}
                - {name: confirmation, in: formData, type: string}
              responses: {200: {description: ok}}
      `,
      hits: ['8: password'],
    },
  ]));
