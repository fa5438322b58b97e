/** Paths of routes whose parts may be left out. */

/** More ways to write one path than a route has. */
const MOST = 16;

/**
 * Every path that `opt(/:year(/:month))` stands for, the shortest first; the format that Rails adds is none of them.
 * One path with every part where there are too many.
 */
export function optionalPaths(path: string): string[] {
  const open: string[][] = [];
  let ways = [''];
  for (const piece of path.replaceAll(/\(?\.:format\)?/g, '').split(/([()])/)) {
    if (piece === '(') {
      open.push(ways);
      ways = [''];
    } else if (piece === ')') {
      const outer = open.pop();
      const inner = ways;
      if (outer !== undefined) ways = outer.flatMap((before) => [before, ...inner.map((each) => before + each)]);
    } else ways = ways.map((each) => each + piece);
    if (ways.length > MOST) return [path.replaceAll(/[()]/g, '')];
  }
  const whole = open.reduceRight((inner, outer) => outer.flatMap((before) => inner.map((each) => before + each)), ways);
  return whole.length > MOST ? [path.replaceAll(/[()]/g, '')] : [...new Set(whole)];
}
