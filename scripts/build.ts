/**
 * Builds `dist/` with esbuild; `--check` builds aside and compares bytes, so that what is committed is what the source gives.
 *
 * What runs often is small and loads at once; what only a user's own ruleset needs (AJV, JSONPath, YAML with pointers) stands in
 * `chunks/vendor.cjs` and is loaded at its first use. See docs/architecture.md.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, type OutputFile } from 'esbuild';
import { licenses } from './build-licenses.ts';
import { lazyRequires, stubs, vendorBoundary, vendorSource } from './build-plugins.ts';
import { GRAMMAR_PACKAGES, packGrammars } from './grammars.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const CHUNKS = 'chunks';
const VENDOR = `${CHUNKS}/vendor.cjs`;

const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node20.18',
  mainFields: ['module', 'main'],
  // Names stay, so that a stack trace in a bug report can be read; blanks and comments go, since parsing them costs start-up.
  minifyWhitespace: true,
  minifySyntax: true,
  keepNames: false,
  legalComments: 'none',
  write: false,
  metafile: true,
  logLevel: 'error',
} as const satisfies BuildOptions;

const PROGRAM = {
  ...COMMON,
  format: 'esm',
  // CommonJS packages inside call `require` for Node's own modules.
  banner: { js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);" },
} as const satisfies BuildOptions;

/** Every file of `dist/` by its path in it. */
async function bundle(): Promise<Map<string, Uint8Array>> {
  const plugins = [stubs, vendorBoundary, lazyRequires];
  const [programs, rulesets, vendor] = await Promise.all([
    build({
      ...PROGRAM,
      outdir: DIST,
      entryPoints: { cli: 'src/cli/bin.ts', action: 'src/action/bin.ts', worker: 'src/worker/bin.ts' },
      splitting: true,
      chunkNames: `${CHUNKS}/[name]-[hash]`,
      plugins,
    }),
    // Plain JavaScript: Spectral's loader bundles it again and runs it where there is no `import.meta`.
    build({
      ...COMMON,
      format: 'esm',
      outdir: DIST,
      entryPoints: {
        ruleset: 'src/engine/ruleset-entry.ts',
        'ruleset-essential': 'src/engine/ruleset-essential-entry.ts',
        'ruleset-strict': 'src/engine/ruleset-strict-entry.ts',
      },
      splitting: true,
      chunkNames: `${CHUNKS}/[name]-[hash]`,
      plugins,
    }),
    build({
      ...COMMON,
      format: 'cjs',
      stdin: { contents: vendorSource(), resolveDir: ROOT, sourcefile: 'vendor.js' },
      outfile: join(DIST, VENDOR),
      plugins: [stubs, lazyRequires],
    }),
  ]);
  const files = new Map<string, Uint8Array>();
  for (const result of [programs, rulesets, vendor]) {
    for (const output of result.outputFiles) files.set(relative(DIST, output.path).replaceAll('\\', '/'), finish(output));
  }
  for (const [path, bytes] of await packGrammars(ROOT, DIST)) files.set(path, bytes);
  files.set(
    'THIRD-PARTY.txt',
    Buffer.from(await licenses(ROOT, [programs.metafile, rulesets.metafile, vendor.metafile], GRAMMAR_PACKAGES)),
  );
  report([programs.metafile, rulesets.metafile, vendor.metafile]);
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Points the boundary at the vendor file from where the output stands. */
function finish({ path, text }: OutputFile): Uint8Array {
  const target = relative(dirname(path), join(DIST, VENDOR)).replaceAll('\\', '/');
  return Buffer.from(text.replaceAll('"apiward:vendor"', `"${target.startsWith('.') ? target : `./${target}`}"`));
}

function report(metafiles: readonly Metafile[]): void {
  for (const [file, { bytes }] of metafiles.flatMap(({ outputs }) => Object.entries(outputs))) {
    process.stdout.write(`${String(Math.round(bytes / 1024)).padStart(6)} kB  ${file}\n`);
  }
}

async function write(files: ReadonlyMap<string, Uint8Array>, directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true });
  for (const [file, bytes] of files) {
    const path = join(directory, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes, { mode: file === 'cli.js' ? 0o755 : 0o644 });
  }
}

/** What differs between the given files and a directory. */
async function differences(files: ReadonlyMap<string, Uint8Array>, directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  const present = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  const found = present.filter((file) => !files.has(file)).map((file) => `extra: dist/${file}`);
  for (const [file, bytes] of files) {
    if (!present.includes(file)) found.push(`missing: dist/${file}`);
    else if (!(await readFile(join(directory, file))).equals(bytes)) found.push(`differs: dist/${file}`);
  }
  return found.sort();
}

const files = await bundle();
if (process.argv.includes('--check')) {
  const found = await differences(files, DIST);
  if (found.length > 0) {
    process.stderr.write(`dist/ is not what the source gives; run \`npm run build\`:\n${found.join('\n')}\n`);
    process.exitCode = 1;
  }
} else {
  await write(files, DIST);
}
