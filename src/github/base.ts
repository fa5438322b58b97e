import { get, getArray, getObject, getString } from '../documents/tree.ts';
import type { RemoteMergeBase } from '../inputs/base-commit.ts';
import type { Snapshot, SnapshotEntry } from '../inputs/snapshot.ts';
import {
  type Content,
  chooseContents,
  filesOfBase,
  type Limits,
  linkEntry,
  regularEntry,
  unreadNote,
  withinLimits,
} from '../inputs/snapshot-contents.ts';
import { blobName, type WorkingTree } from '../inputs/working-tree.ts';
import { type Folder, type RemoteTree, readRemoteTree, type SizedFile } from './base-tree.ts';
import { inParallel } from './in-parallel.ts';
import { apiPath, type GitHub, GitHubError, type Reason } from './port.ts';

/** A job's token has 1,000 requests an hour for everything. */
const MOST_CONTENTS = 300;
/** Bytes of files on disk that are hashed to see whether they changed. */
const HASHED_BYTES = 1024 * 1024 * 1024;

/** Failures after which asking for more is in vain. */
const FINAL: ReadonlySet<Reason> = new Set(['token', 'permission', 'rate-limit', 'budget', 'connection', 'timeout']);

interface BaseRequest {
  readonly folder: Folder;
  /** Full name of the base commit. */
  readonly commit: string;
  /** A commit that GitHub knows and that the working tree is of; asked for renames. */
  readonly head?: string | undefined;
  readonly workingTree: WorkingTree;
  /** Files and folders that alone are read; all when empty. */
  readonly below?: readonly string[];
  readonly limits?: Partial<Limits>;
}

/**
 * The files of a commit through GitHub's API, beside a working tree: a file counts as the same when its content has the name that the
 * tree gives, and what is downloaded must have that name too.
 * @throws GitHubError when the tree cannot be had
 */
export async function remoteSnapshot(github: Pick<GitHub, 'get'>, request: BaseRequest): Promise<Snapshot> {
  const { folder, commit, workingTree, below = [] } = request;
  const tree = onlyBelow(await readRemoteTree(github, folder, commit), below);
  const files = new Map<string, SnapshotEntry>();
  const wanted: Content[] = [];
  const notes: string[] = [];
  const isSame = comparison(workingTree);
  for (const [path, { kind, object, size }] of inOrder(tree)) {
    if (kind === 'submodule') files.set(path, { kind: 'other' });
    else if (kind === 'file' && isSame(path, object, size)) files.set(path, { kind: 'same' });
    else wanted.push({ path, object });
  }
  if (tree.unnameable > 0) notes.push(`${filesOfBase(tree.unnameable)} left out: the name is no path`);
  const entries = await download(github, request, tree, wanted);
  for (const [path, entry] of entries) files.set(path, entry);
  const unread = [...entries].flatMap(([path, { kind }]) => (kind === 'refused' ? [path] : []));
  if (unread.length > 0) notes.push(unreadNote(unread));
  return { files, renamed: await readRenames(github, request, files, notes), notes };
}

/** Where two commits parted, as GitHub tells; undefined when it does not. */
export function remoteMergeBase(github: Pick<GitHub, 'get'>, { owner, name }: Pick<Folder, 'owner' | 'name'>): RemoteMergeBase {
  return async (base, head) => {
    try {
      const answer = await github.get(`${apiPath`/repos/${owner}/${name}/compare/${`${base}...${head}`}`}?per_page=1`);
      const commit = getString(getObject(answer, 'merge_base_commit'), 'sha');
      return commit !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit) ? commit : undefined;
    } catch (error) {
      if (error instanceof GitHubError) return undefined;
      throw error;
    }
  };
}

function onlyBelow(tree: RemoteTree, below: readonly string[]): RemoteTree {
  if (below.length === 0) return tree;
  const files = [...tree.files].filter(([file]) => below.some((path) => file === path || file.startsWith(`${path}/`)));
  return { files: new Map(files), unnameable: 0 };
}

