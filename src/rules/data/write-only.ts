import type { OasVersion } from '../../model/api.ts';

/** The edit that keeps a property out of responses; 2.0 has no `writeOnly`. */
export function advice(version: OasVersion): string {
  return version === '2.0' ? 'leave it out of the response schema' : 'add `writeOnly: true`, leave it out';
}
