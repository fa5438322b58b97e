import { describe, expect, test } from 'vitest';
import { walkKeywords } from '../../src/documents/keyword-walk.ts';
import { loadBundle } from '../../src/documents/load.ts';
import { type Files, workspaceOf } from './support.ts';

interface LoadCase {
  readonly name: string;
  readonly files: Files;
  /** Files loaded beside the root `a.yaml`, in order. */
  readonly loaded: readonly string[];
}

async function loaded(files: Files): Promise<string[]> {
  const { documents } = await loadBundle('a.yaml', workspaceOf(files));
  return documents.slice(1).map(({ file }) => file);
}

/** Files of which each holds nothing more. */
const leaves = (...names: string[]): Files => Object.fromEntries(names.map((name) => [name, { type: 'string' }]));

const extensions: readonly LoadCase[] = [
  {
    name: 'what a local reference leads to',
    files: {
      'a.yaml': "openapi: 3.1.0\nschema: {$ref: '#/x-shared/B'}\nx-shared: {B: {$ref: b.yaml}, C: {$ref: c.yaml}}",
      ...leaves('b.yaml', 'c.yaml'),
    },
    loaded: ['b.yaml'],
  },
  {
    name: 'nested, encoded and through another reference',
    files: {
      'a.yaml': `
openapi: 3.1.0
one: {$ref: '#/components/%78-in/B'}
two: {$ref: '#/x-chain/first'}
three: {$ref: '#/x-through/B/properties/p'}
components: {x-in: {B: {properties: {default: {$ref: b.yaml}}}}}
x-chain: {first: {$ref: '#/x-chain/second'}, second: {$ref: c.yaml}}
x-through: {B: {$ref: d.yaml}}
external: {$ref: e.yaml}
`,
      ...leaves('b.yaml', 'c.yaml', 'd.yaml', 'e.yaml'),
    },
    loaded: ['e.yaml', 'b.yaml', 'd.yaml', 'c.yaml'],
  },
  {
    name: 'in another file, and back in the root',
    files: {
      'a.yaml': "openapi: 3.1.0\nschema: {$ref: 'b.yaml#/components/x-b/S'}\nx-a: {T: {$ref: d.yaml}}",
      'b.yaml': "components: {x-b: {S: {allOf: [{$ref: c.yaml}, {$ref: 'a.yaml#/x-a/T'}]}, U: {$ref: never.yaml}}}",
      ...leaves('c.yaml', 'd.yaml', 'never.yaml'),
    },
    loaded: ['b.yaml', 'c.yaml', 'd.yaml'],
  },
  {
    name: 'never what nothing refers to, nor data below it',
    files: {
      'a.yaml': "x: {$ref: b.yaml}\nopenapi: 3.0.0\nx-a: {B: {$ref: never.yaml}}\nschema: {example: {$ref: '#/x-a/B'}}",
      ...leaves('b.yaml', 'never.yaml'),
    },
    loaded: ['b.yaml'],
  },
  {
    name: 'paths and webhooks that are extensions',
    files: {
      'a.yaml': "swagger: '2.0'\nx-ms-paths: {'/a?b': {$ref: b.yaml}, x-y: {$ref: c.yaml}}\nx-webhooks: {w: {$ref: d.yaml}}",
      ...leaves('b.yaml', 'c.yaml', 'd.yaml'),
    },
    loaded: ['b.yaml', 'c.yaml', 'd.yaml'],
  },
  {
    name: 'dead ends and circles',
    files: {
      'a.yaml':
        "openapi: 3.1.0\na: [{$ref: b.yaml}, {$ref: '#/x-none/B'}, {$ref: '#/x-text/B'}, {$ref: '#/x-list/5'}, {$ref: '#/x-loop'}]\nx-text: t\nx-list: []\nx-loop: {self: {$ref: '#/x-loop'}}",
      ...leaves('b.yaml'),
    },
    loaded: ['b.yaml'],
  },
];

