interface Pairable {
  readonly keys: readonly string[];
  /** Asked only where several share a key. */
  detail(): string;
}

/**
 * Pairs findings of now with known ones that share a key, each once; among several of one key those of equal detail first, so that
 * what was added is the one left over.
 * @returns indexes of `known` by index of `own`
 */
export function pairUp(own: readonly Pairable[], known: readonly Pairable[]): Map<number, number> {
  const pairs = new Map<number, number>();
  const byKey = new Map<string, number[]>();
  for (const [index, { keys }] of known.entries()) {
    for (const key of keys) {
      const same = byKey.get(key);
      if (same === undefined) byKey.set(key, [index]);
      else same.push(index);
    }
  }
  const used = new Set<number>();
  const pair = (mine: number, theirs: number): void => {
    pairs.set(mine, theirs);
    used.add(theirs);
  };
  const crowded = new Map<string, number[]>();
  for (const [index, { keys }] of own.entries()) {
    for (const key of keys) {
      if (!byKey.has(key)) continue;
      const same = crowded.get(key);
      if (same === undefined) crowded.set(key, [index]);
      else same.push(index);
    }
  }
  for (const [key, mine] of crowded) {
    const theirs = byKey.get(key) ?? [];
    if (mine.length > 1 || theirs.length > 1) pairEqual(mine, theirs);
  }
  for (const [key, mine] of crowded) {
    const free = (byKey.get(key) ?? []).filter((index) => !used.has(index)).reverse();
    for (const index of mine) {
      const theirs = pairs.has(index) ? undefined : free.pop();
      if (theirs !== undefined) pair(index, theirs);
    }
  }
  return pairs;

  function pairEqual(mine: readonly number[], theirs: readonly number[]): void {
    const byDetail = new Map<string, number[]>();
    // From the last, for each is taken from the end.
    for (const index of [...theirs].reverse()) {
      if (used.has(index)) continue;
      const detail = known[index]?.detail() ?? '';
      const same = byDetail.get(detail);
      if (same === undefined) byDetail.set(detail, [index]);
      else same.push(index);
    }
    for (const index of mine) {
      const same = pairs.has(index) ? undefined : byDetail.get(own[index]?.detail() ?? '')?.pop();
      if (same !== undefined) pair(index, same);
    }
  }
}
