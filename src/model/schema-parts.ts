import type { Place } from '../documents/place.ts';
import { get, isObject, type JsonObject } from '../documents/tree.ts';
import type { SchemaPart } from './api.ts';
import type { Budget } from './budget.ts';
import type { SchemaReferences } from './schema-references.ts';

const NO_PARTS: readonly SchemaPart[] = [];

/** Flattens what `allOf` and counting `$ref` siblings merge into a schema. */
export class SchemaParts {
  /** Every object that is a part of another one. */
  readonly used = new Set<object>();
  readonly #references: SchemaReferences;
  readonly #budget: Budget;
  readonly #direct = new Map<object, readonly SchemaPart[]>();

  constructor(references: SchemaReferences, budget: Budget) {
    this.#references = references;
    this.#budget = budget;
  }

  /** The object itself, then everything that is merged into it, nearest first, each once. */
  of(raw: JsonObject, place: Place): readonly SchemaPart[] {
    const parts: SchemaPart[] = [{ raw, place }];
    if (this.#directParts(raw, place).length === 0) return parts;
    const seen = new Set<object>([raw]);
    for (let index = 0; index < parts.length; index++) {
      const part = parts[index] as SchemaPart;
      for (const more of this.#directParts(part.raw, part.place)) {
        if (seen.has(more.raw)) continue;
        if (!this.#budget.take(1, place)) return parts;
        seen.add(more.raw);
        this.used.add(more.raw);
        parts.push(more);
      }
    }
    return parts;
  }

  #directParts(raw: JsonObject, place: Place): readonly SchemaPart[] {
    const allOf = get(raw, 'allOf');
    if (!Array.isArray(allOf) && !Object.hasOwn(raw, '$ref') && !Object.hasOwn(raw, '$dynamicRef')) return NO_PARTS;
    let parts = this.#direct.get(raw);
    if (parts === undefined) {
      parts = this.#readDirect(raw, place, Array.isArray(allOf) ? allOf : []);
      this.#direct.set(raw, parts);
    }
    return parts;
  }

  #readDirect(raw: JsonObject, place: Place, allOf: readonly unknown[]): readonly SchemaPart[] {
    const parts: SchemaPart[] = [];
    for (const { value, place: at } of this.#references.merged(raw, place)) if (isObject(value)) parts.push({ raw: value, place: at });
    const branches = place.at('allOf');
    for (const [index, value] of allOf.entries()) {
      if (!isObject(value)) continue;
      const at = branches.at(index);
      const isBare = this.#references.isAlias(value, at) && !this.#references.isAnnotated(value, at);
      const target = isBare ? this.#references.follow(value, at) : undefined;
      // A broken reference stays, so that the schema is not taken for one that says nothing.
      if (target === undefined) parts.push({ raw: value, place: at });
      else if (isObject(target.value)) parts.push({ raw: target.value, place: target.place });
    }
    return parts;
  }
}

/** Lists of parts as one, each object once, in order. */
export function unite(lists: readonly (readonly SchemaPart[])[]): readonly SchemaPart[] {
  const parts: SchemaPart[] = [];
  const seen = new Set<object>();
  for (const part of lists.flat()) {
    if (seen.has(part.raw)) continue;
    seen.add(part.raw);
    parts.push(part);
  }
  return parts;
}
