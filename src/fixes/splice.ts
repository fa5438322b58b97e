/** Replaces `start`..`end` (UTF-16 offsets, `end` exclusive) of a text. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** By position; of two that begin together, the one that only inserts comes first. */
function bySplice(a: Splice, b: Splice): number {
  return a.start - b.start || a.end - b.end;
}

/** Whether two splices cannot both be made: they share text, or both insert at one point. */
function collide(a: Splice, b: Splice): boolean {
  const [first, second] = bySplice(a, b) <= 0 ? [a, b] : [b, a];
  if (second.start < first.end) return true;
  return first.start === second.start && (first.end === first.start) === (second.end === second.start);
}

/** The text with splices made that are in order and do not collide. */
export function splice(text: string, splices: readonly Splice[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, text: inserted } of splices) {
    pieces.push(text.slice(at, start), inserted);
    at = end;
  }
  return pieces.join('') + text.slice(at);
}

/** Splits into those that can be made together, earlier ones first, and the rest; both in order of position. */
export function compatible<Item>(items: readonly Item[], spliceOf: (item: Item) => Splice): { together: Item[]; rest: Item[] } {
  const sorted = items.map((item) => ({ item, splice: spliceOf(item) })).sort((a, b) => bySplice(a.splice, b.splice));
  const together: Item[] = [];
  const rest: Item[] = [];
  let last: Splice | undefined;
  for (const { item, splice: next } of sorted) {
    if (last !== undefined && collide(last, next)) rest.push(item);
    else {
      together.push(item);
      last = next;
    }
  }
  return { together, rest };
}
