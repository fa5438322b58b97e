import { describe } from 'vitest';
import rule from '../../../src/rules/token/token-in-url-parameter.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

/** One parameter a line, the first on line 6. */
const document = (...parameters: string[]) =>
  `openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n  /a/{x}:\n    parameters:\n${parameters.map((text) => `      - {${text}}\n`).join('')}    get: {responses: {}}\n`;

const query = (name: string, schema = 'type: string') => `name: ${name}, in: query, schema: {${schema}}`;

const manyTokens = (count: number) =>
  [
    'openapi: 3.1.0',
    'info: {title: t, version: "1"}',
    'paths:',
    '  /x:',
    `    get: {parameters: [{${query('api_key')}}], responses: {}}`,
    ...Array.from({ length: count }, (_, index) => `  /p${index}: {get: {parameters: [{${query('token')}}], responses: {}}}`),
  ].join('\n');

const CREDENTIALS = [
  'password',
  'pwd',
  'passwd',
  'newPassword',
  'secret',
  'client_secret',
  'clientSecret',
  'api_key',
  'apiKey',
  'APIKEY',
  'apikey',
  'API-KEY',
  'accessKey',
];
const TOKENS = [
  'token',
  'Token',
  'access_token',
  'accessToken',
  'refresh_token',
  'id_token',
  'oauth_token',
  'auth_token',
  'resetToken',
  'jwt',
  'otp',
];
const HARMLESS = [
  ...[
    'page_token',
    'pageToken',
    'nextPageToken',
    'next_token',
    'NextToken',
    'continuationToken',
    '$skipToken',
    'syncToken',
    'ClientToken',
    'token_id',
    'tokenId',
  ],
  ...[
    'token_type',
    'tokens',
    'key',
    'sort_key',
    'sortKey',
    'key_id',
    'api_key_id',
    'idempotency_key',
    'projectKey',
    'public_key',
    'keyword',
    'secret_name',
    'password_policy',
  ],
  ...[
    'csrf_token',
    'device_token',
    'author',
    'sid',
    'session_id',
    'id',
    'filter',
    'max_tokens',
    'has_password',
    'isSecret',
    'requires_token',
  ],
];

describe('token-in-url-parameter', () =>
  cases(rule, [
    ...[...CREDENTIALS, ...TOKENS].map((name) => ({
      name,
      document: document(query(name)),
      hits: [`6: \`${name}\` is a credential in the query string`],
    })),
    ...HARMLESS.map((name) => ({ name: `${name} is none`, document: document(query(name)), hits: [] })),
    ...everyVersion3({
      name: 'query and path, not header, cookie or body',
      document: document(
        query('token'),
        'name: api-key, in: path, required: true, schema: {type: string}',
        'name: token, in: header, schema: {type: string}',
        'name: token, in: cookie, schema: {type: string}',
      ),
      hits: ['6: `token`', '7: `api-key` is a credential in the path'],
    }),
    {
      name: 'at the name, in a component, once',
      document: `
        openapi: 3.1.0
        paths:
          /a: {get: {parameters: [{$ref: '#/components/parameters/T'}], responses: {}}}
          /b: {get: {parameters: [{$ref: '#/components/parameters/T'}], responses: {}}}
        components:
          parameters:
            T:
              in: query
              name: token
              schema: {type: string}
      `,
      hits: ['9: `token`'],
    },
    {
      name: 'a plain key that its description calls an API key',
      document: document(`${query('key')}, description: Your API key.`),
      hits: ['6: `key`'],
    },
    { name: 'a plain key of an object', document: document(`${query('key')}, description: The key of the project.`), hits: [] },
    { name: 'a coin', document: document(`${query('token')}, description: TRC20 token`), hits: [] },
    { name: 'a page', document: document(`${query('token')}, description: Token for the next page.`), hits: [] },
    {
      name: 'booleans and numbers',
      document: document(query('token', 'type: boolean'), query('secret', 'type: integer'), query('password', 'type: [boolean, "null"]')),
      hits: [],
    },
    {
      name: 'a parameter in content',
      document: document('name: token, in: query, content: {text/plain: {schema: {type: string}}}'),
      hits: ['6: `token`'],
    },
    { name: 'no schema', document: document('name: token, in: query'), hits: ['6: `token`'] },
    {
      name: 'allowed by policy',
      document: document(query('token'), query('Token')),
      options: { allowed: ['token'] },
      hits: ['7: `Token`'],
    },
    {
      name: 'swagger 2',
      document: `
        swagger: "2.0"
        paths:
          /a:
            post:
              parameters:
                - {name: password, in: query, type: string}
                - {name: password, in: formData, type: string}
                - {name: token, in: body, schema: {type: object}}
                - {name: hasPassword, in: query, type: boolean}
              responses: {}
      `,
      hits: ['6: `password`'],
    },
    {
      name: 'a schema property named parameters',
      document:
        'openapi: 3.1.0\npaths: {}\ncomponents: {schemas: {S: {properties: {parameters: {properties: {in: {type: string}, name: {type: string}}}}}}}\n',
      hits: [],
    },
    {
      name: 'ten of one name once, another by itself',
      document: manyTokens(10),
      hits: ['1: 10 parameters `token` take a credential from the query string', '5: `api_key`'],
    },
    {
      name: 'nine of one name',
      document: manyTokens(9),
      hits: ['5: `api_key`', ...Array.from({ length: 9 }, (_, index) => `${index + 6}: \`token\``)],
    },
    { name: 'a page or a form token', document: document(query('_token'), query('_auth_token')), hits: ['7: `_auth_token`'] },
  ]));
