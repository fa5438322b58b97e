import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';

/** The WebAssembly modules that source code is parsed with. */
export interface Grammars {
  /**
   * Bytes of one module: a grammar (`java`, `python`...) or the parser itself (`web-tree-sitter`).
   * @throws Error when the installation is incomplete
   */
  read(name: string): Promise<Uint8Array>;
}

const inflate = promisify(brotliDecompress);

/** Where the packed modules stand, seen from the bundle's root, from one of its chunks, and from this file in the source tree. */
const FOLDERS = ['./grammars/', '../grammars/', '../../dist/grammars/'];

/** The modules that are packed beside the bundle, each `<name>.wasm.br`, whatever the current directory is. */
export class PackedGrammars implements Grammars {
  readonly #base: string;

  /** @param base URL of the running module, below which the folders are looked for */
  constructor(base: string = import.meta.url) {
    this.#base = base;
  }

  async read(name: string): Promise<Uint8Array> {
    const candidates = FOLDERS.map((folder) => new URL(`${folder}${name}.wasm.br`, this.#base));
    const found = candidates.find((url) => existsSync(url));
    if (found === undefined) throw new Error(`grammars/${name}.wasm.br is missing from this installation of apiward`);
    return inflate(await readFile(found));
  }
}
