import { UserError } from '../errors.ts';
import { globBase, globMatcher, isGlob } from './glob.ts';
import { IgnoreRules } from './ignore-rules.ts';
import { looksLikeOpenApi } from './looks-like-openapi.ts';
import { normalizePath } from './paths.ts';
import { type Workspace, WorkspaceError } from './workspace.ts';

/** Why something below a searched directory was passed over. Folders count once, whatever they hold. */
type PassedOver = 'ignored' | 'dependency-folder' | 'test-folder' | 'not-openapi' | 'link' | 'unreadable' | 'excluded';

export interface Discovery {
  /** POSIX paths relative to the workspace, sorted, each once. */
  readonly files: readonly string[];
  readonly passedOver: ReadonlyMap<PassedOver, number>;
}

export interface DiscoverOptions {
  /** Files, directories and globs; one that begins with `!` takes away. Without any that adds, the whole workspace is searched. */
  readonly patterns?: readonly string[];
  /** Whether a folder or glob without any document is a mistake. Default: it is. */
  readonly needs?: (pattern: string) => boolean;
}

/** Never holds an API of one's own. */
const dependencyFolders = new Set(['.git', 'bower_components', 'dist', 'node_modules', 'vendor']);

/** Holds documents that are wrong on purpose. Searched when a pattern asks for it. */
const testFolders = new Set(['__fixtures__', '__mocks__', '__tests__', 'fixtures', 'test', 'test-data', 'testdata', 'tests']);

/** Read to tell what a file is; the whole file when that is not enough. */
const startBytes = 4 * 1024;
const longerStartBytes = 64 * 1024;

/**
 * Finds OpenAPI documents. Files that are named are taken as they are; directories and globs are searched by content, and
 * `.gitignore` files are respected.
 *
 * @throws UserError exit code 2 for a path that does not exist, 3 for a pattern that finds nothing
 */
export async function discover(workspace: Workspace, options: DiscoverOptions = {}): Promise<Discovery> {
  const search = new Search(workspace, options.needs);
  const added: string[] = [];
  for (const pattern of options.patterns ?? []) {
    if (pattern.startsWith('!')) search.exclude(pattern.slice(1));
    else added.push(pattern);
  }
  if (added.length === 0) await search.directory('', false);
  for (const pattern of added) await search.pattern(pattern);
  return search.result();
}

interface Scope {
  /** Test folders are searched too. */
  readonly asked: boolean;
  /** Folders of {@link dependencyFolders} that a pattern names. */
  readonly named: ReadonlySet<string>;
  readonly accepts: (file: string) => boolean;
}

class Search {
  readonly #workspace: Workspace;
  readonly #needs: (pattern: string) => boolean;
  readonly #files = new Set<string>();
  readonly #passedOver = new Map<PassedOver, number>();
  readonly #excluded: ((path: string) => boolean)[] = [];
  /** Answers about content, for patterns may overlap. */
  readonly #looks = new Map<string, boolean>();

  constructor(workspace: Workspace, needs: (pattern: string) => boolean = () => true) {
    this.#workspace = workspace;
    this.#needs = needs;
  }

