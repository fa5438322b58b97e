import type { Place } from '../documents/place.ts';

/** What findings of one cause say together when there are many. */
export interface Gather {
  /** From how many on they are told once. */
  readonly least: number;
  /** Where they are told: as a rule the document. */
  readonly place: Place;
  /** @param count how many there are */
  readonly speak: (count: number) => string;
  readonly related?: readonly { readonly place: Place; readonly message: string }[];
}

interface Gatherable {
  readonly gather?: Gather | undefined;
}

/**
 * Each item, or one for all that share a {@link Gather} where they are as many as it asks, in place of the first of them.
 * @param together makes the one of many
 */
export function gatherItems<Item extends Gatherable>(
  items: readonly Item[],
  together: (gather: Gather, members: readonly Item[]) => Item,
): Item[] {
  const groups = new Map<Gather, Item[]>();
  for (const item of items) {
    if (item.gather === undefined) continue;
    const group = groups.get(item.gather);
    if (group === undefined) groups.set(item.gather, [item]);
    else group.push(item);
  }
  if (groups.size === 0) return [...items];
  return items.flatMap((item) => {
    if (item.gather === undefined) return [item];
    const members = groups.get(item.gather) ?? [];
    if (members.length < item.gather.least) return [item];
    return members[0] === item ? [together(item.gather, members)] : [];
  });
}
