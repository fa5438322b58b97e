import type { FetchPolicy } from '../policy/config/sources.ts';
import type { Threads } from '../worker/threads.ts';

/** What the CLI knows of its process; tests hand in their own. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Everything on standard input. */
  readonly stdin: () => Promise<Uint8Array>;
  /** Absolute path. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where large documents and users' rulesets are judged; without it they are judged here, whatever time they take. */
  readonly threads?: Threads;
  /** Reads policies of other repositories; without it a policy that extends one is an error. */
  readonly fetchPolicy?: FetchPolicy;
  /** Of Node.js, as `v24.1.0`. */
  readonly nodeVersion?: string;
  /** The commit of a tag on GitHub, `owner/name`; undefined when it cannot be had. */
  readonly commitOf?: (repository: string, tag: string) => Promise<string | undefined>;
  /** Asks a person for a line; absent where there is none to ask. */
  readonly ask?: (question: string) => Promise<string>;
  /** Default: the system's. */
  readonly clock?: () => Date;
}

/** The clock; tests set it. */
export function now({ clock = () => new Date() }: Pick<Io, 'clock'>): Date {
  return clock();
}

export interface Output {
  /** @param text as UTF-8 where it is bytes */
  write(text: string | Uint8Array): void;
  readonly isTTY: boolean;
  /** Width of a terminal. */
  readonly columns?: number;
}

/** Whether to colour what goes to `output` (no-color.org, force-color.org). */
export function wantsColor(when: string, output: Output, env: Io['env']): boolean {
  if (when !== 'auto') return when === 'always';
  const force = env['FORCE_COLOR'];
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  return output.isTTY && env['TERM'] !== 'dumb';
}
