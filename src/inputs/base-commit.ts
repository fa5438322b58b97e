/** What a repository is asked when a base is chosen; see the class `Git`. */
export interface History {
  commit(revision: string): Promise<string | undefined>;
  parents(commit: string): Promise<readonly string[]>;
  mergeBase(one: string, other: string): Promise<string | undefined>;
}

/** What started the run. Commits are full names. */
export interface BaseFacts {
  /** GitHub's name of the event, or `other`. */
  readonly kind: string;
  /** The commit to compare with, as the event tells; undefined when it tells none. */
  readonly base?: string | undefined;
  /** The proposed commit: of a pull request its branch's last. */
  readonly head?: string | undefined;
  /** The commit that is checked out by default. */
  readonly sha?: string | undefined;
  /** A revision that the user names, which wins over the event. */
  readonly baseRef?: string | undefined;
}

/** A commit to compare with and why it is the right one, or why there is none. */
export type BaseChoice =
  | { readonly kind: 'commit'; readonly commit: string; readonly why: string }
  /** The event proposes no change: everything is judged, and nothing is amiss. */
  | { readonly kind: 'none'; readonly why: string }
  /** There should be one: everything is judged, and that must be said. */
  | { readonly kind: 'unknown'; readonly why: string };

/** The merge base of two commits, asked elsewhere; undefined when it cannot be told. */
export type RemoteMergeBase = (base: string, head: string) => Promise<string | undefined>;

/**
 * Decides which commit a run is compared with.
 * @param history the checkout's repository, undefined when there is none
 * @param remote asked for a merge base that the clone does not show
 */
export async function baseOf(facts: BaseFacts, history: History | undefined, remote?: RemoteMergeBase): Promise<BaseChoice> {
  const { kind, baseRef } = facts;
  if (baseRef !== undefined && baseRef !== '') return namedBase(baseRef, history);
  switch (kind) {
    case 'pull_request':
    case 'pull_request_target':
      return pullRequestBase(facts, history, remote);
    case 'merge_group':
      return mergeGroupBase(facts, history);
    case 'push':
      return pushBase(facts);
    default:
      return { kind: 'none', why: `the event ${kind} proposes no change to compare` };
  }
}

async function namedBase(ref: string, history: History | undefined): Promise<BaseChoice> {
  const named = (await history?.commit(ref)) ?? (await history?.commit(`origin/${ref}`));
  if (named === undefined) {
    if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(ref)) return { kind: 'commit', commit: ref, why: '`base-ref` names it' };
    return { kind: 'unknown', why: `\`base-ref\` names \`${ref}\`, which is no revision of this clone: fetch it, or name a commit` };
  }
  const here = await history?.commit('HEAD');
  const shared = here === undefined ? undefined : await history?.mergeBase(named, here);
  if (shared !== undefined && shared === here) {
    return { kind: 'unknown', why: `what is checked out is part of \`${ref}\`, which \`base-ref\` names` };
  }
  return { kind: 'commit', commit: shared ?? named, why: `it is where what is checked out left \`${ref}\`, which \`base-ref\` names` };
}

async function pullRequestBase(facts: BaseFacts, history: History | undefined, remote?: RemoteMergeBase): Promise<BaseChoice> {
  const { kind, base, head, sha } = facts;
  const here = await history?.commit('HEAD');
  const [first, second, ...others] = here === undefined ? [] : ((await history?.parents(here)) ?? []);
  // The branch's own last commit can be a merge too.
  if (first !== undefined && second === head && head !== undefined && here !== head && others.length === 0) {
    return { kind: 'commit', commit: first, why: 'it is the first parent of the merge commit that is checked out' };
  }
  if (base === undefined) return { kind: 'unknown', why: 'the event names no base commit' };
  // The default checkout of `pull_request_target` is the base branch.
  const proposals = kind === 'pull_request_target' ? [head] : [head, sha];
  if (here === base || !(await holdsOne(history, here, proposals))) {
    return { kind: 'unknown', why: 'what is checked out is not the pull request' };
  }
  const tip = here ?? head;
  const shared = tip === undefined ? undefined : ((await history?.mergeBase(base, tip)) ?? (await remote?.(base, tip)));
  // Compared with itself, nothing would be new.
  if (shared !== undefined && shared === tip) return { kind: 'unknown', why: 'what is checked out is part of the base branch already' };
  if (shared !== undefined) return { kind: 'commit', commit: shared, why: 'it is where the pull request left its base branch' };
  return { kind: 'commit', commit: base, why: 'it is the last of the base branch; where the pull request left that is not in this clone' };
}

async function mergeGroupBase({ base, head, sha }: BaseFacts, history: History | undefined): Promise<BaseChoice> {
  if (base === undefined) return { kind: 'unknown', why: 'the event names no base commit' };
  const here = await history?.commit('HEAD');
  if (here === base || !(await holdsOne(history, here, [head, sha]))) {
    return { kind: 'unknown', why: 'what is checked out is not the merge group' };
  }
  return { kind: 'commit', commit: base, why: 'it is what the merge group adds to' };
}

/** Whether what is checked out is one of the proposed commits or stands on one; unknown without a repository, and then taken to be so. */
async function holdsOne(
  history: History | undefined,
  here: string | undefined,
  proposals: readonly (string | undefined)[],
): Promise<boolean> {
  const named = proposals.filter((commit) => commit !== undefined && commit !== '') as string[];
  if (history === undefined || here === undefined || named.length === 0) return true;
  if (named.includes(here)) return true;
  for (const commit of named) if ((await history.mergeBase(commit, here)) === commit) return true;
  return false;
}

function pushBase({ base, head }: BaseFacts): BaseChoice {
  if (base === undefined || /^0+$/.test(base)) return { kind: 'none', why: 'the branch is new, so that nothing was before' };
  if (base === head) return { kind: 'none', why: 'the push changes nothing' };
  return { kind: 'commit', commit: base, why: 'the branch was there before the push' };
}
