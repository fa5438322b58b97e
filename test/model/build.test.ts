import { describe, expect, test } from 'vitest';
import type { Api, Operation, Schema } from '../../src/model/api.ts';
import { apiOf } from '../support/rules.ts';

const operation = (api: Api, label: string): Operation => {
  const found = api.operations.find((item) => item.label === label);
  if (found === undefined) throw new Error(`no operation ${label}: ${api.operations.map((item) => item.label).join(', ')}`);
  return found;
};

const schema = (api: Api, pointer: string): Schema | undefined => api.schemas.find((item) => item.place.pointer === pointer);

describe('operations', () => {
  test('paths, webhooks, callbacks, query and additionalOperations', () => {
    const api = apiOf(`
openapi: 3.2.0
info: {title: t, version: '1'}
paths:
  /a:
    get:
      callbacks:
        done: {'{$request.body#/url}': {post: {responses: {}}}}
    query: {}
    additionalOperations:
      COPY: {}
webhooks:
  ping: {post: {}}
components:
  callbacks:
    never: {'http://x': {put: {}}}
`);
    expect(api.operations.map(({ label, origin, safe }) => [label, origin, safe])).toEqual([
      ['GET /a', 'path', true],
      ['QUERY /a', 'path', true],
      ['COPY /a', 'path', false],
      ['POST ping', 'webhook', false],
      ['POST {$request.body#/url}', 'callback', false],
      ['PUT http://x', 'callback', false],
    ]);
  });

  test('own parameters replace those of the path, by name and location', () => {
    const api = apiOf(`
openapi: 3.0.3
paths:
  /a/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: page, in: query, schema: {type: integer}}
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, format: uuid}}
        - {name: id, in: query, schema: {type: integer}}
`);
    expect(operation(api, 'GET /a/{id}').parameters.map((item) => [item.location, item.name, item.schema?.format])).toEqual([
      ['path', 'id', 'uuid'],
      ['query', 'page', undefined],
      ['query', 'id', undefined],
    ]);
  });

  test('the nearest servers count', () => {
    const api = apiOf(`
openapi: 3.1.0
servers: [{url: https://root}]
paths:
  /a:
    servers: [{url: https://path}]
    get: {servers: [{url: https://operation}]}
    put: {}
  /b: {get: {}}
`);
    expect(api.operations.map(({ label, servers }) => [label, servers[0]?.url])).toEqual([
      ['GET /a', 'https://operation'],
      ['PUT /a', 'https://path'],
      ['GET /b', 'https://root'],
    ]);
    expect(api.allServers.map(({ url, level }) => `${level} ${url}`)).toEqual([
      'root https://root',
      'path https://path',
      'operation https://operation',
    ]);
  });
});

describe('effective security', () => {
  const api = apiOf(`
openapi: 3.1.0
security: [{root: []}]
components:
  securitySchemes:
    root: {type: http, scheme: Bearer}
    other: {type: apiKey, in: header, name: X-Key}
paths:
  /inherited: {get: {}}
  /public: {get: {security: []}}
  /empty: {get: {security: [{}]}}
  /optional: {get: {security: [{}, {other: []}]}}
  /both: {get: {security: [{root: [a], other: []}]}}
  /unknown: {get: {security: [{nobody: []}]}}
  /junk: {get: {security: 5}}
`);
  test.each([
    ['GET /inherited', { origin: 'root', isPublic: false, isOptional: false }],
    ['GET /public', { origin: 'operation', isPublic: true, isOptional: false }],
    ['GET /empty', { origin: 'operation', isPublic: true, isOptional: false }],
    ['GET /optional', { origin: 'operation', isPublic: false, isOptional: true }],
    ['GET /both', { origin: 'operation', isPublic: false, isOptional: false }],
    ['GET /unknown', { origin: 'operation', isPublic: false, isOptional: false }],
    ['GET /junk', { origin: 'operation', isPublic: true, isOptional: false }],
  ])('%s', (label, expected) => {
    expect(operation(api, label).security).toMatchObject(expected);
  });

  test('requirements know their scheme, schemes their users', () => {
    expect(
      operation(api, 'GET /both').security.alternatives[0]?.requirements.map(({ scheme, scopes }) => [
        scheme?.httpScheme ?? scheme?.type,
        scopes,
      ]),
    ).toEqual([
      ['bearer', ['a']],
      ['apiKey', []],
    ]);
    expect(operation(api, 'GET /unknown').security.alternatives[0]?.requirements[0]?.scheme).toBeUndefined();
    expect(api.schemes.get('root')?.usedBy.map(({ path }) => path)).toEqual(['/inherited', '/both']);
  });

  test('3.2 names a scheme by URI', () => {
    const text = (version: string): string => `
openapi: ${version}
components: {securitySchemes: {key: {type: apiKey, in: header, name: k}}}
paths: {/a: {get: {security: [{'#/components/securitySchemes/key': []}]}}}
`;
    const scheme = (version: string) => apiOf(text(version)).operations[0]?.security.alternatives[0]?.requirements[0]?.scheme?.type;
    expect([scheme('3.1.0'), scheme('3.2.0')]).toEqual([undefined, 'apiKey']);
    expect(apiOf(text('3.2.0')).allSchemes).toHaveLength(1);
  });
});

