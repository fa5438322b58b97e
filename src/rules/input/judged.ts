import type { Schema } from '../../model/api.ts';

/** A request value that the bound rules judge as a value of this type. One with alternatives is judged through them, one with fixed values needs no bound. */
export function isRequestValue(schema: Schema, ...types: readonly string[]): boolean {
  if (!schema.request || schema.never || schema.alternatives.length > 0 || schema.values !== undefined) return false;
  return types.some((type) => schema.types.includes(type));
}
