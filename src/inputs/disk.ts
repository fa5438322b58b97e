import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync, realpathSync, type Stats } from 'node:fs';
import { join, sep } from 'node:path';
import { UserError } from '../errors.ts';
import { normalizePath } from './paths.ts';
import { type Entry, type EntryKind, type Workspace, WorkspaceError } from './workspace.ts';

export interface DiskOptions {
  /** Largest file that is read, in bytes; default 64 MiB. */
  readonly fileBytes?: number;
  /** Bytes kept in memory; what does not fit is read again and must then be the same. Default 256 MiB. */
  readonly keptBytes?: number;
}

/**
 * A directory on disk. The real path of everything read lies inside it, and only regular files are opened: a pipe or device never is.
 * Calls are synchronous underneath, which for many small files is far quicker than the thread pool.
 */
export class DiskWorkspace implements Workspace {
  readonly #root: string;
  readonly #fileBytes: number;
  #room: number;
  readonly #kept = new Map<string, Uint8Array>();
  readonly #digests = new Map<string, string>();

  /** @throws UserError when `root` is no directory */
  constructor(root: string, options: DiskOptions = {}) {
    this.#root = realDirectory(root);
    this.#fileBytes = options.fileBytes ?? 64 * 1024 * 1024;
    this.#room = options.keptBytes ?? 256 * 1024 * 1024;
  }

  async read(file: string, most: number = this.#fileBytes): Promise<Uint8Array> {
    const real = this.#real(file);
    // A checkout keeps the token it was made with there.
    if (real.slice(this.#root.length).toLowerCase().split(sep).includes('.git')) throw ownData(file);
    const kept = this.#kept.get(real);
    if (kept !== undefined && kept.length <= most) return kept;
    const bytes = this.#bytes(file, real, most + 1, most);
    if (bytes.length > most) throw tooLarge(file, most);
    if (bytes.length <= this.#room && !this.#digests.has(real)) {
      this.#room -= bytes.length;
      this.#kept.set(real, bytes);
      return bytes;
    }
    const digest = createHash('sha256').update(bytes).digest('base64');
    if ((this.#digests.get(real) ?? digest) !== digest) {
      throw new WorkspaceError('unreadable', file, `${file} changed while it was being checked; run again.`);
    }
    this.#digests.set(real, digest);
    return bytes;
  }

  async readStart(file: string, bytes: number): Promise<Uint8Array> {
    const real = this.#real(file);
    return this.#kept.get(real)?.subarray(0, bytes) ?? this.#bytes(file, real, bytes);
  }

  async list(directory: string): Promise<readonly Entry[]> {
    const real = this.#real(directory);
    try {
      const entries = readdirSync(real, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      throw refusal(directory, error);
    }
  }

  async kind(path: string): Promise<EntryKind | undefined> {
    try {
      return kindOf(lstatSync(this.#real(path)));
    } catch {
      return undefined;
    }
  }

  /** The path with every link resolved, which must lie inside the root. */
  #real(path: string): string {
    const normal = normalizePath(path);
    if (normal === undefined || path.startsWith('/')) throw outside(path);
    let real: string;
    try {
      real = realpathSync.native(join(this.#root, normal));
    } catch (error) {
      throw refusal(path, error);
    }
    const prefix = this.#root.endsWith(sep) ? this.#root : this.#root + sep;
    if (real !== this.#root && !real.startsWith(prefix)) throw outside(path);
    return real;
  }

  /** @param whole size of the largest file that is opened at all */
  #bytes(file: string, real: string, most: number, whole = Number.POSITIVE_INFINITY): Uint8Array {
    let descriptor: number | undefined;
    try {
      // Asked before opening, for opening a device can already do something.
      check(file, lstatSync(real), whole);
      // A pipe or link put there since then neither blocks nor is followed. Windows has neither flag.
      descriptor = openSync(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
      const stats = fstatSync(descriptor);
      check(file, stats, whole);
      return readUpTo(descriptor, most, stats.size);
    } catch (error) {
      throw error instanceof WorkspaceError ? error : refusal(file, error);
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }
}

function check(file: string, stats: Stats, most: number): void {
  if (stats.isDirectory()) throw new WorkspaceError('not-a-file', file, `${file} is a directory.`);
  if (!stats.isFile()) throw new WorkspaceError('not-a-file', file, `${file} is not a regular file.`);
  if (stats.size > most) throw tooLarge(file, most);
}

function tooLarge(file: string, most: number): WorkspaceError {
  return new WorkspaceError('too-large', file, `${file} is larger than ${most} bytes.`);
}

function realDirectory(path: string): string {
  try {
    const real = realpathSync.native(path);
    if (lstatSync(real).isDirectory()) return real;
  } catch {
    // Told below, with what to do.
  }
  throw new UserError(`${path} is not a directory that can be read: name the folder that holds the repository.`);
}

/** The size is what the file system says and may be wrong; only the bytes that come count. */
function readUpTo(descriptor: number, most: number, size: number): Uint8Array {
  let buffer = Buffer.allocUnsafe(Math.min(most, size + 1));
  let length = 0;
  while (length < most) {
    if (length === buffer.length) {
      const larger = Buffer.allocUnsafe(Math.min(most, buffer.length * 2 + 4096));
      buffer.copy(larger);
      buffer = larger;
    }
    const count = readSync(descriptor, buffer, length, buffer.length - length, null);
    if (count === 0) break;
    length += count;
  }
  return buffer.subarray(0, length);
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): EntryKind {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'directory' : 'other';
}

function ownData(path: string): WorkspaceError {
  return new WorkspaceError('outside', path, `${path} is a file of git itself, which is no part of the workspace.`);
}

function outside(path: string): WorkspaceError {
  return new WorkspaceError('outside', path, `${path} is outside the workspace.`);
}

function refusal(path: string, error: unknown): WorkspaceError {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(code)) {
    return new WorkspaceError('missing', path, `${path} does not exist.`);
  }
  return new WorkspaceError('unreadable', path, `${path} cannot be read (${code}).`);
}
