import type { Operation } from '../api.ts';
import { perChange, type Versions } from './versions.ts';

/** The same operation before and after. */
export interface OperationPair {
  readonly base: Operation;
  readonly head: Operation;
}

interface OperationMatch {
  /** In the order of the head. */
  readonly pairs: readonly OperationPair[];
  /** Operations of the head that the base does not have. */
  readonly added: readonly Operation[];
}

/** What tells that two operations are the same one; undefined where it cannot. */
interface Identity {
  readonly of: (operation: Operation) => string | undefined;
  /** Weak evidence counts only where it names one operation on each side. */
  readonly onlyIfUnique?: boolean;
}

/** From the certain to the likely: each takes what those before it have left. */
const IDENTITIES: readonly Identity[] = [
  { of: ({ origin, method, path }) => `${origin} ${method} ${path}` },
  { of: ({ origin, method, path }) => `${origin} ${method} ${pathShape(path)}` },
  { of: (operation) => `${operation.origin} ${operation.method} ${pathShape(basePath(operation) + operation.path)}` },
  { of: ({ origin, operationId }) => (operationId === undefined ? undefined : `${origin} ${operationId}`), onlyIfUnique: true },
  // `/v1/pets` that has become `/v2/pets`.
  { of: ({ origin, method, path }) => `${origin} ${method} ${withoutVersions(pathShape(path))}`, onlyIfUnique: true },
];

/**
 * Which operations of the head are which of the base: by method and path template, whatever its parameters are called and whether its
 * beginning stands in the server's URL or in the path; else by operationId. Linear in the number of operations.
 */
export const matchOperations: (versions: Versions) => OperationMatch = perChange(({ base, head }) => {
  let before = base.operations;
  let after = head.operations;
  const found = new Map<Operation, Operation>();
  for (const identity of IDENTITIES) {
    if (before.length === 0 || after.length === 0) break;
    const taken = new Set<Operation>();
    const candidates = grouped(before, identity);
    for (const [key, operations] of grouped(after, identity)) {
      const others = candidates.get(key) ?? [];
      if (identity.onlyIfUnique === true && (operations.length > 1 || others.length > 1)) continue;
      for (const [operation, other] of inOrder(operations, others)) {
        found.set(operation, other);
        taken.add(other);
      }
    }
    before = before.filter((operation) => !taken.has(operation));
    after = after.filter((operation) => !found.has(operation));
  }
  const pairs = head.operations.flatMap((operation): OperationPair[] => {
    const other = found.get(operation);
    return other === undefined ? [] : [{ base: other, head: operation }];
  });
  return { pairs, added: after };
});

/** A path template by what it matches: `/pets/{id}/` and `/pets/{petId}` are one. */
function pathShape(path: string): string {
  const shape = path.replace(/\{[^{}]*\}/g, '{}').replace(/(?<!\/)\/$/, '');
  return shape === '' ? '/' : shape;
}

/** Names of the parameters of a path template, from left to right. */
export function templateNames(path: string): string[] {
  return Array.from(path.matchAll(/\{([^{}]*)\}/g), ([, name = '']) => name);
}

/** The path of the first server, which comes before the operation's own. */
function basePath({ servers, origin }: Operation): string {
  const url = servers[0]?.url ?? '';
  if (origin !== 'path' || url === '') return '';
  const start = url.indexOf('//');
  const from = start < 0 ? 0 : url.indexOf('/', start + 2);
  if (from < 0) return '';
  const end = url.slice(from).search(/[?#]|\/*$/);
  return url.slice(from, from + end);
}

function withoutVersions(shape: string): string {
  return shape.replace(/\/(?:v\d[\w.-]*|\d+(?:[.-]\d+)+)(?=\/|$)/gi, '/{version}');
}

function grouped(operations: readonly Operation[], { of }: Identity): Map<string, Operation[]> {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const key = of(operation);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [operation]);
    else group.push(operation);
  }
  return groups;
}

/** Pairs of two groups: those with the same operationId first, the rest one after the other. */
function inOrder(operations: readonly Operation[], others: readonly Operation[]): (readonly [Operation, Operation])[] {
  const [only] = others;
  if (only === undefined) return [];
  if (operations.length === 1 && others.length === 1) return [[operations[0] as Operation, only]];
  const named = new Map(others.flatMap((other) => (other.operationId === undefined ? [] : [[other.operationId, other] as const])));
  const pairs: (readonly [Operation, Operation])[] = [];
  const taken = new Set<Operation>();
  const rest: Operation[] = [];
  for (const operation of operations) {
    const same = operation.operationId === undefined ? undefined : named.get(operation.operationId);
    if (same === undefined || taken.has(same)) rest.push(operation);
    else {
      taken.add(same);
      pairs.push([operation, same]);
    }
  }
  const left = others.filter((other) => !taken.has(other));
  return [...pairs, ...rest.slice(0, left.length).map((operation, index) => [operation, left[index] as Operation] as const)];
}
