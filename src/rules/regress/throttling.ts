import type { Place } from '../../documents/place.ts';
import { getObject } from '../../documents/tree.ts';
import type { Change, Operation, Response, ResponseUse } from '../../model/api.ts';
import { type ResponsePair, responsePairs } from '../../model/change/messages.ts';
import { matchOperations, type OperationPair } from '../../model/change/operations.ts';
import { hasGatewayLimit } from '../ratelimit/gateway-limits.ts';
import { familiesOf, type HeaderOptions, hasRetryAfter, missingMembers, statesLimit } from '../ratelimit/header-families.ts';
import { successes } from '../ratelimit/success.ts';
import { documents429 } from '../ratelimit/too-many-requests.ts';

/** Something about throttling that the base said and the head does not, with the operations whose answers it was part of. */
interface ThrottlingLoss {
  /** Completes "`GET /pets` ...": what was said and the edit that says it again. */
  readonly said: string;
  readonly place: Place;
  readonly base: Place;
  readonly operations: Operation[];
}

/** Every loss once, where the head would say it: on the operation, or on the response, which many may share. */
export function throttlingLosses(change: Change, options: HeaderOptions): Iterable<ThrottlingLoss> {
  const losses = new Map<string, Map<object, ThrottlingLoss>>();
  for (const pair of matchOperations(change).pairs) {
    if (pair.head.origin !== 'path') continue;
    for (const { said, holder, place, base } of lossesOf(pair, change, options)) {
      const known = losses.get(said) ?? new Map<object, ThrottlingLoss>();
      losses.set(said, known);
      const loss = known.get(holder);
      if (loss === undefined) known.set(holder, { said, place, base, operations: [pair.head] });
      else loss.operations.push(pair.head);
    }
  }
  return [...losses.values()].flatMap((known) => [...known.values()]);
}

interface Found extends Omit<ThrottlingLoss, 'operations'> {
  /** The object of the head that lacks it. */
  readonly holder: object;
}

function* lossesOf(pair: OperationPair, change: Change, options: HeaderOptions): Generator<Found> {
  const { base, head } = pair;
  if (documents429(base, options) && !documents429(head, options)) {
    const was = base.responses.find(({ status }) => status === '429') ?? base.responses.find((use) => isVague(use, options));
    // Where the response is still there, what it lost is told of it.
    if (was === undefined || !head.responses.some(({ status }) => status === was.status)) {
      yield {
        said: 'lost the `429` response that the base had, so clients cannot tell that they are throttled: restore it',
        holder: head.raw,
        place: head.place.at('responses'),
        base: was?.place ?? base.place,
      };
    }
  }
  const pairs = responsePairs(pair);
  yield* retryAfterLosses(pairs);
  yield* limitLosses(pair, pairs, change, options);
}

/** A response that covers more than 429 and tells of it by its headers. */
function isVague({ status, response }: ResponseUse, options: HeaderOptions): boolean {
  return (status === '4XX' || status === 'default') && (hasRetryAfter(response) || statesLimit(response, options));
}

function* retryAfterLosses(pairs: readonly ResponsePair[]): Generator<Found> {
  const isTold = pairs.some(({ head }) => head.status === '429' && hasRetryAfter(head.response));
  for (const { base, head } of pairs) {
    const was = base.find(({ response }) => hasRetryAfter(response));
    if (was === undefined || hasRetryAfter(head.response) || (isTold && !/^\d+$/.test(head.status))) continue;
    const said = `lost the \`Retry-After\` that \`${head.status}\` had in the base, so clients retry at once: restore the header`;
    yield { said, holder: head.response.raw, place: headersOf(head.response), base: headersOf(was.response) };
  }
}

function* limitLosses(
  { base, head }: OperationPair,
  pairs: readonly ResponsePair[],
  change: Change,
  options: HeaderOptions,
): Generator<Found> {
  const was = successes(base).find(({ response }) => statesLimit(response, options));
  const now = successes(head);
  const isStated = now.some(({ response }) => statesLimit(response, options));
  const isGuarded = hasGatewayLimit(head, change.head);
  if (was !== undefined && !isStated && !isGuarded) {
    const same = pairs.find(({ head: use, base: uses }) => now.includes(use) && uses.includes(was))?.head ?? now[0];
    const said = 'lost the rate-limit headers that the base had, so no limit is promised: restore them';
    if (same !== undefined) yield { said, holder: same.response.raw, place: headersOf(same.response), base: headersOf(was.response) };
  } else if (was === undefined && !isStated && !isGuarded && hasGatewayLimit(base, change.base)) {
    const said = 'lost the rate limit of the gateway that the base had: restore the extension, or document the limit in headers';
    yield { said, holder: head.raw, place: head.place, base: base.place };
  }
  for (const { base: uses, head: use } of pairs) yield* memberLosses(uses, use, now.includes(use), options);
}

/** Headers that one response lost: some of a family, or those of an error. */
function* memberLosses(
  uses: ResponsePair['base'],
  { response, status }: ResponsePair['head'],
  isSuccess: boolean,
  options: HeaderOptions,
): Generator<Found> {
  const was = uses.find((use) => statesLimit(use.response, options));
  if (was === undefined) return;
  const found = { holder: response.raw, place: headersOf(response), base: headersOf(was.response) };
  if (!statesLimit(response, options)) {
    // What a success lost is told of the operation.
    if (isSuccess) return;
    yield { ...found, said: `lost the rate-limit headers that \`${status}\` had in the base: restore them` };
    return;
  }
  const complete = (of: Response): boolean => familiesOf(of).some((family) => missingMembers(family, of).length === 0);
  if (!complete(was.response) || complete(response)) return;
  const [family] = familiesOf(response);
  if (family === undefined) return;
  const missing = missingMembers(family, response).map((name) => `\`${name}\``);
  yield {
    ...found,
    said: `lost ${missing.join(' and ')} of the rate-limit headers that \`${status}\` had in the base: restore ${missing.length === 1 ? 'it' : 'them'}`,
  };
}

function headersOf({ raw, place }: Response): Place {
  return getObject(raw, 'headers') === undefined ? place : place.at('headers');
}
