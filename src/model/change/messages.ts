import type { MediaType, Parameter, ResponseUse } from '../api.ts';
import { isErrorStatus } from '../statuses.ts';
import { type OperationPair, templateNames } from './operations.ts';

/** The parameters that an operation takes as it did before: by location and name, those of the path by their position. */
export function parameterPairs({ base, head }: OperationPair): { readonly base: Parameter; readonly head: Parameter }[] {
  const names = [templateNames(base.path), templateNames(head.path)] as const;
  const byPosition = names[0].length === names[1].length;
  const key = ({ location, name }: Parameter, template: readonly string[]): string => {
    const position = location === 'path' && byPosition ? template.indexOf(name) : -1;
    // RFC 9110 section 5.1: header names have no case.
    return position >= 0 ? `path #${position}` : `${location} ${location === 'header' ? name.toLowerCase() : name}`;
  };
  const known = new Map(base.parameters.map((parameter) => [key(parameter, names[0]), parameter]));
  return head.parameters.flatMap((parameter) => {
    const before = known.get(key(parameter, names[1]));
    return before === undefined ? [] : [{ base: before, head: parameter }];
  });
}

/** A media type of the head and what it was before; undefined for one that was added. */
interface MediaTypePair {
  readonly base: MediaType | undefined;
  readonly head: MediaType;
}

/** Media types by their name; else by their syntax (`application/json` and `application/vnd.acme+json`), the last ones left, and ranges. */
export function mediaTypePairs(base: readonly MediaType[], head: readonly MediaType[]): MediaTypePair[] {
  const left = new Map<string, MediaType[]>();
  for (const media of base) {
    const same = left.get(media.type);
    if (same === undefined) left.set(media.type, [media]);
    else same.push(media);
  }
  const pairs = head.map((media) => ({ base: left.get(media.type)?.shift(), head: media }));
  const unused = new Map<string, MediaType[]>();
  for (const media of [...left.values()].flat()) {
    const same = unused.get(syntax(media.type));
    if (same === undefined) unused.set(syntax(media.type), [media]);
    else same.push(media);
  }
  for (const pair of pairs) pair.base ??= unused.get(syntax(pair.head.type))?.shift();
  const rest = [...unused.values()].flat();
  const open = pairs.filter((pair) => pair.base === undefined);
  const [last] = open;
  if (open.length === 1 && rest.length === 1 && last !== undefined) last.base = rest[0];
  const range = rest.find(({ type }) => type.includes('*'));
  for (const pair of open) pair.base ??= range;
  return pairs;
}

/** How a body is read: `json` for `application/problem+json`. */
function syntax(type: string): string {
  const [, subtype = ''] = type.split('/', 2);
  const name = subtype.slice(subtype.lastIndexOf('+') + 1);
  return name === 'form-data' || name === 'x-www-form-urlencoded' ? 'form' : name;
}

/** A response of the head and those that stood for the same answer before; none for one that was added. */
export interface ResponsePair {
  readonly base: readonly ResponseUse[];
  readonly head: ResponseUse;
}

/** Responses by their status; else by a range or `default` that covers it, and the last success of each side. */
export function responsePairs({ base, head }: OperationPair): ResponsePair[] {
  const exact = new Map(base.responses.map((use) => [use.status, use]));
  const known = new Set(head.responses.map(({ status }) => status));
  const gone = base.responses.filter(({ status }) => isSuccess(status) && !known.has(status));
  const added = head.responses.filter(({ status }) => isSuccess(status) && !exact.has(status));
  return head.responses.map((use): ResponsePair => {
    const { status } = use;
    const same = exact.get(status) ?? exact.get(`${status.slice(0, 1)}XX`);
    if (same !== undefined) return { base: [same], head: use };
    const covered = status.endsWith('XX') ? base.responses.filter((other) => other.status[0] === status[0]) : [];
    if (covered.length > 0) return { base: covered, head: use };
    if (added.length === 1 && added[0] === use && gone.length > 0) return { base: gone, head: use };
    // `default` is the success where nothing else is, and otherwise the errors.
    const isError = isErrorStatus(status, head);
    const fallback = exact.get('default');
    if (status !== 'default')
      return { base: fallback !== undefined && isErrorStatus('default', base) === isError ? [fallback] : [], head: use };
    return { base: base.responses.filter((other) => isErrorStatus(other.status, base) === isError), head: use };
  });
}

function isSuccess(status: string): boolean {
  return /^[12]/.test(status);
}
