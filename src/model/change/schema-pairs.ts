import type { Place } from '../../documents/place.ts';
import type { MediaType, Property, Schema } from '../api.ts';
import { mediaTypePairs, parameterPairs, responsePairs } from './messages.ts';
import type { OperationPair } from './operations.ts';
import { matchVariants, shareType, type VariantPair, variantsOf } from './variants.ts';

/** `incoming`: what the API reads; `outgoing`: what it sends. */
export type Flow = 'incoming' | 'outgoing';

/** One value before and after: a schema of the head and what stood at its place in the base, in one way or another. */
export interface SchemaPair {
  /** Never empty. */
  readonly base: readonly Schema[];
  readonly head: Schema;
  readonly parents: readonly SchemaPair[];
  readonly children: readonly SchemaPair[];
  /** Messages of operations that begin here. */
  readonly roots: readonly OperationPair[];
  /** What the head holds below and the base did not: properties, items, variants. */
  readonly added: readonly AddedSchema[];
}

export interface AddedSchema {
  readonly schema: Schema;
  /** For a property; undefined for items, values of a map, and variants. */
  readonly property: Property | undefined;
  /** Whether what it holds is compared with the values of a map, which the property was one of. */
  readonly isCompared: boolean;
}

/** A message that an operation of the base did not have: a response, or a media type of one. */
interface AddedRoot {
  readonly schema: Schema;
  readonly operation: OperationPair;
  /** Where the message says its schema. */
  readonly place: Place;
}

/** Every value that operations exchange as they did before, each pair once, however many operations and references lead to it. */
export interface SchemaGraph {
  readonly pairs: readonly SchemaPair[];
  readonly addedRoots: readonly AddedRoot[];
  /** Whether documents are so intertwined that the rest was not compared. */
  readonly isCut: boolean;
}

/** Steps from one pair to the next over a whole document; the largest real ones need a tenth. */
const MAX_STEPS = 1_500_000;

interface MutablePair extends SchemaPair {
  readonly parents: SchemaPair[];
  readonly children: SchemaPair[];
  readonly roots: OperationPair[];
  readonly added: AddedSchema[];
}

/** Links the values of messages, each pair once: a worklist, so that nothing recurses. */
export class SchemaGraphBuilder {
  readonly #flow: Flow;
  readonly #pairs: MutablePair[] = [];
  readonly #addedRoots: AddedRoot[] = [];
  readonly #byHead = new Map<Schema, Map<Schema | string, MutablePair>>();
  readonly #ids = new Map<Schema, number>();
  /** Unions as they were matched, by the schemas of both sides. */
  readonly #matched = new Map<string, readonly VariantPair[]>();
  #left = MAX_STEPS;

  constructor(flow: Flow) {
    this.#flow = flow;
  }

  addRequest(pair: OperationPair): void {
    for (const { base, head } of parameterPairs(pair)) {
      this.#root(schemasOf(base.schema), head.schema, { operation: pair, place: head.place.at('schema') });
    }
    for (const { base, head } of mediaTypePairs(pair.base.body?.content ?? [], pair.head.body?.content ?? [])) {
      this.#message(base === undefined ? [] : [base], head, pair);
    }
  }

  addResponses(pair: OperationPair): void {
    for (const { base, head } of responsePairs(pair)) {
      const content = base.flatMap(({ response }) => response.content);
      for (const media of mediaTypePairs(content, head.response.content)) {
        // Several responses that became one are compared together.
        const before = base.length > 1 ? content : media.base === undefined ? [] : [media.base];
        this.#message(before, media.head, pair);
      }
    }
  }

