import { describe, expect, test } from 'vitest';
import { loadBundle } from '../../src/documents/load.ts';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';
import type { Api } from '../../src/model/api.ts';
import { buildApi } from '../../src/model/build.ts';
import { label } from '../../src/model/label.ts';

async function apiOf(files: Readonly<Record<string, string>>): Promise<Api> {
  const [root = ''] = Object.keys(files);
  const api = buildApi(await loadBundle(root, new MemoryWorkspace(files)));
  if (api === undefined) throw new Error('not an OpenAPI document');
  return api;
}

describe('a schema that is a file', () => {
  const files = {
    'openapi.yaml': 'openapi: 3.1.0\npaths: {}\ncomponents: { schemas: { Pet: { $ref: schemas/Pet.yaml } } }\n',
    'schemas/Pet.yaml': 'type: object\nproperties: { tag: { type: string } }\n',
  };

  test('is called by the name of its file', async () => {
    const { schemas } = await apiOf(files);
    expect(schemas.map(({ name, place }) => [name, label(place)])).toEqual([
      ['Pet', '`Pet`'],
      [undefined, '`Pet.tag`'],
    ]);
  });

  test('is none when the file is an API', async () => {
    const api = await apiOf(files);
    expect(label(api.place)).toBe('the document');
  });

  test('that is a part of another one is no schema of its own, whatever the order of their names', async () => {
    const whole = {
      'openapi.yaml': `openapi: 3.1.0
paths: {}
components: { schemas: { Base: { $ref: Base.yaml }, Whole: { $ref: Whole.yaml } } }
`,
      'Base.yaml': 'type: object\nproperties: { a: { type: string } }\n',
      'Whole.yaml': "allOf: [{ $ref: 'openapi.yaml#/components/schemas/Base' }, { properties: { b: { type: string } } }]\n",
    };
    const { schemas } = await apiOf(whole);
    expect(schemas.filter(({ types }) => types.includes('object')).map(({ name }) => name)).toEqual(['Whole']);
  });
});
