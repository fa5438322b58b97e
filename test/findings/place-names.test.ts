import { describe, expect, test } from 'vitest';
import { loadBundle } from '../../src/documents/load.ts';
import { Place } from '../../src/documents/place.ts';
import { PlaceNames } from '../../src/findings/place-names.ts';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';

async function nameOf(files: Readonly<Record<string, string>>, file: string, ...path: (string | number)[]): Promise<string> {
  const [root = ''] = Object.keys(files);
  const bundle = await loadBundle(root, new MemoryWorkspace(files));
  const document = bundle.documents.find((each) => each.file === file);
  if (document === undefined) throw new Error(`${file} was not loaded`);
  return new PlaceNames(bundle).of(Place.root(document).at(...path));
}

const ONE = {
  'openapi.yaml': `openapi: 3.1.0
servers: [{ url: 'https://a.test' }, { url: 'https://b.test' }]
security: [{ key: [], login: [read] }, {}]
tags: [{ name: pets }]
paths:
  /pets/{petId}:
    parameters: [{ $ref: '#/components/parameters/PetId' }]
    get:
      parameters: [{ name: limit, in: query }]
      tags: [pets, animals]
components:
  parameters: { PetId: { name: petId, in: path } }
  schemas:
    Pet:
      allOf: [{ $ref: '#/components/schemas/Base' }, { type: [object, 'null'], properties: { a: {} }, description: x }, { title: Third }]
      prefixItems: [{ type: string }]
      anyOf: [{ required: [a] }, 5, [], null]
    Base: {}
x-odd: [{ b: 1, a: 2, description: c }, ~]
`,
};

describe('in one file', () => {
  test.each([
    ['a server by its URL', ['servers', 1, 'url'], '/servers/url:https:~1~1b.test/url'],
    ['a requirement by its schemes', ['security', 0], '/security/keys:key,login'],
    ['no requirement', ['security', 1], '/security/keys:'],
    ['a tag by its name', ['tags', 0], '/tags/name:pets'],
    ['a tag of an operation', ['paths', '/pets/{petId}', 'get', 'tags', 1], '/paths/~1pets~1{}/get/tags/=animals'],
    ['a path without the names of its parameters', ['paths', '/pets/{petId}'], '/paths/~1pets~1{}'],
    ['a parameter by name and place', ['paths', '/pets/{petId}', 'get', 'parameters', 0], '/paths/~1pets~1{}/get/parameters/query:limit'],
    ['a reference to one by the same', ['paths', '/pets/{petId}', 'parameters', 0], '/paths/~1pets~1{}/parameters/path:petId'],
    ['a part by what it refers to', ['components', 'schemas', 'Pet', 'allOf', 0], '/components/schemas/Pet/allOf/ref:Base'],
    ['a part by its shape', ['components', 'schemas', 'Pet', 'allOf', 1], '/components/schemas/Pet/allOf/schema:object,properties'],
    ['a part by its title', ['components', 'schemas', 'Pet', 'allOf', 2], '/components/schemas/Pet/allOf/title:Third'],
    ['an entry of a tuple by its place', ['components', 'schemas', 'Pet', 'prefixItems', 0], '/components/schemas/Pet/prefixItems/0'],
    ['another part by its shape', ['components', 'schemas', 'Pet', 'anyOf', 0], '/components/schemas/Pet/anyOf/schema:required'],
    ['a number', ['components', 'schemas', 'Pet', 'anyOf', 1], '/components/schemas/Pet/anyOf/=5'],
    ['a list', ['components', 'schemas', 'Pet', 'anyOf', 2], '/components/schemas/Pet/anyOf/=[]'],
    ['data by its keys', ['x-odd', 0, 'a'], '/x-odd/keys:a,b/a'],
    ['what does not exist', ['paths', '/pets/{petId}', 'get', 'security'], '/paths/~1pets~1{}/get/security'],
    ['an index out of range', ['servers', 7, 'url'], '/servers/=undefined/url'],
    ['the document', [], ''],
  ] as const)('%s', async (_, path, name) => {
    expect(await nameOf(ONE, 'openapi.yaml', ...path)).toBe(name);
  });
});

const SPLIT = {
  'api/openapi.yaml': `openapi: 3.1.0
paths:
  /pets: { $ref: paths/p1.yaml }
components:
  schemas:
    Pet: { $ref: 'schemas/animal.yaml' }
    Chained: { $ref: '#/components/schemas/Pet' }
`,
  'api/paths/p1.yaml': `get:
  parameters: [{ $ref: ../parameters/limit.yaml }]
  responses:
    '200': { $ref: '../all.yaml#/Found' }
    '400': { $ref: '../all.yaml#/components/responses/Bad' }
  x-odd: { $ref: ../odd.yaml }
post:
  requestBody: { $ref: ../NewPet.yml }
  callbacks: { done: { $ref: ../callbacks/done.yaml } }
`,
  'api/schemas/animal.yaml': 'properties: { tag: { $ref: ../../shared/Tag.json }, own: { type: string } }\n',
  'api/parameters/limit.yaml': '{ name: limit, in: query, schema: { $ref: ../schemas/animal.yaml } }\n',
  'api/all.yaml': `Found: { content: { application/json: { schema: { $ref: '#/Deep' } } } }
Deep: { type: object, discriminator: { propertyName: kind, mapping: { cat: ./schemas/Cat.yaml } } }
components: { responses: { Bad: { description: bad } } }
`,
  'api/schemas/Cat.yaml': '{ type: object }\n',
  'api/NewPet.yml': '{ content: {} }\n',
  'api/callbacks/done.yaml': "'{$request.body#/url}': { post: { requestBody: { $ref: ../NewPet.yml } } }\n",
  'shared/Tag.json': '{ "type": "string" }\n',
};

