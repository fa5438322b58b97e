import { getString } from '../../documents/tree.ts';
import type { Api, Operation, Server } from '../api.ts';

/** Segments of a path template. A parameter has no name: `{}`. */
export type Segments = readonly string[];

/** A segment that is a parameter. */
export const PARAMETER = '{}';
/** Any number of segments, where a part of a path could not be found out. */
export const WILDCARD = '{*}';

/** How many servers of an operation are looked at: they differ in host mostly. */
const MAX_SERVERS = 8;

/**
 * Segments of a path template, whatever its parameters are called; `:id` is one too. A slash at the end makes no
 * difference, nor does case, which many routers ignore and nobody tells two operations apart by.
 * @param wildcards names of parameters that stand for any number of segments
 */
export function segmentsOf(path: string, wildcards: ReadonlySet<string> = new Set()): Segments {
  const shape = path.replace(/\{([^{}]*)\}/g, (_, name: string) => (wildcards.has(name) ? WILDCARD : PARAMETER));
  const [plain = ''] = shape.split(/[?#]/, 1);
  return plain
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => {
      if (segment.includes(WILDCARD)) return WILDCARD;
      return /^:\w/.test(segment) ? PARAMETER : segment.toLowerCase();
    });
}

/** Names of the parameters of a path template, from left to right. */
export function parameterNames(path: string): string[] {
  return Array.from(path.matchAll(/\{([^{}]*)\}/g), ([, name = '']) => name);
}

/** Paths that clients may call for an operation: its template below each of its servers, each once. */
export function fullPaths(operation: Operation, api: Api): Segments[] {
  const path = segmentsOf(operation.path);
  const bases =
    api.version === '2.0' ? [segmentsOf(getString(api.raw, 'basePath') ?? '')] : operation.servers.slice(0, MAX_SERVERS).map(basePath);
  const distinct = new Map(bases.map((base) => [base.join('/'), base]));
  return distinct.size === 0 ? [path] : [...distinct.values()].map((base) => [...base, ...path]);
}

/** The path of a server's URL, variables replaced by their defaults (OAS 3.x Server Object). */
function basePath({ url, variables }: Server): Segments {
  const filled = url.replace(/\{([^{}]*)\}/g, (_, name: string) => variables.get(name)?.default ?? PARAMETER);
  const host = filled.indexOf('//');
  const start = host < 0 ? 0 : filled.indexOf('/', host + 2);
  return start < 0 ? [] : segmentsOf(filled.slice(start));
}

/** Whether some segment is a name. */
export function hasLiteral(segments: Segments): boolean {
  return segments.some((segment) => !segment.startsWith('{'));
}

export function startsWith(segments: Segments, prefix: Segments): boolean {
  return segments.length >= prefix.length && prefix.every((segment, index) => segments[index] === segment);
}

/** `GET users/{}`: what two operations that are the same have in common. */
export function operationKey(method: string, segments: Segments): string {
  return `${method} ${segments.join('/')}`;
}

/** Last parts of paths that every service has, so that they tell nothing of which one it is. */
const EVERYWHERE =
  /^(?:health(?:z|check|-check)?|livez?|readyz?|liveness|readiness|ping|status|version|info|metrics|prometheus|docs|redoc|api-docs|swagger(?:-ui)?|(?:openapi|swagger)\.(?:json|ya?ml)|favicon\.ico|robots\.txt)$/i;

/** Whether a path tells one service from another: `/orders/{id}` does, `/` and `/health` do not. */
export function isTelling(segments: Segments): boolean {
  const last = segments.at(-1);
  return last !== undefined && hasLiteral(segments) && !EVERYWHERE.test(last);
}
