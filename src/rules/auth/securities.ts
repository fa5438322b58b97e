import type { Place } from '../../documents/place.ts';
import type { Problem } from '../../engine/define-rule.ts';
import type { Api, Operation, Security, SecurityAlternative, SecurityRequirement } from '../../model/api.ts';
import { gathered, type Repeatable } from '../../model/repeated.ts';

/** GET, HEAD and QUERY: what reads data. OPTIONS and TRACE answer for the server, and browsers send preflights without credentials. */
export function isRead({ method }: Operation): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'QUERY';
}

/** A request that clients send to the API; webhooks and callbacks are requests that the API sends. */
export function isCalled({ origin }: Operation): boolean {
  return origin === 'path';
}

/** A `security` list where it is written, with the judged operations that it guards. */
interface SecurityList {
  readonly security: Security;
  readonly operations: readonly Operation[];
  /** `` `POST /pets` ``, or `the root`. */
  readonly owner: string;
}

/** Every `security` list once: the root's first, then those of the operations. Lists that guard no judged operation are left out. */
export function securityLists(api: Api, judged: (operation: Operation) => boolean): SecurityList[] {
  const inheriting: Operation[] = [];
  const lists: SecurityList[] = [];
  // A path item that several paths refer to has one list for all of them.
  const own = new Map<Security, Operation[]>();
  for (const operation of api.operations) {
    if (!judged(operation)) continue;
    const { security, label } = operation;
    if (security.origin === 'root') inheriting.push(operation);
    else if (security.origin === 'operation') {
      const sharing = own.get(security);
      if (sharing !== undefined) {
        sharing.push(operation);
        continue;
      }
      const operations = [operation];
      own.set(security, operations);
      lists.push({ security, operations, owner: `\`${label}\`` });
    }
  }
  if (api.security !== undefined && inheriting.length > 0)
    lists.unshift({ security: api.security, operations: inheriting, owner: 'the root' });
  return lists;
}

/** From how many lists of operations on one finding speaks for all of them. */
const EVERYWHERE = 10;

/** What a rule says of a `security` list. */
export type ListProblem = Problem & { readonly place: Place };

/**
 * The problems of each list. Ten or more operations with lists of their own speak once on the document when each has a problem, and
 * where ten or more have the same one, word for word.
 */
export function* problemsOf(
  api: Api,
  lists: readonly SecurityList[],
  problems: (list: SecurityList) => readonly ListProblem[],
  everywhere: (count: number) => string,
): Generator<Problem> {
  const found: Repeatable[] = [];
  let own = 0;
  let hit = 0;
  for (const list of lists) {
    const said = problems(list);
    if (list.security.origin === 'root') {
      yield* said;
      continue;
    }
    own++;
    if (said.length > 0) hit++;
    for (const problem of said) found.push({ cause: problem.message, problem, where: list.owner });
  }
  if (own >= EVERYWHERE && hit === own) {
    const gather = { least: EVERYWHERE, place: api.place, speak: (count: number) => everywhere(Math.min(own, count)) };
    for (const { problem } of found) yield { ...problem, gather };
  } else yield* gathered(found, api.place, ({ cause }, count) => `${cause} (${count} operations)`);
}

/** A requirement where it is written. */
export interface RequirementUse {
  readonly requirement: SecurityRequirement;
  /** `` `GET /pets` ``, or `the root`. */
  readonly owner: string;
}

/** Every requirement once, where it is written: the root's, inherited or not, then those of the operations, webhooks and callbacks. */
export function* requirementUses(api: Api): Generator<RequirementUse> {
  const lists: Pick<SecurityList, 'security' | 'owner'>[] = securityLists(api, ({ security }) => security.origin === 'operation');
  if (api.security !== undefined) lists.unshift({ security: api.security, owner: 'the root' });
  for (const { security, owner } of lists) {
    for (const { requirements } of security.alternatives) for (const requirement of requirements) yield { requirement, owner };
  }
}

/** `` `key` and `token` ``. */
export function namesOf({ requirements }: Pick<SecurityAlternative, 'requirements'>): string {
  return requirements.map(({ name }) => `\`${name}\``).join(' and ') || 'no credential';
}

/** `1 operation`, `3 operations`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** How many misspelt names get a suggestion: each costs a comparison with every known name. */
export const HINT_LIMIT = 50;

/** Related locations beyond this many tell a reader nothing new. */
export const RELATED_LIMIT = 10;
