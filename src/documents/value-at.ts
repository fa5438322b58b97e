import type { Place } from './place.ts';

/** The value at a place; undefined when nothing stands there. */
export function valueAt(place: Place): unknown {
  let value: unknown = place.document.value;
  for (const key of place.path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}
