import { getArray } from '../documents/tree.ts';
import { Git } from '../inputs/git.ts';
import { readChangedFiles } from '../inputs/git-diff.ts';
import { GitError, type GitOptions } from '../inputs/git-program.ts';
import { type Diff, diffOfFiles } from './diff.ts';
import { apiPath, type GitHub, GitHubError } from './port.ts';
import type { Target } from './target.ts';

/** GitHub lists at most 3,000 files of a pull request. */
const PAGES = 30;
/** And at most so many of a comparison. */
const COMPARED = 300;

/** What a change shows. */
export interface Changes {
  readonly diff: Diff;
  /** Whether every file is listed. */
  readonly complete: boolean;
}

/**
 * What a pull request or merge group changes, as GitHub shows it; undefined for events that change nothing by themselves. A pull request's
 * own list needs `pull-requests: read`; without it the comparison of both commits says the same of up to 300 files.
 */
export async function readDiff(github: GitHub, { owner, repo, event }: Target): Promise<Changes | undefined> {
  const { kind, number, base, head } = event;
  if (number !== undefined) {
    try {
      const { items, complete } = await github.list(apiPath`/repos/${owner}/${repo}/pulls/${number}/files`, { pages: PAGES });
      return { diff: diffOfFiles(items), complete };
    } catch (error) {
      if (!(error instanceof GitHubError) || (error.reason !== 'permission' && error.reason !== 'not-found')) throw error;
    }
  }
  if ((number === undefined && kind !== 'merge_group') || base === undefined || head === '') return undefined;
  // The commits are of no interest; the files stand on the first page whatever its size.
  const compared = await github.get(`${apiPath`/repos/${owner}/${repo}/compare/${`${base}...${head}`}`}?per_page=1`);
  const files = getArray(compared, 'files');
  if (files === undefined) throw new GitHubError('answer', 'GitHub answered with a comparison without files');
  return { diff: diffOfFiles(files.slice(0, PAGES * 100)), complete: files.length < COMPARED };
}

/**
 * What the clone says of the same: from the base to what is checked out. Undefined when it does not hold both.
 * @param directory absolute path of a folder in it
 * @param base full name of the commit
 */
export async function readLocalDiff(directory: string, base: string, options: GitOptions): Promise<Diff | undefined> {
  try {
    const git = await Git.open(directory, options);
    const head = await git.commit('HEAD');
    if (head === undefined || !(await git.has(base))) return undefined;
    return diffOfFiles(await readChangedFiles(git, base, head));
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}
