import { globMatcher } from '../inputs/glob.ts';
import type { Selectors } from './config/policy.ts';

/** What a finding is about, as overrides ask: the file, and the operation when there is one. */
export interface Subject {
  /** Where the finding stands. */
  readonly file: string;
  /** The document through which that file is reached, when it is another. */
  readonly root?: string | undefined;
  /** Path template of the operation or path item. */
  readonly path?: string | undefined;
  /** Upper case. */
  readonly method?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly operationId?: string | undefined;
}

/** Whether a subject matches every kind of selector that is given. */
export function selects(selectors: Selectors, { file, root, path, method, tags = [], operationId }: Subject): boolean {
  const { files, paths, methods, tags: wanted, operations } = selectors;
  const label = method !== undefined && path !== undefined ? `${method} ${path}` : undefined;
  return (
    allows(files, (glob) => matchesFile(glob, file) || (root !== undefined && matchesFile(glob, root))) &&
    allows(paths, (glob) => path !== undefined && matchesPath(glob, path)) &&
    allows(methods, (name) => name === method) &&
    allows(wanted, (tag) => tags.includes(tag)) &&
    allows(operations, (name) => name === operationId || name === label)
  );
}

/** Whether it asks for nothing but files, and so holds for whole documents. */
export function isByFile({ paths, methods, tags, operations }: Selectors): boolean {
  return paths.length + methods.length + tags.length + operations.length === 0;
}

function allows(list: readonly string[], test: (item: string) => boolean): boolean {
  return list.length === 0 || list.some(test);
}

type Matcher = (path: string) => boolean;

/** A glob of API paths. */
const matchesPath = cached((glob) => globMatcher(glob));

/** A glob of files; a folder stands for everything below it. */
const matchesFile = cached((glob) => {
  const plain = glob.replace(/^\.\//, '').replace(/\/$/, '');
  const [exact, below] = [globMatcher(plain), globMatcher(`${plain}/**`)];
  return (file) => exact(file) || below(file);
});

/** Globs come from policies, which are bounded; a long-lived process may see many. */
const MOST = 10_000;

function cached(compile: (glob: string) => Matcher): (glob: string, path: string) => boolean {
  const matchers = new Map<string, Matcher>();
  return (glob, path) => {
    let matcher = matchers.get(glob);
    if (matcher === undefined) {
      matcher = compile(glob);
      if (matchers.size >= MOST) matchers.clear();
      matchers.set(glob, matcher);
    }
    return matcher(path);
  };
}
