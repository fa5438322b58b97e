import type { Grammars } from '../inputs/grammars.ts';
import type { Workspace } from '../inputs/workspace.ts';
import { discoverSources, type Sources } from './discover.ts';
import type { ExtractionNote, Extractor } from './extractor.ts';
import { type CodeModule, type ExtractorFailure, type Family, type FamilyCode, readFamily, sameTexts, textsByFamily } from './family.ts';
import { extractors as allExtractors } from './frameworks/index.ts';
import type { CodeDocument } from './openapi/code-document.ts';
import { byPlace, compare } from './order.ts';
import type { UnitCache, Unread } from './program.ts';
import type { Route } from './route.ts';
import { Parsers } from './syntax/parser.ts';

/** Everything that the code of a workspace offers. */
export interface CodeInventory {
  /** By folder and framework; those without a route or document are left out. */
  readonly modules: readonly CodeModule[];
  /** Routes of all modules, sorted by file and position. */
  readonly routes: readonly Route[];
  readonly documents: readonly CodeDocument[];
  readonly notes: readonly ExtractionNote[];
  /** Files of which nothing is known. */
  readonly unread: readonly Unread[];
  readonly failures: readonly ExtractorFailure[];
  readonly passedOver: ReadonlyMap<string, number>;
  /** Source files found, and how many of them were parsed. */
  readonly files: number;
  readonly parsed: number;
  /** The same by language family, for whoever reads another tree. */
  readonly families: ReadonlyMap<Family, FamilyCode>;
  /** Text of a file that a place is in. */
  text(file: string): string;
}

export interface ReadCodeOptions {
  /** Folder to read, relative to the workspace; default all of it. */
  readonly folder?: string;
  /** What was found there already. */
  readonly sources?: Sources;
  readonly grammars: Grammars;
  readonly cache?: UnitCache;
  /** What the same extractors read of another tree: families whose files are the same in both are not read again. */
  readonly before?: CodeInventory | undefined;
  /** Default: all that there are. */
  readonly extractors?: readonly Extractor[];
}

/** Reads the code of a workspace with every framework that its files mention. Never rejects for what the code holds. */
export async function readCode(workspace: Workspace, options: ReadCodeOptions): Promise<CodeInventory> {
  const sources = options.sources ?? (await discoverSources(workspace, options.folder ?? ''));
  const parsers = new Parsers(options.grammars);
  const { extractors = allExtractors, cache, before } = options;
  try {
    const families = new Map<Family, FamilyCode>();
    for (const [code, texts] of textsByFamily(sources)) {
      const known = before?.families.get(code);
      const same = known !== undefined && sameTexts(known.texts, texts);
      families.set(code, same ? known : await readFamily(code, texts, sources, { extractors, parsers, cache }));
    }
    const read = [...families.values()];
    const modules = read.flatMap((each) => each.modules).sort((a, b) => compare(a.folder, b.folder) || compare(a.framework, b.framework));
    return {
      modules,
      routes: modules.flatMap(({ routes }) => routes).sort(byPlace),
      documents: modules.flatMap(({ documents }) => documents ?? []),
      notes: modules.flatMap(({ notes }) => notes),
      failures: read.flatMap(({ failures }) => failures),
      unread: [...sources.unread, ...read.flatMap(({ unread }) => unread)],
      passedOver: sources.passedOver,
      files: [...sources.byLanguage.values()].reduce((count, files) => count + files.length, 0),
      parsed: read.reduce((count, { parsed }) => count + parsed, 0),
      families,
      text: (file) => sources.texts.get(file) ?? '',
    };
  } finally {
    parsers.close();
  }
}
