import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Extractor } from '../../src/extractors/extractor.ts';
import { extractors } from '../../src/extractors/frameworks/index.ts';
import { inventoryJson } from '../../src/extractors/inventory-json.ts';
import type { SourceFile } from '../../src/extractors/program.ts';
import { readCode } from '../../src/extractors/read-code.ts';
import type { Unit } from '../../src/extractors/syntax/unit.ts';
import { PackedGrammars } from '../../src/inputs/grammars.ts';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';
import { fixtureFolder, fixtureInventory } from '../support/code.ts';

const grammars = new PackedGrammars();
const apps = readdirSync(fixtureFolder('.')).sort();

interface Expected {
  readonly routes: unknown;
  readonly documents: unknown;
  readonly notes: unknown;
  readonly complete: unknown;
}

/** Text of every file of an app by its path in it. */
function filesOf(app: string): Record<string, string> {
  const folder = fixtureFolder(app);
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(folder, file)).isFile());
  return Object.fromEntries(entries.map((file) => [file.replaceAll('\\', '/'), readFileSync(join(folder, file), 'utf8')]));
}

/** Apps of frameworks that have one already, in another language. */
const others = ['spring-kotlin'];

test('every framework has an app', () => {
  expect(apps).toEqual([...extractors.map(({ id }) => id), ...others].sort());
});

describe.each(apps)('%s', (app) => {
  test('gives the inventory beside it, and nothing else', async () => {
    const expected = JSON.parse(readFileSync(join(fixtureFolder(app), 'expected.json'), 'utf8')) as Expected;
    const inventory = await fixtureInventory(app);
    expect(inventoryJson(inventory)).toEqual(expected.routes);
    expect(inventory.documents.map(({ value }) => value)).toEqual(expected.documents);
    expect(inventory.notes.map(({ message }) => message)).toEqual(expected.notes);
    expect(Object.fromEntries(inventory.modules.map(({ framework, complete }) => [framework, complete]))).toEqual(expected.complete);
    expect(inventory.unread).toEqual([]);
  });

  test('gives the same from kept units, which are plain JSON', async () => {
    const kept = new Map<string, string>();
    const cache = {
      get: ({ file }: SourceFile): Unit | undefined => {
        const text = kept.get(file);
        return text === undefined ? undefined : (JSON.parse(text) as Unit);
      },
      set: ({ file }: SourceFile, unit: Unit): void => {
        kept.set(file, JSON.stringify(unit));
      },
    };
    const workspace = new MemoryWorkspace(filesOf(app));
    const first = await readCode(workspace, { grammars, cache });
    const second = await readCode(workspace, { grammars, cache });
    expect(second.parsed).toBe(0);
    expect(inventoryJson(second)).toEqual(inventoryJson(first));
  });

  test('survives any end of any file', async () => {
    const files = filesOf(app);
    for (const [file, text] of Object.entries(files)) {
      if (file === 'expected.json') continue;
      for (const part of [0.4, 0.8]) {
        const cut = { ...files, [file]: text.slice(0, Math.floor(text.length * part)) };
        await readCode(new MemoryWorkspace(cut), { grammars });
      }
    }
  }, 60_000);
});

test('an extractor that fails loses nobody else’s routes, and is told', async () => {
  const broken: Extractor = {
    id: 'broken',
    languages: ['javascript'],
    words: ['express'],
    extract: () => {
      throw new Error('a bug');
    },
  };
  const files = { 'package.json': '{}', 'app.js': "const app = require('express')(); app.get('/a', (req, res) => res.end());" };
  const inventory = await readCode(new MemoryWorkspace(files), { grammars, extractors: [broken, ...extractors] });
  expect(inventory.routes.map(({ path }) => path)).toEqual(['/a']);
  expect(inventory.failures).toMatchObject([{ framework: 'broken', folder: '' }]);
});
