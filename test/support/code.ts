import { fileURLToPath } from 'node:url';
import { inventoryJson, type RouteJson } from '../../src/extractors/inventory-json.ts';
import { type CodeInventory, readCode } from '../../src/extractors/read-code.ts';
import { DiskWorkspace } from '../../src/inputs/disk.ts';
import { PackedGrammars } from '../../src/inputs/grammars.ts';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';

const grammars = new PackedGrammars();

/** What the code of some files offers. */
export function inventoryOf(files: Readonly<Record<string, string>>): Promise<CodeInventory> {
  return readCode(new MemoryWorkspace(files), { grammars });
}

/** Folder of an app below `test/fixtures/code`. */
export function fixtureFolder(name: string): string {
  return fileURLToPath(new URL(`../fixtures/code/${name}/`, import.meta.url));
}

/** What an app below `test/fixtures/code` offers. */
export function fixtureInventory(name: string): Promise<CodeInventory> {
  return readCode(new DiskWorkspace(fixtureFolder(name)), { grammars });
}

/** `GET /users/{id} required jwt (admin)`: a route in one line, for tables. */
function line({ method, path, security }: RouteJson): string {
  const schemes = security.schemes.length > 0 ? ` ${security.schemes.join(',')}` : '';
  const scopes = security.scopes.length > 0 ? ` (${security.scopes.join(',')})` : '';
  return `${method} ${path} ${security.enforced}${schemes}${scopes}`;
}

/** Every route of some files, in one line each, in order of place. */
export async function lines(files: Readonly<Record<string, string>>): Promise<string[]> {
  return inventoryJson(await inventoryOf(files)).map(line);
}
