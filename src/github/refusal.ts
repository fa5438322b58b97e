import { visible } from '../reporters/escape.ts';
import type { GitHubEvent } from './event.ts';
import { GitHubError, type Reason } from './port.ts';

/** Longest part of GitHub's own message that is repeated, in UTF-16 code units. */
const SAID = 160;

const WHY: Readonly<Record<Reason, string>> = {
  token: 'GitHub does not accept the token',
  permission: 'the token may not',
  'not-found': 'GitHub finds nothing there, or the token may not see it',
  refused: 'GitHub refused it',
  'too-large': 'GitHub says it is too large',
  'rate-limit': "GitHub's rate limit does not end in time",
  server: 'GitHub failed',
  timeout: 'GitHub did not answer in time',
  connection: 'GitHub could not be reached',
  answer: "GitHub's answer cannot be used",
  budget: 'the time for talking to GitHub is used up',
};

/**
 * One plain line, safe to print: what was not posted, why, and what would allow it.
 * @param permission what a workflow writes below `permissions:`, such as `pull-requests: write`
 */
export function refusal(what: string, error: unknown, permission: string | undefined, event: GitHubEvent): string {
  return `Not posted: ${what}: ${reason(error)}${allowing(error, permission, event)}`;
}

function reason(error: unknown): string {
  const said = visible(error instanceof Error ? error.message : String(error)).slice(0, SAID);
  if (!(error instanceof GitHubError)) return said;
  const status = error.status === undefined ? '' : `HTTP ${error.status}: `;
  return error.reason === 'budget' ? WHY.budget : `${WHY[error.reason]} (${status}${said})`;
}

function allowing(error: unknown, permission: string | undefined, { fork, dependabot }: GitHubEvent): string {
  const denied = error instanceof GitHubError && (error.reason === 'permission' || error.reason === 'not-found');
  if (!denied || permission === undefined) return '. The verdict stands.';
  const readOnly = fork ? 'a fork' : dependabot ? 'Dependabot' : undefined;
  if (readOnly !== undefined)
    return `. The token of a pull request from ${readOnly} can only read; \`${permission}\` has no effect there. The verdict stands.`;
  return `. \`permissions: { ${permission} }\` of the job allows it. The verdict stands.`;
}
