/** The candidate that a misspelt word most likely means; undefined when none is near. Letter case does not count. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  // Longer than any name of ours: not worth the quadratic comparison.
  if (word.length > 80) return undefined;
  const written = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.min(4, Math.max(1, Math.floor(word.length / 3))) + 1;
  let tried = 0;
  for (const candidate of candidates) {
    if (++tried > MAX_CANDIDATES) break;
    const longer = word.length - candidate.length;
    // `warning` for `warn`: a grown word begins the same.
    const grown = candidate.length > 2 && longer > 0 && longer <= 3 && written.startsWith(candidate.toLowerCase());
    if (!grown && Math.abs(longer) >= bestDistance) continue;
    const distance = grown ? 1 : editDistance(written, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Names of a document may be many. */
const MAX_CANDIDATES = 5000;

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
