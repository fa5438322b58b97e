import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../src/documents/bundle.ts';
import { bundleOf, loadBundle, loadBundles } from '../../src/documents/load.ts';
import { parseDocuments } from '../../src/documents/parse.ts';
import { valueAt } from '../../src/documents/value-at.ts';
import { type Files, workspaceOf } from './support.ts';

/** Where a reference in the root leads: `file#pointer = value`, or the reason why nowhere. */
function follow(bundle: Bundle, ref: string, from: readonly (string | number)[] = [], keepSiblings = false): string {
  const found = bundle.resolve(ref, bundle.root.root.at(...from), keepSiblings);
  if (!found.ok) return found.reason;
  expect(valueAt(found.place)).toBe(found.value);
  return `${found.place.document.file}#${found.place.pointer} = ${JSON.stringify(found.value)}`;
}

const oneFile = (document: object): Bundle => bundleOf(parseDocuments('api.json', JSON.stringify(document)));

describe('inside one document', () => {
  const bundle = oneFile({
    openapi: '3.0.3',
    paths: { '/a/{id}': { get: { x: 1 } }, '/b': { $ref: '#/paths/~1a~1%7Bid%7D' } },
    schemas: {
      A: { type: 'string' },
      B: { $ref: '#/schemas/A' },
      C: { $ref: '#/schemas/B', description: 'kept' },
      'x/y~z': 1,
      '100%': 2,
      list: [{ v: 0 }],
      nothing: null,
      broken: { $ref: 5 },
      loop1: { $ref: '#/schemas/loop2' },
      loop2: { $ref: '#/schemas/loop1' },
      self: { $ref: '#/schemas/self' },
      tail: { $ref: '#/schemas/loop1' },
      inner: { $ref: '#/schemas/inner/x' },
    },
  });
  test.each([
    ['#/schemas/A', 'api.json#/schemas/A = {"type":"string"}'],
    ['#/schemas/B', 'api.json#/schemas/A = {"type":"string"}'],
    ['#/schemas/C', 'api.json#/schemas/A = {"type":"string"}'],
    ['#/schemas/x~1y~0z', 'api.json#/schemas/x~1y~0z = 1'],
    ['#/schemas/100%25', 'api.json#/schemas/100% = 2'],
    ['#/schemas/100%', 'api.json#/schemas/100% = 2'],
    ['#%2Fschemas%2FA', 'api.json#/schemas/A = {"type":"string"}'],
    ['#/paths/~1a~1{id}/get', 'api.json#/paths/~1a~1{id}/get = {"x":1}'],
    ['#/paths/~1b/get/x', 'api.json#/paths/~1a~1{id}/get/x = 1'],
    ['#/schemas/list/0/v', 'api.json#/schemas/list/0/v = 0'],
    ['#/schemas/nothing', 'api.json#/schemas/nothing = null'],
    ['#/schemas/broken', 'api.json#/schemas/broken = {"$ref":5}'],
    ['api.json#/schemas/A', 'api.json#/schemas/A = {"type":"string"}'],
    ['./api.json#/schemas/B', 'api.json#/schemas/A = {"type":"string"}'],
    ['#/schemas/list/1', 'missing'],
    ['#/schemas/list/00', 'missing'],
    ['#/schemas/list/length', 'missing'],
    ['#/schemas/a', 'missing'],
    ['#/schemas/A/type/x', 'missing'],
    ['#/schemas/constructor', 'missing'],
    ['#/schemas/__proto__', 'missing'],
    ['#/schemas/A/', 'missing'],
    ['#A', 'missing'],
    ['#schemas/A', 'missing'],
    ['A', 'missing'],
    ['', 'api.json# = '],
    ['#', 'api.json# = '],
    ['#/schemas/loop1', 'circular'],
    ['#/schemas/self', 'circular'],
    ['#/schemas/tail', 'circular'],
    ['#/schemas/inner', 'circular'],
  ])('%s', (ref, expected) => {
    expect(follow(bundle, ref).slice(0, ref === '' || ref === '#' ? expected.length : undefined)).toBe(expected);
    expect(bundle.resolve(ref, bundle.root.root)).toBe(bundle.resolve(ref, bundle.root.root.at('paths')));
  });

  test('siblings of a reference are kept when asked', () => {
    expect(follow(bundle, '#/schemas/C', [], true)).toBe('api.json#/schemas/C = {"$ref":"#/schemas/B","description":"kept"}');
    expect(follow(bundle, '#/schemas/B', [], true)).toBe('api.json#/schemas/A = {"type":"string"}');
  });

  test('messages name the reference, the place and what to do', () => {
    const message = (ref: string): string => {
      const found = bundle.resolve(ref, bundle.root.root);
      return found.ok ? '' : found.message;
    };
    expect(message('#/schemas/Pet')).toBe(
      '`#/schemas/Pet` leads nowhere: `/schemas` of `api.json` has no `Pet`; define it or correct the reference.',
    );
    expect(message('#/x')).toBe('`#/x` leads nowhere: its root of `api.json` has no `x`; define it or correct the reference.');
    expect(message('#/schemas/self')).toBe('`#/schemas/self` leads back to itself and never to a value; define it in one place.');
  });
});

