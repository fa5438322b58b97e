import { describe } from 'vitest';
import rule from '../../../src/rules/data/data-no-store.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const token = '{type: object, properties: {access_token: {type: string}}}';

const answering = (schema: string, header = '', status = '200') => `
  openapi: 3.1.0
  info: {title: t, version: "1"}
  paths:
    /a:
      post:
        responses:
          '${status}':
            description: ok
            ${header === '' ? 'x-none: true' : `headers: {${header}}`}
            content: {application/json: {schema: ${schema}}}
`;

describe('data-no-store', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'a token',
      document: answering(token),
      hits: ['7: The 200 response of POST /a carries `access_token`, and nothing keeps caches'],
    }),
    ...everyVersion3({
      name: 'with the header',
      document: answering(token, 'Cache-Control: {schema: {type: string, enum: [no-store]}}'),
      hits: [],
    }),
    ...[
      'cache-control: {schema: {type: string, const: "no-store"}}',
      'CACHE-CONTROL: {schema: {type: string}, example: "no-store, max-age=0"}',
      'Cache-Control: {description: always no-store, schema: {type: string}}',
      'Cache-Control: {schema: {type: string}, examples: {one: {value: No-Store}}}',
      'Cache-Control: {schema: {type: string, pattern: "^no-store$"}}',
    ].map((header) => ({ name: header, document: answering(token, header), hits: [] })),
    {
      name: 'a header that says something else',
      document: answering(token, 'Cache-Control: {schema: {type: string, const: "max-age=60"}}'),
      hits: ['9: give the `Cache-Control` header `const: no-store`'],
    },
    {
      name: 'another header',
      document: answering(token, 'Pragma: {schema: {type: string, const: no-store}}'),
      hits: ['7: document the header'],
    },
    { name: 'settings of one-time codes', document: answering('{properties: {totp: {properties: {digits: {type: integer}}}}}'), hits: [] },
    { name: 'pieces of a text', document: answering('{properties: {tokens: {type: array, items: {type: string}}}}'), hits: [] },
    {
      name: 'an object that holds a token',
      document: answering('{properties: {session: {properties: {access_token: {type: string}}}}}'),
      hits: ['7: `access_token`'],
    },
    {
      name: 'a sensitive field in a list',
      document: answering('{type: array, items: {properties: {ssn: {type: string}}}}'),
      hits: ['7: `ssn`'],
    },
    {
      name: 'a field further down than the depth',
      document: answering(
        '{properties: {a: {properties: {b: {properties: {c: {properties: {d: {properties: {ssn: {type: string}}}}}}}}}}}',
      ),
      hits: [],
    },
    {
      name: 'a depth of the policy',
      document: answering('{properties: {a: {properties: {ssn: {type: string}}}}}'),
      options: { depth: 1 },
      hits: [],
    },
    { name: 'nothing sensitive', document: answering('{properties: {nextPageToken: {type: string}, email: {type: string}}}'), hits: [] },
    { name: 'write-only', document: answering('{properties: {password: {type: string, writeOnly: true}}}'), hits: [] },
    { name: 'an error', document: answering(token, '', '400'), hits: [] },
    { name: 'no content', document: answering('{}', '', '204'), hits: [] },
    {
      name: 'classes of the policy',
      document: answering('{properties: {email: {type: string}}}'),
      options: { classes: ['contact'] },
      hits: ['7: `email`'],
    },
    {
      name: 'all of ten say it once',
      document: [
        'openapi: 3.0.0',
        'info: {title: t, version: "1"}',
        'paths:',
        ...Array.from(
          { length: 10 },
          (_, n) => `  /p${n}: {get: {responses: {'200': {description: ok, content: {application/json: {schema: ${token}}}}}}}`,
        ),
        "  /other: {get: {responses: {'200': {description: ok}}}}",
      ].join('\n'),
      hits: ['1: None of the 10 responses'],
    },
    {
      name: 'swagger 2',
      document: `
        swagger: "2.0"
        info: {title: t, version: "1"}
        paths:
          /a: {post: {responses: {200: {description: ok, schema: ${token}}}}}
          /b: {post: {responses: {200: {description: ok, schema: ${token}, headers: {Cache-Control: {type: string, enum: [no-store]}}}}}}
      `,
      hits: ['4: `access_token`'],
    },
  ]));
