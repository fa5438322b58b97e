/** A JSON object whose keys are data: read it with {@link get}, never with a bare index, so that `constructor` is only ever a key. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property of an object; undefined for anything else. */
export function get(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function getString(value: unknown, key: string): string | undefined {
  const found = get(value, key);
  return typeof found === 'string' ? found : undefined;
}

export function getObject(value: unknown, key: string): JsonObject | undefined {
  const found = get(value, key);
  return isObject(found) ? found : undefined;
}

export function getArray(value: unknown, key: string): readonly unknown[] | undefined {
  const found = get(value, key);
  return Array.isArray(found) ? found : undefined;
}
