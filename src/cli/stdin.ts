import type { Workspace } from '../inputs/workspace.ts';

/** What the document on standard input is called. */
export const STDIN = '<stdin>';

/** A workspace with one more file: the document on standard input, whose references are relative to the root. */
export function withStdin(workspace: Workspace, bytes: Uint8Array): Workspace {
  return {
    read: async (file) => (file === STDIN ? bytes : workspace.read(file)),
    readStart: async (file, length) => (file === STDIN ? bytes.subarray(0, length) : workspace.readStart(file, length)),
    list: (directory) => workspace.list(directory),
    kind: async (path) => (path === STDIN ? 'file' : workspace.kind(path)),
  };
}
