import { raise } from '../documents/limits.ts';
import type { Place } from '../documents/place.ts';
import { get, isObject, type JsonObject } from '../documents/tree.ts';
import type { Api, Property, SchemaPart, SchemaRole } from './api.ts';
import { Budget } from './budget.ts';
import { type SchemaInit, SchemaNode, type SchemaOwner } from './schema-node.ts';
import { SchemaParts, unite } from './schema-parts.ts';
import type { SchemaReferences } from './schema-references.ts';
import { splitWords } from './words.ts';

/** Schemas read in a context, for each schema written: real documents need a fraction of one. */
const CONTEXTUAL_SHARE = 2;
const MIN_CONTEXTUAL = 10_000;

/** What a context adds to a schema. */
interface Context {
  readonly parts: readonly SchemaPart[];
  readonly ownParts: readonly SchemaPart[];
  readonly role: SchemaRole;
  readonly holder: string | undefined;
  readonly depth: number;
}

/** What an `object` part says itself, shared by all schemas that it is a part of. */
export interface OwnProperties {
  readonly properties: ReadonlyMap<string, Property>;
  readonly required: ReadonlySet<string>;
}

const NO_PROPERTIES: ReadonlyMap<string, Property> = new Map();
const NO_NAMES: ReadonlySet<string> = new Set();

/** The schema nodes of an API: one for each object, and one for each context in which several objects hold for one value. */
export class SchemaNodes {
  readonly nodes: SchemaNode[] = [];
  readonly references: SchemaReferences;
  readonly parts: SchemaParts;
  readonly #owner: SchemaOwner;
  readonly #merging: Budget;
  readonly #limits: Api['limits'][number][];
  readonly #byObject = new Map<object, SchemaNode>();
  readonly #merged = new Map<string, SchemaNode>();
  readonly #members = new Map<object, readonly SchemaNode[]>();
  readonly #properties = new Map<object, OwnProperties>();
  #contextual = 0;
  #written = 0;
  #isContextSpent = false;