test('a chain of 20,000 references is walked once, whatever enters it', { timeout: 30_000 }, () => {
  const schemas: Record<string, object> = { s20000: { type: 'string' } };
  for (let index = 0; index < 20_000; index++) schemas[`s${index}`] = { $ref: `#/schemas/s${index + 1}` };
  const bundle = oneFile({ schemas });
  const ends = new Set<string>();
  for (let index = 0; index < 20_000; index++) {
    const found = bundle.resolve(`#/schemas/s${index}`, bundle.root.root);
    ends.add(found.ok ? found.place.pointer : found.reason);
  }
  expect([...ends]).toEqual(['/schemas/s20000']);
  const circle = oneFile({ schemas: { ...schemas, s20000: { $ref: '#/schemas/s0' } } });
  expect(follow(circle, '#/schemas/s0')).toBe('circular');
  const through = oneFile(Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`t${index}`, { $ref: `#/t${index + 1}/x` }])));
  expect(follow(through, '#/t0/x')).toBe('missing');
});

describe('between files', () => {
  const files: Files = {
    'api/openapi.yaml': `
openapi: 3.0.3
paths:
  /a: {$ref: paths/a.yaml}
  /b: {$ref: '../shared/b%20c.json#/item'}
components:
  schemas:
    Named: {type: object}
    Pet:
      discriminator: {propertyName: t, mapping: {dog: dog.yaml, cat: '#/components/schemas/Cat', bird: Named, fish: ./fish.yaml#/Fish}}
      example: {$ref: never.yaml}
    x-kept: {$ref: kept.yaml}
  responses:
    R: {content: {a/b: {schema: {default: {$ref: never.yaml}, properties: {default: {$ref: prop.yaml}}}}}}
x-skipped: {$ref: never.yaml}
`,
    'api/paths/a.yaml': "get: {responses: {default: {$ref: '../responses.yaml#/default'}, '200': {$ref: 'a.yaml#/x'}}}\nx: 1\n",
    'api/responses.yaml': 'default: {description: d}\nroot: {$ref: openapi.yaml#/components}\n',
    'shared/b c.json': { item: { $ref: '../api/paths/a.yaml#/x' } },
    'api/dog.yaml': 'type: object',
    'api/fish.yaml': 'Fish: {}',
    'api/kept.yaml': 'kept: 1',
    'api/prop.yaml': 'prop: 1',
    'api/never.yaml': 'never: 1',
  };

  test('each file that is reached is loaded once, in order of first reference', async () => {
    const bundle = await loadBundle('api/openapi.yaml', workspaceOf(files));
    expect(bundle.documents.map(({ file }) => file)).toEqual([
      'api/openapi.yaml',
      'api/paths/a.yaml',
      'shared/b c.json',
      'api/dog.yaml',
      'api/fish.yaml',
      'api/kept.yaml',
      'api/prop.yaml',
      'api/responses.yaml',
    ]);
    expect(bundle.root).toBe(bundle.documents[0]);
    expect(follow(bundle, 'paths/a.yaml#/x')).toBe('api/paths/a.yaml#/x = 1');
    expect(follow(bundle, '../shared/b%20c.json#/item')).toBe('api/paths/a.yaml#/x = 1');
    expect(follow(bundle, './/paths/../responses.yaml')).toContain('api/responses.yaml# = ');
    expect(follow(bundle, '..\\shared\\b c.json#/item')).toBe('api/paths/a.yaml#/x = 1');
    expect(follow(bundle, 'never.yaml')).toBe('missing');
    const responses = bundle.documents.find(({ file }) => file === 'api/responses.yaml');
    const back = responses === undefined ? undefined : bundle.resolve('openapi.yaml#/components', responses.root.at('root'));
    expect(back?.ok && back.place.document).toBe(bundle.root);
  });

  test('a document that refers only to itself reads nothing else', async () => {
    const workspace = workspaceOf({ 'a.json': { openapi: '3.0.0', $ref: '#/x', x: { description: 'see $ref #' } } });
    expect((await loadBundle('a.json', workspace)).documents).toHaveLength(1);
  });

  test('a hidden spelling of $ref is still followed', async () => {
    const bundle = await loadBundle('a.json', workspaceOf({ 'a.json': '{"x":{"\\u0024ref":"b.json"}}', 'b.json': '1' }));
    expect(follow(bundle, 'b.json')).toBe('b.json# = 1');
  });

  test.each([
    ['../../etc/passwd', 'outside'],
    ['../../../../x.yaml', 'outside'],
    ['%2e%2e/%2e%2e/x.yaml', 'outside'],
    ['%2e%2e%2f%2e%2e%2fx.yaml', 'outside'],
    ['..\\..\\x.yaml', 'outside'],
    ['paths/../../../x.yaml', 'outside'],
    ['/etc/passwd', 'outside'],
    ['%2Fetc/passwd', 'outside'],
    ['file:///etc/passwd', 'outside'],
    ['FILE:x.yaml', 'outside'],
    ['C:\\x.yaml', 'outside'],
    ['c:/x.yaml', 'outside'],
    ['\\\\host\\share\\x.yaml', 'outside'],
    ['//host/x.yaml', 'remote'],
    ['http://host/x.yaml#/a', 'remote'],
    ['HTTPS://host/x.yaml', 'remote'],
    ['https%3A//host/x.yaml', 'remote'],
    ['urn:example:x', 'remote'],
    ['gone.yaml', 'missing'],
    ['gone.yaml#/x', 'missing'],
    ['\0', 'missing'],
    ['paths', 'unreadable'],
    ['broken.yaml#/a', 'unreadable'],
    ['paths/a.yaml#/y', 'missing'],
  ])('%j is %s', async (ref, reason) => {
    const root = { openapi: '3.0.0', a: { $ref: ref } };
    const bundle = await loadBundle('api/root.json', workspaceOf({ ...files, 'api/root.json': root, 'api/broken.yaml': 'a: [' }));
    expect(follow(bundle, ref)).toBe(reason);
  });

  test('messages name the file', async () => {
    const root = { a: { $ref: 'gone.yaml#/x' }, b: { $ref: 'bad.yaml' } };
    const bundle = await loadBundle('api/root.json', workspaceOf({ 'api/root.json': root, 'api/bad.yaml': 'a: "' }));
    expect(bundle.resolve('gone.yaml#/x', bundle.root.root)).toMatchObject({
      message: '`gone.yaml#/x` cannot be read: api/gone.yaml does not exist.',
    });
    expect(bundle.resolve('bad.yaml', bundle.root.root)).toMatchObject({
      message: expect.stringMatching(/^`bad\.yaml` leads to `api\/bad\.yaml`, which cannot be read: Not valid YAML: /),
    });
    expect(bundle.documents[1]?.problems[0]?.kind).toBe('syntax');
  });

  test('files that refer to each other in a circle', async () => {
    const bundle = await loadBundle('a.yaml', workspaceOf({ 'a.yaml': '$ref: b.yaml', 'b.yaml': '$ref: a.yaml' }));
    expect(bundle.documents).toHaveLength(2);
    expect(follow(bundle, 'b.yaml')).toBe('circular');
  });

  test('more files than the limit', async () => {
    const many = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`f${index}.yaml`, `$ref: f${index + 1}.yaml`]));
    const bundle = await loadBundle('f0.yaml', workspaceOf(many), { documents: 3 });
    expect(bundle.documents.map(({ file }) => file)).toEqual(['f0.yaml', 'f1.yaml', 'f2.yaml', 'f3.yaml']);
    expect(follow(bundle, 'f1.yaml')).toBe('unreadable');
  });
});

