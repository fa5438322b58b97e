import type { SnapshotEntry } from './snapshot.ts';

/** A file whose content is wanted. */
export interface Content {
  readonly path: string;
  /** Name of its blob. */
  readonly object: string;
}

export interface Limits {
  /** Largest file, in bytes; as for files on disk, 64 MiB. */
  readonly fileBytes: number;
  /** All files together, in bytes; 256 MiB. */
  readonly totalBytes: number;
  /** Different contents. */
  readonly contents: number;
}

/** The operating systems' own bound on a path. */
const LINK_BYTES = 4096;
/** The specification's bound on a pointer (git-lfs, docs/spec.md). */
const LFS_POINTER_BYTES = 1024;

export function withinLimits(limits: Partial<Limits>): Limits {
  return { fileBytes: 64 * 1024 * 1024, totalBytes: 256 * 1024 * 1024, contents: 100_000, ...limits };
}

/**
 * Which contents are read: what may be a document or says what is one first, then the small ones, until it is enough. The same files give
 * the same choice.
 */
export function chooseContents(
  wanted: readonly Content[],
  sizes: ReadonlyMap<string, number>,
  limits: Limits,
  isLink: (path: string) => boolean,
): { readonly chosen: ReadonlyMap<string, number>; readonly refused: ReadonlyMap<string, SnapshotEntry> } {
  const chosen = new Map<string, number>();
  const refused = new Map<string, SnapshotEntry>();
  let total = 0;
  const sized = wanted.flatMap(({ path, object }) => {
    const size = sizes.get(object);
    return size === undefined ? [] : [{ path, object, size, rank: rankOf(path, isLink(path)) }];
  });
  sized.sort((a, b) => a.rank - b.rank || a.size - b.size || (a.path < b.path ? -1 : 1));
  for (const { path, object, size } of sized) {
    if (isLink(path) && size > LINK_BYTES) refused.set(path, { kind: 'refused', reason: 'unreadable', why: 'is a link to no path' });
    else if (size > limits.fileBytes) {
      refused.set(path, { kind: 'refused', reason: 'too-large', why: `is larger than ${limits.fileBytes} bytes` });
    } else if (chosen.has(object)) {
      // Its bytes are read already.
    } else if (total + size > limits.totalBytes || chosen.size >= limits.contents) {
      refused.set(path, { kind: 'refused', reason: 'unreadable', why: 'was not read, since too much of the base differs' });
    } else {
      total += size;
      chosen.set(object, size);
    }
  }
  return { chosen, refused };
}

export function regularEntry(bytes: Uint8Array): SnapshotEntry {
  if (
    bytes.length <= LFS_POINTER_BYTES &&
    new TextDecoder().decode(bytes.subarray(0, 64)).startsWith('version https://git-lfs.github.com/spec/')
  ) {
    return { kind: 'refused', reason: 'unreadable', why: 'is a pointer of Git LFS, and its content is not in the repository' };
  }
  return { kind: 'file', bytes };
}

export function linkEntry(bytes: Uint8Array): SnapshotEntry {
  try {
    const target = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (target !== '' && !target.includes('\0')) return { kind: 'link', target };
  } catch {
    // Told below.
  }
  return { kind: 'refused', reason: 'unreadable', why: 'is a link to no path' };
}

/** `1 file of the base is`, for a note. */
export function filesOfBase(number: number): string {
  return number === 1 ? '1 file of the base is' : `${number} files of the base are`;
}

/** Says that files of the base could not be read. */
export function unreadNote(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).map((path) => `\`${path}\``);
  const rest = paths.length > shown.length ? ` and ${paths.length - shown.length} more` : '';
  return `${filesOfBase(paths.length)} not readable: ${shown.join(', ')}${rest}`;
}

function rankOf(path: string, isLink: boolean): number {
  if (isLink) return 0;
  return /(?:^|\/)\.[^/]*$|\.(?:json|ya?ml)$/i.test(path) ? 1 : 2;
}
