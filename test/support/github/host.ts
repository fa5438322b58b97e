import type { Host } from '../../../src/action/host.ts';
import { BUDGET, budgetWithin } from '../../../src/github/client.ts';
import type { EventFacts } from '../../../src/github/event.ts';
import type { Annotation } from '../../../src/reporters/github.ts';
import { FakeClock } from './clock.ts';
import { gitHubOver } from './in-process.ts';
import { MemoryGitHub } from './memory.ts';
import { BASE, HEAD, MERGE } from './target.ts';

/** Parts of the runner that can fail. */
export type HostFaults = Partial<Record<'annotate' | 'output' | 'summary' | 'writeFile', true>>;

/** Events as a runner tells of them. */
export const EVENTS: Readonly<Record<string, EventFacts>> = {
  pull_request: {
    name: 'pull_request',
    payload: pullRequest({ id: 1 }),
    sha: MERGE,
    ref: 'refs/pull/7/merge',
    actor: 'ada',
  },
  fork: { name: 'pull_request', payload: pullRequest({ id: 2 }), sha: MERGE, ref: 'refs/pull/7/merge', actor: 'ada' },
  dependabot: { name: 'pull_request', payload: pullRequest({ id: 1 }), sha: MERGE, ref: 'refs/pull/7/merge', actor: 'dependabot[bot]' },
  pull_request_target: { name: 'pull_request_target', payload: pullRequest({ id: 2 }), sha: BASE, ref: 'refs/heads/main', actor: 'ada' },
  merge_group: {
    name: 'merge_group',
    payload: { merge_group: { head_sha: HEAD, base_sha: BASE, base_ref: 'refs/heads/main' } },
    sha: HEAD,
    ref: 'refs/heads/gh-readonly-queue/main/pr-7',
    actor: 'ada',
  },
  push: { name: 'push', payload: { before: BASE, after: HEAD }, sha: HEAD, ref: 'refs/heads/main', actor: 'ada' },
  schedule: { name: 'schedule', payload: {}, sha: HEAD, ref: 'refs/heads/main', actor: 'ada' },
  workflow_dispatch: { name: 'workflow_dispatch', payload: {}, sha: HEAD, ref: 'refs/heads/main', actor: 'ada' },
  unknown: { name: 'unheard_of', payload: 'nonsense', sha: '', ref: '', actor: '' },
};

function pullRequest(repo: object): object {
  const head = { sha: HEAD, ref: 'feature', repo };
  return { pull_request: { number: 7, user: { login: 'ada' }, head, base: { sha: BASE, ref: 'main', repo: { id: 1 } } } };
}

/** A runner in memory, in front of a GitHub in memory, in time that does not pass. */
export class FakeRunner {
  readonly memory = new MemoryGitHub();
  readonly clock = new FakeClock();
  readonly annotations: Annotation[] = [];
  readonly outputs: Record<string, string> = {};
  readonly log: string[] = [];
  readonly failed: string[] = [];
  readonly files: Record<string, string> = {};
  summary = '';
  settled: number | undefined;
  readonly #start = this.clock.now();

  /** Seconds since it was made. */
  get elapsed(): number {
    return (this.clock.now() - this.#start) / 1000;
  }

  host(workspace: string, event: EventFacts, inputs: Readonly<Record<string, string>>, faults: HostFaults = {}): Host {
    const fault = (name: keyof HostFaults): void => {
      if (faults[name]) throw new Error('HTTP 403\n::error::x');
    };
    return {
      workspace,
      temporary: '/runner/temp',
      today: '2026-06-01',
      env: { PATH: process.env['PATH'] },
      facts: { event, repository: 'o/r', serverUrl: 'https://github.test', workflow: 'CI', job: 'api', runId: 10 },
      input: (name) => inputs[name] ?? '',
      github: (_, budget = BUDGET) => gitHubOver(this.memory, this.clock, budgetWithin(budget, this.elapsed * 1000)),
      settle: (code) => {
        this.settled = code;
      },
      log: (text) => this.log.push(text),
      annotate: (annotation) => {
        fault('annotate');
        this.annotations.push(annotation);
      },
      output: (name, value) => {
        fault('output');
        this.outputs[name] = value;
      },
      summary: async (markdown) => {
        fault('summary');
        this.summary = markdown;
      },
      writeFile: async (path, text) => {
        fault('writeFile');
        this.files[path.replace(workspace, '')] = text;
      },
      fail: (message) => this.failed.push(message),
    };
  }
}