  #message(base: readonly MediaType[], head: MediaType, operation: OperationPair): void {
    for (const field of ['schema', 'itemSchema'] as const) {
      const before = base.flatMap((media) => schemasOf(media[field]));
      this.#root(before, head[field], { operation, place: head.place.at(field) });
    }
  }

  finish(): SchemaGraph {
    // The list grows while it is walked.
    for (const pair of this.#pairs) this.#expand(pair);
    return { pairs: this.#pairs, addedRoots: this.#addedRoots, isCut: this.#left < 0 };
  }

  #root(base: readonly Schema[], head: Schema | undefined, { operation, place }: Omit<AddedRoot, 'schema'>): void {
    if (head === undefined || head.never) return;
    for (const { base: before, head: schema } of this.#variants(base, [head])) {
      if (before.length === 0) this.#addedRoots.push({ schema, operation, place });
      const pair = this.#pair(before, schema);
      if (pair !== undefined && pair.roots.at(-1) !== operation) pair.roots.push(operation);
    }
  }

  #expand(pair: MutablePair): void {
    const { base, head } = pair;
    for (const property of head.properties.values()) this.#property(pair, property);
    if (head.items !== undefined || head.prefixItems.length > 0) this.#items(pair);
    if (typeof head.additional === 'object') this.#child(pair, valuesOf(base), head.additional);
    this.#patterns(pair);
    if (head.extra.length === 0) return;
    const known = base.flatMap(({ extra }) => extra);
    for (const { base: before, head: schema } of this.#variants(known.length > 0 ? known : base, head.extra)) {
      this.#child(pair, before, schema);
    }
  }

  #property(pair: MutablePair, property: Property): void {
    if (this.#isHidden(property)) return;
    const before: Schema[] = [];
    let isKnown = false;
    for (const { properties } of pair.base) {
      const other = properties.get(property.name);
      if (other === undefined) continue;
      isKnown = true;
      if (!this.#isHidden(other)) before.push(other.schema);
    }
    if (isKnown) {
      // What was hidden in every way is not comparable: that it is not hidden now says it all.
      if (before.length > 0) this.#child(pair, before, property.schema, property);
      return;
    }
    const values = valuesOf(pair.base);
    this.#child(pair, values, property.schema, property);
    if (values.length > 0) pair.added.push({ schema: property.schema, property, isCompared: true });
  }

  #items(pair: MutablePair): void {
    const { base, head } = pair;
    const all = base.flatMap(({ items, prefixItems }) => (items === undefined ? prefixItems : [items]));
    this.#child(pair, all, head.items);
    for (const [index, item] of head.prefixItems.entries()) {
      const before = base.flatMap(({ items, prefixItems }) => schemasOf(prefixItems[index] ?? items));
      this.#child(pair, before, item);
    }
  }

  /** Properties described by a pattern, which is their name. */
  #patterns(pair: MutablePair): void {
    if (pair.head.patternProperties.length === 0) return;
    const known = new Map<string | number, Schema[]>();
    for (const schema of pair.base.flatMap(({ patternProperties }) => patternProperties)) {
      const same = known.get(schema.place.key);
      if (same === undefined) known.set(schema.place.key, [schema]);
      else same.push(schema);
    }
    for (const values of pair.head.patternProperties) this.#child(pair, known.get(values.place.key) ?? [], values);
  }

  #child(parent: MutablePair, base: readonly Schema[], head: Schema | undefined, property?: Property): void {
    if (head === undefined || head.never) return;
    for (const { base: before, head: schema } of this.#variants(base, [head])) {
      if (before.length === 0) parent.added.push({ schema, property, isCompared: false });
      const child = this.#pair(before, schema);
      if (child === undefined) continue;
      parent.children.push(child);
      child.parents.push(parent);
    }
  }

  #isHidden({ readOnly, writeOnly }: Property): boolean {
    return this.#flow === 'incoming' ? readOnly && !writeOnly : writeOnly && !readOnly;
  }

  #variants(base: readonly Schema[], head: readonly Schema[]): readonly VariantPair[] {
    const [before] = base;
    const [now] = head;
    if (now !== undefined && head.length === 1 && base.length < 2 && [before, now].every(isPlain)) {
      return [{ base: before === undefined || shareType(before, now) ? base : [], head: now }];
    }
    if (this.#left < 0) return [];
    const key = `${base.map((schema) => this.#id(schema)).join()}|${head.map((schema) => this.#id(schema)).join()}`;
    let matched = this.#matched.get(key);
    if (matched === undefined) {
      const variants = [variantsOf(base.filter(({ never }) => !never)), variantsOf(head)] as const;
      matched = matchVariants(...variants, this.#flow === 'incoming');
      this.#left -= variants[0].length + variants[1].length;
      this.#matched.set(key, matched);
    }
    return matched;
  }

  /** Undefined for a schema that is new, or when nothing more is compared. */
  #pair(base: readonly Schema[], head: Schema): MutablePair | undefined {
    this.#left -= base.length + 1;
    if (base.length === 0 || this.#left < 0) return undefined;
    let pairs = this.#byHead.get(head);
    if (pairs === undefined) {
      pairs = new Map();
      this.#byHead.set(head, pairs);
    }
    const key = this.#key(base);
    let pair = pairs.get(key);
    if (pair === undefined) {
      this.#left -= (head.properties.size + head.patternProperties.length) * base.length;
      pair = { base, head, parents: [], children: [], roots: [], added: [] };
      pairs.set(key, pair);
      this.#pairs.push(pair);
    }
    return pair;
  }

  /** A schema stands for itself; a set of them for a text. */
  #key(schemas: readonly Schema[]): Schema | string {
    const [only] = schemas;
    if (only !== undefined && schemas.length === 1) return only;
    const ids = schemas.map((schema) => this.#id(schema));
    return [...new Set(ids)].sort((a, b) => a - b).join();
  }

  #id(schema: Schema): number {
    const known = this.#ids.get(schema) ?? this.#ids.size;
    this.#ids.set(schema, known);
    return known;
  }
}

/** Without alternatives, as nearly all are; what is not there is plain too. */
function isPlain(schema: Schema | undefined): boolean {
  return schema === undefined || (!schema.never && schema.alternatives.length === 0);
}

/** The schemas of properties that have no name. */
function valuesOf(schemas: readonly Schema[]): readonly Schema[] {
  return schemas.flatMap(({ additional }) => schemasOf(additional));
}

function schemasOf(schema: Schema | boolean | undefined): readonly Schema[] {
  return typeof schema === 'object' ? [schema] : [];
}
