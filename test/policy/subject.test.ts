import { expect, test } from 'vitest';
import { loadBundle } from '../../src/documents/load.ts';
import type { Place } from '../../src/documents/place.ts';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';
import { buildApi } from '../../src/model/build.ts';
import { subjectsOf } from '../../src/policy/subject.ts';

const FILES = {
  'api/openapi.yaml': `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      operationId: getPet
      tags: [pets]
      responses: { '200': { description: ok } }
      callbacks: { gone: { '{$request.query.url}': { post: { responses: {} } } } }
  /shared: { $ref: ./shared.yaml }
  /again: { $ref: ./shared.yaml }
components: { schemas: { Pet: { type: object } } }
webhooks: { born: { post: { responses: {} } } }
`,
  'api/shared.yaml': 'put: { operationId: share, responses: {} }\n',
};

test('a place is about the operation or path that it stands in', async () => {
  const bundle = await loadBundle('api/openapi.yaml', new MemoryWorkspace(FILES));
  const api = buildApi(bundle);
  if (api === undefined) throw new Error('no API');
  const subject = subjectsOf(api);
  const root = bundle.root.root;
  const shared = bundle.documents.find(({ file }) => file === 'api/shared.yaml')?.root as Place;
  const file = 'api/openapi.yaml';
  const part = { file: 'api/shared.yaml', root: file };
  const pet = { file, path: '/pets/{id}', method: 'GET', tags: ['pets'], operationId: 'getPet' };
  const table: readonly (readonly [Place, object])[] = [
    [root, { file }],
    [root.at('paths'), { file }],
    [root.at('paths', '/pets/{id}'), { file, path: '/pets/{id}' }],
    [root.at('paths', '/pets/{id}', 'parameters', 0, 'schema'), { file, path: '/pets/{id}' }],
    [root.at('paths', '/pets/{id}', 'get'), pet],
    [root.at('paths', '/pets/{id}', 'get', 'responses', '200', 'missing', 'deeper'), pet],
    [
      root.at('paths', '/pets/{id}', 'get', 'callbacks', 'gone', '{$request.query.url}', 'post', 'responses'),
      { file, path: '{$request.query.url}', method: 'POST', tags: [], operationId: undefined },
    ],
    [root.at('components', 'schemas', 'Pet', 'type'), { file }],
    [root.at('webhooks', 'born', 'post', 'responses'), { file, path: 'born', method: 'POST', tags: [], operationId: undefined }],
    [shared, { ...part, path: '/shared' }],
    [shared.at('put', 'responses'), { ...part, path: '/shared', method: 'PUT', tags: [], operationId: 'share' }],
  ];
  for (const [place, expected] of table) expect(subject(place), place.pointer).toEqual(expected);
});
