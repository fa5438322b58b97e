import type { Path } from '../documents/document.ts';

/** A change of a tree by path: without `value` what stands there is taken away. */
export interface TreeChange {
  readonly path: Path;
  readonly value?: unknown;
}

type Container = unknown[] | Record<string, unknown>;

/**
 * The tree as it is after changes, each meant of the tree as it was; the given one stays as it is. Undefined when a place that a change
 * needs is not there.
 */
export function changed(root: unknown, changes: readonly TreeChange[]): unknown {
  const copies = new Set<object>();
  const holder: { root: unknown } = { root };
  // List entries go last to first, so that no index means another entry than it did.
  const removals = changes.filter((change) => !Object.hasOwn(change, 'value')).sort((a, b) => lastIndex(b) - lastIndex(a));
  for (const { path, value } of changes.filter((change) => Object.hasOwn(change, 'value'))) {
    const at = copiedTo(holder, path, copies);
    if (at === undefined) return undefined;
    put(at, path.at(-1) ?? '', value);
  }
  for (const { path } of removals) {
    const at = copiedTo(holder, path, copies);
    const key = path.at(-1) ?? '';
    if (at === undefined || !Object.hasOwn(at, key)) return undefined;
    if (Array.isArray(at)) at.splice(Number(key), 1);
    else delete at[key];
  }
  return holder.root;
}

function lastIndex({ path }: TreeChange): number {
  const key = path.at(-1);
  return typeof key === 'number' ? key : 0;
}

/** The container of a path's end, with everything on the way to it copied once. */
function copiedTo(holder: { root: unknown }, path: Path, copies: Set<object>): Container | undefined {
  let at: Container | undefined;
  for (let depth = 0; depth < path.length; depth++) {
    const key = depth === 0 ? undefined : path[depth - 1];
    const value: unknown = at === undefined ? holder.root : own(at, key ?? '');
    if (typeof value !== 'object' || value === null) return undefined;
    if (copies.has(value)) {
      at = value as Container;
      continue;
    }
    const copy: Container = Array.isArray(value) ? [...value] : copyOf(value);
    copies.add(copy);
    if (at === undefined) holder.root = copy;
    else put(at, key ?? '', copy);
    at = copy;
  }
  return at;
}

/** What a container has under a key or index; undefined for anything else. */
export function own(container: unknown, key: string | number): unknown {
  if (typeof container !== 'object' || container === null || !Object.hasOwn(container, key)) return undefined;
  return (container as Record<string | number, unknown>)[key];
}

function copyOf(value: object): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [key, child] of Object.entries(value)) put(copy, key, child);
  return copy;
}

/** Assignment that makes `__proto__` a key like any other. */
function put(container: Container, key: string | number, value: unknown): void {
  Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Whether two trees say the same, whatever the order of their keys. Values that are shared are compared once. */
export function sameTree(one: unknown, other: unknown): boolean {
  const compared = new Map<object, object>();
  const stack: [unknown, unknown][] = [[one, other]];
  for (let pair = stack.pop(); pair !== undefined; pair = stack.pop()) {
    const [a, b] = pair;
    if (Object.is(a, b)) continue;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
    if (compared.get(a) === b) continue;
    compared.set(a, b);
    const keys = Object.keys(a);
    if (keys.length !== Object.keys(b).length) return false;
    for (const key of keys) {
      if (!Object.hasOwn(b, key)) return false;
      stack.push([(a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]]);
    }
  }
  return true;
}
