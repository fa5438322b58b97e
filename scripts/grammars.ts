/**
 * Packs the parser and its grammars into `dist/grammars/<name>.wasm.br`. Run by itself it writes what is missing or out of date; the
 * build takes the same files. A packed file that inflates to the installed module stays as it is, since versions of Brotli differ in
 * their output.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);
const inflate = promisify(brotliDecompress);

/** File of each module below `node_modules`, by the name that it is asked for: the parser, and one grammar a language. */
const MODULES: Readonly<Record<string, string>> = {
  'web-tree-sitter': 'web-tree-sitter/web-tree-sitter.wasm',
  csharp: 'tree-sitter-c-sharp/tree-sitter-c_sharp.wasm',
  go: 'tree-sitter-go/tree-sitter-go.wasm',
  java: 'tree-sitter-java/tree-sitter-java.wasm',
  javascript: 'tree-sitter-javascript/tree-sitter-javascript.wasm',
  kotlin: '@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm',
  php: 'tree-sitter-php/tree-sitter-php.wasm',
  python: 'tree-sitter-python/tree-sitter-python.wasm',
  ruby: 'tree-sitter-ruby/tree-sitter-ruby.wasm',
  tsx: 'tree-sitter-typescript/tree-sitter-tsx.wasm',
  typescript: 'tree-sitter-typescript/tree-sitter-typescript.wasm',
};

/** Folders of the packages that the modules come from, relative to the project, for their licences. */
export const GRAMMAR_PACKAGES: readonly string[] = [
  ...new Set(Object.values(MODULES).map((file) => `node_modules/${file.slice(0, file.lastIndexOf('/'))}`)),
];

/** The packed modules by their path in `dist/`; `dist` is where earlier ones may stand. */
export async function packGrammars(root: string, dist: string): Promise<Map<string, Uint8Array>> {
  const packed = new Map<string, Uint8Array>();
  for (const [name, file] of Object.entries(MODULES)) {
    const path = `grammars/${name}.wasm.br`;
    packed.set(path, await pack(await readFile(join(root, 'node_modules', file)), join(dist, path)));
  }
  return packed;
}

async function pack(module: Uint8Array, earlier: string): Promise<Uint8Array> {
  const present = await readFile(earlier).catch(() => undefined);
  const inflated = present === undefined ? undefined : await inflate(present).catch(() => undefined);
  if (present !== undefined && inflated?.equals(module) === true) return present;
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: module.length };
  return compress(module, { params: { ...params, [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS } });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const dist = join(root, 'dist');
  await mkdir(join(dist, 'grammars'), { recursive: true });
  for (const [path, bytes] of await packGrammars(root, dist)) {
    await writeFile(join(dist, path), bytes);
    process.stdout.write(`${String(Math.round(bytes.length / 1024)).padStart(6)} kB  ${path}\n`);
  }
}
