/** Removes `.`, empty and `..` segments of a workspace path; undefined when it climbs above the root. */
export function normalizePath(path: string): string | undefined {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.join('/');
}

/** `''` for a file at the root. */
export function directoryOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

/** The way from a folder up to the root of its workspace: `../..` for `services/pets`, `''` for the root itself. */
export function upFrom(folder: string): string {
  return folder.replace(/[^/]+/g, '..');
}

/** The path that `relative`, as written in `file`, means; it begins with `../` when it leaves the workspace, so that reading it is refused. */
export function joinPath(file: string, relative: string): string {
  const directory = directoryOf(file);
  const joined = directory === '' ? relative : `${directory}/${relative}`;
  return normalizePath(joined) ?? `../${relative.replace(/^(?:\.{0,2}\/)+/, '')}`;
}
