import { get, getObject, getString } from '../documents/tree.ts';

/** What a run is about. `other` is every event that apiward has no special way for: everything is judged. */
type EventKind = 'pull_request' | 'pull_request_target' | 'merge_group' | 'push' | 'schedule' | 'workflow_dispatch' | 'other';

/** What started the workflow. */
export interface GitHubEvent {
  readonly kind: EventKind;
  /** The pull request's. */
  readonly number?: number;
  /** Commit to compare with, 40 or 64 hex digits. */
  readonly base?: string;
  /** Branch that a pull request or merge group goes to, without `refs/heads/`. */
  readonly baseBranch?: string;
  /** The proposed commit: of a pull request its branch's last, else the one that was checked out by default. Empty when unknown. */
  readonly head: string;
  /** The commit that the runner checks out by default (`GITHUB_SHA`): on `pull_request` the merge of head and base. Empty when unknown. */
  readonly sha: string;
  /** `GITHUB_REF`, empty when unknown. */
  readonly ref: string;
  /** The head lies in another repository: the token can only read. */
  readonly fork: boolean;
  /** Started by Dependabot: the token can only read, though the head is no fork. */
  readonly dependabot: boolean;
  /** What the payload lacks, and what follows from it. */
  readonly note?: string;
}

/** What the runner says of the event. */
export interface EventFacts {
  /** `GITHUB_EVENT_NAME` */
  readonly name: string;
  /** The parsed file of `GITHUB_EVENT_PATH`: anything. */
  readonly payload: unknown;
  readonly sha: string;
  readonly ref: string;
  /** `GITHUB_ACTOR` */
  readonly actor: string;
}

const KINDS: readonly EventKind[] = ['pull_request', 'pull_request_target', 'merge_group', 'push', 'schedule', 'workflow_dispatch'];
const DEPENDABOT = 'dependabot[bot]';

/** Reads an event; what a payload lacks leaves its part undefined with a note, and nothing throws. */
export function readEvent(facts: EventFacts): GitHubEvent {
  const kind = KINDS.find((name) => name === facts.name) ?? 'other';
  const common = { kind, sha: commit(facts.sha) ?? '', ref: facts.ref, fork: false, dependabot: facts.actor === DEPENDABOT };
  switch (kind) {
    case 'pull_request':
    case 'pull_request_target':
      return pullRequest(facts, common);
    case 'merge_group':
      return mergeGroup(facts, common);
    case 'push':
      return push(facts, common);
    default:
      return { ...common, head: common.sha };
  }
}

type Common = Pick<GitHubEvent, 'kind' | 'sha' | 'ref' | 'fork' | 'dependabot'>;

function pullRequest({ payload }: EventFacts, common: Common): GitHubEvent {
  const pull = getObject(payload, 'pull_request');
  const number = get(pull, 'number') ?? get(payload, 'number');
  const [head, base] = [getObject(pull, 'head'), getObject(pull, 'base')];
  const [headSha, baseSha] = [commit(getString(head, 'sha')), commit(getString(base, 'sha'))];
  const [headId, baseId] = [get(getObject(head, 'repo'), 'id'), get(getObject(base, 'repo'), 'id')];
  const known = typeof number === 'number' && Number.isSafeInteger(number) && number > 0;
  const lacks = [known ? '' : 'number', headSha === undefined ? 'head commit' : '', baseSha === undefined ? 'base commit' : ''];
  return {
    ...common,
    ...(known && { number }),
    ...(baseSha !== undefined && { base: baseSha }),
    ...branch(getString(base, 'ref')),
    head: headSha ?? common.sha,
    // A fork that was deleted has no repository any more.
    fork: pull !== undefined && (headId === undefined || headId !== baseId),
    dependabot: common.dependabot || getString(getObject(pull, 'user'), 'login') === DEPENDABOT,
    ...note(lacks),
  };
}

function mergeGroup({ payload }: EventFacts, common: Common): GitHubEvent {
  const group = getObject(payload, 'merge_group');
  const [headSha, baseSha] = [commit(getString(group, 'head_sha')), commit(getString(group, 'base_sha'))];
  return {
    ...common,
    ...(baseSha !== undefined && { base: baseSha }),
    ...branch(getString(group, 'base_ref')),
    head: headSha ?? common.sha,
    ...note([headSha === undefined ? 'head commit' : '', baseSha === undefined ? 'base commit' : '']),
  };
}

function push({ payload }: EventFacts, common: Common): GitHubEvent {
  const before = getString(payload, 'before');
  const base = commit(before);
  // All zeros: the branch is new, and there is nothing before it.
  const isNew = before !== undefined && /^0+$/.test(before);
  return {
    ...common,
    ...(base !== undefined && { base }),
    head: commit(getString(payload, 'after')) ?? common.sha,
    ...note([base === undefined && !isNew ? 'commit before the push' : '']),
  };
}

/** A full SHA-1 or SHA-256 object name that is not all zeros. */
function commit(sha: string | undefined): string | undefined {
  return sha !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha) && !/^0+$/.test(sha) ? sha : undefined;
}

function branch(ref: string | undefined): { baseBranch?: string } {
  const name = ref?.replace(/^refs\/heads\//, '');
  return name === undefined || name === '' ? {} : { baseBranch: name };
}

function note(lacks: readonly string[]): { note?: string } {
  const parts = lacks.filter((part) => part !== '');
  return parts.length === 0 ? {} : { note: `the event's payload names no ${parts.join(' and no ')}` };
}
