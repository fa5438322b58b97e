import type { SourceDocument } from '../documents/document.ts';

export interface FoundString {
  readonly text: string;
  /** The text is the last key of the path, not the value there. */
  readonly isKey: boolean;
  readonly path: readonly (string | number)[];
}

const values = new WeakMap<SourceDocument, readonly string[]>();

/**
 * The string values of a document, without keys and places: to see at little cost whether one is worth a walk that knows where it is.
 * Strings of less than four UTF-16 units are left out.
 */
export function stringValues(document: SourceDocument): readonly string[] {
  let known = values.get(document);
  if (known === undefined) {
    known = readValues(document.value, document.format === 'yaml' ? new Set() : undefined);
    values.set(document, known);
  }
  return known;
}

/** @param seen set where objects are shared */
function readValues(root: unknown, seen: Set<object> | undefined): string[] {
  const found: string[] = [];
  const pending: object[] = [];
  const take = (value: unknown): void => {
    if (typeof value === 'string') {
      if (value.length >= 4) found.push(value);
    } else if (typeof value === 'object' && value !== null) pending.push(value);
  };
  take(root);
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (seen?.has(value)) continue;
    seen?.add(value);
    if (Array.isArray(value)) for (const item of value) take(item);
    else for (const key in value) take((value as Record<string, unknown>)[key]);
  }
  return found;
}

/**
 * Every string of a document with at least `shortest` UTF-16 units, keys too, in document order. Iterative; what YAML aliases
 * share is visited once. `path` is built when it is asked for, and only during the call.
 */
export function eachString(document: SourceDocument, shortest: number, visit: (found: FoundString) => void): void {
  const frames: { readonly node: object; readonly keys: readonly string[] | undefined; readonly size: number; index: number }[] = [];
  const seen = document.format === 'yaml' ? new Set<object>() : undefined;
  const found = {
    text: '',
    isKey: false,
    get path() {
      return frames.map(({ keys, index }) => keys?.[index] ?? index);
    },
  };
  const say = (text: string, isKey: boolean): void => {
    if (text.length < shortest) return;
    found.text = text;
    found.isKey = isKey;
    visit(found);
  };
  const enter = (value: unknown): void => {
    if (typeof value === 'string') say(value, false);
    if (typeof value !== 'object' || value === null) return;
    if (seen !== undefined) {
      if (seen.has(value)) return;
      seen.add(value);
    }
    const keys = Array.isArray(value) ? undefined : Object.keys(value);
    frames.push({ node: value, keys, size: (keys ?? (value as readonly unknown[])).length, index: -1 });
  };
  enter(document.value);
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    frame.index++;
    if (frame.index >= frame.size) {
      frames.pop();
      continue;
    }
    const key = frame.keys?.[frame.index];
    if (key !== undefined) say(key, true);
    enter((frame.node as Record<string | number, unknown>)[key ?? frame.index]);
  }
}
