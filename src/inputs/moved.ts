import { normalizePath } from './paths.ts';
import { type Entry, type EntryKind, type Workspace, WorkspaceError } from './workspace.ts';

/** Where a folder of one workspace stands in another. Paths are normal: `''` is the root. */
export interface Move {
  /** The folder's path as it is asked for. */
  readonly from: string;
  /** Its path in the workspace that is read. */
  readonly to: string;
  /** Whether paths outside of the folder are read where they stand; else they do not exist. */
  readonly others: boolean;
}

/** A workspace in which a folder is read at another place, so that `new/api.yaml` is `old/api.yaml`. */
export function movedWorkspace(workspace: Workspace, { from, to, others }: Move): Workspace {
  if (from === to && others) return workspace;
  const moved = (path: string): string => {
    const normal = path.startsWith('/') ? undefined : normalizePath(path);
    if (normal === undefined) throw new WorkspaceError('outside', path, `${path} is outside the workspace.`);
    const below = from === '' || normal === from || normal.startsWith(`${from}/`);
    if (below) return [to, normal.slice(from.length).replace(/^\//, '')].filter((part) => part !== '').join('/');
    if (others) return normal;
    throw new WorkspaceError('missing', path, `${path} does not exist.`);
  };
  return {
    read: async (file: string, most?: number): Promise<Uint8Array> => workspace.read(moved(file), most),
    readStart: async (file: string, bytes: number): Promise<Uint8Array> => workspace.readStart(moved(file), bytes),
    list: async (directory: string): Promise<readonly Entry[]> => workspace.list(moved(directory)),
    kind: async (path: string): Promise<EntryKind | undefined> => {
      try {
        return await workspace.kind(moved(path));
      } catch (error) {
        if (error instanceof WorkspaceError) return undefined;
        throw error;
      }
    },
  };
}
