import { describe } from 'vitest';
import rule from '../../../src/rules/token/token-key-only-write.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const SCHEMES = `
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-API-Key}
    app: {type: apiKey, in: query, name: app_id}
    sid: {type: apiKey, in: cookie, name: sid}
    legacy: {type: apiKey, in: header, name: Authorization}
    session: {type: apiKey, in: header, name: X-Auth-Token}
    apitoken: {type: apiKey, in: header, name: X-API-Token}
    oauth: {type: oauth2, flows: {}}
`;

const document = (paths: string, root = '') => `openapi: 3.0.3\ninfo: {title: t, version: '1'}\n${root}paths:\n${paths}${SCHEMES}`;

describe('token-key-only-write', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'a key, two keys, a key or something else',
      document: document(`  /a:
    post:
      security: [{key: []}]
      responses: {}
    put: {security: [{key: [], app: []}], responses: {}}
    patch: {security: [{oauth: []}, {key: []}], responses: {}}
    delete: {security: [{apitoken: []}], responses: {}}
`),
      hits: [
        '6: `key` alone opens `POST /a`',
        '8: `key` and `app` alone open `PUT /a`',
        '9: `key` alone opens `PATCH /a`',
        '10: `apitoken` alone',
      ],
    }),
    {
      name: 'inherited from the root: once, there',
      document: document(
        '  /a: {post: {responses: {}}, delete: {responses: {}}, patch: {security: [{oauth: []}], responses: {}}}\n',
        'security: [{key: []}]\n',
      ),
      hits: ['3: `key` alone opens operations that change data and inherit this'],
    },
    {
      name: 'ten of ten: one finding',
      document: document(Array.from({ length: 10 }, (_, at) => `  /a${at}: {post: {security: [{key: []}], responses: {}}}\n`).join('')),
      hits: ['1: all 10 operations that change data ask for nothing but API keys'],
    },
    {
      name: 'reading, tokens beside keys, cookies, headers of tokens, no security, unknown schemes, webhooks',
      document: `${document(`  /a:
    get: {security: [{key: []}], responses: {}}
    post: {security: [{key: [], oauth: []}], responses: {}}
    put: {security: [{sid: []}], responses: {}}
    patch: {security: [{legacy: []}, {session: []}], responses: {}}
    delete: {responses: {}}
  /b:
    post: {security: [{}], responses: {}}
    put: {security: [{missing: []}], responses: {}}
`)}webhooks:
  w: {post: {security: [{key: []}], responses: {}}}
`,
      hits: [],
    },
    {
      name: 'methods of 3.2',
      document: `openapi: 3.2.0\npaths:\n  /a:\n    query: {security: [{key: []}], responses: {}}\n    additionalOperations:\n      COPY: {security: [{key: []}], responses: {}}\n${SCHEMES}`,
      hits: ['6: `COPY /a`'],
    },
    {
      name: 'swagger 2',
      document:
        'swagger: "2.0"\nsecurityDefinitions:\n  key: {type: apiKey, in: query, name: key}\npaths:\n  /a:\n    post: {security: [{key: []}], responses: {}}\n',
      hits: ['6: `key` alone opens `POST /a`'],
    },
  ]));
