import type { Operation } from './api.ts';

/** Whether a response key documents a status code: exactly, by its range (`4XX`) or as `default`. */
function coversStatus(status: string, code: number): boolean {
  return status === String(code) || status === `${Math.floor(code / 100)}XX` || status === 'default';
}

/** Whether an operation documents one of some status codes, ranges and `default` included. */
export function documentsStatus(operation: Operation, ...codes: readonly number[]): boolean {
  return operation.responses.some(({ status }) => codes.some((code) => coversStatus(status, code)));
}

/** The response of exactly this code, as `default` and ranges promise nothing about it. */
export function exactStatus(operation: Operation, code: number): Operation['responses'][number] | undefined {
  return operation.responses.find(({ status }) => status === String(code));
}

/** Whether a status stands for an error there: 4xx, 5xx, or `default` beside an explicit success (alone it is the success too). */
export function isErrorStatus(status: string, operation: Operation): boolean {
  if (/^[45]/.test(status)) return true;
  return status === 'default' && operation.responses.some((other) => /^[123]/.test(other.status));
}
