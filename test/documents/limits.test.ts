import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { LIMITS, type LimitName } from '../../src/documents/limits.ts';
import { loadBundle, loadBundles } from '../../src/documents/load.ts';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';
import { Inspection } from '../../src/inspection.ts';
import { buildApi } from '../../src/model/build.ts';

const head = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\n';
const operation = '{ parameters: [{ name: a, in: query }, { name: b, in: query }], responses: {} }';

interface Case {
  /** The limit, and one below what the files need. */
  readonly limit: number;
  readonly files: Readonly<Record<string, string>>;
  readonly line: number;
}

/** Time and memory belong to the thread (test/worker/stopped.test.ts). */
const cases: Readonly<Record<Exclude<LimitName, 'seconds' | 'memory'>, Case>> = {
  bytes: { limit: 40, files: { 'a.yaml': `${head}paths: {}\n` }, line: 1 },
  depth: { limit: 2, files: { 'a.yaml': `${head}paths:\n  /a: { get: {} }\n` }, line: 4 },
  containers: { limit: 3, files: { 'a.json': '{"openapi":"3.1.0",\n"info":{},\n"paths":{},\n"tags":[]}' }, line: 4 },
  yamlTokens: { limit: 8, files: { 'a.yaml': `${head}paths: {}\ntags:\n  - a\n#${'-'.repeat(4 * 1024 * 1024)}\n` }, line: 3 },
  aliasedNodes: { limit: 2, files: { 'a.yaml': `${head}x-a: &a [1, 2]\nx-b: *a\n` }, line: 4 },
  mergedKeys: { limit: 1, files: { 'a.yaml': `${head}x-a: &a { b: 1, c: 2 }\nx-b: { <<: *a }\n` }, line: 4 },
  streamDocuments: { limit: 1, files: { 'a.yaml': `${head}---\n${head}` }, line: 2 },
  documents: {
    limit: 1,
    files: {
      'a.yaml': `${head}components:\n  schemas:\n    A: { $ref: b.yaml }\n    B: { $ref: c.yaml }\n    C: { $ref: d.yaml }\n`,
      'b.yaml': 'type: string',
      'c.yaml': 'type: string',
      'd.yaml': 'type: string',
    },
    line: 6,
  },
  operations: { limit: 1, files: { 'a.yaml': `${head}paths:\n  /a: { get: ${operation} }\n  /b: { get: ${operation} }\n` }, line: 5 },
  sharedParts: { limit: 1, files: { 'a.yaml': `${head}paths:\n  /a: { get: ${operation} }\n  /b: { get: ${operation} }\n` }, line: 4 },
  mediaTypes: {
    limit: 1,
    files: {
      'a.yaml':
        'swagger: "2.0"\ninfo: { title: T, version: "1" }\nproduces: [a/a, b/b]\npaths:\n  /a: { get: { responses: { 200: { description: x, schema: {} } } } }\n',
    },
    line: 5,
  },
  schemaMerges: {
    limit: 0,
    files: {
      'a.yaml': `${head}paths: {}\ncomponents:\n  schemas:\n    A: { allOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/B' }] }\n    B: { properties: { a: {}, b: {}, c: {} } }\n`,
    },
    line: 6,
  },
};

describe.each(Object.entries(cases))('%s', (name, { limit, files, line }) => {
  const [root = ''] = Object.keys(files);
  const workspace = new MemoryWorkspace(files);

  test('what goes over it is told with its place and how to raise it', async () => {
    const inspection = new Inspection();
    for (const bundle of await loadBundles(root, workspace, { [name]: limit })) inspection.open(bundle);
    const [first] = inspection.diagnostics;
    expect(first).toMatchObject({ kind: 'unreadable', file: root, range: { start: { line } } });
    expect(first?.message).toContain(`if it is meant, raise \`limits.${LIMITS[name as LimitName].setting}\` in the policy`);
  });

  test('with the default it is read', async () => {
    const inspection = new Inspection();
    for (const bundle of await loadBundles(root, workspace)) inspection.open(bundle);
    expect(inspection.diagnostics).toEqual([]);
  });
});

test('a bundle hands its limits to its model', async () => {
  const bundle = await loadBundle('a.yaml', new MemoryWorkspace(cases.operations.files), { operations: 1 });
  expect(bundle.limits.operations).toBe(1);
  expect(buildApi(bundle)?.limits).toHaveLength(1);
});

describe('the page of promises', () => {
  const page = readFile(new URL('../../docs/security.md', import.meta.url), 'utf8');

  test('lists every limit with its default', async () => {
    for (const { setting, standard, unit } of Object.values(LIMITS)) {
      const shown = unit === 'bytes' ? `${standard / 1024 / 1024} MiB` : standard.toLocaleString('en');
      expect(await page).toMatch(new RegExp(`^\\| \`${setting}\` \\| .* \\| ${shown} \\|$`, 'm'));
    }
  });

  test('names tests that exist', async () => {
    const names = [...(await page).matchAll(/`((?:\w+\/)[\w/.-]+\.test\.ts)`/g)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(40);
    for (const name of new Set(names)) expect(await readFile(new URL(`../${name}`, import.meta.url), 'utf8'), name).not.toBe('');
  });
});
