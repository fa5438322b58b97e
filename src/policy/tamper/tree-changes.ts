import type { SourceDocument } from '../../documents/document.ts';
import type { Place } from '../../documents/place.ts';
import { get, isObject } from '../../documents/tree.ts';

/** One difference between two trees, where it stands in the newer one. */
export interface TreeChange {
  readonly place: Place;
  /** `rules.tls-server`. */
  readonly name: string;
  /** Undefined for what was added, or was taken away. */
  readonly before: unknown;
  readonly after: unknown;
  /** A list gained or lost an entry. */
  readonly inList: boolean;
}

/**
 * The differences of meaning: neither the order of keys nor that of a list's entries counts. Bounded by the depth of the documents.
 * @param counts leaves out what a path leads to
 */
export function treeChanges(
  base: SourceDocument,
  head: SourceDocument,
  counts: (path: readonly string[]) => boolean = () => true,
): TreeChange[] {
  const changes: TreeChange[] = [];
  const visit = (before: unknown, after: unknown, place: Place, path: readonly string[]): void => {
    if (!counts(path) || canonical(before) === canonical(after)) return;
    if (isObject(before) && isObject(after)) {
      for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
        const has = Object.hasOwn(after, key);
        visit(get(before, key), get(after, key), has ? place.at(key) : place, [...path, key]);
      }
      return;
    }
    const name = path.join('.');
    if (Array.isArray(before) && Array.isArray(after)) {
      for (const { value, index } of left(after, before)) {
        changes.push({ place: place.at(index), name, before: undefined, after: value, inList: true });
      }
      for (const { value } of left(before, after)) changes.push({ place, name, before: value, after: undefined, inList: true });
      return;
    }
    changes.push({ place, name, before, after, inList: false });
  };
  visit(base.value, head.value, head.root, []);
  return changes;
}

/** Entries of a list that another has fewer of. */
function left(list: readonly unknown[], other: readonly unknown[]): { value: unknown; index: number }[] {
  const counts = new Map<string, number>();
  for (const value of other) {
    const key = canonical(value);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...list.entries()].flatMap(([index, value]) => {
    const key = canonical(value);
    const count = counts.get(key) ?? 0;
    counts.set(key, count - 1);
    return count > 0 ? [] : [{ value, index }];
  });
}

/** JSON with sorted keys; `null` for nothing. The depth of a policy's documents is bounded where they are parsed. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const entries = Object.keys(value).sort();
  return `{${entries.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}
