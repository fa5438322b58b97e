import { normalizePath } from '../../inputs/paths.ts';
import type { Program } from '../program.ts';

/** The folder of a file, `''` at the root. */
export function directoryOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

/** A path relative to a folder; undefined when it leads out of the workspace. */
export function joinPath(directory: string, relative: string): string | undefined {
  return normalizePath(directory === '' ? relative : `${directory}/${relative}`);
}

/** The folders from a folder up to the root, nearest first. */
export function foldersUp(directory: string): string[] {
  const folders = [directory];
  for (let at = directory; at !== ''; ) {
    at = directoryOf(at);
    folders.push(at);
  }
  return folders;
}

/** The first file of one of the names, looking upwards from a folder. */
export function nearestUp(program: Program, directory: string, names: readonly string[]): string | undefined {
  for (const folder of foldersUp(directory)) {
    for (const name of names) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (program.has(path)) return path;
    }
  }
  return undefined;
}
