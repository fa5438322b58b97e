import type { GitHubEvent } from './event.ts';

/** What a run posts about, and as whom. */
export interface Target {
  readonly owner: string;
  readonly repo: string;
  readonly event: GitHubEvent;
  /** `GITHUB_WORKFLOW` and `GITHUB_JOB`: with the category they tell our own posts from those of other jobs. */
  readonly workflow: string;
  readonly job: string;
  readonly category: string;
  /** `GITHUB_RUN_ID`: later runs have greater numbers, and a re-run keeps its own. 0 when unknown. */
  readonly runId: number;
  /** Address of the workflow run. */
  readonly runUrl: string | undefined;
}
