import type { Annotation } from '../reporters/github.ts';

/** What the action asks of GitHub's runner; tests hand in their own. */
export interface Host {
  /** Absolute path of the checked-out repository. */
  readonly workspace: string;
  /** Absolute path of a folder that only this job reads. */
  readonly temporary: string;
  /** Address of the judged commit's files, undefined when the runner does not tell. */
  readonly blobUrl: string | undefined;
  /** The program of the thread that a user's ruleset runs in; without it the ruleset runs here, as long as it likes. */
  readonly worker?: URL;
  input(name: string): string;
  /** A plain line of the log; the text must be safe to print. */
  log(text: string): void;
  annotate(annotation: Annotation): void;
  output(name: string, value: string): void;
  summary(markdown: string): Promise<void>;
  writeFile(path: string, text: string): Promise<void>;
  /** Marks the job as failed and says why. */
  fail(message: string): void;
}