/** Small files first, so that a bound on hashing leaves out the large ones. */
function inOrder({ files }: RemoteTree): (readonly [string, SizedFile])[] {
  return [...files].sort(([, a], [, b]) => a.size - b.size);
}

function comparison(workingTree: WorkingTree): (path: string, object: string, size: number) => boolean {
  let left = HASHED_BYTES;
  return (path, object, size) => {
    const onDisk = workingTree.size(path);
    // Line endings that a checkout wrote only make it larger.
    if (onDisk === undefined || onDisk < size || onDisk > left) return false;
    left -= onDisk;
    return workingTree.is(path, object);
  };
}

async function download(
  github: Pick<GitHub, 'get'>,
  { folder: { owner, name }, limits }: BaseRequest,
  { files }: RemoteTree,
  wanted: readonly Content[],
): Promise<ReadonlyMap<string, SnapshotEntry>> {
  const isLink = (path: string): boolean => files.get(path)?.kind === 'link';
  const sizes = new Map(wanted.map(({ path, object }) => [object, files.get(path)?.size ?? 0]));
  const bounds = withinLimits({ contents: MOST_CONTENTS, ...limits });
  const { chosen, refused } = chooseContents(wanted, sizes, bounds, isLink);
  const contents = new Map<string, Uint8Array | GitHubError>();
  let end: GitHubError | undefined;
  await inParallel([...chosen.keys()], async (object) => {
    try {
      if (end !== undefined) throw end;
      const answer = await github.get(apiPath`/repos/${owner}/${name}/git/blobs/${object}`);
      contents.set(object, blobOf(answer, object, bounds.fileBytes));
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error;
      contents.set(object, error);
      if (FINAL.has(error.reason)) end = error;
    }
  });
  const entries = new Map<string, SnapshotEntry>(refused);
  for (const { path, object } of wanted) {
    const content = contents.get(object);
    if (entries.has(path) || content === undefined) continue;
    if (content instanceof GitHubError) {
      entries.set(path, { kind: 'refused', reason: 'unreadable', why: `could not be had from GitHub (${content.message})` });
    } else entries.set(path, isLink(path) ? linkEntry(content) : regularEntry(content));
  }
  return entries;
}

/** @throws GitHubError for anything but the content that was asked for */
function blobOf(answer: unknown, object: string, most: number): Uint8Array {
  const content = getString(answer, 'content');
  if (content === undefined || getString(answer, 'encoding') !== 'base64') throw new GitHubError('answer', 'the answer is no file');
  // Base64 with its line breaks is less than 1.4 times as long.
  if (content.length > most * 1.4 + 1024) throw new GitHubError('answer', 'the answer is larger than the file');
  const bytes = new Uint8Array(Buffer.from(content, 'base64'));
  if (blobName(bytes, object) !== object) throw new GitHubError('answer', 'the answer is another content');
  return bytes;
}

/** Present path to former path, only where the one is new and the other gone. */
async function readRenames(
  github: Pick<GitHub, 'get'>,
  { folder: { owner, name, path: root }, commit, head, workingTree }: BaseRequest,
  files: Snapshot['files'],
  notes: string[],
): Promise<ReadonlyMap<string, string>> {
  const renamed = new Map<string, string>();
  if (head === undefined || head === '') return renamed;
  const prefix = root === '' ? '' : `${root}/`;
  const below = (path: string | undefined): string => (path?.startsWith(prefix) ? path.slice(prefix.length) : '');
  try {
    const changes = getArray(await github.get(`${apiPath`/repos/${owner}/${name}/compare/${`${commit}...${head}`}`}?per_page=1`), 'files');
    for (const change of changes ?? []) {
      if (get(change, 'status') !== 'renamed') continue;
      const [present, former] = [below(getString(change, 'filename')), below(getString(change, 'previous_filename'))];
      const isNew = !files.has(present) && workingTree.size(present) !== undefined;
      if (isNew && files.has(former) && workingTree.size(former) === undefined) renamed.set(present, former);
    }
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    notes.push(`renames are not followed, since GitHub did not tell them (${error.message})`);
  }
  return renamed;
}
