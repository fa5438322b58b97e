import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { buildMark } from './build-mark.ts';
import type { Cache } from './cache.ts';
import { DiskCache } from './disk-cache.ts';
import { userKey } from './user-key.ts';

/** Where what is kept between runs stands, in absolute paths. */
export interface CachePlace {
  readonly directory: string;
  /** Of the user's key. */
  readonly state: string;
}

/** @param env of the process: `XDG_STATE_HOME` says where programs keep what they need again */
export function cachePlace(directory: string, env: Readonly<Record<string, string | undefined>>): CachePlace {
  const state = env['XDG_STATE_HOME'];
  // A relative path there is to be ignored, by the specification.
  const folder = state !== undefined && isAbsolute(state) ? state : join(homedir(), '.local', 'state');
  return { directory, state: join(folder, 'apiward') };
}

/**
 * @param place nothing is kept without one
 * @param workspace folder that is judged
 * @returns undefined when nothing is kept, as where the program runs from its source, which may change at any time
 * @throws UserError when the folder cannot hold a cache, or there is no key
 */
export function openCache(place: CachePlace | undefined, workspace: string): Cache | undefined {
  const mark = place === undefined ? undefined : buildMark();
  if (place === undefined || mark === undefined) return undefined;
  return new DiskCache(place.directory, workspace, mark, userKey(place.state));
}
