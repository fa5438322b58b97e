import { DiskWorkspace } from './disk.ts';
import { type Move, movedWorkspace } from './moved.ts';
import { type Snapshot, type SnapshotEntry, snapshotBase } from './snapshot.ts';
import type { Workspace } from './workspace.ts';

/** The repository around a folder: some files of its root as the base has them. */
export interface Around {
  /** Absolute path of the repository's root. */
  readonly directory: string;
  /** Path of the folder in it; never `''`. */
  readonly folder: string;
  readonly snapshot: Snapshot;
}

/** Both sides of {@link Around}. */
export interface OpenedAround {
  readonly folder: string;
  readonly head: Workspace;
  readonly base: Workspace;
}

/** What a run is compared with, as plain data that can cross to a thread. */
export type BaseSource = {
  /** In words, for reports. */
  readonly label: string;
} & (
  | {
      readonly kind: 'snapshot';
      readonly snapshot: Snapshot;
      readonly around?: Around | undefined;
    }
  | {
      readonly kind: 'folder';
      /** Absolute path. */
      readonly directory: string;
      readonly move: Move;
      /** Present path to the path that the base has. */
      readonly renamed: ReadonlyMap<string, string>;
    }
);

/** What a run judges and what with, as workspaces. */
export interface Opened {
  readonly workspace: Workspace;
  readonly base:
    | {
        readonly workspace: Workspace;
        readonly label: string;
        readonly renamed: ReadonlyMap<string, string>;
        readonly same?: (file: string) => boolean;
        readonly notes?: readonly string[];
        readonly around?: OpenedAround;
      }
    | undefined;
}

/**
 * @param disk the working tree
 * @param head a commit that is judged in its place
 */
export function openSides(disk: Workspace, head: Snapshot | undefined, base: BaseSource | undefined): Opened {
  const workspace = head === undefined ? disk : snapshotBase(disk, head).workspace;
  if (base === undefined) return { workspace, base };
  const { label } = base;
  if (base.kind === 'folder') {
    const { directory, move, renamed } = base;
    return { workspace, base: { label, renamed, workspace: movedWorkspace(new DiskWorkspace(directory), move) } };
  }
  const { snapshot, around } = base;
  const opened = snapshotBase(disk, snapshot);
  const same = head === undefined ? opened.same : (file: string) => equal(snapshot.files.get(file), head.files.get(file));
  return { workspace, base: { ...opened, label, same, ...(around && { around: openAround(around) }) } };
}

function openAround({ directory, folder, snapshot }: Around): OpenedAround {
  const head = new DiskWorkspace(directory);
  return { folder, head, base: snapshotBase(head, snapshot).workspace };
}

function equal(base: SnapshotEntry | undefined, head: SnapshotEntry | undefined): boolean {
  if (base?.kind === 'same') return head?.kind === 'same';
  return base?.kind === 'file' && head?.kind === 'file' && Buffer.compare(base.bytes, head.bytes) === 0;
}
