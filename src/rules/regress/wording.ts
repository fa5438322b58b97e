import type { Place } from '../../documents/place.ts';
import type { Operation, SecurityAlternative } from '../../model/api.ts';
import { schemeTitle } from '../../model/change/protection.ts';

/** Uses shown beside a finding. */
const RELATED_LIMIT = 5;

/** A text of the document between backticks, cut where it is long. */
export function quoted(text: string): string {
  const plain = text.replaceAll('`', "'").replace(/\s+/g, ' ');
  return `\`${plain.length > 60 ? `${plain.slice(0, 57)}...` : plain}\``;
}

/** `` `a`, `b`, ... ``. */
export function quotedList(texts: readonly string[], most = 3): string {
  return `${texts.slice(0, most).map(quoted).join(', ')}${texts.length > most ? ', ...' : ''}`;
}

/**
 * `` `GET /pets` ``, or `` `GET /pets` and 3 more operations ``.
 * @param most how many there can be because more were not looked for
 */
export function operationNames(operations: readonly Pick<Operation, 'label'>[], most = Number.POSITIVE_INFINITY): string {
  const [first] = operations;
  const more = operations.length - 1;
  const others = more === 0 ? '' : ` and ${operations.length < most ? more : 'many'} more operation${more === 1 ? '' : 's'}`;
  return `\`${first?.label ?? ''}\`${others}`;
}

/** A way in: `` `login` (OAuth 2) with scope `read` and `key` (an API key in a header) ``. */
export function wayText({ requirements }: SecurityAlternative): string {
  const shown = requirements.slice(0, 3).map(({ name, scheme, scopes }) => {
    const asked = scopes.length === 0 ? '' : ` with ${scopes.length === 1 ? 'scope' : 'scopes'} ${quotedList(scopes, 2)}`;
    return `${quoted(name)} (${schemeTitle(scheme)})${asked}`;
  });
  return `${shown.join(' and ')}${requirements.length > 3 ? ' and more' : ''}`;
}

interface Related {
  readonly place: Place;
  readonly message: string;
}

/** What stood there, and the first operations that a loss reaches. */
export function relatedTo(base: Place | undefined, operations: readonly Operation[], does: string): Related[] {
  const before = base === undefined ? [] : [{ place: base, message: 'in the base' }];
  return [...before, ...operations.slice(0, RELATED_LIMIT).map(({ place, label }) => ({ place, message: `\`${label}\` ${does}` }))];
}