describe('Swagger 2.0 reads like OpenAPI 3', () => {
  const api = apiOf(`
swagger: '2.0'
host: api.test
basePath: /v1
schemes: [https, http]
consumes: [application/json]
securityDefinitions:
  b: {type: basic}
  o: {type: oauth2, flow: accessCode, authorizationUrl: https://a, tokenUrl: https://t, scopes: {read: r}}
paths:
  /a:
    post:
      schemes: [wss]
      parameters:
        - {name: body, in: body, required: true, schema: {$ref: '#/definitions/Pet'}}
        - {name: q, in: query, type: string, maxLength: 5}
      responses:
        200: {description: ok, schema: {type: array, items: {$ref: '#/definitions/Pet'}}, headers: {X-Rate: {type: integer}}}
    put:
      parameters:
        - {name: file, in: formData, type: file}
        - {name: note, in: formData, type: string, required: true}
definitions:
  Pet: {type: object, properties: {name: {type: string}}}
`);
  test('servers, schemes, flows', () => {
    expect(api.servers.map(({ url }) => url)).toEqual(['https://api.test/v1', 'http://api.test/v1']);
    expect(operation(api, 'POST /a').servers.map(({ url }) => url)).toEqual(['wss://api.test/v1']);
    expect(api.schemes.get('b')).toMatchObject({ type: 'http', httpScheme: 'basic' });
    expect(api.schemes.get('o')?.flows.map(({ flow, scopes }) => [flow, [...scopes.keys()]])).toEqual([['authorizationCode', ['read']]]);
  });
  test('body, parameters, responses', () => {
    const post = operation(api, 'POST /a');
    expect(post.parameters.map(({ name, schema: own }) => [name, own?.types, own?.maxLength])).toEqual([['q', ['string'], 5]]);
    expect(post.body?.content.map(({ type, schema: own }) => [type, own?.name])).toEqual([['application/json', 'Pet']]);
    expect(
      post.responses.map(({ status, response }) => [status, response.content[0]?.schema?.types, [...response.headers.keys()]]),
    ).toEqual([['200', ['array'], ['x-rate']]]);
  });
  test('formData is one synthetic object', () => {
    const content = operation(api, 'PUT /a').body?.content;
    expect(
      content?.map(({ type, schema: own }) => [type, own?.synthetic, [...(own?.properties.keys() ?? [])], [...(own?.required ?? [])]]),
    ).toEqual([['multipart/form-data', true, ['file', 'note'], ['note']]]);
  });
});

