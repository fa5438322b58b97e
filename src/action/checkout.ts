import { UserError } from '../errors.ts';
import type { GitHubEvent } from '../github/event.ts';
import { Git } from '../inputs/git.ts';
import { GitError } from '../inputs/git-program.ts';

/**
 * Makes sure that what is checked out is what the pull request proposes: on `pull_request_target` the base branch is checked out by default,
 * and judging that would pass anything.
 * @param directory absolute path of the folder that is judged
 * @returns what is doubtful, as a plain line; undefined when nothing is
 * @throws UserError when the base is checked out
 */
export async function checkCheckout(
  directory: string,
  event: GitHubEvent,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  const { kind, base, head, sha } = event;
  if (kind !== 'pull_request' && kind !== 'pull_request_target') return undefined;
  let commit: string | undefined;
  let parents: readonly string[];
  try {
    const git = await Git.open(directory, { env });
    commit = await git.commit('HEAD');
    parents = commit === undefined ? [] : await git.parents(commit);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return unknown(event, error.message);
  }
  if (commit === undefined) return unknown(event, 'the repository has none');
  if (commit === head || parents.includes(head) || (kind === 'pull_request' && commit === sha)) return undefined;
  if (commit === base || commit === sha) {
    throw new UserError(
      `the base (${commit.slice(0, 7)}) is checked out, so that the pull request would not be judged: ` +
        `let actions/checkout take its commit ${head.slice(0, 7)} (\`ref\`), and run nothing of it`,
    );
  }
  return `The commit that is checked out (${commit.slice(0, 7)}) is not the pull request's (${head.slice(0, 7)})`;
}

/** On `pull_request` the right one is checked out unless somebody says otherwise; on `pull_request_target` the wrong one is. */
function unknown({ kind }: GitHubEvent, why: string): string | undefined {
  return kind === 'pull_request_target' ? `It cannot be told which commit is checked out: ${why}` : undefined;
}
