import type { Grammars } from '../inputs/grammars.ts';
import type { Workspace } from '../inputs/workspace.ts';
import { discoverSources, type Sources } from './discover.ts';
import { distinct } from './distinct.ts';
import type { Extraction, ExtractionNote, Extractor } from './extractor.ts';
import { extractors } from './frameworks/index.ts';
import { BuildModules } from './modules.ts';
import type { CodeDocument } from './openapi/code-document.ts';
import { Program, type UnitCache, type Unread } from './program.ts';
import type { Route } from './route.ts';
import { Parsers, parseLimits } from './syntax/parser.ts';

/** What one framework offers in one build module. */
export interface CodeModule extends Extraction {
  readonly framework: string;
  /** Folder of the build file, `''` for the workspace itself. */
  readonly folder: string;
}

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
  /** Extractors that failed, which is a bug of ours: what they would have found is missing. */
  readonly failures: readonly { readonly framework: string; readonly folder: string; readonly error: unknown }[];
  readonly passedOver: ReadonlyMap<string, number>;
  /** Source files found, and how many of them were parsed. */
  readonly files: number;
  readonly parsed: number;
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
  /** Default: all that there are. */
  readonly extractors?: readonly Extractor[];
}

/** Reads the code of a workspace with every framework that its files mention. Never rejects for what the code holds. */
export async function readCode(workspace: Workspace, options: ReadCodeOptions): Promise<CodeInventory> {
  const sources = options.sources ?? (await discoverSources(workspace, options.folder ?? ''));
  const parsers = new Parsers(options.grammars);
  try {
    const program = new Program(sources.texts, parsers, options.cache);
    const build = new BuildModules(sources.texts.keys());
    const jobs = findJobs(sources, options.extractors ?? extractors, build);
    await parsers.load(jobs.flatMap(({ extractor }) => extractor.languages.filter((language) => sources.byLanguage.has(language))));
    const failures: { framework: string; folder: string; error: unknown }[] = [];
    const modules = jobs
      .flatMap((job): CodeModule[] => {
        try {
          return [run(job, program, sources, build)];
        } catch (error) {
          failures.push({ framework: job.extractor.id, folder: job.module, error });
          return [];
        }
      })
      .filter(
        ({ routes, documents, notes, specFirst }) => routes.length + (documents?.length ?? 0) + notes.length > 0 || specFirst === true,
      );
    return {
      modules,
      routes: modules.flatMap(({ routes }) => routes).sort(byPlace),
      documents: modules.flatMap(({ documents }) => documents ?? []),
      notes: modules.flatMap(({ notes }) => notes),
      failures,
      unread: [...sources.unread, ...program.unread],
      passedOver: sources.passedOver,
      files: [...sources.byLanguage.values()].reduce((count, files) => count + files.length, 0),
      parsed: program.parsed,
      text: (file) => program.text(file),
    };
  } finally {
    parsers.close();
  }
}

interface Job {
  readonly extractor: Extractor;
  readonly module: string;
  readonly files: readonly string[];
  readonly allFiles: readonly string[];
}

/** Which extractor reads which module: one whose words some file of the module holds. */
function findJobs({ texts, byLanguage }: Sources, list: readonly Extractor[], modules: BuildModules): Job[] {
  const jobs: Job[] = [];
  for (const extractor of list) {
    const all = new Map<string, string[]>();
    const hits = new Map<string, string[]>();
    for (const file of extractor.languages.flatMap((language) => byLanguage.get(language) ?? []).sort()) {
      const module = modules.moduleOf(file);
      add(all, module, file);
      const text = texts.get(file) ?? '';
      // A file that is too long is told by whoever parses it.
      if (text.length > parseLimits.length || extractor.words.some((word) => text.includes(word))) add(hits, module, file);
    }
    for (const [module, files] of hits) jobs.push({ extractor, module, files, allFiles: all.get(module) ?? [] });
  }
  return jobs.sort((a, b) => compare(a.module, b.module) || compare(a.extractor.id, b.extractor.id));
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function run({ extractor, module, files, allFiles }: Job, program: Program, { generated }: Sources, build: BuildModules): CodeModule {
  const text = (file: string): string | undefined => (program.has(file) ? program.text(file) : undefined);
  const unreadBefore = program.unread.length;
  const extraction = extractor.extract({
    program,
    module,
    files,
    allFiles,
    text,
    moduleOf: (file) => build.moduleOf(file),
    isGenerated: (file) => generated.has(file),
  });
  const unread = program.unread.slice(unreadBefore);
  const [broken] = files.filter((file) => program.isBroken(file));
  const doubt =
    extraction.cut === true
      ? 'the code is larger than is followed'
      : (unread[0]?.file ?? broken) === undefined
        ? undefined
        : `${unread[0]?.file ?? broken} could not be read whole`;
  const found = distinct(extraction.routes);
  const routes = doubt === undefined ? found : found.map((route) => doubted(route, doubt));
  const notes =
    doubt === undefined
      ? extraction.notes
      : [...extraction.notes, { message: `${extractor.id}: ${doubt}, so of no operation it is said that nothing guards it` }];
  const complete = extraction.complete && doubt === undefined;
  return { ...extraction, routes: [...routes].sort(byPlace), notes, complete, framework: extractor.id, folder: module };
}

/** Where something was not read, a guard may stand there: nothing is `none` then. */
function doubted(route: Route, note: string): Route {
  const { security, place } = route;
  if (security.enforced !== 'none') return route;
  return { ...route, security: { ...security, enforced: 'unknown', evidence: [{ note, place }] } };
}

function byPlace(a: Route, b: Route): number {
  return (
    compare(a.place.file, b.place.file) || a.place.span.start - b.place.span.start || compare(a.path, b.path) || compare(a.method, b.method)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