describe('roots', () => {
  test('one that cannot be read is a document with a problem', async () => {
    const [bundle] = await loadBundles('gone.yaml', workspaceOf({}));
    expect(bundle?.root.value).toBeUndefined();
    expect(bundle?.root.problems).toEqual([{ kind: 'syntax', message: 'gone.yaml does not exist.', at: { start: 0, end: 0 } }]);
    expect(bundle?.resolve('#/a', bundle.root.root)).toMatchObject({ ok: false, reason: 'unreadable' });
  });

  test('each document of a stream is one', async () => {
    const bundles = await loadBundles('a.yaml', workspaceOf({ 'a.yaml': 'x: 1\n---\nx: 2\ny: {$ref: b.yaml}\n', 'b.yaml': 'b: 1\n' }));
    expect(bundles.map((bundle) => follow(bundle, '#/x'))).toEqual(['a.yaml#/x = 1', 'a.yaml#/x = 2']);
    expect(bundles.map(({ documents }) => documents.length)).toEqual([1, 2]);
    // Named by its file, the document that refers is meant.
    expect(bundles.map((bundle) => follow(bundle, 'a.yaml#/x'))).toEqual(['a.yaml#/x = 1', 'a.yaml#/x = 2']);
  });

  test('no document at all', () => {
    expect(bundleOf([]).root.value).toBeUndefined();
  });
});

