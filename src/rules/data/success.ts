import type { Response } from '../../model/api.ts';
import { isErrorStatus } from '../../model/statuses.ts';

/** Whether some operation of the API succeeds with a response: 2xx, `2XX`, or `default` where nothing else says so. */
export function isSuccess(response: Response): boolean {
  return response.usedBy.some(
    ({ operation, status }) =>
      operation.origin === 'path' && (/^2/.test(status) || (status === 'default' && !isErrorStatus(status, operation))),
  );
}

/** `` the 200 response of GET /pets ``, for messages. */
export function responseLabel({ usedBy }: Response): string {
  const [first] = usedBy;
  if (first === undefined) return 'the response';
  const more = usedBy.length > 1 ? ` and ${usedBy.length - 1} more` : '';
  return `the ${first.status} response of ${first.operation.label}${more}`;
}
