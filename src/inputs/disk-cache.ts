import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  futimesSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { UserError } from '../errors.ts';
import type { Cache } from './cache.ts';
import { isOwn } from './ownership.ts';

/** Bounds of a cache, in bytes. */
const MOST_BYTES = 256 * 1024 * 1024;
const ENTRY_BYTES = 32 * 1024 * 1024;
/** What is left when it was full, so that not every run makes room. */
const KEPT_SHARE = 0.75;
/** Names of what the cache itself writes: a folder for each first byte, a digest each. */
const SHARD = /^[0-9a-f]{2}$/;
const ENTRY = /^[0-9a-f]{62}$/;
/** How old the time of an entry may be before use renews it, in milliseconds. */
const A_DAY = 24 * 60 * 60 * 1000;
/** What stands in the root of a repository. */
const REPOSITORIES: readonly string[] = ['.git', '.hg', '.svn', '.jj'];

/**
 * A folder of texts. Each is sealed with a key that only the user has, so that what a change under judgement, or anybody else, puts there
 * is not read; and the folder is the user's alone.
 */
export class DiskCache implements Cache {
  readonly #directory: string;
  readonly #program: string;
  readonly #key: Uint8Array;
  readonly #most: number;
  #wrote = false;

  /**
   * @param directory made when it is missing
   * @param workspace folder that is judged
   * @param program what tells one build of this program from another: none reads what another has kept
   * @param key of the user, a secret
   * @param most bytes of all entries
   * @throws UserError when others may write to the folder, or it stands in a repository or beside what is judged
   */
  constructor(directory: string, workspace: string, program: string, key: Uint8Array, most: number = MOST_BYTES) {
    this.#directory = privateFolder(directory, workspace);
    this.#program = program;
    this.#key = key;
    this.#most = most;
  }

  get(key: string): string | undefined {
    const name = this.#name(key);
    let descriptor: number | undefined;
    try {
      descriptor = openSync(this.#path(name), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
      const stats = fstatSync(descriptor);
      if (!stats.isFile() || stats.size > ENTRY_BYTES || !isOwn(stats)) return undefined;
      const entry = readFileSync(descriptor, 'utf8');
      const end = entry.indexOf('\n');
      const text = entry.slice(end + 1);
      if (end === -1 || !isSame(entry.slice(0, end), this.#seal(name, text))) return undefined;
      if (Date.now() - stats.mtimeMs > A_DAY) futimesSync(descriptor, new Date(), new Date());
      return text;
    } catch {
      return undefined;
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  set(key: string, text: string): void {
    if (text.length > ENTRY_BYTES / 4) return;
    const name = this.#name(key);
    const path = this.#path(name);
    const unfinished = join(this.#directory, `${randomBytes(16).toString('hex')}.tmp`);
    try {
      if (!makeFolder(dirname(path))) return;
      writeFileSync(unfinished, `${this.#seal(name, text)}\n${text}`, { flag: 'wx', mode: 0o600 });
      renameSync(unfinished, path);
      this.#wrote = true;
    } catch {
      // A disk that is full or read-only is no reason to judge nothing.
      remove(unfinished);
    }
  }

  /** Removes what was used least lately, when there is more than the bound. */
  close(): void {
    if (!this.#wrote) return;
    try {
      const entries = this.#entries();
      let size = entries.reduce((sum, { stats }) => sum + stats.size, 0);
      if (size <= this.#most) return;
      entries.sort((a, b) => a.stats.mtimeMs - b.stats.mtimeMs);
      for (const { path, stats } of entries) {
        if (size <= this.#most * KEPT_SHARE) break;
        remove(path);
        size -= stats.size;
      }
    } catch {
      // Another run makes room.
    }
  }

  /** Entries, and what a run that was ended has left unfinished. Nothing else in the folder is touched. */
  #entries(): { readonly path: string; readonly stats: Stats }[] {
    const files = readdirSync(this.#directory).flatMap((name) => {
      if (/^[0-9a-f]{32}\.tmp$/.test(name)) return [join(this.#directory, name)];
      if (!SHARD.test(name)) return [];
      const shard = join(this.#directory, name);
      return readdirSync(shard)
        .filter((each) => ENTRY.test(each))
        .map((each) => join(shard, each));
    });
    return files.flatMap((path) => {
      const stats = lstatSync(path, { throwIfNoEntry: false });
      return stats?.isFile() === true ? [{ path, stats }] : [];
    });
  }

  #name(key: string): string {
    return createHash('sha256').update(`${this.#program}\0${key}`).digest('hex');
  }

  /** Without the key none can be made, for another name or another text. */
  #seal(name: string, text: string): string {
    return createHmac('sha256', this.#key).update(name).update(text).digest('hex');
  }

  #path(name: string): string {
    return join(this.#directory, name.slice(0, 2), name.slice(2));
  }
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** Makes a folder of the user's in one that is there. @returns whether it is one now, and no link to another */
function makeFolder(path: string): boolean {
  if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
  const stats = lstatSync(path);
  return stats.isDirectory() && isOwn(stats);
}

/** Removes a file, if that can be. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It takes its room until another run removes it.
  }
}

function privateFolder(directory: string, workspace: string): string {
  const refuse = (why: string): UserError =>
    new UserError(`the cache cannot stand in \`${directory}\`: ${why}; name a folder of your own, such as \`~/.cache/apiward\``);
  const wanted = resolve(directory);
  // Asked before anything is made, of where it really is.
  const planned = realPath(wanted);
  const root = realpathSync.native(workspace);
  if (isWithin(planned, root)) throw refuse('it lies in the folder that is judged');
  if (isWithin(root, planned)) throw refuse('the folder that is judged lies in it');
  for (let folder = planned; ; folder = dirname(folder)) {
    if (REPOSITORIES.some((name) => existsSync(join(folder, name)))) throw refuse(`\`${folder}\` is a repository`);
    if (folder === dirname(folder)) break;
  }
  try {
    makeFolders(planned);
  } catch (error) {
    throw refuse(`it cannot be made (${(error as NodeJS.ErrnoException).code})`);
  }
  const stats = lstatSync(planned);
  if (!stats.isDirectory()) throw refuse('it is no folder');
  if (!isOwn(stats)) throw refuse('others may write to it');
  return planned;
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** One after the other: where a folder cannot be made, Node's own way to make several tries for ever. */
function makeFolders(path: string): void {
  if (existsSync(path)) return;
  makeFolders(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

/** The real path of what may not exist yet: that of the nearest folder that does, and the rest. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}
