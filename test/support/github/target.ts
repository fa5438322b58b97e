import type { GitHubEvent } from '../../../src/github/event.ts';
import type { Target } from '../../../src/github/target.ts';

export const HEAD = 'a'.repeat(40);
export const MERGE = 'b'.repeat(40);
export const BASE = 'c'.repeat(40);

/** A pull request within the repository. */
export const PULL_REQUEST: GitHubEvent = {
  kind: 'pull_request',
  number: 7,
  base: BASE,
  baseBranch: 'main',
  head: HEAD,
  sha: MERGE,
  ref: 'refs/pull/7/merge',
  fork: false,
  dependabot: false,
};

/** What a job on that pull request posts about. */
export const TARGET: Target = {
  owner: 'o',
  repo: 'r',
  event: PULL_REQUEST,
  workflow: 'CI',
  job: 'api',
  category: 'apiward',
  runId: 10,
  runUrl: 'https://github.test/o/r/actions/runs/10',
};
