import type { EventFacts } from '../github/event.ts';
import type { GitHub } from '../github/port.ts';
import type { Annotation } from '../reporters/github.ts';
import type { Threads } from '../worker/threads.ts';

/** What the runner tells of the run; empty or 0 when it does not. */
export interface RunnerFacts {
  readonly event: EventFacts;
  /** `GITHUB_REPOSITORY`: `owner/name`. */
  readonly repository: string;
  /** `GITHUB_SERVER_URL` */
  readonly serverUrl: string;
  readonly workflow: string;
  readonly job: string;
  readonly runId: number;
}

/** What the action asks of GitHub's runner; tests hand in their own. */
export interface Host {
  /** Absolute path of the checked-out repository. */
  readonly workspace: string;
  /** Absolute path of a folder that only this job reads. */
  readonly temporary: string;
  readonly facts: RunnerFacts;
  /** The process's environment, for git. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The day of the run, `YYYY-MM-DD` in UTC. */
  readonly today: string;
  /** Where documents are judged; without it they are judged here, whatever time they take. */
  readonly threads?: Threads;
  input(name: string): string;
  /**
   * GitHub's API with a token. Nothing is sent before the first call.
   * @param budget longest time for all calls, in milliseconds; default 45 s. It ends with the time of the whole run.
   */
  github(token: string, budget?: number): GitHub;
  /** The exit code is settled: whatever happens from here on, the process ends with it. */
  settle(code: number): void;
  /** A plain line of the log; the text must be safe to print. */
  log(text: string): void;
  annotate(annotation: Annotation): void;
  output(name: string, value: string): void;
  summary(markdown: string): Promise<void>;
  writeFile(path: string, text: string): Promise<void>;
  /** Marks the job as failed and says why. */
  fail(message: string): void;
}
