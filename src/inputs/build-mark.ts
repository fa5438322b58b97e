import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/**
 * Tells this build of the program from every other: the names of its chunks, which hold a digest of their content, and its grammars.
 * @param base URL of the running module: the bundle's root or one of its chunks
 * @returns undefined where the program is not bundled
 */
export function buildMark(base: string = import.meta.url): string | undefined {
  const root = ['./', '../'].map((folder) => new URL(folder, base)).find((url) => existsSync(new URL('chunks/', url)));
  if (root === undefined) return undefined;
  const hash = createHash('sha256').update(readdirSync(new URL('chunks/', root)).sort().join('\n'));
  const grammars = new URL('grammars/', root);
  for (const name of readdirSync(grammars).sort()) hash.update(`\n${name}\n`).update(readFileSync(new URL(name, grammars)));
  return hash.digest('hex');
}
