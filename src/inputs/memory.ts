import { normalizePath } from './paths.ts';
import { type Entry, type EntryKind, type Workspace, WorkspaceError } from './workspace.ts';

/** A workspace of given files, by path. */
export class MemoryWorkspace implements Workspace {
  readonly #files = new Map<string, Uint8Array>();
  readonly #directories = new Map<string, Map<string, Entry>>([['', new Map()]]);

  constructor(files: Readonly<Record<string, string | Uint8Array>>) {
    for (const [file, content] of Object.entries(files)) {
      this.#files.set(file, typeof content === 'string' ? new TextEncoder().encode(content) : content);
      this.#enter(file);
    }
  }

  async read(file: string): Promise<Uint8Array> {
    const path = normalizePath(file);
    if (path === undefined || file.startsWith('/')) throw new WorkspaceError('outside', file, `${file} is outside the workspace.`);
    const bytes = this.#files.get(path);
    if (bytes !== undefined) return bytes;
    if (this.#directories.has(path)) throw new WorkspaceError('not-a-file', file, `${file} is a directory.`);
    throw new WorkspaceError('missing', file, `${file} does not exist.`);
  }

  async readStart(file: string, bytes: number): Promise<Uint8Array> {
    return (await this.read(file)).subarray(0, bytes);
  }

  async list(directory: string): Promise<readonly Entry[]> {
    const entries = this.#directories.get(normalizePath(directory) ?? '..');
    if (entries === undefined) throw new WorkspaceError('missing', directory, `${directory} is not a directory.`);
    return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async kind(path: string): Promise<EntryKind | undefined> {
    const normal = normalizePath(path);
    if (normal === undefined) return undefined;
    if (this.#files.has(normal)) return 'file';
    return this.#directories.has(normal) ? 'directory' : undefined;
  }

  #enter(file: string): void {
    let path = file;
    for (let kind: EntryKind = 'file'; path !== ''; kind = 'directory') {
      const slash = path.lastIndexOf('/');
      const parent = path.slice(0, Math.max(0, slash));
      const name = path.slice(slash + 1);
      const entries = this.#directories.get(parent) ?? new Map<string, Entry>();
      this.#directories.set(parent, entries);
      entries.set(name, { name, kind });
      path = parent;
    }
  }
}
