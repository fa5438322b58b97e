import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Git } from './git.ts';
import { readBlobs, readSizes } from './git-blobs.ts';
import { GitError } from './git-program.ts';
import { readDifferences, readIndexMarks, readTree, type TreeFile } from './git-tree.ts';
import type { Snapshot, SnapshotEntry } from './snapshot.ts';
import {
  type Content,
  chooseContents,
  filesOfBase,
  type Limits,
  linkEntry,
  regularEntry,
  unreadNote,
  withinLimits,
} from './snapshot-contents.ts';

/**
 * The files of a commit below git's folder, beside the working tree there. Files are compared as git compares them, line endings
 * included; whatever is not certainly the same is taken from the commit.
 * @param commit full name
 * @param below files and folders that alone are read; all when empty
 * @throws GitError when the commit cannot be read
 */
export async function gitSnapshot(
  git: Git,
  commit: string,
  limits: Partial<Limits> = {},
  below: readonly string[] = [],
): Promise<Snapshot> {
  const [tree, { changed, renamed }, { skipped, assumed }] = await Promise.all([
    readTree(git, commit, below),
    readDifferences(git, commit, below),
    readIndexMarks(git, below),
  ]);
  const files = new Map<string, SnapshotEntry>();
  const wanted: Content[] = [];
  const notes: string[] = [];
  let left = 0;
  for (const [path, { kind, object }] of tree.files) {
    if (kind === 'submodule') files.set(path, { kind: 'other' });
    else if (skipped.has(path) && !isOnDisk(git, path)) left++;
    else if (kind === 'link' || changed.has(path) || assumed.has(path) || skipped.has(path)) wanted.push({ path, object });
    else files.set(path, { kind: 'same' });
  }
  if (left > 0) notes.push(`${filesOfBase(left)} left out, since the checkout is sparse`);
  if (tree.unnameable > 0) notes.push(`${filesOfBase(tree.unnameable)} left out: the name is no text or no path`);
  const entries = await readEntries(git, wanted, tree.files, withinLimits(limits), notes);
  for (const [path, entry] of entries) files.set(path, entry);
  // A former path that is left out leaves nothing to compare with.
  return { files, renamed: new Map([...renamed].filter(([, former]) => files.has(former))), notes };
}

async function readEntries(
  git: Git,
  wanted: readonly Content[],
  tree: ReadonlyMap<string, TreeFile>,
  limits: Limits,
  notes: string[],
): Promise<ReadonlyMap<string, SnapshotEntry>> {
  const objects = [...new Set(wanted.map(({ object }) => object))];
  await fetchLeftOut(git, objects);
  const sizes = await readSizes(git, objects);
  const isLink = (path: string): boolean => tree.get(path)?.kind === 'link';
  const { chosen, refused } = chooseContents(wanted, sizes, limits, isLink);
  const contents = await readBlobs(git, chosen);
  const entries = new Map<string, SnapshotEntry>(refused);
  for (const { path, object } of wanted) {
    const bytes = contents.get(object);
    if (entries.has(path)) continue;
    if (bytes === undefined) entries.set(path, { kind: 'refused', reason: 'unreadable', why: 'is not in this clone' });
    else entries.set(path, isLink(path) && git.config.symlinks ? linkEntry(bytes) : regularEntry(bytes));
  }
  const unread = [...entries].flatMap(([path, { kind }]) => (kind === 'refused' ? [path] : []));
  if (unread.length > 0) notes.push(unreadNote(unread));
  return entries;
}

/** What cannot be fetched together is told file by file. */
async function fetchLeftOut(git: Git, objects: readonly string[]): Promise<void> {
  try {
    await git.prefetch(objects);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
  }
}

function isOnDisk({ program }: Git, path: string): boolean {
  try {
    lstatSync(join(program.directory, path));
    return true;
  } catch {
    return false;
  }
}
