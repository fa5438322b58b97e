/** Values with the place in the code that each part comes from. */
import type { Path } from '../../documents/document.ts';
import type { CodePlace } from '../route.ts';

/** A part of a document: a scalar, an object or a list, and where the code says it. */
export interface CodeTree {
  readonly place: CodePlace | undefined;
  readonly scalar?: unknown;
  readonly entries?: ReadonlyMap<string, CodeTree>;
  readonly items?: readonly CodeTree[];
}

export function leaf(value: unknown, place?: CodePlace): CodeTree {
  return { place, scalar: value };
}

/** An object; entries that are undefined are left out. */
export function node(place: CodePlace | undefined, entries: Readonly<Record<string, CodeTree | undefined>>): CodeTree {
  return { place, entries: new Map(Object.entries(entries).filter((entry): entry is [string, CodeTree] => entry[1] !== undefined)) };
}

export function list(place: CodePlace | undefined, items: readonly CodeTree[]): CodeTree {
  return { place, items };
}

/** The plain value. */
export function plainValue({ scalar, entries, items }: CodeTree): unknown {
  if (items !== undefined) return items.map(plainValue);
  return entries === undefined ? scalar : Object.fromEntries([...entries].map(([key, each]) => [key, plainValue(each)]));
}

/** The files that hold parts of it. */
export function filesOf(tree: CodeTree, into = new Set<string>()): ReadonlySet<string> {
  if (tree.place !== undefined) into.add(tree.place.file);
  for (const child of [...(tree.items ?? []), ...(tree.entries?.values() ?? [])]) filesOf(child, into);
  return into;
}

/** The first place that a tree tells, from the top. */
export function firstPlace(tree: CodeTree): CodePlace | undefined {
  if (tree.place !== undefined) return tree.place;
  for (const child of [...(tree.items ?? []), ...(tree.entries?.values() ?? [])]) {
    const place = firstPlace(child);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** The place of a path: its own, else that of what encloses it; `exact` tells whether the whole path exists. */
export function placeAt(tree: CodeTree, path: Path): { readonly place: CodePlace | undefined; readonly exact: boolean } {
  let at: CodeTree | undefined = tree;
  let { place } = tree;
  for (const key of path) {
    const next: CodeTree | undefined = at?.items?.[Number(key)] ?? at?.entries?.get(String(key));
    if (next === undefined) return { place, exact: at?.scalar !== undefined };
    place = next.place ?? place;
    at = next;
  }
  return { place, exact: true };
}
