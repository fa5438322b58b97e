import { realpathSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { UserError } from '../errors.ts';
import type { BaseSource } from '../inputs/base-source.ts';
import { Git } from '../inputs/git.ts';
import { GitError } from '../inputs/git-program.ts';
import { gitSnapshot } from '../inputs/git-snapshot.ts';
import { readRenames } from '../inputs/git-tree.ts';
import type { Snapshot } from '../inputs/snapshot.ts';
import type { Arguments } from './arguments.ts';
import { type DiffSides, readDiffOperands } from './diff-operands.ts';
import type { Io } from './io.ts';
import { judge } from './judge.ts';
import { publish } from './lint.ts';
import { checkOperands } from './operands.ts';
import { chooseRoot, within } from './root.ts';
import { STDIN } from './stdin.ts';

interface Sides {
  /** What is judged: paths, globs, `-`. */
  readonly operands: readonly string[];
  /** The commit that is judged, undefined for what is on disk. */
  readonly head?: Snapshot;
  readonly base: BaseSource;
}

/**
 * `apiward diff BASE [HEAD] [path | glob] ...`: judges two states of the same documents (revisions, files or folders), prints what is new,
 * existing and fixed, and returns the exit code of what is new.
 */
export async function diff(args: Arguments, io: Io): Promise<number> {
  const { operands, head, base } = await openDiff(args, io);
  return publish(await judge({ ...args, operands }, io, { base, ...(head !== undefined && { head }) }), args, io);
}

async function openDiff({ operands, ruleset }: Arguments, io: Io): Promise<Sides> {
  let git: Git | GitError | undefined;
  const open = async (directory: string): Promise<Git | GitError> => {
    try {
      return await Git.open(directory, { env: io.env });
    } catch (error) {
      if (error instanceof GitError) return error;
      throw error;
    }
  };
  const sides = await readDiffOperands(operands, io.cwd, async (revision) => {
    git ??= await open(io.cwd);
    return git instanceof Git ? (await git.commit(revision)) !== undefined : git.message;
  });
  if (sides.kind === 'paths') return comparePaths(sides, io.cwd, ruleset);
  const { directory } = chooseRoot(io.cwd, sides.paths, ruleset, isDirectory);
  return compareRevisions(sides, directory === io.cwd && git !== undefined ? git : await open(directory));
}

async function compareRevisions(
  { base, head, shared, paths }: Extract<DiffSides, { kind: 'revisions' }>,
  git: Git | GitError,
): Promise<Sides> {
  try {
    if (git instanceof GitError) throw git;
    const [from, to] = [await commitOf(git, base), head === undefined ? undefined : await commitOf(git, head)];
    const commit = shared && to !== undefined ? await git.mergeBase(from, to) : from;
    if (commit === undefined)
      throw new UserError(`\`${base}\` and \`${head}\` have no common commit in this clone: fetch more of its history`);
    const short = commit.slice(0, 7);
    const label = shared ? `where ${base} and ${head} parted (${short})` : commit.startsWith(base) ? short : `${base} (${short})`;
    const snapshot = await gitSnapshot(git, commit);
    if (to === undefined) return { operands: paths, base: { kind: 'snapshot', label, snapshot } };
    const renamed = await readRenames(git, commit, to);
    return {
      operands: paths,
      head: await gitSnapshot(git, to),
      base: { kind: 'snapshot', label, snapshot: { ...snapshot, renamed } },
    };
  } catch (error) {
    if (error instanceof GitError) throw new UserError(`\`${base}\` cannot be compared with: ${error.message}`);
    throw error;
  }
}

async function commitOf(git: Git, revision: string): Promise<string> {
  const commit = await git.commit(revision);
  if (commit === undefined) throw new GitError('missing', `\`${revision}\` is no revision of the repository that holds the paths`);
  return commit;
}

/** The new one is judged where it stands; the old one is read as if it stood there. */
function comparePaths({ base, head }: Extract<DiffSides, { kind: 'paths' }>, cwd: string, ruleset: string | undefined): Sides {
  checkOperands([base], cwd);
  const piped = head === '-';
  if (!piped) checkOperands([head], cwd);
  const folders = [isDirectory(resolve(cwd, base)), !piped && isDirectory(resolve(cwd, head))];
  if (folders[0] !== folders[1]) {
    const [folder, file] = folders[0] === true ? [base, head] : [head, base];
    throw new UserError(`\`${folder}\` is a folder and \`${file}\` a file: compare two files or two folders`);
  }
  const root = chooseRoot(cwd, piped ? [] : [head], ruleset, isDirectory).directory;
  const from = folders[0] === true ? placeOf(head, cwd, root) : folderOf(piped ? STDIN : placeOf(head, cwd, root));
  const old = realpathSync.native(resolve(cwd, base));
  const oldFolder = folders[0] === true ? old : dirname(old);
  const realRoot = realpathSync.native(root);
  const inside = within(realRoot, oldFolder);
  const to = inside ? posix(relative(realRoot, oldFolder)) : '';
  const renamed = new Map<string, string>();
  if (folders[0] !== true) {
    const present = piped ? STDIN : placeOf(head, cwd, root);
    const former = [from, posix(relative(oldFolder, old))].filter((part) => part !== '').join('/');
    if (present !== former) renamed.set(present, former);
  }
  return {
    operands: [head],
    base: { kind: 'folder', label: base, directory: inside ? realRoot : oldFolder, move: { from, to, others: inside }, renamed },
  };
}

/** Path in the workspace, as discovery names it. */
function placeOf(operand: string, cwd: string, root: string): string {
  return posix(relative(root, resolve(cwd, operand)));
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

function posix(path: string): string {
  return path.split(sep).join('/');
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
