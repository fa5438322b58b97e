import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { packGrammars } from '../../scripts/grammars.ts';
import { PackedGrammars } from '../../src/inputs/grammars.ts';
import { temporaryFolder } from '../support/temporary.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

test('every packed module is the installed one', async () => {
  const packed = await packGrammars(ROOT, join(ROOT, 'dist'));
  for (const [path, bytes] of packed) {
    expect(Buffer.from(bytes).equals(readFileSync(join(ROOT, 'dist', path))), path).toBe(true);
  }
  expect([...packed.keys()]).toContain('grammars/web-tree-sitter.wasm.br');
});

test.each(['cli.js', 'chunks/x.js'])('modules are found beside the bundle, wherever it stands: %s', async (file) => {
  const folder = join(await temporaryFolder(), 'a path with spaces');
  mkdirSync(join(folder, 'grammars'), { recursive: true });
  writeFileSync(join(folder, 'grammars/java.wasm.br'), readFileSync(join(ROOT, 'dist/grammars/java.wasm.br')));
  const grammars = new PackedGrammars(pathToFileURL(join(folder, file)).href);
  expect(
    Buffer.from(await grammars.read('java')).equals(readFileSync(join(ROOT, 'node_modules/tree-sitter-java/tree-sitter-java.wasm'))),
  ).toBe(true);
  await expect(grammars.read('cobol')).rejects.toThrow('grammars/cobol.wasm.br is missing');
});
