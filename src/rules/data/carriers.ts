import type { Api, Schema } from '../../model/api.ts';
import { type SensitiveClass, type SensitiveWords, sensitivity } from '../../model/sensitive.ts';

export interface CarrierPolicy extends SensitiveWords {
  readonly classes: readonly SensitiveClass[];
  /** How many steps (property, item, alternative) below the body still count. */
  readonly depth: number;
}

/** Response schemas that hold a sensitive value within a few steps, with the name of the nearest one. Linear in the size of the API. */
export function carriers(api: Api, policy: CarrierPolicy): ReadonlyMap<Schema, string> {
  const found = new Map<Schema, string>();
  for (const schema of api.schemas) {
    if (!schema.response) continue;
    for (const { name, words, schema: value } of schema.properties.values()) {
      if (value.writeOnly) continue;
      const kind = sensitivity(words, value, policy)?.class;
      if (kind === undefined || (kind !== 'custom' && (!policy.classes.includes(kind) || isNoToken(kind, name, value)))) continue;
      found.set(schema, name);
      break;
    }
  }
  let ring: readonly Schema[] = [...found.keys()];
  for (let step = 1; step < policy.depth && ring.length > 0; step++) {
    const parents = parentsOf(new Set(ring), api);
    const next: Schema[] = [];
    for (const schema of ring) {
      for (const parent of parents.get(schema) ?? []) {
        if (found.has(parent)) continue;
        found.set(parent, found.get(schema) ?? '');
        next.push(parent);
      }
    }
    ring = next;
  }
  return found;
}

/** Response schemas that hold one of a few, by that one. */
function parentsOf(few: ReadonlySet<Schema>, api: Api): ReadonlyMap<Schema, readonly Schema[]> {
  const parents = new Map<Schema, Schema[]>();
  for (const schema of api.schemas) {
    if (!schema.response) continue;
    schema.eachChild((child) => {
      if (!few.has(child) || isOnlyWritten(child, schema)) return;
      const known = parents.get(child);
      if (known === undefined) parents.set(child, [schema]);
      else known.push(schema);
    });
  }
  return parents;
}

/** Whether a child is a property that no response holds, and nothing else of its parent. */
function isOnlyWritten(child: Schema, parent: Schema): boolean {
  return child.writeOnly && !others(parent).includes(child);
}

/** Children that are no properties. */
function others({ items, additional, prefixItems, patternProperties, alternatives, extra }: Schema): readonly unknown[] {
  return [items, additional, ...prefixItems, ...patternProperties, ...alternatives, ...extra];
}

/** Settings of one-time codes are judged by their own properties, and `tokens` in a list are pieces of a text. */
function isNoToken(kind: SensitiveClass, name: string, value: Schema): boolean {
  return kind === 'token' && (value.properties.size > 0 || (value.types.includes('array') && /^tokens$/i.test(name)));
}
