import type { WaiverFact } from '../../model/policy.ts';

const MOST = 60;

/** ``The waiver of `tls-server` at `GET /pets` ``, as far as it says. */
export function describeWaiver({ rule, at }: WaiverFact): string {
  const what = rule === undefined ? 'This waiver' : `The waiver of ${quoted(rule)}`;
  return at === '' ? what : `${what} at ${quoted(at)}`;
}

/** In backticks, of which a name can hold none. */
function quoted(text: string): string {
  const short = text.length <= MOST ? text : `${text.slice(0, MOST)}…`;
  return `\`${short.replaceAll('`', "'")}\``;
}

/** `1 day`, `3 days`. */
export function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

/** `1 finding`, `3 findings`. */
export function findings(count: number): string {
  return count === 1 ? '1 finding' : `${count} findings`;
}
