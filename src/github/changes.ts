import { getArray } from '../documents/tree.ts';
import { type Diff, diffOfFiles } from './diff.ts';
import { apiPath, type GitHub, GitHubError } from './port.ts';
import type { Target } from './target.ts';

/** GitHub lists at most 3,000 files of a pull request. */
const PAGES = 30;

/**
 * What a pull request or merge group changes, as GitHub shows it; undefined for events that change nothing by themselves. A pull request's
 * own list needs `pull-requests: read`; without it the comparison of both commits says the same of up to 300 files.
 */
export async function readDiff(github: GitHub, { owner, repo, event }: Target): Promise<Diff | undefined> {
  const { kind, number, base, head } = event;
  if (number !== undefined) {
    try {
      return diffOfFiles((await github.list(apiPath`/repos/${owner}/${repo}/pulls/${number}/files`, { pages: PAGES })).items);
    } catch (error) {
      if (!(error instanceof GitHubError) || (error.reason !== 'permission' && error.reason !== 'not-found')) throw error;
    }
  }
  if ((number === undefined && kind !== 'merge_group') || base === undefined || head === '') return undefined;
  // The commits are of no interest; the files stand on the first page whatever its size.
  const compared = await github.get(`${apiPath`/repos/${owner}/${repo}/compare/${`${base}...${head}`}`}?per_page=1`);
  const files = getArray(compared, 'files');
  if (files === undefined) throw new GitHubError('answer', 'GitHub answered with a comparison without files');
  return diffOfFiles(files.slice(0, PAGES * 100));
}
