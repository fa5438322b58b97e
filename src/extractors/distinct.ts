import type { Route } from './route.ts';

/** Routes without repetitions: a factory that is called twice, for the server and for a task of its own, makes the same application. */
export function distinct(routes: readonly Route[]): Route[] {
  const known = new Set<string>();
  return routes.filter(({ method, path, place, security }) => {
    const key = JSON.stringify([method, path, place, security]);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}
