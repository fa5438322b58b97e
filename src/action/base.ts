import type { GitHubEvent } from '../github/event.ts';
import { obtainBase } from '../github/obtain-base.ts';
import type { BaseSource } from '../inputs/base-source.ts';
import type { Host } from './host.ts';
import type { Inputs } from './inputs.ts';

/** For the base through GitHub's API, in milliseconds. */
const BASE_TIME = 20_000;

/** What the run is compared with. */
export interface Compared {
  /** Undefined when there is nothing to compare with. */
  readonly source: BaseSource | undefined;
  /** Full name of the base commit, where there is one. */
  readonly commit?: string;
  /** There should be a base, and it cannot be had. */
  readonly lost: boolean;
  /** What must be said of it, a plain line each. */
  readonly notes: readonly string[];
}

/** Whether the event asks to merge something. */
export function proposes({ kind }: GitHubEvent): boolean {
  return kind === 'pull_request' || kind === 'pull_request_target' || kind === 'merge_group';
}

interface BaseRequest {
  /** Absolute path of the folder that is judged, and its path in the repository. */
  readonly directory: string;
  readonly prefix: string;
  readonly inputs: Inputs;
  readonly event: GitHubEvent;
  readonly host: Host;
}

/** Longest time of one command of git, in milliseconds: the rest of the run needs its share of a minute. */
export const GIT_TIME = 15_000;

/** The base of an event: from the clone, a fetch, or GitHub's API. When it cannot be had, everything is judged, and that is said. */
export async function baseFor({ directory, prefix, inputs, event, host }: BaseRequest): Promise<Compared> {
  const [owner = '', name = ''] = host.facts.repository.split('/');
  const { token, baseRef } = inputs;
  const obtained = await obtainBase({
    directory,
    facts: { ...event, baseRef },
    name: baseRef ?? event.baseBranch,
    git: { env: host.env, network: true, timeout: GIT_TIME },
    // A client of its own, so that a slow base leaves the time for posting alone.
    github: token === undefined || name === '' ? undefined : { api: host.github(token, BASE_TIME), owner, name, folder: prefix },
  });
  switch (obtained.kind) {
    case 'base':
      return {
        source: { kind: 'snapshot', label: obtained.label, snapshot: obtained.snapshot, around: obtained.around },
        commit: obtained.commit,
        lost: false,
        notes: [],
      };
    case 'none':
      return { source: undefined, lost: false, notes: [] };
    case 'unknown': {
      // A push is judged whole anyway.
      const said = proposes(event) || baseRef !== undefined;
      return {
        source: undefined,
        lost: true,
        notes: said ? [`Everything is judged, since there is no base to compare with: ${obtained.why}`] : [],
      };
    }
  }
}
