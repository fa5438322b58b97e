import type { Place } from '../documents/place.ts';

/** A finding that may stand, word for word, in many places because nothing was shared. */
export interface Repeatable {
  /** Findings with the same cause share it. */
  readonly cause: string;
  readonly problem: { readonly message: string; readonly place: Place };
  /** What the place is, for a related location. */
  readonly where: string;
}

/** From how many places on the same cause is one finding on the document. */
const REPEATED = 10;

/** Each finding at its place. Ten or more of one cause are told once, at `place`, with `speak` for all of them. */
export function* gathered<Item extends Repeatable>(
  items: Iterable<Item>,
  place: Place,
  speak: (first: Item, count: number) => string,
): Generator<Item['problem'] & { readonly gather?: Gathering }> {
  const causes = new Map<string, Item[]>();
  for (const item of items) {
    const known = causes.get(item.cause);
    if (known === undefined) causes.set(item.cause, [item]);
    else known.push(item);
  }
  for (const same of causes.values()) {
    const [first] = same;
    if (first === undefined) continue;
    if (same.length < REPEATED) {
      for (const { problem } of same) yield problem;
      continue;
    }
    const related = same.slice(0, REPEATED).map(({ problem, where }) => ({ place: problem.place, message: where }));
    const gather: Gathering = { least: REPEATED, place, speak: (count) => speak(first, count), related };
    for (const { problem } of same) yield { ...problem, gather };
  }
}

interface Gathering {
  readonly least: number;
  readonly place: Place;
  readonly speak: (count: number) => string;
  readonly related: readonly { readonly place: Place; readonly message: string }[];
}