describe('names that documents and schemas give themselves', () => {
  const root = {
    openapi: '3.2.0',
    $self: 'https://example.com/api/openapi.json',
    components: {
      schemas: {
        Tree: {
          $id: 'https://example.com/schemas/tree',
          $defs: { node: { $anchor: 'node', type: 'object' } },
          items: { $ref: '#/$defs/node' },
        },
        Leaf: { $id: '/schemas/leaf', properties: { up: { $ref: 'tree' }, $id: { type: 'string' } } },
        Plain: { $anchor: 'plain', $dynamicAnchor: 'dynamic', type: 'string' },
        Odd: { $id: '#fragment', example: { $id: 'https://example.com/not' } },
      },
    },
  };
  const shared = { $id: 'https://example.com/api/shared.json', $defs: { S: { type: 'integer' } } };
  const load = (openapi: string): Promise<Bundle> =>
    loadBundle(
      'dir/root.json',
      workspaceOf({ 'dir/root.json': { ...root, openapi, x: [{ $ref: 'copy.json' }] }, 'dir/copy.json': shared }),
    );
  const tree = ['components', 'schemas', 'Tree'];
  test.each([
    ['https://example.com/schemas/tree', [], 'dir/root.json#/components/schemas/Tree'],
    ['https://example.com/schemas/tree#/$defs/node', [], 'dir/root.json#/components/schemas/Tree/$defs/node'],
    ['https://example.com/schemas/tree#node', [], 'dir/root.json#/components/schemas/Tree/$defs/node'],
    ['/schemas/tree', [], 'dir/root.json#/components/schemas/Tree'],
    ['../schemas/leaf', [], 'dir/root.json#/components/schemas/Leaf'],
    ['tree', ['components', 'schemas', 'Leaf', 'properties', 'up'], 'dir/root.json#/components/schemas/Tree'],
    ['#/$defs/node', [...tree, 'items'], 'dir/root.json#/components/schemas/Tree/$defs/node'],
    ['#node', [...tree, 'items'], 'dir/root.json#/components/schemas/Tree/$defs/node'],
    ['#/components/schemas/Plain', [...tree, 'items'], 'dir/root.json#/components/schemas/Plain'],
    ['#plain', [], 'dir/root.json#/components/schemas/Plain'],
    ['#dynamic', [], 'dir/root.json#/components/schemas/Plain'],
    ['https://example.com/api/openapi.json#/components/schemas/Plain', [], 'dir/root.json#/components/schemas/Plain'],
    ['https://example.com/api/shared.json#/$defs/S', [], 'dir/copy.json#/$defs/S'],
    ['shared.json#/$defs/S', [], 'dir/copy.json#/$defs/S'],
    ['copy.json#/$defs/S', [], 'dir/copy.json#/$defs/S'],
    ['#node', [], 'missing'],
    ['https://example.com/not', [], 'remote'],
    ['https://example.com/other', [], 'remote'],
  ])('%s from %j', async (ref, from, expected) => {
    for (const version of ['3.1.0', '3.2.0']) expect(follow(await load(version), ref, from).split(' = ')[0]).toBe(expected);
  });

  test('3.0 has none of them', async () => {
    const bundle = await load('3.0.3');
    expect(follow(bundle, 'https://example.com/schemas/tree')).toBe('remote');
    expect(follow(bundle, '#plain')).toBe('missing');
    expect(follow(bundle, '#/components/schemas/Plain/type', [...tree, 'items'])).toContain('Plain/type = "string"');
  });
});
