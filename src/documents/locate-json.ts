import type { Located, Path } from './document.ts';
import { decodeString, skipSpace, stringEnd } from './json.ts';
import { Wanted } from './wanted.ts';

/** Locates paths in valid JSON text: one pass, and what no path asks for is hopped over. */
export function locateJson(text: string, paths: readonly Path[]): Located[] {
  const root = Wanted.of(paths);
  const start = skipSpace(text, 0);
  const end = walk(text, start, root);
  return root.located(paths, { start, end });
}

/** Returns the offset after the value at `at`. Recursion is bounded by the depth limit that the text has passed. */
function walk(text: string, at: number, wanted: Wanted): number {
  wanted.enter();
  if (wanted.children.size === 0) return skipValue(text, at);
  const code = text.charCodeAt(at);
  if (code === 123) return walkObject(text, at, wanted);
  if (code === 91) return walkArray(text, at, wanted);
  return skipValue(text, at);
}

function walkObject(text: string, open: number, wanted: Wanted): number {
  let at = skipSpace(text, open + 1);
  while (at < text.length && text.charCodeAt(at) === 34) {
    const keyEnd = stringEnd(text, at);
    const key = { start: at, end: keyEnd };
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const child = wanted.children.get(decodeString(text, at, keyEnd));
    const end = child === undefined ? skipValue(text, start) : walk(text, start, child);
    if (child !== undefined) wanted.meet(child, key, { start, end });
    at = skipSpace(text, end);
    if (text.charCodeAt(at) !== 44) break;
    at = skipSpace(text, at + 1);
  }
  return at + 1;
}

function walkArray(text: string, open: number, wanted: Wanted): number {
  const indexes = wanted.indexes;
  let at = skipSpace(text, open + 1);
  if (text.charCodeAt(at) === 93) return at + 1;
  for (let index = 0; at < text.length; index++) {
    const start = at;
    const child = indexes.get(index);
    const end = child === undefined ? skipValue(text, start) : walk(text, start, child);
    if (child !== undefined) wanted.meet(child, undefined, { start, end });
    at = skipSpace(text, end);
    if (text.charCodeAt(at) !== 44) break;
    at = skipSpace(text, at + 1);
  }
  return at + 1;
}

function skipValue(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === 34) return stringEnd(text, start);
  if (first !== 123 && first !== 91) return scalarEnd(text, start);
  const length = text.length;
  let depth = 0;
  for (let at = start; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) at = stringEnd(text, at) - 1;
    else if (code === 123 || code === 91) depth++;
    else if ((code === 125 || code === 93) && --depth === 0) return at + 1;
  }
  return length;
}

/** End of a number, `true`, `false` or `null`. */
function scalarEnd(text: string, start: number): number {
  let at = start;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 44 || code === 125 || code === 93 || code === 32 || code === 10 || code === 13 || code === 9) break;
  }
  return at;
}
