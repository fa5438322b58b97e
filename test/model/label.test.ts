import { describe, expect, test } from 'vitest';
import { parseDocuments } from '../../src/documents/parse.ts';
import { label } from '../../src/model/label.ts';

const PATH_ITEM = `get:
  parameters: [{ name: limit, in: query, schema: { type: integer } }]
  responses:
    '200':
      description: ok
      headers: { X-Page: { schema: { type: string } } }
      content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } }
`;

const API = `openapi: 3.1.0
paths:
  /pets:
${PATH_ITEM.replace(/^/gm, '    ')}
components:
  schemas: { Pet: { properties: { name: { type: string } } } }
`;

function of(file: string, text: string, ...path: (string | number)[]): string {
  const [document] = parseDocuments(file, text);
  if (document === undefined) throw new Error('no document');
  return label(document.root.at(...path));
}

describe('what a place is called', () => {
  test.each<[path: (string | number)[], name: string]>([
    [[], 'the document'],
    [['paths', '/pets'], '`/pets`'],
    [['paths', '/pets', 'get'], 'GET /pets'],
    [['paths', '/pets', 'get', 'parameters', 0], 'query parameter `limit` of GET /pets'],
    [['paths', '/pets', 'get', 'responses', '200'], 'the 200 response of GET /pets'],
    [['paths', '/pets', 'get', 'responses', '200', 'headers', 'X-Page'], 'header `X-Page` of the 200 response of GET /pets'],
    [['components', 'schemas', 'Pet', 'properties', 'name'], '`Pet.name`'],
  ])('%j', (path, name) => {
    expect(of('openapi.yaml', API, ...path)).toBe(name);
  });

  test.each<[path: (string | number)[], name: string]>([
    [['get'], 'GET in paths/pets.yaml'],
    [['get', 'parameters', 0], 'query parameter `limit` of GET in paths/pets.yaml'],
    [['get', 'responses', '200'], 'the 200 response of GET in paths/pets.yaml'],
  ])('in a file that is a path item: %j', (path, name) => {
    expect(of('paths/pets.yaml', PATH_ITEM, ...path)).toBe(name);
  });

  test('a schema with a property called like a method is none', () => {
    expect(of('schemas/pet.yaml', 'properties: { get: { type: string } }', 'properties', 'get')).toBe('`pet.get`');
  });
});
