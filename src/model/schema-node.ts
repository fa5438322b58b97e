import type { Place } from '../documents/place.ts';
import { get, isObject, type JsonObject } from '../documents/tree.ts';
import type { Property, Schema, SchemaPart, SchemaRole } from './api.ts';
import { isDescriptive, keywordsByType } from './schema-keywords.ts';

/** `$ref` sites remembered for a schema. */
const MAX_USES = 10;

/** From how many parts on a fact is remembered: reading it off a few is as fast. */
const MANY_PARTS = 4;

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
  #types: readonly string[] | undefined;
  #facts: Map<string, unknown> | undefined;

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

  /** Every child that is not a property. */
  innerSchemas(): readonly Schema[] {
    const { items, additional } = this;
    const single: Schema[] = [];
    if (items !== undefined) single.push(items);
    if (typeof additional === 'object') single.push(additional);
    return [this.prefixItems, this.patternProperties, this.alternatives, this.extra].reduce(joined, single);
  }

  children(): readonly Schema[] {
    const inner = this.innerSchemas();
    if (this.properties.size === 0) return inner;
    return [...inner, ...Array.from(this.properties.values(), ({ schema }) => schema)];
  }

  get name(): string | undefined {
    const { parent, key } = this.place;
    if (parent?.parent === undefined) return undefined;
    const definitions = parent.key === 'definitions' && parent.parent.parent === undefined;
    const components = parent.key === 'schemas' && parent.parent.key === 'components' && parent.parent.parent?.parent === undefined;
    return definitions || components ? String(key) : undefined;
  }

  get types(): readonly string[] {
    this.#types ??= this.#declaredTypes() ?? this.#impliedTypes();
    return this.#types;
  }

  get typed(): boolean {
    return this.synthetic || this.#declaredTypes() !== undefined;
  }

  get empty(): boolean {
    if (this.never || this.synthetic) return false;
    return this.#fact('empty', () => this.parts.every(({ raw }) => isDescriptive(raw)));
  }

  get nullable(): boolean {
    return this.#fact('nullable', () =>
      this.parts.some(({ raw }) => {
        const type = get(raw, 'type');
        return get(raw, 'nullable') === true || type === 'null' || (Array.isArray(type) && type.includes('null'));
      }),
    );
  }

  get format(): string | undefined {
    return this.#string('format');
  }

  get pattern(): string | undefined {
    return this.#string('pattern');
  }

  get patterns(): readonly string[] {
    return this.#fact('patterns', () => this.parts.map(({ raw }) => get(raw, 'pattern')).filter((pattern) => typeof pattern === 'string'));
  }

  get values(): readonly unknown[] | undefined {
    return this.#fact('values', () => {
      let smallest: readonly unknown[] | undefined;
      for (const { raw } of this.parts) {
        const list = get(raw, 'enum');
        if (Array.isArray(list) && (smallest === undefined || list.length < smallest.length)) smallest = list;
        if (Object.hasOwn(raw, 'const')) return [raw['const']];
      }
      return smallest;
    });
  }

  get minLength(): number | undefined {
    return this.#extreme('minLength', Math.max);
  }

  get maxLength(): number | undefined {
    return this.#extreme('maxLength', Math.min);
  }

  get minimum(): number | undefined {
    return tightest(this.#extreme('minimum', Math.max), this.#extreme('exclusiveMinimum', Math.max), Math.max);
  }

  get maximum(): number | undefined {
    return tightest(this.#extreme('maximum', Math.min), this.#extreme('exclusiveMaximum', Math.min), Math.min);
  }

  get minItems(): number | undefined {
    return this.#extreme('minItems', Math.max);
  }

  get maxItems(): number | undefined {
    return this.#extreme('maxItems', Math.min);
  }

  get maxProperties(): number | undefined {
    return tightest(this.#extreme('maxProperties', Math.min), this.nameCount, Math.min);
  }

  get readOnly(): boolean {
    return this.#isSet('readOnly');
  }

  get writeOnly(): boolean {
    return this.#isSet('writeOnly');
  }

  #declaredTypes(): readonly string[] | undefined {
    return this.#fact('type', () => {
      let allowed: string[] | undefined;
      for (const { raw } of this.parts) {
        const type = get(raw, 'type');
        const list = typeof type === 'string' ? [type] : Array.isArray(type) ? type.filter((name) => typeof name === 'string') : undefined;
        if (list === undefined || list.length === 0) continue;
        // A set, because the lists of a document have any length.
        const known = allowed === undefined ? undefined : new Set(allowed);
        const both = known === undefined ? list : list.filter((name) => known.has(name) || (name === 'integer' && known.has('number')));
        // Contradicting parts admit nothing; the first one is then the better description.
        if (both.length > 0) allowed = both;
      }
      return allowed?.filter((name) => name !== 'null');
    });
  }

  #impliedTypes(): readonly string[] {
    for (const [type, keywords] of keywordsByType) {
      if (this.parts.some((part) => keywords.some((keyword) => get(part.raw, keyword) !== undefined))) return [type];
    }
    const types = new Set(this.values?.filter((value) => value !== null).map((value) => jsonType(value)));
    return [...types];
  }

  #string(keyword: string): string | undefined {
    return this.#fact(keyword, () => {
      for (const { raw } of this.parts) {
        const value = get(raw, keyword);
        if (typeof value === 'string') return value;
      }
      return undefined;
    });
  }

  #isSet(keyword: string): boolean {
    return this.#fact(keyword, () => this.parts.some(({ raw }) => get(raw, keyword) === true));
  }

  #extreme(keyword: string, pick: (a: number, b: number) => number): number | undefined {
    return this.#fact(keyword, () => {
      let result: number | undefined;
      for (const { raw } of this.parts) {
        const value = get(raw, keyword);
        // YAML has `.inf` and `.nan`, and JSON 1e999: no bounds.
        if (typeof value === 'number' && Number.isFinite(value)) result = result === undefined ? value : pick(result, value);
      }
      return result;
    });
  }

  /** Reads a fact off the parts, of many parts once. */
  #fact<T>(name: string, read: () => T): T {
    if (this.parts.length < MANY_PARTS) return read();
    this.#facts ??= new Map();
    if (!this.#facts.has(name)) this.#facts.set(name, read());
    return this.#facts.get(name) as T;
  }
}

/** Two lists as one, which is one of them when the other is empty. */
export function joined(list: readonly Schema[], more: readonly Schema[]): readonly Schema[] {
  if (more.length === 0) return list;
  return list.length === 0 ? more : [...list, ...more];
}

function tightest(a: number | undefined, b: number | undefined, pick: (a: number, b: number) => number): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : pick(a, b);
}

/** JSON Schema name of a value's type. */
function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (isObject(value)) return 'object';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
