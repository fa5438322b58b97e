import rule from '../../../src/rules/regress/regress-security.ts';
import { pairs } from './pairs.ts';

const OAUTH =
  "type: oauth2, flows: { authorizationCode: { authorizationUrl: 'https://id.acme.com/a', tokenUrl: 'https://id.acme.com/t', scopes: { read: r, write: w } } }";
const SCHEMES = `
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
    login: { ${OAUTH} }
    key: { type: apiKey, in: header, name: X-Key }
    urlKey: { type: apiKey, in: query, name: key }
    basic: { type: http, scheme: basic }
    tls: { type: mutualTLS }
`;

/** GET /pets with what stands beside its responses, and the root's own lines. */
const api = (operation: string, root = '', schemes = SCHEMES): string => `${root}
paths:
  /pets:
    get: { ${operation}${operation === '' ? '' : ', '}responses: {} }
${schemes}`;
const needs = (list: string): string => api(`security: ${list}`);

pairs(rule, [
  {
    name: 'the own security of an operation is removed',
    base: needs('[{ token: [] }]'),
    head: api(''),
    hits: [
      '7: `GET /pets` needed `token` (HTTP bearer) in the base; now it needs no credential, so anybody comes in: restore the `security`',
    ],
  },
  {
    name: 'it becomes []',
    base: needs('[{ token: [] }]'),
    head: needs('[]'),
    hits: [
      '7: `GET /pets` needed `token` (HTTP bearer) in the base; now it needs no credential, so anybody comes in: restore the `security`',
    ],
  },
  {
    name: 'it becomes [{}]',
    base: needs('[{ token: [] }]'),
    head: needs('[{}]'),
    hits: [
      '7: `GET /pets` needed `token` (HTTP bearer) in the base; now it needs no credential, so anybody comes in: restore the `security`',
    ],
  },
  {
    name: '{} makes it optional',
    base: needs('[{ token: [] }]'),
    head: needs('[{ token: [] }, {}]'),
    hits: ['7: `GET /pets` needed `token` (HTTP bearer) in the base; now the alternative `{}` lets anybody in without one: remove it'],
  },
  {
    name: 'a weaker alternative is added',
    base: needs('[{ token: [] }]'),
    head: needs('[{ token: [] }, { urlKey: [] }]'),
    hits: [
      '7: `GET /pets` needed `token` (HTTP bearer) in the base; now `urlKey` (an API key in the query) is enough, which is weaker: restore the former',
    ],
  },
  {
    name: 'a weaker scheme takes its place',
    base: needs('[{ login: [read] }]'),
    head: needs('[{ basic: [] }]'),
    hits: [
      '7: `GET /pets` needed `login` (OAuth 2) with scope `read` in the base; now `basic` (HTTP basic) is enough, which is weaker: restore the former',
    ],
  },
  {
    name: 'a bearer token in place of OAuth 2',
    base: needs('[{ login: [read] }]'),
    head: needs('[{ token: [] }]'),
    hits: [
      '7: `GET /pets` needed `login` (OAuth 2) with scope `read` in the base; now `token` (HTTP bearer) is enough, which is weaker: restore the former',
    ],
  },
  {
    name: 'one of two credentials is dropped',
    base: needs('[{ login: [], tls: [] }]'),
    head: needs('[{ login: [] }]'),
    hits: [
      '7: `GET /pets` needed `login` (OAuth 2) and `tls` (mutual TLS) in the base; now `login` (OAuth 2) is enough, which is weaker: restore the former',
    ],
  },
  {
    name: 'two keys asked together become one',
    base: needs('[{ key: [], urlKey: [] }]'),
    head: needs('[{ key: [] }]'),
    hits: [
      '7: `GET /pets` needed `key` (an API key in a header) and `urlKey` (an API key in the query) in the base; now `key` (an API key in a header) is enough, which is weaker: restore the former',
    ],
  },
  {
    name: 'AND becomes OR',
    base: needs('[{ token: [], key: [] }]'),
    head: needs('[{ token: [] }, { key: [] }]'),
    hits: [
      '7: `GET /pets` needed `token` (HTTP bearer) and `key` (an API key in a header) in the base; now `token` (HTTP bearer) is enough, which is weaker: restore the former',
    ],
  },
  {
    name: 'a scheme that nothing defines',
    base: needs('[{ token: [] }]'),
    head: needs('[{ tokn: [] }]'),
    hits: [
      '7: `GET /pets` needed `token` (HTTP bearer) in the base; now `tokn` (not defined) is enough, which is weaker: restore the former',
    ],
  },
  {
    name: 'the definition of the scheme is removed: told once, where it was',
    base: `${needs('[{ token: [] }]')}`,
    head: api('security: [{ token: [] }]', '', 'components: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key } } }'),
    hits: ['8: `token` was HTTP bearer in the base and is not defined any more, so it protects nothing: define it again for `GET /pets`'],
  },
  {
    name: 'the scheme itself becomes weaker: told once, at its definition',
    base: `security: [{ token: [] }]
paths:
  /a: { get: { responses: {} }, post: { responses: {} } }
  /b: { get: { responses: {}, security: [{ token: [] }] } }
components: { securitySchemes: { token: { type: http, scheme: bearer } } }`,
    head: `security: [{ token: [] }]
paths:
  /a: { get: { responses: {} }, post: { responses: {} } }
  /b: { get: { responses: {}, security: [{ token: [] }] } }
components:
  securitySchemes:
    token: { type: http, scheme: Basic }`,
    hits: [
      '11: `token` was HTTP bearer in the base and is HTTP basic now, which is weaker and guards `GET /a` and 2 more operations: restore it',
    ],
  },
  {
    name: 'a key moves from a header to the query',
    base: api('security: [{ k: [] }]', '', 'components: { securitySchemes: { k: { type: apiKey, in: header, name: key } } }'),
    head: api('security: [{ k: [] }]', '', 'components: { securitySchemes: { k: { type: apiKey, in: query, name: key } } }'),
    hits: [
      '8: `k` was an API key in a header in the base and is an API key in the query now, which is weaker and guards `GET /pets`: restore it',
    ],
  },
  {
    name: 'a scheme gets the implicit flow besides',
    base: api('security: [{ o: [] }]', '', `components: { securitySchemes: { o: { ${OAUTH} } } }`),
    head: api(
      'security: [{ o: [] }]',
      '',
      `components: { securitySchemes: { o: { ${OAUTH.replace('flows: {', "flows: { implicit: { authorizationUrl: 'https://id.acme.com/a', scopes: {} },")} } } }`,
    ),
    hits: ['8: `o` was OAuth 2 in the base and is OAuth 2 with the implicit flow now, which is weaker and guards `GET /pets`: restore it'],
  },
  {
    name: 'the root security is removed: told once, on the document',
    base: `security: [{ token: [] }]
paths: { /a: { get: { responses: {} }, post: { responses: {} } }, /b: { get: { responses: {} } } }
${SCHEMES}`,
    head: `paths: { /a: { get: { responses: {} }, post: { responses: {} } }, /b: { get: { responses: {} } } }
${SCHEMES}`,
    hits: [
      '1: `GET /a` and 2 more operations needed `token` (HTTP bearer) by the root `security` in the base; now they need no credential, so anybody comes in: restore the `security`',
    ],
  },
  {
    name: 'the root security becomes empty: told once, there',
    base: api('', 'security: [{ token: [] }]'),
    head: api('', 'security: []'),
    hits: [
      '5: `GET /pets` needed `token` (HTTP bearer) by the root `security` in the base; now it needs no credential, so anybody comes in: restore the `security`',
    ],
  },
  {
    name: 'the root security becomes optional',
    base: api('', 'security: [{ token: [] }]'),
    head: api('', 'security: [{ token: [] }, {}]'),
    hits: [
      '5: `GET /pets` needed `token` (HTTP bearer) by the root `security` in the base; now the alternative `{}` lets anybody in without one: remove it',
    ],
  },
  {
    name: 'the root security gets a weaker alternative',
    base: api('', 'security: [{ token: [] }]'),
    head: api('', 'security:\n  - token: []\n  - basic: []'),
    hits: [
      '7: `GET /pets` needed `token` (HTTP bearer) by the root `security` in the base; now `basic` (HTTP basic) is enough, which is weaker: restore the former',
    ],
  },
  {
    name: 'an operation leaves what it inherited',
    base: api('', 'security: [{ token: [] }]'),
    head: api('security: []', 'security: [{ token: [] }]'),
    hits: [
      '8: `GET /pets` needed `token` (HTTP bearer) in the base; now it needs no credential, so anybody comes in: restore the `security`',
    ],
  },
  {
    name: 'an operation falls back on a weaker root',
    base: api('security: [{ login: [] }]', 'security: [{ key: [] }]'),
    head: api('', 'security: [{ key: [] }]'),
    hits: [
      '8: `GET /pets` needed `login` (OAuth 2) in the base; now `key` (an API key in a header) is enough, which is weaker: restore the former',
    ],
  },
  {
    name: 'ten operations lose the same: told once',
    base: `paths:\n${Array.from({ length: 10 }, (_, index) => `  /p${index}: { get: { security: [{ token: [] }], responses: {} } }\n`).join('')}${SCHEMES}`,
    head: `paths:\n${Array.from({ length: 10 }, (_, index) => `  /p${index}: { get: { responses: {} } }\n`).join('')}${SCHEMES}`,
    hits: [
      '1: 10 operations needed `token` (HTTP bearer) in the base; now they need no credential, so anybody comes in: restore the `security`',
    ],
  },
  {
    name: 'the path parameter was renamed meanwhile',
    base: `paths: { '/pets/{id}': { get: { security: [{ token: [] }], responses: {} } } }${SCHEMES}`,
    head: `paths: { '/pets/{petId}': { get: { responses: {} } } }${SCHEMES}`,
    hits: [
      '5: `GET /pets/{petId}` needed `token` (HTTP bearer) in the base; now it needs no credential, so anybody comes in: restore the `security`',
    ],
  },
  {
    name: 'the path moved meanwhile: known by its operationId',
    base: `paths: { /pets: { get: { operationId: listPets, security: [{ token: [] }], responses: {} } } }${SCHEMES}`,
    head: `paths: { /animals: { get: { operationId: listPets, responses: {} } } }${SCHEMES}`,
    hits: [
      '5: `GET /animals` needed `token` (HTTP bearer) in the base; now it needs no credential, so anybody comes in: restore the `security`',
    ],
  },
  {
    name: 'the beginning of the path moved into the server meanwhile',
    base: `servers: [{ url: 'https://api.acme.com' }]\npaths: { /v1/pets: { get: { security: [{ token: [] }], responses: {} } } }${SCHEMES}`,
    head: `servers: [{ url: 'https://api.acme.com/v1/' }]\npaths: { /pets: { get: { responses: {} } } }${SCHEMES}`,
    hits: [
      '6: `GET /pets` needed `token` (HTTP bearer) in the base; now it needs no credential, so anybody comes in: restore the `security`',
    ],
  },
  {
    name: 'the version in the path went up meanwhile',
    base: `paths: { '/v1/pets/{id}': { get: { security: [{ token: [] }], responses: {} } } }${SCHEMES}`,
    head: `paths: { '/v2/pets/{id}': { get: { responses: {} } } }${SCHEMES}`,
    hits: [
      '5: `GET /v2/pets/{id}` needed `token` (HTTP bearer) in the base; now it needs no credential, so anybody comes in: restore the `security`',
    ],
  },
  {
    name: '2.0: removed',
    base: `swagger: '2.0'\npaths: { /pets: { get: { security: [{ k: [] }], responses: {} } } }\nsecurityDefinitions: { k: { type: apiKey, in: header, name: k } }`,
    head: `swagger: '2.0'\npaths:\n  /pets: { get: { responses: {} } }\nsecurityDefinitions: { k: { type: apiKey, in: header, name: k } }`,
    hits: [
      '6: `GET /pets` needed `k` (an API key in a header) in the base; now it needs no credential, so anybody comes in: restore the `security`',
    ],
  },
  {
    name: '2.0 to 3.0: lost on the way',
    base: `swagger: '2.0'\nsecurity: [{ k: [] }]\npaths: { /pets: { get: { responses: {} } } }\nsecurityDefinitions: { k: { type: apiKey, in: header, name: k } }`,
    head: `openapi: 3.0.3\npaths: { /pets: { get: { responses: {} } } }\ncomponents: { securitySchemes: { k: { type: apiKey, in: header, name: k } } }`,
    hits: [
      '4: `GET /pets` needed `k` (an API key in a header) by the root `security` in the base; now it needs no credential, so anybody comes in: restore the `security`',
    ],
  },
  {
    name: '3.2: an additional operation loses it',
    base: `openapi: 3.2.0\npaths: { /pets: { additionalOperations: { COPY: { security: [{ token: [] }], responses: {} } } } }${SCHEMES}`,
    head: `openapi: 3.2.0\npaths:\n  /pets: { additionalOperations: { COPY: { responses: {} } } }${SCHEMES}`,
    hits: [
      '6: `COPY /pets` needed `token` (HTTP bearer) in the base; now it needs no credential, so anybody comes in: restore the `security`',
    ],
  },
  {
    name: 'a webhook loses a security of its own',
    base: `webhooks: { paid: { post: { security: [{ token: [] }], responses: {} } } }${SCHEMES}`,
    head: `webhooks: { paid: { post: { responses: {} } } }${SCHEMES}`,
    hits: [
      '5: `POST paid` needed `token` (HTTP bearer) in the base; now it needs no credential, so anybody comes in: restore the `security`',
    ],
  },
  {
    name: 'a sign-in that asked for a credential is a loss too',
    base: `paths: { /login: { post: { security: [{ key: [] }], responses: {} } } }${SCHEMES}`,
    head: `paths: { /login: { post: { security: [], responses: {} } } }${SCHEMES}`,
    hits: [
      '5: `POST /login` needed `key` (an API key in a header) in the base; now it needs no credential, so anybody comes in: restore the `security`',
    ],
  },

  // What follows is harmless.
  { name: 'nothing was asked before', base: needs('[]'), head: api('') },
  { name: 'it was optional before', base: needs('[{ token: [] }, {}]'), head: api('') },
  { name: 'security is added', base: api(''), head: needs('[{ basic: [] }]') },
  { name: 'a stronger scheme takes its place', base: needs('[{ key: [] }]'), head: needs('[{ login: [read] }]') },
  { name: 'two keys become OAuth 2', base: needs('[{ key: [], urlKey: [] }]'), head: needs('[{ login: [read] }]') },
  { name: 'mutual TLS in place of OAuth 2', base: needs('[{ login: [] }]'), head: needs('[{ tls: [] }]') },
  { name: 'a second credential is asked besides', base: needs('[{ key: [] }]'), head: needs('[{ key: [], token: [] }]') },
  { name: 'the weak alternative is removed', base: needs('[{ token: [] }, { urlKey: [] }]'), head: needs('[{ token: [] }]') },
  { name: '{} is removed', base: needs('[{}, { token: [] }]'), head: needs('[{ token: [] }]') },
  { name: 'alternatives are reordered', base: needs('[{ token: [] }, { key: [] }]'), head: needs('[{ key: [] }, { token: [] }]') },
  { name: 'an alternative as strong is added', base: needs('[{ login: [] }]'), head: needs('[{ login: [] }, { tls: [] }]') },
  { name: 'from the operation to the root', base: needs('[{ token: [] }]'), head: api('', 'security: [{ token: [] }]') },
  { name: 'from the root to the operation', base: api('', 'security: [{ token: [] }]'), head: needs('[{ token: [] }]') },
  {
    name: 'the root security goes, and every operation has its own',
    base: `security: [{ token: [] }]\npaths: { /a: { get: { responses: {} } }, /b: { get: { responses: {} } } }${SCHEMES}`,
    head: `paths: { /a: { get: { security: [{ token: [] }], responses: {} } }, /b: { get: { security: [{ login: [] }], responses: {} } } }${SCHEMES}`,
  },
  {
    name: 'the scheme is renamed',
    base: needs('[{ token: [] }]'),
    head: needs('[{ bearerAuth: [] }]').replace('token: {', 'bearerAuth: {'),
  },
  {
    name: 'the scheme moves behind a reference',
    base: needs('[{ token: [] }]'),
    head: api(
      'security: [{ token: [] }]',
      '',
      'components: { securitySchemes: { token: { $ref: "#/components/x-schemes/jwt" } }, x-schemes: { jwt: { type: http, scheme: Bearer } } }',
    ),
  },
  { name: 'the header of a key is renamed', base: needs('[{ key: [] }]'), head: needs('[{ key: [] }]').replace('X-Key', 'X-Api-Key') },
  { name: 'the operation is removed', base: needs('[{ token: [] }]'), head: `paths: {}${SCHEMES}` },
  { name: 'the policy lists it as public', base: needs('[{ token: [] }]'), head: needs('[]'), options: { public: { paths: ['/pets'] } } },
  {
    name: 'a webhook that inherited the root',
    base: `security: [{ token: [] }]\nwebhooks: { paid: { post: { responses: {} } } }${SCHEMES}`,
    head: `webhooks: { paid: { post: { responses: {} } } }${SCHEMES}`,
  },
  {
    name: '2.0 to 3.1 with basic and two OAuth flows',
    base: `swagger: '2.0'
security: [{ b: [] }, { implicit: [read] }, { code: [read] }]
paths: { /pets: { get: { responses: {} } } }
securityDefinitions:
  b: { type: basic }
  implicit: { type: oauth2, flow: implicit, authorizationUrl: 'https://id.acme.com/a', scopes: { read: r } }
  code: { type: oauth2, flow: accessCode, authorizationUrl: 'https://id.acme.com/a', tokenUrl: 'https://id.acme.com/t', scopes: { read: r } }`,
    head: `openapi: 3.1.0
security: [{ oauth: [read] }, { b: [] }]
paths: { /pets: { get: { responses: {} } } }
components:
  securitySchemes:
    b: { type: http, scheme: basic }
    oauth:
      type: oauth2
      flows:
        implicit: { authorizationUrl: 'https://id.acme.com/a', scopes: { read: r } }
        authorizationCode: { authorizationUrl: 'https://id.acme.com/a', tokenUrl: 'https://id.acme.com/t', scopes: { read: r } }`,
  },
  {
    name: '3.2: the scheme is named by its URI',
    base: `openapi: 3.2.0\npaths: { /pets: { get: { security: [{ token: [] }], responses: {} } } }${SCHEMES}`,
    head: `openapi: 3.2.0\npaths: { /pets: { get: { security: [{ '#/components/securitySchemes/token': [] }], responses: {} } } }${SCHEMES}`,
  },
  {
    name: 'a scheme of an unknown type is replaced by a real one',
    base: api('security: [{ x: [] }]', '', 'components: { securitySchemes: { x: { type: secretHandshake } } }'),
    head: needs('[{ key: [] }]'),
  },
  {
    name: 'a scheme that was never defined either',
    base: needs('[{ ghost: [] }]'),
    head: `info: { title: Other, version: '2' }\n${needs('[{ ghost: [] }]')}`,
  },
  {
    name: 'an operation moves and is new by any measure',
    base: needs('[{ token: [] }]'),
    head: `paths: { /cats: { put: { security: [{ key: [] }], responses: {} } } }${SCHEMES}`,
  },
  {
    name: 'paths and methods are reordered',
    base: `paths: { /a: { get: { security: [{ token: [] }], responses: {} }, put: { security: [{ key: [] }], responses: {} } }, '/a/{x}': { get: { security: [{ login: [] }], responses: {} } } }${SCHEMES}`,
    head: `paths: { '/a/{y}/': { get: { security: [{ login: [] }], responses: {} } }, /a: { put: { security: [{ key: [] }], responses: {} }, get: { security: [{ token: [] }], responses: {} } } }${SCHEMES}`,
  },
]);
