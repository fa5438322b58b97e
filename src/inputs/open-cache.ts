import { buildMark } from './build-mark.ts';
import type { Cache } from './cache.ts';
import { DiskCache } from './disk-cache.ts';

/**
 * @param directory absolute path; nothing is kept without one
 * @param workspace folder that is judged
 * @returns undefined when nothing is kept, as where the program runs from its source, which may change at any time
 * @throws UserError when the folder cannot hold a cache
 */
export function openCache(directory: string | undefined, workspace: string): Cache | undefined {
  const mark = directory === undefined ? undefined : buildMark();
  return directory === undefined || mark === undefined ? undefined : new DiskCache(directory, workspace, mark);
}
