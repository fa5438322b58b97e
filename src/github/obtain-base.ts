import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { type BaseFacts, baseOf } from '../inputs/base-commit.ts';
import type { Around } from '../inputs/base-source.ts';
import { Git } from '../inputs/git.ts';
import { GitError, type GitOptions } from '../inputs/git-program.ts';
import { gitSnapshot } from '../inputs/git-snapshot.ts';
import { upFrom } from '../inputs/paths.ts';
import type { Snapshot } from '../inputs/snapshot.ts';
import { DiskTree } from '../inputs/working-tree.ts';
import { DECIDING_FILES } from '../policy/tamper/files.ts';
import { remoteMergeBase, remoteSnapshot } from './base.ts';
import { type GitHub, GitHubError } from './port.ts';

interface ObtainRequest {
  /** Absolute path of the folder that is judged. */
  readonly directory: string;
  readonly facts: BaseFacts;
  /** What the base is called, such as its branch. */
  readonly name?: string | undefined;
  readonly git: GitOptions;
  /** Asked for what git does not have; undefined without a token. */
  readonly github?: RemoteRepository | undefined;
}

interface RemoteRepository {
  readonly api: Pick<GitHub, 'get'>;
  readonly owner: string;
  readonly name: string;
  /** The judged folder's path in the repository, where git cannot tell it; `''` for the root. */
  readonly folder: string;
}

export type Obtained =
  | {
      readonly kind: 'base';
      readonly snapshot: Snapshot;
      /** Where the folder is not the repository's root: what decides there how it is judged. */
      readonly around?: Around;
      /** `main (1a2b3c4)` */
      readonly label: string;
      /** Full name. */
      readonly commit: string;
      readonly why: string;
    }
  /** Nothing is proposed that could be compared. */
  | { readonly kind: 'none'; readonly why: string }
  /** There should be a base, and it cannot be had or told: everything is judged, and that must be said. */
  | { readonly kind: 'unknown'; readonly why: string };

/** The base of a run: from the clone, from a fetch into it where that is allowed, else through GitHub's API. */
export async function obtainBase({ directory, facts, name, git: options, github }: ObtainRequest): Promise<Obtained> {
  const reasons: string[] = [];
  const git = await attempt(() => Git.open(directory, options), reasons);
  const choice = await baseOf(facts, git, github === undefined ? undefined : remoteMergeBase(github.api, github));
  if (choice.kind !== 'commit') return choice;
  const { commit, why } = choice;
  const short = commit.slice(0, 7);
  const folder = git?.folder ?? github?.folder ?? '';
  const root = git === undefined ? directory : realpathSync.native(directory);
  /** @param read the files of the root that decide */
  const found = async (snapshot: Snapshot, read: (directory: string) => Promise<Snapshot>): Promise<Obtained> => ({
    kind: 'base',
    ...(await withAround(snapshot, folder, resolve(root, upFrom(folder)), read)),
    label: name === undefined || name === '' ? short : `${name} (${short})`,
    commit,
    why,
  });

  if (git !== undefined) {
    const local = await attempt(async () => {
      await git.ensure(commit);
      return gitSnapshot(git, commit);
    }, reasons);
    if (local !== undefined) {
      return found(local, async (top) => gitSnapshot(await Git.open(top, options), commit, {}, DECIDING_FILES));
    }
  }
  if (github === undefined) reasons.push('there is no token to ask GitHub with');
  else {
    const { api, owner, name: repository } = github;
    const place = { owner, name: repository };
    const head = facts.sha === undefined || facts.sha === '' ? facts.head : facts.sha;
    const remote = await attempt(
      () => remoteSnapshot(api, { folder: { ...place, path: folder }, commit, head, workingTree: new DiskTree(directory) }),
      reasons,
    );
    if (remote !== undefined) {
      return found(remote, (top) =>
        remoteSnapshot(api, { folder: { ...place, path: '' }, commit, workingTree: new DiskTree(top), below: DECIDING_FILES }),
      );
    }
  }
  return { kind: 'unknown', why: `the base ${short} cannot be had: ${reasons.join('; ')}` };
}

async function withAround(
  snapshot: Snapshot,
  folder: string,
  directory: string,
  read: (directory: string) => Promise<Snapshot>,
): Promise<{ readonly snapshot: Snapshot; readonly around?: Around }> {
  if (folder === '') return { snapshot };
  const reasons: string[] = [];
  const root = await attempt(() => read(directory), reasons);
  if (root !== undefined) return { snapshot, around: { directory, folder, snapshot: root } };
  const note = `changes of workflows and code owners at the root of the repository are not shown: ${reasons.join('; ')}`;
  return { snapshot: { ...snapshot, notes: [...snapshot.notes, note] } };
}

async function attempt<Result>(act: () => Promise<Result>, reasons: string[]): Promise<Result | undefined> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof GitHubError) reasons.push(`GitHub: ${error.message}`);
    else if (error instanceof GitError) reasons.push(error.message);
    else throw error;
    return undefined;
  }
}