describe('schemas', () => {
  const api = apiOf(`
openapi: 3.1.0
paths:
  /a:
    post:
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/In'}
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Out'}
components:
  schemas:
    In:
      type: object
      properties:
        id: {type: string, readOnly: true}
        secret: {type: string, writeOnly: true}
        merged: {allOf: [{$ref: '#/components/schemas/Text'}, {maxLength: 5}]}
        sibling: {$ref: '#/components/schemas/Text', maxLength: 7}
        plain: {$ref: '#/components/schemas/Text', description: same}
        either: {type: string, oneOf: [{maxLength: 3}, {enum: [a, b]}]}
        next: {$ref: '#/components/schemas/In'}
    Out:
      allOf:
        - {type: object, properties: {secret: {type: string, writeOnly: true}, shown: {type: [string, 'null']}}}
        - {additionalProperties: false, required: [shown]}
    Text: {type: string}
    Unused: {properties: {x: {type: integer, minimum: 0, exclusiveMaximum: 9}}}
`);
  const properties = '/components/schemas/In/properties';

  test('direction follows use, readOnly and writeOnly', () => {
    const flags = (pointer: string) => [schema(api, pointer)?.request, schema(api, pointer)?.response];
    expect(flags('/components/schemas/In')).toEqual([true, false]);
    expect(flags('/components/schemas/Out')).toEqual([false, true]);
    expect(flags('/components/schemas/Unused')).toEqual([true, true]);
    expect(flags('/components/schemas/Unused/properties/x')).toEqual([true, true]);
    expect(schema(api, `${properties}/id`)).toBeUndefined();
    expect(flags(`${properties}/secret`)).toEqual([true, false]);
    expect(schema(api, '/components/schemas/Out/allOf/0/properties/secret')).toBeUndefined();
  });

  test('bounds merge over allOf, siblings and enclosing alternatives', () => {
    expect(schema(api, `${properties}/merged`)).toMatchObject({ types: ['string'], maxLength: 5 });
    expect(schema(api, `${properties}/sibling`)).toMatchObject({ types: ['string'], maxLength: 7 });
    expect(schema(api, `${properties}/plain`)).toBeUndefined();
    expect(schema(api, '/components/schemas/Text')?.uses.map(({ pointer }) => pointer)).toEqual([`${properties}/plain`]);
    const either = api.schemas.find(({ holder, alternatives }) => holder === 'either' && alternatives.length > 0);
    expect(either?.alternatives.map(({ types, maxLength, values }) => [types, maxLength, values])).toEqual([
      [['string'], 3, undefined],
      [['string'], undefined, ['a', 'b']],
    ]);
    expect(schema(api, '/components/schemas/Out')).toMatchObject({ types: ['object'], additional: false });
    expect([...(schema(api, '/components/schemas/Out')?.required ?? [])]).toEqual(['shown']);
    expect(schema(api, '/components/schemas/Unused')).toMatchObject({ types: ['object'], typed: false });
    expect(schema(api, '/components/schemas/Unused/properties/x')).toMatchObject({ minimum: 0, maximum: 9 });
  });

  test('recursion is known', () => {
    expect(schema(api, '/components/schemas/In')?.recursive).toBe(true);
    expect(schema(api, '/components/schemas/Out')?.recursive).toBe(false);
  });

  test('3.0 ignores what stands beside a reference', () => {
    const old = apiOf(`
openapi: 3.0.3
paths: {}
components:
  schemas:
    A: {type: object, properties: {t: {$ref: '#/components/schemas/T', maxLength: 7}}}
    T: {type: string}
`);
    expect(old.schemas.map(({ place, maxLength }) => [place.pointer, maxLength])).toEqual([
      ['/components/schemas/A', undefined],
      ['/components/schemas/T', undefined],
    ]);
  });

  test.each([
    ['allOf of itself', '{allOf: [{$ref: "#/components/schemas/A"}], type: string}'],
    ['reference to itself', '{$ref: "#/components/schemas/A"}'],
    ['oneOf of itself', '{type: object, oneOf: [{$ref: "#/components/schemas/A"}, {type: string}]}'],
  ])('a circle ends: %s', (_, text) => {
    expect(apiOf(`openapi: 3.1.0\npaths: {}\ncomponents: {schemas: {A: ${text}}}\n`).schemas.length).toBeLessThan(10);
  });
});
