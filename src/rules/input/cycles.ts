import type { Schema } from '../../model/api.ts';

/**
 * Groups of schemas that reach each other through `children`: Tarjan's strongly connected components with an explicit stack, linear.
 * A schema alone is a group only when it is its own child.
 */
export function cycles(schemas: Iterable<Schema>, children: (schema: Schema) => Iterable<Schema>): Schema[][] {
  const known = new Map<Schema, { index: number; low: number; open: boolean }>();
  const open: Schema[] = [];
  const groups: Schema[][] = [];
  for (const root of schemas) {
    if (known.has(root)) continue;
    const frames: { schema: Schema; rest: Iterator<Schema>; self: boolean }[] = [];
    const enter = (schema: Schema): void => {
      known.set(schema, { index: known.size, low: known.size, open: true });
      open.push(schema);
      frames.push({ schema, rest: children(schema)[Symbol.iterator](), self: false });
    };
    enter(root);
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const mine = known.get(frame.schema) ?? { index: 0, low: 0, open: false };
      const next = frame.rest.next();
      if (!next.done) {
        if (next.value === frame.schema) frame.self = true;
        const seen = known.get(next.value);
        if (seen === undefined) enter(next.value);
        else if (seen.open) mine.low = Math.min(mine.low, seen.index);
        continue;
      }
      frames.pop();
      const above = frames.at(-1);
      const theirs = above === undefined ? undefined : known.get(above.schema);
      if (theirs !== undefined) theirs.low = Math.min(theirs.low, mine.low);
      if (mine.low !== mine.index) continue;
      const group = open.splice(open.lastIndexOf(frame.schema));
      for (const schema of group) (known.get(schema) ?? mine).open = false;
      if (group.length > 1 || frame.self) groups.push(group);
    }
  }
  return groups;
}
