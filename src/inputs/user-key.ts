import { randomBytes } from 'node:crypto';
import { closeSync, constants, fstatSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { isOwn } from './ownership.ts';

const BYTES = 32;

/**
 * The secret that what is kept between runs is sealed with; made at its first use. It stands in the user's own folder for state (XDG Base
 * Directory Specification), never beside what it seals.
 * @param state folder of the program below that, an absolute path
 * @throws UserError when it can be neither read nor made, or others may write to it
 */
export function userKey(state: string): Uint8Array {
  const path = join(state, 'cache-key');
  const known = read(path);
  if (known !== undefined) return known;
  const unfinished = `${path}.${randomBytes(8).toString('hex')}`;
  try {
    mkdirSync(state, { recursive: true, mode: 0o700 });
    writeFileSync(unfinished, randomBytes(BYTES), { flag: 'wx', mode: 0o600 });
    // Two runs that make one at once: the first wins.
    linkSync(unfinished, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw refusal(path, `it cannot be made (${(error as NodeJS.ErrnoException).code})`);
  } finally {
    remove(unfinished);
  }
  const made = read(path);
  if (made === undefined) throw refusal(path, 'it cannot be read');
  return made;
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What was not written need not be removed.
  }
}

function read(path: string): Uint8Array | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
    const stats = fstatSync(descriptor);
    if (!stats.isFile() || stats.size !== BYTES || !isOwn(stats)) throw refusal(path, 'it is no key of yours; remove it');
    return readFileSync(descriptor);
  } catch (error) {
    if (error instanceof UserError) throw error;
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function refusal(path: string, why: string): UserError {
  return new UserError(`the cache is sealed with a key in \`${path}\`: ${why}, or run without \`--cache\``);
}
