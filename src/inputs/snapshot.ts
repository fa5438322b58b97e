import { normalizePath } from './paths.ts';
import { type Entry, type EntryKind, type Refusal, type Workspace, WorkspaceError } from './workspace.ts';

/** What stands at a path of a commit's tree. */
export type SnapshotEntry =
  /** A regular file, the same as in the working tree. */
  | { readonly kind: 'same' }
  /** A regular file with other content than in the working tree, or with none there. */
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  /** A symbolic link, whose target is as written: relative to the folder it stands in. */
  | { readonly kind: 'link'; readonly target: string }
  /** A submodule. */
  | { readonly kind: 'other' }
  /** A regular file or link whose content cannot be had; `why` follows the path in a message. */
  | { readonly kind: 'refused'; readonly reason: Refusal; readonly why: string };

/**
 * The files of a commit, of which only those are held that differ from the working tree. Plain data, so that it can cross to a thread.
 * What the tree does not name does not exist in it, whatever the working tree holds.
 */
export interface Snapshot {
  /** By POSIX path relative to the workspace. Folders are not listed. */
  readonly files: ReadonlyMap<string, SnapshotEntry>;
  /** Where a file stood before it was renamed: its present path to its path here. */
  readonly renamed: ReadonlyMap<string, string>;
  /** What could not be had, in words. */
  readonly notes: readonly string[];
}

/** A snapshot as a workspace, with what a comparison wants to know of it. */
export interface SnapshotBase {
  readonly workspace: Workspace;
  readonly renamed: ReadonlyMap<string, string>;
  /** Whether a file stands at the same path in the working tree with the same content; a link never counts as such. */
  readonly same: (file: string) => boolean;
  readonly notes: readonly string[];
}

/** The clone's own ignore rules are in no tree and hold for all of them. */
const LOCAL_EXCLUDES = '.git/info/exclude';

/** As many as Linux follows. */
const MOST_LINKS = 40;

/** @param disk the working tree that the snapshot was taken beside; only files that are the same there are read from it */
export function snapshotBase(disk: Workspace, snapshot: Snapshot): SnapshotBase {
  return {
    workspace: new SnapshotWorkspace(disk, snapshot),
    renamed: snapshot.renamed,
    same: (file) => snapshot.files.get(file)?.kind === 'same',
    notes: snapshot.notes,
  };
}

class SnapshotWorkspace implements Workspace {
  readonly #disk: Workspace;
  readonly #files: ReadonlyMap<string, SnapshotEntry>;
  /** Entries of each folder by name. */
  readonly #folders = new Map<string, Map<string, EntryKind>>([['', new Map()]]);
  readonly #hasLinks: boolean;

  constructor(disk: Workspace, { files }: Snapshot) {
    this.#disk = disk;
    this.#files = files;
    let hasLinks = false;
    for (const [file, { kind }] of files) {
      this.#enter(file, kind === 'link' || kind === 'other' ? 'other' : 'file');
      hasLinks ||= kind === 'link';
    }
    this.#hasLinks = hasLinks;
  }

  async read(file: string, most?: number): Promise<Uint8Array> {
    return this.#content(
      file,
      (bytes) => bytes,
      (path) => this.#disk.read(path, most),
    );
  }

  async readStart(file: string, length: number): Promise<Uint8Array> {
    return this.#content(
      file,
      (bytes) => bytes.subarray(0, length),
      (path) => this.#disk.readStart(path, length),
    );
  }

  async list(directory: string): Promise<readonly Entry[]> {
    const entries = this.#folders.get(this.#real(directory));
    if (entries === undefined) throw missing(directory);
    return [...entries].map(([name, kind]) => ({ name, kind })).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async kind(path: string): Promise<EntryKind | undefined> {
    let real: string;
    try {
      real = this.#real(path);
    } catch (error) {
      if (error instanceof WorkspaceError) return undefined;
      throw error;
    }
    if (this.#folders.has(real)) return 'directory';
    const entry = this.#files.get(real);
    if (entry === undefined) return undefined;
    return entry.kind === 'other' ? 'other' : 'file';
  }

  async #content(file: string, own: (bytes: Uint8Array) => Uint8Array, shared: (path: string) => Promise<Uint8Array>): Promise<Uint8Array> {
    const real = this.#real(file);
    if (real === LOCAL_EXCLUDES) return shared(real);
    const entry = this.#files.get(real);
    if (this.#folders.has(real)) throw new WorkspaceError('not-a-file', file, `${file} is a directory.`);
    if (entry === undefined) throw missing(file);
    switch (entry.kind) {
      case 'same':
        return shared(real);
      case 'file':
        return own(entry.bytes);
      case 'refused':
        throw new WorkspaceError(entry.reason, file, `${file} ${entry.why}.`);
      default:
        throw new WorkspaceError('not-a-file', file, `${file} is not a regular file.`);
    }
  }

  /** The path with every link followed, which stays inside as those on disk must. What it leads to may not exist. */
  #real(path: string): string {
    const normal = normalizePath(path);
    if (normal === undefined || path.startsWith('/')) throw outside(path);
    if (!this.#hasLinks || normal === LOCAL_EXCLUDES) return normal;
    const ahead = segmentsOf(normal).reverse();
    /** Every folder that leads to where the walk stands, and that place. */
    const walked = [''];
    for (let links = 0, next = ahead.pop(); next !== undefined; next = ahead.pop()) {
      const folder = walked.at(-1) ?? '';
      if (!this.#folders.has(folder)) throw missing(path);
      if (next === '..') {
        walked.pop();
        if (walked.length === 0) throw outside(path);
        continue;
      }
      const here = folder === '' ? next : `${folder}/${next}`;
      const entry = this.#files.get(here);
      if (entry?.kind !== 'link') {
        walked.push(here);
        continue;
      }
      if (entry.target.startsWith('/')) throw outside(path);
      if (++links > MOST_LINKS) throw new WorkspaceError('unreadable', path, `${path} cannot be read (its links lead round in a circle).`);
      ahead.push(...segmentsOf(entry.target).reverse());
    }
    return walked.at(-1) ?? '';
  }

  #enter(file: string, kind: EntryKind): void {
    let path = file;
    for (let entered: EntryKind = kind; path !== ''; entered = 'directory') {
      const slash = path.lastIndexOf('/');
      const folder = path.slice(0, Math.max(0, slash));
      const known = this.#folders.get(folder);
      const entries = known ?? new Map<string, EntryKind>();
      entries.set(path.slice(slash + 1), entered);
      if (known !== undefined) return;
      this.#folders.set(folder, entries);
      path = folder;
    }
  }
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '' && segment !== '.');
}

function missing(path: string): WorkspaceError {
  return new WorkspaceError('missing', path, `${path} does not exist.`);
}

function outside(path: string): WorkspaceError {
  return new WorkspaceError('outside', path, `${path} is outside the workspace.`);
}
