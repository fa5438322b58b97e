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

interface Gathered {
  readonly message: string;
  readonly place?: Place;
  readonly related?: readonly { readonly place: Place; readonly message: string }[];
}

/** Each finding at its place; one on the document for every cause that ten or more share, with `speak` for all of them. */
export function* gathered<Item extends Repeatable>(
  items: Iterable<Item>,
  speak: (first: Item, count: number) => string,
): Generator<Gathered> {
  const causes = new Map<string, Item[]>();
  for (const item of items) {
    const known = causes.get(item.cause);
    if (known === undefined) causes.set(item.cause, [item]);
    else known.push(item);
  }
  for (const same of causes.values()) {
    const [first] = same;
    if (first === undefined || same.length < REPEATED) {
      for (const { problem } of same) yield problem;
    } else {
      const related = same.slice(0, REPEATED).map(({ problem, where }) => ({ place: problem.place, message: where }));
      yield { message: speak(first, same.length), related };
    }
  }
}
