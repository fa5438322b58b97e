import type { Sources } from './discover.ts';
import { distinct } from './distinct.ts';
import type { Extraction, Extractor } from './extractor.ts';
import { BuildModules, onlyFamily } from './modules.ts';
import { byPlace, compare } from './order.ts';
import { Program, type UnitCache, type Unread } from './program.ts';
import type { Route } from './route.ts';
import { family } from './syntax/language.ts';
import { type Parsers, parseLimits } from './syntax/parser.ts';

/** Languages whose files refer to each other. */
export type Family = ReturnType<typeof family>;

/** What one framework offers in one build module. */
export interface CodeModule extends Extraction {
  readonly framework: string;
  /** Folder of the build file, `''` for the workspace itself. */
  readonly folder: string;
}

/** An extractor that failed, which is a bug of ours: what it would have found is missing. */
export interface ExtractorFailure {
  readonly framework: string;
  readonly folder: string;
  readonly error: unknown;
}

/** What the code of one language family offers. It follows from {@link texts} alone. */
export interface FamilyCode {
  /** Every file that any of it can depend on, in order of path. */
  readonly texts: ReadonlyMap<string, string>;
  /** In order of folder and framework. */
  readonly modules: readonly CodeModule[];
  readonly unread: readonly Unread[];
  readonly failures: readonly ExtractorFailure[];
  /** Number of files that were parsed for it. */
  readonly parsed: number;
}

/** The families that a workspace holds sources of, each with every file that its code can depend on, in order of path. */
export function textsByFamily({ byLanguage, texts }: Sources): Map<Family, Map<string, string>> {
  const all = new Map([...byLanguage.keys()].map((language) => [family(language), new Map<string, string>()]));
  for (const [file, text] of texts) {
    const only = onlyFamily(file);
    if (only !== undefined) all.get(only)?.set(file, text);
    else for (const each of all.values()) each.set(file, text);
  }
  return all;
}

/** Whether two trees hold the same files; both are in order of path. */
export function sameTexts(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  if (a.size !== b.size) return false;
  const others = b.entries();
  for (const [file, text] of a) {
    const [otherFile, otherText] = others.next().value ?? [];
    if (file !== otherFile || text !== otherText) return false;
  }
  return true;
}

/** Runs the extractors of a family. */
export async function readFamily(
  code: Family,
  texts: ReadonlyMap<string, string>,
  sources: Sources,
  {
    extractors,
    parsers,
    cache,
  }: { readonly extractors: readonly Extractor[]; readonly parsers: Parsers; readonly cache?: UnitCache | undefined },
): Promise<FamilyCode> {
  const own = extractors.filter(({ languages }) => languages.some((language) => family(language) === code));
  const build = new BuildModules(texts.keys());
  const jobs = findJobs(texts, sources, own, build);
  const program = new Program(texts, parsers, cache);
  const told = new Set<string>();
  await parsers.load(jobs.flatMap(({ extractor }) => extractor.languages.filter((language) => sources.byLanguage.has(language))));
  const failures: ExtractorFailure[] = [];
  const modules = jobs
    .flatMap((job): CodeModule[] => {
      try {
        return [run(job, { program, sources, build, told })];
      } catch (error) {
        failures.push({ framework: job.extractor.id, folder: job.module, error });
        return [];
      }
    })
    .filter(({ routes, documents, notes, specFirst }) => routes.length + (documents?.length ?? 0) + notes.length > 0 || specFirst === true);
  return { texts, modules, failures, unread: program.unread, parsed: program.parsed };
}

interface Job {
  readonly extractor: Extractor;
  readonly module: string;
  readonly files: readonly string[];
  readonly allFiles: readonly string[];
}

/** Which extractor reads which module: one whose words some file of the module holds. */
function findJobs(texts: FamilyCode['texts'], { byLanguage }: Sources, list: readonly Extractor[], modules: BuildModules): Job[] {
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

interface Reading {
  readonly program: Program;
  readonly sources: Sources;
  readonly build: BuildModules;
  /** Files that were told to be unreadable. */
  readonly told: Set<string>;
}

function run({ extractor, module, files, allFiles }: Job, { program, sources: { generated }, build, told }: Reading): CodeModule {
  const text = (file: string): string | undefined => (program.has(file) ? program.text(file) : undefined);
  program.takeMissed();
  const extraction = extractor.extract({
    program,
    module,
    files,
    allFiles,
    text,
    moduleOf: (file) => build.moduleOf(file),
    isGenerated: (file) => generated.has(file),
  });
  const [missed] = [...program.takeMissed(), ...files.filter((file) => program.isBroken(file))];
  const doubt =
    extraction.cut === true
      ? 'the code is larger than is followed'
      : missed === undefined
        ? undefined
        : `${missed} could not be read whole`;
  const found = distinct(extraction.routes);
  const routes = doubt === undefined ? found : found.map((route) => doubted(route, doubt));
  // One line a cause: a framework of which nothing was found has nothing to add.
  const isTold = missed !== undefined && extraction.cut !== true && found.length === 0 && told.has(missed);
  if (missed !== undefined) told.add(missed);
  const notes =
    doubt === undefined || isTold
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
