import { getObject } from '../../documents/tree.ts';
import type { Response } from '../../model/api.ts';

/** A set of response headers that belong together. Names are lower case. */
export interface HeaderFamily {
  readonly title: string;
  /** What a complete family has. */
  readonly members: readonly string[];
  readonly isMember: (name: string) => boolean;
}

const trio = (title: string, prefix: string): HeaderFamily => ({
  title,
  members: ['limit', 'remaining', 'reset'].map((part) => `${prefix}-${part}`),
  isMember: (name) => name.startsWith(`${prefix}-`) && name !== 'ratelimit-policy',
});

/** draft-ietf-httpapi-ratelimit-headers-07 and later, its versions before that, and the two spellings that came before any draft. */
export const FAMILIES: readonly HeaderFamily[] = [
  {
    title: '`RateLimit` + `RateLimit-Policy`',
    members: ['ratelimit', 'ratelimit-policy'],
    isMember: (name) => name === 'ratelimit' || name === 'ratelimit-policy',
  },
  trio('`RateLimit-Limit/Remaining/Reset`', 'ratelimit'),
  trio('`X-RateLimit-*`', 'x-ratelimit'),
  trio('`X-Rate-Limit-*`', 'x-rate-limit'),
];

/** How the options of rate-limit rules name a policy's own headers. */
export interface HeaderOptions {
  readonly headers: readonly string[];
}

export const headerOptions: HeaderOptions = { headers: [] };

export const headerOptionDocs: { readonly [Name in keyof HeaderOptions]: string } = {
  headers: 'Further header names that state a rate limit, such as `X-App-Rate-Limit`; case does not matter.',
};

/** Lower-case names of all headers of a response, those behind a broken reference included. */
function headerNames(response: Response): string[] {
  return Object.keys(getObject(response.raw, 'headers') ?? {}).map((name) => name.toLowerCase());
}

/** The families that a response has at least one header of. */
export function familiesOf(response: Response): HeaderFamily[] {
  const names = headerNames(response);
  return FAMILIES.filter(({ isMember }) => names.some(isMember));
}

/** Members of a family that a response lacks; `X-RateLimit-Limit-Minute` stands for `X-RateLimit-Limit`. */
export function missingMembers(family: HeaderFamily, response: Response): string[] {
  const names = headerNames(response).filter(family.isMember);
  return family.members.filter(
    (member) => !names.some((name) => name === member || (/-(?:limit|remaining|reset)$/.test(member) && name.startsWith(`${member}-`))),
  );
}

/** Whether a response states a rate limit in its headers. */
export function statesLimit(response: Response, options: HeaderOptions): boolean {
  if (familiesOf(response).length > 0) return true;
  const own = options.headers.map((name) => name.toLowerCase());
  return own.length > 0 && headerNames(response).some((name) => own.includes(name));
}

/** Whether a response tells the client when to come back (RFC 9110 section 10.2.3). */
export function hasRetryAfter(response: Response): boolean {
  return headerNames(response).includes('retry-after');
}
