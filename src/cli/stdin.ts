import type { Workspace } from '../inputs/workspace.ts';

/** What the document on standard input is called. */
export const STDIN = '<stdin>';

/** A workspace with one more file: the document on standard input, whose references are relative to the root. */
export function withStdin(workspace: Workspace, bytes: Uint8Array | undefined): Workspace {
  return bytes === undefined ? workspace : withFiles(workspace, new Map([[STDIN, bytes]]));
}

/** A workspace in which some files have other contents than they have on disk. */
export function withFiles(workspace: Workspace, files: ReadonlyMap<string, Uint8Array> = new Map()): Workspace {
  if (files.size === 0) return workspace;
  return {
    read: async (file, most) => files.get(file) ?? workspace.read(file, most),
    readStart: async (file, length) => files.get(file)?.subarray(0, length) ?? workspace.readStart(file, length),
    list: (directory) => workspace.list(directory),
    kind: async (path) => (files.has(path) ? 'file' : workspace.kind(path)),
  };
}
