import { isObject } from '../documents/tree.ts';
import { digest } from './digest.ts';

/** Values that are looked at: enough to tell neighbours apart. */
const MOST = 2_000;

/** A digest of a JSON value in which the order of keys counts for nothing; of a large one, of its beginning. */
export function content(value: unknown): string {
  const parts: string[] = [];
  const stack: unknown[] = [value];
  for (let left = MOST; left > 0 && stack.length > 0; left--) {
    const next = stack.pop();
    if (Array.isArray(next)) {
      parts.push(`[${next.length}`);
      for (let index = Math.min(next.length, MOST) - 1; index >= 0; index--) stack.push(next[index]);
    } else if (isObject(next)) {
      const keys = Object.keys(next).sort();
      parts.push(`{${JSON.stringify(keys.slice(0, MOST))}`);
      for (const key of keys.slice(0, MOST).reverse()) stack.push(next[key]);
    } else parts.push(typeof next === 'string' ? JSON.stringify(next.slice(0, MOST)) : String(next));
  }
  return digest(parts.join(','));
}
