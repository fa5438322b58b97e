/** Inclusive ranges of code points, ascending and apart. */
export type CodePoints = readonly (readonly [low: number, high: number])[];

const last = 0x10ffff;

export const everything: CodePoints = [[0, last]];

/** What `.` leaves out: ECMA-262 LineTerminator. */
const lineTerminators: CodePoints = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];

export const digits: CodePoints = [[0x30, 0x39]];
export const letters: CodePoints = [
  [0x41, 0x5a],
  [0x61, 0x7a],
];
export const wordCharacters: CodePoints = union(digits, letters, [[0x5f, 0x5f]]);
/** ECMA-262 WhiteSpace and LineTerminator. */
export const spaces: CodePoints = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
/** What `.` stands for. */
export const dot: CodePoints = complement(lineTerminators);
/** Everything outside ASCII: the rough stand-in for Unicode classes, whose tables are too large to carry. */
export const beyondAscii: CodePoints = [[0x80, last]];

export function single(codePoint: number): CodePoints {
  return [[codePoint, codePoint]];
}

export function union(...sets: readonly CodePoints[]): CodePoints {
  const sorted = sets.flat().sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [low, high] of sorted) {
    const top = merged.at(-1);
    if (top !== undefined && low <= top[1] + 1) top[1] = Math.max(top[1], high);
    else merged.push([low, high]);
  }
  return merged;
}

export function complement(set: CodePoints): CodePoints {
  const rest: [number, number][] = [];
  let next = 0;
  for (const [low, high] of set) {
    if (low > next) rest.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= last) rest.push([next, last]);
  return rest;
}

export function intersection(a: CodePoints, b: CodePoints): CodePoints {
  return complement(union(complement(a), complement(b)));
}

/** The lowest code point in both sets; undefined when they share none. */
export function firstShared(a: CodePoints, b: CodePoints): number | undefined {
  let i = 0;
  let j = 0;
  for (let left = a[i], right = b[j]; left !== undefined && right !== undefined; left = a[i], right = b[j]) {
    const low = Math.max(left[0], right[0]);
    if (low <= Math.min(left[1], right[1])) return low;
    if (left[1] < right[1]) i++;
    else j++;
  }
  return undefined;
}

export function includes(set: CodePoints, codePoint: number): boolean {
  return set.some(([low, high]) => low <= codePoint && codePoint <= high);
}

/** Whether every code point of `part` is in `whole`. */
export function contains(whole: CodePoints, part: CodePoints): boolean {
  return firstShared(complement(whole), part) === undefined;
}
