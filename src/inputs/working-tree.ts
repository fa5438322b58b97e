import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** The files on disk as git would name them, for comparing them with a tree without having git. */
export interface WorkingTree {
  /** Size of the regular file that stands at a path, in bytes; undefined when none does. */
  size(path: string): number | undefined;
  /** Whether the regular file at a path is a blob, byte for byte or but for CRLF line endings, which a checkout may write. */
  is(path: string, object: string): boolean;
}

export class DiskTree implements WorkingTree {
  readonly #root: string;

  /** @param directory absolute path */
  constructor(directory: string) {
    this.#root = realpathSync.native(directory);
  }

  size(path: string): number | undefined {
    try {
      const stats = lstatSync(join(this.#root, path));
      return stats.isFile() ? stats.size : undefined;
    } catch {
      return undefined;
    }
  }

  is(path: string, object: string): boolean {
    const full = join(this.#root, path);
    try {
      // A folder on the way may be a link by now.
      if (!lstatSync(full).isFile() || realpathSync.native(full) !== full) return false;
      const bytes = readFileSync(full);
      return blobName(bytes, object) === object || (bytes.includes('\r\n') && blobName(withoutReturns(bytes), object) === object);
    } catch {
      return false;
    }
  }
}

/** The name that git gives to a content, by the hash that `like` is one of (gitformat-pack(5), "blob"). */
export function blobName(bytes: Uint8Array, like: string): string {
  return createHash(like.length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}

function withoutReturns(bytes: Buffer): Buffer {
  const kept = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte !== 13 || bytes[at + 1] !== 10) kept[length++] = byte;
  }
  return kept.subarray(0, length);
}
