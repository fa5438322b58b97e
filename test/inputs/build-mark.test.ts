import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { buildMark } from '../../src/inputs/build-mark.ts';
import { temporaryFolder } from '../support/temporary.ts';

const BUILD = { 'worker.js': '', 'chunks/a-12AB.js': '', 'grammars/java.wasm.br': 'java' };

/** The mark as a module of the bundle sees it. */
async function markOf(files: Readonly<Record<string, string>>, module = 'chunks/a-12AB.js'): Promise<string | undefined> {
  return buildMark(pathToFileURL(join(await temporaryFolder(files), module)).href);
}

test('one build has one mark, wherever it stands and whichever module asks', async () => {
  const mark = await markOf(BUILD);
  expect(mark).toMatch(/^[0-9a-f]{64}$/);
  expect(await markOf(BUILD, 'worker.js')).toBe(mark);
});

test.each<[what: string, files: Readonly<Record<string, string>>]>([
  ['chunk', { ...BUILD, 'chunks/b-34CD.js': '' }],
  ['grammar', { ...BUILD, 'grammars/java.wasm.br': 'Java' }],
])('another %s is another build', async (_, files) => {
  expect(await markOf(files)).not.toBe(await markOf(BUILD));
});

test('source has no mark, since it may change at any time', async () => {
  expect(await markOf({ 'src/inputs/build-mark.ts': '' }, 'src/inputs/build-mark.ts')).toBeUndefined();
});
