import type { Operation, Response, ResponseUse } from '../../model/api.ts';
import { isErrorStatus } from '../../model/statuses.ts';

/** The responses with which an operation succeeds: 2xx, `2XX`, and `default` when there is no other. */
export function successes(operation: Operation): ResponseUse[] {
  return operation.responses.filter(({ status }) => /^2/.test(status) || (status === 'default' && !isErrorStatus(status, operation)));
}

/** The path operations whose first success a response is: each operation is judged at one response. */
export function judgedAt(response: Response): Operation[] {
  const operations = response.usedBy.filter(({ operation }) => operation.origin === 'path').map(({ operation }) => operation);
  return [...new Set(operations)].filter((operation) => successes(operation)[0]?.response === response);
}
