import { get, getArray, getString } from '../documents/tree.ts';
import type { TreeFile } from '../inputs/git-tree.ts';
import { normalizePath } from '../inputs/paths.ts';
import { inParallel } from './in-parallel.ts';
import { apiPath, type GitHub, GitHubError } from './port.ts';

/** A repository and one folder of it. */
export interface Folder {
  readonly owner: string;
  readonly name: string;
  /** `''` for the root; no slash at its ends. */
  readonly path: string;
}

export interface SizedFile extends TreeFile {
  /** In bytes, as GitHub says. */
  readonly size: number;
}

export interface RemoteTree {
  readonly files: ReadonlyMap<string, SizedFile>;
  /** Names that are no path. */
  readonly unnameable: number;
}

/** A tree that is too large for one answer is read folder by folder, in at most so many. */
const MOST_REQUESTS = 300;
const MOST_FILES = 1_000_000;

interface Entry {
  readonly path: string;
  readonly kind: TreeFile['kind'] | 'folder';
  readonly object: string;
  readonly size: number;
}

interface Answer {
  readonly entries: readonly Entry[];
  /** How many more there are that name no path or nothing that git knows. */
  readonly others: number;
  readonly truncated: boolean;
}

/**
 * The files of a commit below a folder; none when the commit has no such folder.
 * @throws GitHubError
 */
export async function readRemoteTree(github: Pick<GitHub, 'get'>, { owner, name, path }: Folder, commit: string): Promise<RemoteTree> {
  let requests = 0;
  let unnameable = 0;
  const ask = async (object: string, recursive: boolean): Promise<Answer> => {
    if (++requests > MOST_REQUESTS) throw new GitHubError('answer', `the tree of the base is too large for ${MOST_REQUESTS} requests`);
    const address = apiPath`/repos/${owner}/${name}/git/trees/${object}`;
    const answer = await github.get(recursive ? `${address}?recursive=1` : address);
    const tree = getArray(answer, 'tree');
    if (tree === undefined || tree.length > MOST_FILES) throw new GitHubError('answer', 'GitHub answered with something else than a tree');
    const entries = tree.flatMap((item) => entryOf(item) ?? []);
    return { entries, others: tree.length - entries.length, truncated: get(answer, 'truncated') !== false };
  };

  let start = commit;
  for (const segment of path === '' ? [] : path.split('/')) {
    const folder = (await ask(start, false)).entries.find((entry) => entry.path === segment);
    if (folder?.kind !== 'folder') return { files: new Map(), unnameable: 0 };
    start = folder.object;
  }

  const files = new Map<string, SizedFile>();
  const add = (prefix: string, { path: below, kind, object, size }: Entry): void => {
    if (kind !== 'folder') files.set(prefix + below, { kind, object, size });
    if (files.size > MOST_FILES) throw new GitHubError('answer', `the base has more than ${MOST_FILES} files`);
  };
  let folders = [{ prefix: '', object: start }];
  while (folders.length > 0) {
    const deeper: typeof folders = [];
    await inParallel(folders, async ({ prefix, object }) => {
      const whole = await ask(object, true);
      const { entries, others } = whole.truncated ? await ask(object, false) : whole;
      unnameable += others;
      for (const entry of entries) {
        if (whole.truncated && entry.kind === 'folder') deeper.push({ prefix: `${prefix}${entry.path}/`, object: entry.object });
        else add(prefix, entry);
      }
    });
    folders = deeper;
  }
  return { files, unnameable };
}

function entryOf(item: unknown): Entry | undefined {
  const [path, mode, object] = [getString(item, 'path'), getString(item, 'mode'), getString(item, 'sha')];
  if (path === undefined || path === '' || path.includes('\0') || normalizePath(path) !== path) return undefined;
  if (object === undefined || !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(object)) return undefined;
  const size = get(item, 'size');
  const kind = kindOf(mode);
  return kind === undefined ? undefined : { path, kind, object, size: typeof size === 'number' && size >= 0 ? size : 0 };
}

function kindOf(mode: string | undefined): Entry['kind'] | undefined {
  if (mode === '040000') return 'folder';
  if (mode === '160000') return 'submodule';
  if (mode === '120000') return 'link';
  return mode !== undefined && /^100[0-7]{3}$/.test(mode) ? 'file' : undefined;
}
