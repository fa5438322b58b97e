import type { Place } from '../documents/place.ts';
import type { JsonObject } from '../documents/tree.ts';
import type { Property, Schema, SchemaPart, SchemaRole } from './api.ts';
import { partName } from './part-name.ts';
import { readFacts, type SchemaFacts } from './schema-facts.ts';

/** `$ref` sites remembered for a schema. */
const MAX_USES = 10;

const NO_PROPERTIES: ReadonlyMap<string, Property> = new Map();
const NO_SCHEMAS: readonly Schema[] = [];
const NO_PLACES: readonly Place[] = [];
const NO_NAMES: ReadonlySet<string> = new Set();

/** Who knows all schemas of an API. */
export interface SchemaOwner {
  isRecursive(schema: SchemaNode): boolean;
}

export interface SchemaInit {
  readonly raw: JsonObject;
  readonly place: Place;
  readonly parts: readonly SchemaPart[];
  /** The parts whose alternatives are this schema's own; the rest was merged in from an enclosing schema. */
  readonly ownParts?: readonly SchemaPart[];
  readonly role: SchemaRole;
  readonly holder?: string | undefined;
  readonly synthetic?: boolean;
  readonly types?: readonly string[];
  readonly never?: boolean;
  readonly contextDepth?: number;
}

/** The {@link Schema} of the model: facts are read from the merged parts when asked, children are filled in by the builder. */
export class SchemaNode implements Schema {
  readonly kind = 'schema';
  /** Counts the schemas of an API from 0. */
  readonly id: number;
  readonly raw: JsonObject;
  readonly place: Place;
  readonly parts: readonly SchemaPart[];
  readonly ownParts: readonly SchemaPart[];
  readonly role: SchemaRole;
  readonly holder: string | undefined;
  readonly synthetic: boolean;
  readonly never: boolean;
  readonly contextDepth: number;
  /** Whether the builder has filled in the children. */
  isExpanded = false;
  request = false;
  response = false;
  properties: ReadonlyMap<string, Property> = NO_PROPERTIES;
  required: ReadonlySet<string> = NO_NAMES;
  items: Schema | undefined = undefined;
  additional: Schema | boolean | undefined = undefined;
  alternatives: readonly Schema[] = NO_SCHEMAS;
  prefixItems: readonly Schema[] = NO_SCHEMAS;
  patternProperties: readonly Schema[] = NO_SCHEMAS;
  extra: readonly Schema[] = NO_SCHEMAS;
  /** How many names `propertyNames` lists. */
  nameCount: number | undefined = undefined;
  uses: readonly Place[] = NO_PLACES;
  readonly #owner: SchemaOwner;
  readonly #types: readonly string[] | undefined;
  #known: SchemaFacts | undefined;

  constructor(owner: SchemaOwner, id: number, init: SchemaInit) {
    this.#owner = owner;
    this.id = id;
    this.raw = init.raw;
    this.place = init.place;
    this.parts = init.parts;
    this.ownParts = init.ownParts ?? init.parts;
    this.role = init.role;
    this.holder = init.holder;
    this.synthetic = init.synthetic ?? false;
    this.never = init.never ?? false;
    this.contextDepth = init.contextDepth ?? 0;
    this.#types = init.types;
  }

  addUse(place: Place): void {
    if (this.uses.length < MAX_USES) this.uses = [...this.uses, place];
  }

  get recursive(): boolean {
    return this.#owner.isRecursive(this);
  }

  /** Whether there is no schema below. */
  get isLeaf(): boolean {
    return (
      this.properties.size === 0 &&
      this.items === undefined &&
      typeof this.additional !== 'object' &&
      this.prefixItems.length + this.patternProperties.length + this.alternatives.length + this.extra.length === 0
    );
  }

  eachChild(visit: (child: Schema) => void): void {
    const { items, additional } = this;
    if (items !== undefined) visit(items);
    if (typeof additional === 'object') visit(additional);
    // Nearly all of these are empty nearly always, and an iterator costs more than a question.
    if (this.prefixItems.length > 0) this.prefixItems.forEach(visit);
    if (this.patternProperties.length > 0) this.patternProperties.forEach(visit);
    if (this.alternatives.length > 0) this.alternatives.forEach(visit);
    if (this.extra.length > 0) this.extra.forEach(visit);
    if (this.properties.size > 0) for (const { schema } of this.properties.values()) visit(schema);
  }

  get name(): string | undefined {
    const { parent, key } = this.place;
    if (parent === undefined) return partName(this.place.document);
    if (parent.parent === undefined) return undefined;
    const definitions = parent.key === 'definitions' && parent.parent.parent === undefined;
    const components = parent.key === 'schemas' && parent.parent.key === 'components' && parent.parent.parent?.parent === undefined;
    return definitions || components ? String(key) : undefined;
  }

  get types(): readonly string[] {
    return this.#types ?? this.#facts.types;
  }

  get typed(): boolean {
    return this.synthetic || this.#facts.typed;
  }

  get empty(): boolean {
    return !this.never && !this.synthetic && this.#facts.empty;
  }

  get nullable(): boolean {
    return this.#facts.nullable;
  }

  get readOnly(): boolean {
    return this.#facts.readOnly;
  }

  get writeOnly(): boolean {
    return this.#facts.writeOnly;
  }

  get format(): string | undefined {
    return this.#facts.format;
  }

  get pattern(): string | undefined {
    return this.#facts.pattern;
  }

  get patterns(): readonly string[] {
    return this.#facts.patterns;
  }

  get values(): readonly unknown[] | undefined {
    return this.#facts.values;
  }

  get minLength(): number | undefined {
    return this.#facts.minLength;
  }

  get maxLength(): number | undefined {
    return this.#facts.maxLength;
  }

  get minimum(): number | undefined {
    return this.#facts.minimum;
  }

  get maximum(): number | undefined {
    return this.#facts.maximum;
  }

  get minItems(): number | undefined {
    return this.#facts.minItems;
  }

  get maxItems(): number | undefined {
    return this.#facts.maxItems;
  }

  get maxProperties(): number | undefined {
    const { maxProperties } = this.#facts;
    if (this.nameCount === undefined) return maxProperties;
    return maxProperties === undefined ? this.nameCount : Math.min(maxProperties, this.nameCount);
  }

  get #facts(): SchemaFacts {
    this.#known ??= readFacts(this.parts);
    return this.#known;
  }
}

/** Two lists as one, which is one of them when the other is empty. */
export function joined(list: readonly Schema[], more: readonly Schema[]): readonly Schema[] {
  if (more.length === 0) return list;
  return list.length === 0 ? more : [...list, ...more];
}