  result(): Discovery {
    return { files: [...this.#files].sort(), passedOver: this.#passedOver };
  }

  exclude(pattern: string): void {
    const path = normalized(pattern);
    const matches = globMatcher(path);
    // A directory takes everything below it along.
    const below = globMatcher(`${path}/**`);
    this.#excluded.push((file) => file === path || file.startsWith(`${path}/`) || matches(file) || below(file));
  }

  async pattern(pattern: string): Promise<void> {
    const path = normalized(pattern);
    const kind = await this.#workspace.kind(path);
    if (kind === 'file') this.#take(path);
    else if (kind === 'directory') await this.#demand(pattern, () => this.directory(path, true));
    else if (kind === 'other') throw new UserError(`${pattern} is not a regular file: name a file or a directory.`);
    else if (isGlob(path)) await this.#demand(pattern, () => this.#glob(path));
    else throw new UserError(`${pattern} does not exist: correct the path, which is relative to the folder that is checked.`);
  }

  async directory(directory: string, asked: boolean): Promise<number> {
    return this.#walk(directory, { asked, named: new Set(), accepts: () => true });
  }

  async #glob(pattern: string): Promise<number> {
    const base = globBase(pattern);
    if ((await this.#workspace.kind(base)) !== 'directory') return 0;
    return this.#walk(base, { asked: true, named: new Set(pattern.split('/')), accepts: globMatcher(pattern) });
  }

  async #demand(pattern: string, find: () => Promise<number>): Promise<void> {
    const before = new Map(this.#passedOver);
    if ((await find()) > 0 || !this.#needs(pattern)) return;
    const passed = (reason: PassedOver): number => (this.#passedOver.get(reason) ?? 0) - (before.get(reason) ?? 0);
    const others = passed('not-openapi');
    const reasons = [
      others === 0 ? '' : `${others} JSON or YAML ${others === 1 ? 'file' : 'files'} but no OpenAPI document`,
      passed('excluded') === 0 ? '' : `${passed('excluded')} taken away by a pattern with \`!\``,
      passed('link') === 0 ? '' : `${passed('link')} links, which are not followed`,
    ].filter((reason) => reason !== '');
    const found = reasons.length === 0 ? 'no JSON or YAML file' : reasons.join(', ');
    throw new UserError(`${pattern} matches ${found}: correct the pattern, or name a file to have it checked whatever it holds.`, 3);
  }

  /** Returns how many documents were found, known ones included. */
  async #walk(start: string, scope: Scope): Promise<number> {
    const rules = await this.#rulesAbove(start);
    const stack: { directory: string; rules: IgnoreRules }[] = [{ directory: start, rules }];
    let found = 0;
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const { directory } = next;
      const entries = await this.#list(directory);
      const here = entries.some(({ name, kind }) => name === '.gitignore' && kind === 'file')
        ? await this.#rulesIn(directory, `${prefix(directory)}.gitignore`, next.rules)
        : next.rules;
      for (const { name, kind } of entries) {
        const path = prefix(directory) + name;
        if (kind === 'directory') {
          if (this.#enters(path, name, scope, here)) stack.push({ directory: path, rules: here });
        } else if (/\.(?:json|ya?ml)$/i.test(name) && scope.accepts(path)) {
          if (kind === 'other') this.#pass('link');
          else if (here.ignores(path, false)) this.#pass('ignored');
          else if (await this.#isOpenApi(path)) found += this.#take(path);
        }
      }
    }
    return found;
  }

  #enters(path: string, name: string, scope: Scope, rules: IgnoreRules): boolean {
    if (dependencyFolders.has(name) && !scope.named.has(name)) {
      if (name !== '.git') this.#pass('dependency-folder');
    } else if (testFolders.has(name.toLowerCase()) && !scope.asked) this.#pass('test-folder');
    else if (rules.ignores(path, true)) this.#pass('ignored');
    else return true;
    return false;
  }

  /** Rules of the directories above; none when they ignore the directory itself, for then it was asked for all the same. */
  async #rulesAbove(directory: string): Promise<IgnoreRules> {
    let rules = await this.#rulesIn('', '.git/info/exclude', IgnoreRules.none);
    let parent = '';
    for (const segment of directory === '' ? [] : directory.split('/')) {
      rules = await this.#rulesIn(parent, `${prefix(parent)}.gitignore`, rules);
      parent = prefix(parent) + segment;
      if (rules.ignores(parent, true)) rules = IgnoreRules.none;
    }
    return rules;
  }

  async #rulesIn(directory: string, file: string, outer: IgnoreRules): Promise<IgnoreRules> {
    try {
      return outer.with(directory, new TextDecoder().decode(await this.#workspace.readStart(file, 1024 * 1024)));
    } catch (error) {
      if (error instanceof WorkspaceError) return outer;
      throw error;
    }
  }

  async #list(directory: string): Promise<Awaited<ReturnType<Workspace['list']>>> {
    try {
      return await this.#workspace.list(directory);
    } catch (error) {
      if (!(error instanceof WorkspaceError)) throw error;
      this.#pass('unreadable');
      return [];
    }
  }

  async #isOpenApi(file: string): Promise<boolean> {
    const known = this.#looks.get(file);
    if (known !== undefined) return known;
    const looks = await this.#look(file);
    if (looks === undefined) this.#pass('unreadable');
    else if (!looks) this.#pass('not-openapi');
    this.#looks.set(file, looks === true);
    return looks === true;
  }

  async #look(file: string): Promise<boolean | undefined> {
    const isJson = /\.json$/i.test(file);
    try {
      for (const most of [startBytes, longerStartBytes, Number.MAX_SAFE_INTEGER]) {
        const bytes = await this.#workspace.readStart(file, most);
        const looks = looksLikeOpenApi(bytes, bytes.length < most, isJson);
        if (looks !== 'cut') return looks === 'yes';
      }
      return false;
    } catch (error) {
      if (error instanceof WorkspaceError) return undefined;
      throw error;
    }
  }

  #take(file: string): number {
    if (this.#excluded.some((excludes) => excludes(file))) {
      this.#pass('excluded');
      return 0;
    }
    this.#files.add(file);
    return 1;
  }

  #pass(reason: PassedOver): void {
    this.#passedOver.set(reason, (this.#passedOver.get(reason) ?? 0) + 1);
  }
}

function prefix(directory: string): string {
  return directory === '' ? '' : `${directory}/`;
}

function normalized(pattern: string): string {
  const path = pattern.startsWith('/') ? undefined : normalizePath(pattern);
  if (path === undefined) throw new UserError(`${pattern} is outside the workspace: name paths inside it, relative to its root.`);
  return path;
}