describe('in several files, as if it were one', () => {
  test.each([
    ['a path item', 'api/paths/p1.yaml', ['get', 'responses'], '/paths/~1pets/get/responses'],
    ['a component, by the name in the root', 'api/schemas/animal.yaml', ['properties', 'own'], '/components/schemas/Pet/properties/own'],
    ['a whole file, by its own name', 'api/parameters/limit.yaml', ['schema'], '/components/parameters/limit/schema'],
    ['a file in JSON elsewhere', 'shared/Tag.json', [], '/components/schemas/Tag'],
    ['one of many in a file', 'api/all.yaml', ['Found', 'content'], '/components/responses/Found/content'],
    ['one that stands where it would in the root', 'api/all.yaml', ['components', 'responses', 'Bad'], '/components/responses/Bad'],
    ['what a reference inside the file leads to', 'api/all.yaml', ['Deep', 'type'], '/components/schemas/Deep/type'],
    ['what only a mapping names', 'api/schemas/Cat.yaml', ['type'], '/components/schemas/Cat/type'],
    ['a body', 'api/NewPet.yml', [], '/components/requestBodies/NewPet'],
    ['a callback', 'api/callbacks/done.yaml', [], '/components/callbacks/done'],
    ['the rest of a file, by the file', 'api/all.yaml', ['components'], '/file:all/components'],
  ] as const)('%s', async (_, file, path, name) => {
    expect(await nameOf(SPLIT, file, ...path)).toBe(name);
  });

  test.each([
    [
      'paths that are a file of their own',
      { 'r.yaml': 'openapi: 3.1.0\npaths: { $ref: all.yaml }\n', 'all.yaml': '/a: { $ref: a.yaml }\n', 'a.yaml': 'get: {}\n' },
      'a.yaml',
      ['get'],
      '/paths/~1a/get',
    ],
    [
      'components that are',
      { 'r.yaml': 'openapi: 3.1.0\ncomponents: { $ref: c.yaml }\n', 'c.yaml': 'schemas: { Pet: { type: string } }\n' },
      'c.yaml',
      ['schemas', 'Pet'],
      '/components/schemas/Pet',
    ],
    [
      'OAS 2.0',
      {
        'r.yaml': 'swagger: "2.0"\npaths: { /a: { get: { responses: { 200: { schema: { $ref: Pet.yaml } } } } } }\n',
        'Pet.yaml': 'type: object\n',
      },
      'Pet.yaml',
      ['type'],
      '/definitions/Pet/type',
    ],
    [
      'two names for one file: the same whatever the order',
      { 'r.yaml': 'openapi: 3.1.0\ncomponents: { schemas: { B: { $ref: x.yaml }, A: { $ref: x.yaml } } }\n', 'x.yaml': 'type: object\n' },
      'x.yaml',
      [],
      '/components/schemas/A',
    ],
    [
      'a chain of files: its last one by its own name',
      {
        'r.yaml': 'openapi: 3.1.0\ncomponents: { schemas: { B: { $ref: x.yaml } } }\n',
        'x.yaml': '$ref: y.yaml\n',
        'y.yaml': 'type: object\n',
      },
      'y.yaml',
      [],
      '/components/schemas/y',
    ],
  ] as const)('%s', async (_, files, file, path, name) => {
    expect(await nameOf(files, file, ...path)).toBe(name);
  });
});

test('a long name is cut and still tells', async () => {
  const long = (end: string) => ({ 'a.yaml': `openapi: 3.1.0\nservers: [{ url: 'https://${'x'.repeat(500)}${end}' }]\n` });
  const [a, b] = [await nameOf(long('a'), 'a.yaml', 'servers', 0), await nameOf(long('b'), 'a.yaml', 'servers', 0)];
  expect(a.length).toBeLessThan(260);
  expect(a).not.toBe(b);
});

test('circles of references and any JSON value anywhere are survived', async () => {
  const files = {
    'a.yaml': 'openapi: 3.1.0\npaths: { /a: { $ref: b.yaml }, /b: { $ref: 5 }, /c: [{ $ref: b.yaml }] }\ncomponents: 5\n',
    'b.yaml': '{ $ref: b.yaml, get: { parameters: 5, responses: [1], callbacks: { $ref: [] }, requestBody: { $ref: "b.yaml#/get" } } }\n',
  };
  expect(await nameOf(files, 'b.yaml', 'get', 'parameters')).toMatch(/\/get\/parameters$|\/parameters$/);
});
