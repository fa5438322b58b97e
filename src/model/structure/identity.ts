import { getString, isObject } from '../../documents/tree.ts';

/** Past this many values two items are not compared: an alias can make a small text a huge tree. */
const BUDGET = 2000;

/** Equal for equal JSON values, whatever the order of keys (JSON Schema `uniqueItems`). */
export function sameValue(item: unknown): string | undefined {
  if (typeof item === 'string') return `"${item}`;
  const budget = { left: BUDGET };
  const written = write(item, budget, 0);
  return budget.left < 0 ? undefined : written;
}

function write(value: unknown, budget: { left: number }, depth: number): string {
  if (--budget.left < 0 || depth > 100) {
    budget.left = -1;
    return '';
  }
  if (Array.isArray(value)) return `[${value.map((item) => write(item, budget, depth + 1)).join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? '';
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${write(value[key], budget, depth + 1)}`).join()}}`;
}

/** Parameters are the same by `name` and `in`, references by their target. */
export function sameParameter(item: unknown): string | undefined {
  const ref = getString(item, '$ref');
  if (ref !== undefined) return `\`${ref}\``;
  const name = getString(item, 'name');
  const location = getString(item, 'in');
  return name === undefined || location === undefined ? undefined : `\`${name}\` in ${location}`;
}

/** Tags are the same by name. */
export function sameName(item: unknown): string | undefined {
  const name = getString(item, 'name');
  return name === undefined ? undefined : `\`${name}\``;
}
