import { dirname, isAbsolute, parse, relative, resolve, sep } from 'node:path';
import { UserError } from '../errors.ts';

/** The folder that a run may read, and the paths relative to it, POSIX. */
export interface Root {
  /** Absolute. */
  readonly directory: string;
  readonly patterns: string[];
  readonly ruleset: string | undefined;
}

/**
 * The working directory when everything named lies in it; else the deepest folder that holds all that was named. References may not leave
 * it, so it is never the whole disk.
 */
export function chooseRoot(
  cwd: string,
  operands: readonly string[],
  ruleset: string | undefined,
  isDirectory: (path: string) => boolean,
): Root {
  // A pattern with `!` takes away and widens nothing.
  const added = operands.filter((path) => !path.startsWith('!'));
  const named = [...added, ...(ruleset === undefined ? [] : [ruleset])];
  const inside = named.every((path) => within(cwd, resolve(cwd, fixedPart(path))));
  // With nothing but a ruleset named, the working directory is what is searched.
  const searched = inside || added.length > 0 ? operands : ['.', ...operands];
  const folders = [...searched, ...named].filter((path) => !path.startsWith('!')).map(folderOf);
  const directory = inside ? cwd : commonFolder(folders);
  if (!inside && directory === parse(directory).root) {
    const list = named.map((path) => `\`${path}\``).join(' and ');
    throw new UserError(
      named.length === 1
        ? `${list} is or lies in the root folder of the disk, which apiward does not read whole: name or make a folder below it`
        : `${list} share no folder: run apiward once for each, or in a folder that holds them`,
    );
  }
  const inRoot = (path: string): string => {
    if (path.startsWith('!')) return `!${inRoot(path.slice(1))}`;
    const posix = relative(directory, resolve(cwd, path)).split(sep).join('/');
    return posix === '' ? '.' : posix;
  };
  return { directory, patterns: searched.map(inRoot), ruleset: ruleset === undefined ? undefined : inRoot(ruleset) };

  function folderOf(path: string): string {
    const fixed = resolve(cwd, fixedPart(path));
    return fixedPart(path) !== path || isDirectory(fixed) ? fixed : dirname(fixed);
  }
}

/** The part of a pattern before its first wildcard. */
function fixedPart(pattern: string): string {
  const magic = pattern.search(/[*?[{]/);
  if (magic === -1) return pattern;
  return pattern.slice(0, Math.max(0, pattern.slice(0, magic).lastIndexOf('/') + 1)) || '.';
}

/** Whether an absolute path is a folder or lies in it. */
export function within(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function commonFolder(folders: readonly string[]): string {
  return folders.reduce((common, folder) => {
    let shared = common;
    while (!within(shared, folder)) shared = dirname(shared);
    return shared;
  });
}
