import type { Route } from './route.ts';

/** Order of file, position, path and method. */
export function byPlace(a: Route, b: Route): number {
  return (
    compare(a.place.file, b.place.file) || a.place.span.start - b.place.span.start || compare(a.path, b.path) || compare(a.method, b.method)
  );
}

/** Order of UTF-16 code units, the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
