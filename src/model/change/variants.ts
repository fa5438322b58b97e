import type { Schema } from '../api.ts';

/** Comparing every variant with every other is for unions that people write. */
const MAX_COMPARED = 2_500;
/** How much of their properties two objects must share to be one variant. */
const ALIKE = 0.3;

/** A variant of the head and what it was before: several where the base said it in more than one way, none where it is new or of a new type. */
export interface VariantPair {
  readonly base: readonly Schema[];
  readonly head: Schema;
}

/** What a value may be: the innermost alternatives of a schema, `null` left out; the schema itself where it has none. */
export function variantsOf(schemas: readonly Schema[]): readonly Schema[] {
  if (schemas.every((schema) => schema.alternatives.length === 0)) return schemas.length < 2 ? schemas : [...new Set(schemas)];
  const found: Schema[] = [];
  const seen = new Set<Schema>(schemas);
  for (const schema of seen) {
    // A set that grows while it is walked hands out what was added.
    for (const alternative of schema.alternatives) seen.add(alternative);
    if (schema.alternatives.length === 0 && !isNull(schema)) found.push(schema);
  }
  return found;
}

/** `{type: null}`, or a value that is nothing but null. */
function isNull(schema: Schema): boolean {
  return (schema.typed && schema.types.length === 0) || (schema.values?.every((value) => value === null) ?? false);
}

/**
 * Which variant is which: those that say the same first, then those of one name, of one constant (a discriminator) and of the most alike
 * properties. Order never matters, and a name only breaks ties.
 *
 * @param keepNew whether an object among others that resembles none of the base is new; it is compared with all of them otherwise
 */
export function matchVariants(base: readonly Schema[], head: readonly Schema[], keepNew: boolean): VariantPair[] {
  if (base.length < 2 || head.length < 2) {
    return head.map((schema) => ({ base: base.filter((other) => shareType(other, schema)), head: schema }));
  }
  const found = new Map<Schema, Schema>();
  let before = base;
  let after = head;
  const settle = (pairs: Iterable<readonly [Schema, Schema]>): void => {
    const taken = new Set<Schema>();
    for (const [schema, other] of pairs) {
      if (found.has(schema) || taken.has(other)) continue;
      found.set(schema, other);
      taken.add(other);
    }
    before = before.filter((other) => !taken.has(other));
    after = after.filter((schema) => !found.has(schema));
  };
  for (const key of [content, ({ name }: Schema) => name, constants, propertyNames]) settle(byKey(before, after, key));
  const isComparable = before.length * after.length <= MAX_COMPARED;
  if (isComparable) settle(byLikeness(before, after));
  return head.map((schema): VariantPair => {
    const same = found.get(schema);
    if (same !== undefined) return { base: [same], head: schema };
    if (schema.types.includes('object') && keepNew && isComparable) return { base: [], head: schema };
    // Of a union too large to compare, whatever the base admitted.
    return { base: isComparable ? base.filter((other) => shareType(other, schema)) : base, head: schema };
  });
}

function* byKey(
  base: readonly Schema[],
  head: readonly Schema[],
  key: (schema: Schema) => string | undefined,
): Generator<readonly [Schema, Schema]> {
  const known = new Map<string, Schema[]>();
  for (const schema of base) {
    const text = key(schema);
    if (text === undefined) continue;
    const same = known.get(text);
    if (same === undefined) known.set(text, [schema]);
    else same.push(schema);
  }
  for (const schema of head) {
    const text = key(schema);
    const other = text === undefined ? undefined : known.get(text)?.shift();
    if (other !== undefined) yield [schema, other];
  }
}

function byLikeness(base: readonly Schema[], head: readonly Schema[]): (readonly [Schema, Schema])[] {
  const scored = head.flatMap((schema) => base.map((other) => ({ schema, other, score: likeness(schema, other) })));
  return scored
    .filter(({ score }) => score > ALIKE)
    .sort((a, b) => b.score - a.score)
    .map(({ schema, other }) => [schema, other] as const);
}

/** From 0 to 1: the share of properties that two objects have in common; of other values whether they have one type, and one format. */
function likeness(a: Schema, b: Schema): number {
  if (!shareType(a, b)) return 0;
  if (a.properties.size === 0 && b.properties.size === 0) return a.format === b.format ? 1 : 0.5;
  const [small, large] = a.properties.size < b.properties.size ? [a, b] : [b, a];
  let common = 0;
  for (const name of small.properties.keys()) if (large.properties.has(name)) common++;
  return common / (a.properties.size + b.properties.size - common);
}

/** Whether a value can be of both; what says nothing admits everything. */
export function shareType(a: Schema, b: Schema): boolean {
  if (a.types.length === 0 || b.types.length === 0) return true;
  return a.types.some((type) => b.types.includes(type) || (NUMBERS.has(type) && b.types.some((other) => NUMBERS.has(other))));
}

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'number']);

const contents = new WeakMap<Schema, string>();

/** What a schema says of its value and of its properties, one level deep, in no order. */
function content(schema: Schema): string {
  let text = contents.get(schema);
  if (text === undefined) {
    const properties = Array.from(schema.properties.values(), (property) => `${property.name}:${facts(property.schema)}`);
    text = JSON.stringify([facts(schema), properties.sort()]);
    contents.set(schema, text);
  }
  return text;
}

function facts(schema: Schema): string {
  const { types, format, patterns, values, minLength, maxLength, minimum, maximum, minItems, maxItems, readOnly, writeOnly } = schema;
  const listed = values?.slice(0, 20).map(String);
  const bounds = [minLength, maxLength, minimum, maximum, minItems, maxItems];
  return JSON.stringify([[...types].sort(), format, patterns, listed, bounds, readOnly, writeOnly]);
}

/** Properties with one possible value, which tell the variants of a union apart. */
function constants(schema: Schema): string | undefined {
  const found: string[] = [];
  for (const { name, schema: value } of schema.properties.values()) {
    const { values } = value;
    if (values?.length === 1) found.push(JSON.stringify([name, String(values[0])]));
  }
  return found.length === 0 ? undefined : found.sort().join();
}

function propertyNames({ properties }: Schema): string | undefined {
  return properties.size === 0 ? undefined : JSON.stringify([...properties.keys()].sort());
}