  /** @param merges parts, properties and list entries that merging may give to schemas; the largest real documents need 100,000 */
  constructor(owner: SchemaOwner, references: SchemaReferences, limits: Api['limits'][number][], merges: number) {
    this.#owner = owner;
    this.references = references;
    this.#limits = limits;
    const message = (most: string): string =>
      `schemas merge each other more than ${most} times (\`allOf\`, \`oneOf\`, \`anyOf\`): what the rest would add is not judged; ${raise('schemaMerges')}`;
    this.#merging = new Budget(merges, message, limits);
    this.parts = new SchemaParts(references, this.#merging);
  }

  /** Whether an object is a schema of its own or part of one. */
  has(raw: object): boolean {
    return this.#byObject.has(raw) || this.parts.used.has(raw);
  }

  /** The schema that stands at a place, behind its `$ref` if it is one. */
  at(value: unknown, place: Place, role: SchemaRole, holder: string | undefined): SchemaNode | undefined {
    if (!isObject(value) || !this.references.isAlias(value, place)) return this.#of(value, place, role, holder);
    const target = this.references.follow(value, place);
    const node = target === undefined ? undefined : this.#of(target.value, target.place, role, undefined);
    node?.addUse(place);
    return node;
  }

  /** The schemas of a list or of a map by name, once for each such container. */
  members(list: object, place: Place, role: SchemaRole, holder?: string): readonly SchemaNode[] {
    let members = this.#members.get(list);
    if (members === undefined) {
      const entries: [string | number, unknown][] = Array.isArray(list) ? [...list.entries()] : Object.entries(list);
      this.#written += entries.length;
      members = entries.flatMap(([key, value]) => this.at(value, place.at(key), role, holder ?? nameOf(key)) ?? []);
      this.#members.set(list, members);
    }
    return members;
  }

  property(name: string, value: unknown, place: Place, required: boolean): Property | undefined {
    const schema = this.at(value, place, 'property', name);
    if (schema === undefined) return undefined;
    return {
      name,
      words: splitWords(name),
      place,
      schema,
      required,
      readOnly: get(value, 'readOnly') === true || schema.readOnly,
      writeOnly: get(value, 'writeOnly') === true || schema.writeOnly,
    };
  }

  ownProperties({ raw, place }: SchemaPart): OwnProperties {
    let own = this.#properties.get(raw);
    if (own === undefined) {
      own = this.#readProperties(raw, place.at('properties'));
      this.#properties.set(raw, own);
    }
    return own;
  }

  /** Takes what a schema gets from others out of the budget of the document; false when nothing is left. */
  take(count: number, place: Place): boolean {
    return this.#merging.take(count, place);
  }

  /** Whether there is no room for another schema in a context. */
  get isFull(): boolean {
    return this.#isContextSpent || this.#merging.isSpent;
  }

  /** The one schema that several definitions of the same value make up: a node of its own unless one of them says it all. */
  merge(definitions: readonly SchemaNode[], role: SchemaRole, holder: string | undefined): SchemaNode | undefined {
    const [first] = definitions;
    if (first === undefined || definitions.length === 1) return first;
    const distinct = [...new Set(definitions)].filter(({ never, parts }) => never || parts.length > 0);
    const [nearest = first] = distinct;
    if (distinct.length < 2) return nearest;
    const closed = distinct.find(({ never }) => never);
    if (closed !== undefined) return closed;
    const key = Array.from(distinct, ({ id }) => id)
      .sort((a, b) => a - b)
      .join();
    let merged = this.#merged.get(key);
    if (merged === undefined) {
      if (this.isFull) return nearest;
      const parts = unite(distinct.map((definition) => definition.parts));
      merged =
        distinct.find((definition) => definition.parts.length === parts.length) ??
        this.contextual(nearest, { parts, ownParts: parts, role, holder, depth: 0 }) ??
        nearest;
      this.#merged.set(key, merged);
    }
    return merged;
  }

  /** A schema read together with what else holds for the value; undefined when the document has too many contexts. */
  contextual(base: SchemaNode, { parts, ownParts, role, holder, depth }: Context): SchemaNode | undefined {
    const { raw, place, never } = base;
    if (this.#contextual >= MIN_CONTEXTUAL + CONTEXTUAL_SHARE * this.#written) {
      if (!this.#isContextSpent)
        this.#limits.push({
          place,
          message: 'schemas are nested in each other in too many ways (`oneOf`, `anyOf`, `allOf`): the rest are judged one by one',
        });
      this.#isContextSpent = true;
      return undefined;
    }
    if (!this.take(parts.length, place)) return undefined;
    this.#contextual++;
    return this.add({ raw, place, never, parts, ownParts, role, holder, contextDepth: depth });
  }

  add(init: SchemaInit): SchemaNode {
    const node = new SchemaNode(this.#owner, this.nodes.length, init);
    this.nodes.push(node);
    return node;
  }

  #of(value: unknown, place: Place, role: SchemaRole, holder: string | undefined): SchemaNode | undefined {
    if (typeof value === 'boolean') return this.add({ raw: {}, place, parts: [], role, holder, never: !value });
    if (!isObject(value)) return undefined;
    let node = this.#byObject.get(value);
    if (node === undefined) {
      this.#written++;
      node = this.add({ raw: value, place, parts: this.parts.of(value, place), role, holder });
      this.#byObject.set(value, node);
    }
    return node;
  }

  #readProperties(raw: JsonObject, at: Place): OwnProperties {
    const list = get(raw, 'required');
    const required = Array.isArray(list) ? new Set(list.filter((name) => typeof name === 'string')) : NO_NAMES;
    const map = get(raw, 'properties');
    if (!isObject(map)) return { properties: NO_PROPERTIES, required };
    const properties = new Map<string, Property>();
    for (const name of Object.keys(map)) {
      const property = this.property(name, map[name], at.at(name), required.has(name));
      if (property !== undefined) properties.set(name, property);
    }
    return { properties, required };
  }
}

function nameOf(key: string | number): string | undefined {
  return typeof key === 'string' ? key : undefined;
}
