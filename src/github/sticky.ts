import { get, getString } from '../documents/tree.ts';
import { digest } from '../findings/digest.ts';
import type { Report } from '../findings/report.ts';
import { comment } from '../reporters/comment.ts';
import { judged } from '../reporters/judged.ts';
import { Authorship } from './authorship.ts';
import { apiPath, type GitHub, GitHubError } from './port.ts';
import type { Target } from './target.ts';

/** When the comment is made: when there is something to say, always, when the run fails, never. */
export type CommentMode = 'auto' | 'always' | 'on-failure' | 'never';

/** A comment to be written. */
export interface CommentPlan {
  /** False to mend an existing comment without ever making one. */
  readonly create: boolean;
  /** With its marker; under 65,536 characters. */
  readonly body: string;
}

/** What became of the comment. */
export interface CommentResult {
  readonly done: 'created' | 'updated' | 'unchanged' | 'none' | 'newer';
  readonly url?: string;
}

/** Pages of comments that are searched. */
const PAGES = 30;
/** Two runs that race have made their comments within this time, in milliseconds. */
const RACE = 10 * 60_000;

const MARKER = /^<!-- apiward comment ([0-9a-f]{16}) run (\d{1,15}) -->(?:\r?\n|$)/;

/** What to write, or undefined when nothing is to be written whatever stands there. */
export function planComment(report: Report, mode: CommentMode, target: Target, blobUrl: string | undefined): CommentPlan | undefined {
  if (mode === 'never' || target.event.number === undefined) return undefined;
  const something = judged(report).length > 0 || report.diagnostics.length > 0;
  const create = mode === 'always' || (mode === 'auto' ? something : report.verdict === 'fail');
  const text = comment(report, { blobUrl, runUrl: target.runUrl, commit: target.event.head });
  return { create, body: `<!-- apiward comment ${keyOf(target)} run ${target.runId} -->\n${text}` };
}

/**
 * Leaves one comment of this workflow, job and category on the pull request, with this body. Two runs at once both see what they made and
 * keep the older one; a run never overwrites what a later run wrote.
 */
export async function postComment(github: GitHub, plan: CommentPlan, target: Target): Promise<CommentResult> {
  const { owner, repo, event } = target;
  const list = apiPath`/repos/${owner}/${repo}/issues/${event.number ?? 0}/comments`;
  const authorship = new Authorship(github);
  const find = (query = '') => ownComments(github, `${list}${query}`, keyOf(target), authorship);

  const [keeper, ...extra] = await find();
  if (keeper !== undefined) {
    const result = await update(github, keeper, plan, target);
    await remove(github, extra, target);
    return result;
  }
  if (!plan.create) return { done: 'none' };

  let created: OwnComment | undefined;
  let query = '';
  try {
    const answer = await github.post(list, { body: plan.body });
    created = ownComment(answer, keyOf(target));
    if (created === undefined) throw new GitHubError('answer', 'GitHub answered with something else than the comment');
    const time = Date.parse(getString(answer, 'created_at') ?? '');
    if (!Number.isNaN(time)) query = `?since=${encodeURIComponent(new Date(time - RACE).toISOString())}`;
  } catch (error) {
    // It may stand there all the same.
    if (!(error instanceof GitHubError) || !error.uncertain) throw error;
    const [found] = await find();
    if (found === undefined) throw error;
    return { ...(await update(github, found, plan, target)), done: 'created' };
  }
  const [first, ...later] = await find(query);
  if (first === undefined || first.id === created.id) return { done: 'created', ...urlOf(created) };
  await remove(
    github,
    later.filter(({ id }) => id === created.id),
    target,
  );
  return update(github, first, plan, target);
}

interface OwnComment {
  readonly id: number;
  readonly body: string;
  readonly run: number;
  readonly url: string | undefined;
}

function keyOf({ workflow, job, category }: Target): string {
  return digest(`${workflow}\u0000${job}\u0000${category}`);
}

/** Our comments, oldest first. */
async function ownComments(github: GitHub, path: string, key: string, authorship: Authorship): Promise<OwnComment[]> {
  const { items, complete } = await github.list(path, { pages: PAGES });
  const found: OwnComment[] = [];
  for (const item of items) {
    const own = ownComment(item, key);
    if (own !== undefined && (await authorship.isOurs(item))) found.push(own);
  }
  // Rather none than a second one.
  if (found.length === 0 && !complete) throw new GitHubError('refused', `the pull request has more than ${items.length} comments`);
  return found.sort((a, b) => a.id - b.id);
}

function ownComment(item: unknown, key: string): OwnComment | undefined {
  const [id, body] = [get(item, 'id'), getString(item, 'body')];
  const marker = body === undefined ? null : MARKER.exec(body);
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || body === undefined || marker?.[1] !== key) return undefined;
  return { id, body, run: Number(marker[2]), url: getString(item, 'html_url') };
}

async function update(github: GitHub, own: OwnComment, plan: CommentPlan, target: Target): Promise<CommentResult> {
  if (own.run > target.runId) return { done: 'newer', ...urlOf(own) };
  if (own.body.replaceAll('\r\n', '\n').trimEnd() === plan.body.trimEnd()) return { done: 'unchanged', ...urlOf(own) };
  await github.patch(apiPath`/repos/${target.owner}/${target.repo}/issues/comments/${own.id}`, { body: plan.body });
  return { done: 'updated', ...urlOf(own) };
}

async function remove(github: GitHub, comments: readonly OwnComment[], { owner, repo }: Target): Promise<void> {
  for (const { id } of comments) {
    try {
      await github.delete(apiPath`/repos/${owner}/${repo}/issues/comments/${id}`);
    } catch (error) {
      // The other run was quicker.
      if (!(error instanceof GitHubError) || error.reason !== 'not-found') throw error;
    }
  }
}

function urlOf({ url }: OwnComment): { url?: string } {
  return url !== undefined && /^https?:\/\/[\w.:/#-]+$/.test(url) ? { url } : {};
}
