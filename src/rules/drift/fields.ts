import { get, getObject } from '../../documents/tree.ts';
import type { Property, Schema } from '../../model/api.ts';
import { variantsOf } from '../../model/change/variants.ts';
import { splitWords } from '../../model/words.ts';

/** A value of the code and what a document says of it in one way or another. */
export interface ValuePair {
  readonly code: Schema;
  /** Never empty. */
  readonly document: readonly Schema[];
  /** `address.city`, `tags[]`; empty for the body itself. */
  readonly name: string;
}

/** A field of a body that the code takes. */
interface Field {
  readonly name: string;
  readonly property: Property;
}

export interface ComparedBody {
  readonly pairs: readonly ValuePair[];
  /** Fields that no way to write the body has. */
  readonly missing: readonly Field[];
}

/** How deep objects are compared, and how many values of one body. */
const DEPTH = 6;
const MAX_VALUES = 2_000;

/**
 * Compares the fields of bodies, each pair of schemas once for all operations of a pair of APIs. Says nothing of a body that the
 * document leaves open, that is no object in one of them, or that has no field in common with the code: then one of them was not
 * understood.
 */
export class BodyComparison {
  readonly #seen = new Map<Schema, Set<string>>();
  readonly #ids = new Map<Schema, number>();

  compare(code: Schema, document: readonly Schema[]): ComparedBody {
    const pairs: ValuePair[] = [];
    const missing: Field[] = [];
    const root = unwrapped(code, variantsOf(document));
    const queue: (ValuePair & { readonly depth: number })[] = root === undefined ? [] : [{ ...root, name: '', depth: 0 }];
    for (const pair of queue) {
      if (queue.length > MAX_VALUES || pair.depth > DEPTH || !this.#isNew(pair)) continue;
      if (pair.depth > 0) pairs.push(pair);
      const add = (from: Schema, to: readonly Schema[], name: string): void => {
        const ways = variantsOf(to);
        if (ways.length > 0) queue.push({ code: from, document: ways, name, depth: pair.depth + 1 });
      };
      const prefix = pair.name === '' ? '' : `${pair.name}.`;
      const fields = fieldsOf(pair.document);
      for (const property of pair.code.properties.values()) {
        const name = `${prefix}${property.name}`;
        if (property.readOnly || fields === 'open' || /[{}]/.test(name)) continue;
        // What unwraps the rest is no field of it.
        if (pair.depth === 0 && property.name === root?.wrapper) continue;
        const known = fields.find(property.name);
        if (known === undefined) missing.push({ name, property });
        else if (known.length > 0) add(property.schema, known, name);
      }
      const items = pair.document.flatMap((schema) => schema.items ?? []);
      if (pair.code.items !== undefined && items.length > 0) add(pair.code.items, items, `${pair.name}[]`);
    }
    return { pairs, missing };
  }

  #isNew({ code, document }: ValuePair): boolean {
    const key = document.map((schema) => this.#id(schema)).join();
    const seen = this.#seen.get(code);
    if (seen?.has(key) === true) return false;
    this.#seen.set(code, (seen ?? new Set()).add(key));
    return true;
  }

  #id(schema: Schema): number {
    const known = this.#ids.get(schema) ?? this.#ids.size;
    this.#ids.set(schema, known);
    return known;
  }
}

/**
 * The parts of both bodies that have the most fields in common: one side may wrap the fields in an object that the other leaves to the
 * framework (`{"user": {...}}`). Undefined where nothing can be compared.
 */
function unwrapped(code: Schema, document: readonly Schema[]): Root | undefined {
  const inCode = onlyField(code);
  const wrappers = document.flatMap((schema) => onlyField(schema) ?? []);
  // First what is wrapped: a schema that wraps itself has the wrapper as a field, too.
  const candidates: Root[] = [
    { code, document: variantsOf(wrappers.map(({ schema }) => schema)), wrapper: wrappers[0]?.name },
    { code, document },
    ...(inCode === undefined ? [] : [{ code: inCode.schema, document }]),
  ];
  let best: { readonly root: Root; readonly common: number } | undefined;
  for (const root of candidates) {
    const common = root.document.length === 0 ? 0 : commonFields(root.code, root.document);
    if (common > (best?.common ?? 0)) best = { root, common };
  }
  return best?.root;
}

interface Root extends Omit<ValuePair, 'name'> {
  /** The field of the document that the rest is wrapped in. */
  readonly wrapper?: string | undefined;
}

/** The only field of an object, where that is an object too. */
function onlyField({ properties }: Schema): Property | undefined {
  const [only] = properties.values();
  return properties.size === 1 && only !== undefined && only.schema.properties.size > 0 ? only : undefined;
}

function commonFields(code: Schema, document: readonly Schema[]): number {
  if (code.items !== undefined) return document.some(({ items }) => items !== undefined) ? 1 : 0;
  if (code.properties.size === 0 || code.alternatives.length > 0) return 0;
  const fields = fieldsOf(document);
  return fields === 'open' ? 0 : [...code.properties.keys()].filter((name) => fields.find(name) !== undefined).length;
}

interface Fields {
  /** What is said of a field; nothing where its schema could not be read, undefined where there is no such field. */
  readonly find: (name: string) => readonly Schema[] | undefined;
}

/** The fields that some schemas have; `open` where one of them names none, or is no object. */
function fieldsOf(schemas: readonly Schema[]): Fields | 'open' {
  const known = new Map<string, Schema[]>();
  const byWords = new Map<string, Schema[]>();
  const add = (map: Map<string, Schema[]>, name: string, schema: Schema | undefined): void => {
    const list = map.get(name) ?? [];
    map.set(name, list);
    if (schema !== undefined) list.push(schema);
  };
  for (const schema of [...schemas, ...schemas.flatMap(({ extra }) => extra)]) {
    if (schema.patternProperties.length > 0) return 'open';
    const unread = schema.parts.flatMap(({ raw }) => Object.keys(getObject(raw, 'properties') ?? {}));
    if (schema.properties.size === 0 && unread.length === 0) return 'open';
    for (const name of unread) if (!schema.properties.has(name)) add(known, name, undefined);
    for (const { name, schema: value } of schema.properties.values()) {
      add(known, name, value);
      add(byWords, plain(name), value);
    }
  }
  // A naming policy of the framework: `firstName` in the code is `first_name` on the wire.
  return { find: (name) => known.get(name) ?? byWords.get(plain(name)) };
}

/** A name by its words, however they are joined. */
function plain(name: string): string {
  return splitWords(name).join(' ');
}

/** Names of the properties that the objects of query parameters bring along; `open` where one of them names none. */
export function namesWithin(schema: Schema | undefined): readonly string[] | 'open' {
  if (schema === undefined || schema.empty) return [];
  if (!schema.types.includes('object')) return [];
  return schema.properties.size === 0 && !schema.parts.some(({ raw }) => get(raw, 'properties') !== undefined)
    ? 'open'
    : [...schema.properties.keys()];
}
