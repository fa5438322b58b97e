/** Why a path of the workspace cannot be read. */
export type Refusal = 'missing' | 'outside' | 'not-a-file' | 'too-large' | 'unreadable';

/** A file that cannot be had; the message names it and is fit for users. */
export class WorkspaceError extends Error {
  override readonly name = 'WorkspaceError';
  readonly reason: Refusal;
  readonly file: string;

  constructor(reason: Refusal, file: string, message: string) {
    super(message);
    this.reason = reason;
    this.file = file;
  }
}

export type EntryKind = 'file' | 'directory' | 'other';

export interface Entry {
  readonly name: string;
  /** Links are `other`: a walk never follows them. */
  readonly kind: EntryKind;
}

/**
 * The files that may be read: all paths are POSIX and relative to its root (`''` is the root itself). Every method rejects with a
 * {@link WorkspaceError} for what it cannot give.
 */
export interface Workspace {
  /**
   * The bytes of a regular file, read once: later calls give the same bytes. A link is followed as long as it stays inside.
   * @param most largest size that is read, in bytes; without it the workspace has a bound of its own
   */
  read(file: string, most?: number): Promise<Uint8Array>;
  /** At most the first `bytes` bytes of a regular file. */
  readStart(file: string, bytes: number): Promise<Uint8Array>;
  /** Entries of a directory, sorted by name. */
  list(directory: string): Promise<readonly Entry[]>;
  /** What stands at a path, links followed; undefined when nothing does or it leads outside. */
  kind(path: string): Promise<EntryKind | undefined>;
}
