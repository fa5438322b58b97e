import type { Bundle } from '../documents/bundle.ts';
import { codeName } from '../documents/code-name.ts';
import { bundleOf } from '../documents/load.ts';
import type { Sources } from '../extractors/discover.ts';
import type { CodeModule } from '../extractors/family.ts';
import type { UnitCache } from '../extractors/program.ts';
import type { CodeInventory } from '../extractors/read-code.ts';
import { PackedGrammars } from '../inputs/grammars.ts';
import type { Workspace } from '../inputs/workspace.ts';

/** Code that is judged like a document. */
export interface CodeSource {
  readonly bundle: Bundle;
  /** Comments that hold OpenAPI are a document like any other; what routes tell is asked by the rules that hold for code. */
  readonly holds: 'document' | 'code';
  /** Ids of the extractors that read it. */
  readonly readers: readonly string[];
  /** What could not be understood, a line each. */
  readonly notes: readonly string[];
  /** Every route of the build module is known for certain, and is in here. */
  readonly complete: boolean;
  readonly specFirst: boolean;
}

/** Everything that was read of a workspace's code. */
export interface Code {
  /** By name. */
  readonly sources: readonly CodeSource[];
  /** What could not be read or understood and belongs to none of them, a line each. */
  readonly notes: readonly string[];
  readonly failures: CodeInventory['failures'];
  /** What it was made of. */
  readonly inventory?: CodeInventory;
}

/** One for the process: a grammar that was loaded stays in the parser's memory, so each is loaded once. */
const GRAMMARS = new PackedGrammars();

export const NO_CODE: Code = { sources: [], notes: [], failures: [] };

/**
 * Source files of a workspace, and those that hold settings of frameworks.
 * @param known text of a file that was read before and is the same here
 */
export async function findSources(workspace: Workspace, known?: (file: string) => string | undefined): Promise<Sources> {
  const { discoverSources } = await import('../extractors/discover.ts');
  return discoverSources(workspace, '', known);
}

/**
 * Reads source files and gives what they declare, one document for the routes of a build module and one for each kind of comments.
 * @param accepts whether operations that a source file declares are judged
 * @param cache of files that were parsed before
 * @param before what was read of another tree, given back when this one offers exactly the same
 */
export async function readSources(
  workspace: Workspace,
  found: Sources,
  accepts: (file: string) => boolean,
  cache: UnitCache,
  before?: Code,
): Promise<Code> {
  if (found.byLanguage.size === 0) return NO_CODE;
  const [{ readCode }, { codeDocument }] = await Promise.all([
    import('../extractors/read-code.ts'),
    import('../extractors/openapi/to-document.ts'),
  ]);
  const inventory = await readCode(workspace, { grammars: GRAMMARS, sources: found, cache, before: before?.inventory });
  if (before?.inventory !== undefined && offersSame(before.inventory, inventory)) return before;
  const sources: CodeSource[] = [];
  const notes = inventory.unread.filter(({ file }) => accepts(file)).map(({ file, message }) => `${file}: ${message}`);
  for (const [folder, modules] of byFolder(inventory.modules)) {
    const routing: CodeModule[] = [];
    for (const module of modules) {
      const { framework, documents = [] } = module;
      if (documents.length === 0) routing.push(module);
      for (const document of documents) {
        if (!document.documents.some(({ file }) => accepts(file))) continue;
        const bundle = bundleOf(document.documents);
        sources.push({ bundle, holds: 'document', readers: [framework], notes: notesOf([module]), complete: false, specFirst: false });
      }
    }
    const kept = routing.map((module) => ({ ...module, routes: module.routes.filter(({ place }) => accepts(place.file)) }));
    const name = codeName(folder, 'code');
    const document = codeDocument(kept, { title: name, name, text: inventory.text, publicRoutes: 'declared' });
    if (document === undefined) {
      notes.push(...notesOf(routing));
      continue;
    }
    sources.push({
      bundle: bundleOf(document.documents),
      holds: 'code',
      readers: kept.filter(({ routes }) => routes.length > 0).map(({ framework }) => framework),
      notes: notesOf(routing),
      complete: routing.every(({ complete, routes }, index) => complete && routes.length === kept[index]?.routes.length),
      specFirst: routing.some(({ specFirst }) => specFirst === true),
    });
  }
  sources.sort((a, b) => (a.bundle.root.file < b.bundle.root.file ? -1 : 1));
  return { sources, notes, failures: inventory.failures, inventory };
}

function notesOf(modules: readonly CodeModule[]): string[] {
  return modules.flatMap(({ notes }) => notes.map(({ message }) => message));
}

/** Whether all that two inventories offer comes from families that were read once for both. */
function offersSame(a: CodeInventory, b: CodeInventory): boolean {
  const isShared = a.modules.length === b.modules.length && a.modules.every((module, index) => module === b.modules[index]);
  const told = ({ unread }: CodeInventory): string => JSON.stringify(unread);
  return isShared && a.failures.length + b.failures.length === 0 && told(a) === told(b);
}

function byFolder(modules: readonly CodeModule[]): Map<string, CodeModule[]> {
  const folders = new Map<string, CodeModule[]>();
  for (const module of modules) {
    const there = folders.get(module.folder);
    if (there === undefined) folders.set(module.folder, [module]);
    else there.push(module);
  }
  return folders;
}