describe('references below extensions are loaded when a reference leads there', () => {
  test.each(extensions)('$name', async ({ files, loaded: expected }) => {
    expect(await loaded(files)).toEqual(expected);
  });

  test('a dead one that nothing uses is no failure', async () => {
    const bundle = await loadBundle(
      'a.yaml',
      workspaceOf({ 'a.yaml': 'openapi: 3.1.0\nx-a: {$ref: gone.yaml}\nb: {$ref: b.yaml}', 'b.yaml': '1' }),
    );
    expect(bundle.documents.flatMap(({ problems }) => problems)).toEqual([]);
  });

  test('many references into one deep extension', { timeout: 20_000 }, async () => {
    let deep: object = { wide: Array.from({ length: 50_000 }, () => ({})), leaf: { $ref: 'b.yaml' } };
    for (let depth = 0; depth < 400; depth++) deep = { d: deep };
    const refs = Array.from({ length: 400 }, (_, depth) => ({ $ref: `#/x-deep${'/d'.repeat(400 - depth)}` }));
    expect(await loaded({ 'a.yaml': JSON.stringify({ openapi: '3.1.0', refs, 'x-deep': deep }), ...leaves('b.yaml') })).toEqual(['b.yaml']);
  });
});

const requirement = (version: string, name: string): string =>
  `openapi: ${version}\nsecurity: [{'${name}': []}]\npaths: {}\ncomponents: {securitySchemes: {a.b: {type: mutualTLS}}}\n`;

describe('3.2 security requirements that are URIs', () => {
  test.each([
    ['3.2.0', './s.yaml#/components/securitySchemes/Basic', ['s.yaml']],
    ['3.2.0', 's.yaml', ['s.yaml']],
    ['3.2.0', 'a.b', []],
    ['3.2.0', 's', []],
    ['3.2.0', '#/components/securitySchemes/a.b', []],
    ['3.2.0', 'gone.yaml', []],
    ['3.1.1', './s.yaml#/components/securitySchemes/Basic', []],
  ])('%s %s', async (version, name, expected) => {
    const files = { 'a.yaml': requirement(version, name), ...leaves('s.yaml', 's', 'a.b') };
    expect(await loaded(files)).toEqual(expected);
  });

  test('of operations, in other files too, and nowhere else', async () => {
    const files = {
      'a.yaml': `
openapi: 3.2.0
paths:
  /a: {get: {security: [{}, {one.yaml: [], k: []}, 5]}}
  /b: {$ref: b.yaml}
components:
  schemas: {S: {properties: {security: {example: [{never.yaml: []}]}}, example: {security: [{never.yaml: []}]}}}
`,
      'b.yaml': 'post: {security: [{two.yaml: []}]}',
      ...leaves('one.yaml', 'two.yaml', 'never.yaml'),
    };
    expect(await loaded(files)).toEqual(['one.yaml', 'b.yaml', 'two.yaml']);
  });
});

test('a whole file may be a schema whose properties are named like keywords', async () => {
  const files = {
    'a.yaml': 'openapi: 3.1.0\nschema: {$ref: schema.yaml}\nnames: {$ref: names.yaml}',
    'schema.yaml':
      'type: object\nproperties: {default: {$ref: b.yaml}, x-y: {$ref: c.yaml}, example: {properties: {enum: {$ref: d.yaml}, x: {example: {$ref: never.yaml}}}}}',
    'names.yaml':
      'default: {$ref: e.yaml}\nproperties: {type: object, properties: {default: {$ref: f.yaml}}}\nS: {default: {$ref: never.yaml}}',
    ...leaves('b.yaml', 'c.yaml', 'd.yaml', 'e.yaml', 'f.yaml', 'never.yaml'),
  };
  expect(await loaded(files)).toEqual(['schema.yaml', 'names.yaml', 'b.yaml', 'c.yaml', 'd.yaml', 'e.yaml', 'f.yaml']);
});

test('a walk leaves out what is below an object that is refused', () => {
  const seen: unknown[] = [];
  const visit = (object: object): boolean => {
    seen.push(object);
    return !('stop' in object);
  };
  walkKeywords({ a: { stop: 1, b: {} }, c: {} }, false, undefined, () => undefined, visit);
  expect(seen).toEqual([expect.anything(), { stop: 1, b: {} }, {}]);
});

describe('maps of examples', () => {
  const example = (version: string, examples: string): string => `${version}\npaths: {}\ncomponents: {examples: ${examples}}\n`;
  test.each([
    ['references beside data', 'openapi: 3.0.3', "{X: {$ref: one.yaml}, Y: {value: {$ref: never.yaml}}, Z: {$ref: '#/x'}}", ['one.yaml']],
    ['a list is data', 'openapi: 3.1.0', '[{$ref: never.yaml}]', []],
    ['2.0 has none', "swagger: '2.0'", '{X: {$ref: never.yaml}}', []],
  ])('%s', async (_, version, examples, expected) => {
    expect(await loaded({ 'a.yaml': example(version, examples), ...leaves('one.yaml', 'never.yaml') })).toEqual(expected);
  });
});
