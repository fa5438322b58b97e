import { getObject } from '../../documents/tree.ts';
import type { Operation } from '../../model/api.ts';
import { type HeaderOptions, hasRetryAfter, statesLimit } from './header-families.ts';

/** Whether an operation has a response under exactly 429, a broken reference included (RFC 6585 section 4). */
export function has429(operation: Operation): boolean {
  const responses = getObject(operation.raw, 'responses');
  return responses !== undefined && Object.hasOwn(responses, '429');
}

/** Whether an operation documents throttled calls: by 429, or by `4XX` or `default` with headers that only throttling needs. */
export function documents429(operation: Operation, options: HeaderOptions): boolean {
  if (has429(operation)) return true;
  return operation.responses.some(
    ({ status, response }) => (status === '4XX' || status === 'default') && (hasRetryAfter(response) || statesLimit(response, options)),
  );
}
