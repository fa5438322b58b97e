import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/**
 * Names, versions and licence texts of all packages that the bundles hold, as their licences ask for.
 *
 * @param others folders of packages that no bundle names but files in `dist/` come from
 */
export async function licenses(root: string, metafiles: readonly Metafile[], others: readonly string[]): Promise<string> {
  const folders = new Set<string>(others);
  for (const input of metafiles.flatMap(({ inputs }) => Object.keys(inputs))) {
    const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (folder !== undefined) folders.add(folder);
  }
  const entries = await Promise.all([...folders].map((folder) => entry(join(root, folder))));
  const unique = [...new Set(entries)].sort();
  return `This product includes the following packages.\n\n${unique.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

async function entry(folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { name: string; version: string; license?: string };
  const files = (await readdir(folder)).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8').catch(() => '')));
  const body = texts.map((text) => text.replaceAll('\r\n', '\n').trim()).filter((text) => text !== '');
  return `${manifest.name} ${manifest.version} (${manifest.license ?? 'see its repository'})\n${body.map((text) => `\n${text}\n`).join('')}`;
}
