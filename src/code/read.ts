import type { Bundle } from '../documents/bundle.ts';
import { codeName } from '../documents/code-name.ts';
import { bundleOf } from '../documents/load.ts';
import type { Sources } from '../extractors/discover.ts';
import type { UnitCache } from '../extractors/program.ts';
import type { CodeInventory, CodeModule } from '../extractors/read-code.ts';
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
}

export const NO_CODE: Code = { sources: [], notes: [], failures: [] };

/** Source files of a workspace, and those that hold settings of frameworks. */
export async function findSources(workspace: Workspace): Promise<Sources> {
  const { discoverSources } = await import('../extractors/discover.ts');
  return discoverSources(workspace);
}

/**
 * Reads source files and gives what they declare, one document for the routes of a build module and one for each kind of comments.
 * @param accepts whether operations that a source file declares are judged
 * @param cache of files that were parsed for another tree
 */
export async function readSources(
  workspace: Workspace,
  found: Sources,
  accepts: (file: string) => boolean,
  cache: UnitCache,
): Promise<Code> {
  if (found.byLanguage.size === 0) return NO_CODE;
  const [{ readCode }, { codeDocument }] = await Promise.all([
    import('../extractors/read-code.ts'),
    import('../extractors/openapi/to-document.ts'),
  ]);
  const inventory = await readCode(workspace, { grammars: new PackedGrammars(), sources: found, cache });
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
  return { sources, notes, failures: inventory.failures };
}

function notesOf(modules: readonly CodeModule[]): string[] {
  return modules.flatMap(({ notes }) => notes.map(({ message }) => message));
}

/** Files that one of two trees has and the other has not, or has otherwise. @param same whether a file is the same in both */
export function changedSources(head: Sources, base: Sources, same: (file: string) => boolean): string[] {
  return [
    ...[...head.texts.keys()].filter((file) => !base.texts.has(file) || !same(file)),
    ...[...base.texts.keys()].filter((file) => !head.texts.has(file)),
  ];
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
