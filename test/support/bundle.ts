import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const entry = (path: string): string => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));

/** The command line and its thread as programs, from the source as it is: `cli.js` and `worker.js` in a folder that the caller removes. */
export async function cliProgram(): Promise<string> {
  const outdir = await mkdtemp(join(tmpdir(), 'apiward-cli-'));
  await writeFile(join(outdir, 'package.json'), '{"type":"module"}');
  await build({
    entryPoints: { cli: entry('cli/bin.ts'), worker: entry('worker/bin.ts') },
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    logLevel: 'error',
  });
  return outdir;
}
