import { get } from '../../documents/tree.ts';
import type { Schema } from '../api.ts';

/** Bounds that only say what the type holds. */
const NO_BOUNDS: ReadonlySet<number> = new Set([2 ** 31 - 1, 2 ** 32 - 1, 2 ** 53 - 1, 2 ** 53, 2 ** 63, 2 ** 64]);

/** The smallest and the largest number, inclusive for integers however they are written; infinite where nothing real is said. */
export function numberRange(schema: Schema): { readonly low: number; readonly high: number } {
  const isInteger = schema.types.length > 0 && !schema.types.includes('number');
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  for (const { raw } of schema.parts) {
    const upper = limitOf(raw, 'maximum', 'exclusiveMaximum');
    const lower = limitOf(raw, 'minimum', 'exclusiveMinimum');
    for (const { value, isExclusive } of upper) high = Math.min(high, isExclusive && isInteger ? Math.ceil(value) - 1 : value);
    for (const { value, isExclusive } of lower) low = Math.max(low, isExclusive && isInteger ? Math.floor(value) + 1 : value);
  }
  const isReal = (value: number): boolean =>
    !NO_BOUNDS.has(Math.abs(value)) && !NO_BOUNDS.has(Math.abs(value) - 1) && Math.abs(value) < 2 ** 64;
  return { low: isReal(low) ? low : Number.NEGATIVE_INFINITY, high: isReal(high) ? high : Number.POSITIVE_INFINITY };
}

/** Exclusive bounds are flags beside the bound up to 3.0, and bounds of their own after that. */
function limitOf(raw: object, inclusive: string, exclusive: string): { readonly value: number; readonly isExclusive: boolean }[] {
  const flag = get(raw, exclusive);
  return [
    { value: get(raw, inclusive), isExclusive: flag === true },
    { value: flag, isExclusive: true },
  ].filter((limit): limit is { value: number; isExclusive: boolean } => typeof limit.value === 'number' && Number.isFinite(limit.value));
}
