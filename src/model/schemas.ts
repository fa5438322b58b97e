import type { Place } from '../documents/place.ts';
import { get, isObject, type JsonObject } from '../documents/tree.ts';
import type { OasVersion, Property, SchemaPart, SchemaRole } from './api.ts';
import { recursiveSchemas } from './recursion.ts';
import type { References } from './references.ts';
import { SchemaNode, type SchemaOwner } from './schema-node.ts';
import { splitWords } from './words.ts';

/** `request`: the API reads it; `response`: the API sends it. */
export type Direction = 'request' | 'response';

/** Keywords beside a `$ref` that say nothing about the value, so that the reference alone stands for it. */
const ANNOTATIONS = new Set([
  '$ref',
  'summary',
  'description',
  'title',
  'deprecated',
  'readOnly',
  'writeOnly',
  'example',
  'examples',
  'default',
  '$comment',
  'nullable',
  'externalDocs',
  'xml',
]);

/** Keywords whose presence beside `oneOf` or `anyOf` changes how the alternatives must be read. */
const FACETS = [
  'type',
  'format',
  'pattern',
  'enum',
  'const',
  'maxLength',
  'minLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'maxItems',
  'items',
  'maxProperties',
  'properties',
  'additionalProperties',
  'unevaluatedProperties',
  'allOf',
];

/** Parts one schema may gather, and alternatives that are rebuilt in their context: far above real documents, a bound for hostile ones. */
const MAX_PARTS = 5_000;
const MAX_CONTEXTUAL = 100_000;
const MAX_CONTEXT_DEPTH = 3;

interface Pending {
  readonly node: SchemaNode;
  readonly direction: Direction;
}

/**
 * Builds schema nodes, one an object, and spreads the direction of use through them with a worklist: no recursion, each node and
 * direction once, so that cost is linear in the size of the documents however their references are woven.
 */
export class Schemas implements SchemaOwner {
  readonly nodes: SchemaNode[] = [];
  readonly #references: References;
  readonly #siblingsCount: boolean;
  readonly #byObject = new Map<object, SchemaNode>();
  readonly #usedAsPart = new Set<object>();
  readonly #pending: Pending[] = [];
  readonly #expanded = new Set<SchemaNode>();
  #contextual = 0;
  #recursive: ReadonlySet<SchemaNode> | undefined;

  constructor(references: References, version: OasVersion) {
    this.#references = references;
    // JSON Schema 2020-12 evaluates what stands beside `$ref`; OAS 2.0 and 3.0 ignore it.
    this.#siblingsCount = version === '3.1' || version === '3.2';
  }

  /** The schema that stands at a place and is used there in a direction. */
  use(value: unknown, place: Place, direction: Direction, role: SchemaRole, holder?: string): SchemaNode | undefined {
    const node = this.#at(value, place, role, holder);
    if (node !== undefined) this.mark(node, direction);
    return node;
  }

  mark(node: SchemaNode, direction: Direction): void {
    if (node[direction]) return;
    node[direction] = true;
    this.#pending.push({ node, direction });
  }

  /** A definition that nothing used, not even as a part of another: it counts for both directions. */
  useComponent(value: unknown, place: Place): void {
    this.settle();
    if (!isObject(value) || this.#byObject.has(value) || this.#usedAsPart.has(value)) return;
    const node = this.#at(value, place, 'component', undefined);
    if (node === undefined) return;
    this.mark(node, 'request');
    this.mark(node, 'response');
  }

  /** An object that nobody wrote, with ready properties: the fields of a 2.0 form. */
  synthetic(place: Place, properties: ReadonlyMap<string, Property>, required: ReadonlySet<string>): SchemaNode {
    const node = new SchemaNode(this, { raw: { type: 'object' }, place, parts: [], role: 'body', synthetic: true, types: ['object'] });
    node.properties = properties;
    node.required = required;
    this.#expanded.add(node);
    this.nodes.push(node);
    return node;
  }

  property(name: string, value: unknown, place: Place, required: boolean): Property | undefined {
    const schema = this.#at(value, place, 'property', name);
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

  /** Works off what was marked, building children as they are reached. */
  settle(): void {
    for (let pending = this.#pending.pop(); pending !== undefined; pending = this.#pending.pop()) {
      const { node, direction } = pending;
      this.#expand(node);
      for (const property of node.properties.values()) {
        if (direction === 'request' ? property.readOnly && !property.writeOnly : property.writeOnly && !property.readOnly) continue;
        this.mark(property.schema as SchemaNode, direction);
      }
      for (const child of node.innerSchemas()) this.mark(child as SchemaNode, direction);
    }
  }

  /** Computed for all schemas at the first question: few runs ask. */
  isRecursive(schema: SchemaNode): boolean {
    this.#recursive ??= recursiveSchemas(this.nodes);
    return this.#recursive.has(schema);
  }

  #at(value: unknown, place: Place, role: SchemaRole, holder: string | undefined): SchemaNode | undefined {
    if (typeof value === 'boolean') {
      const node = new SchemaNode(this, { raw: {}, place, parts: [], role, holder, never: !value });
      this.nodes.push(node);
      return node;
    }
    if (!isObject(value)) return undefined;
    const ref = get(value, '$ref');
    if (typeof ref === 'string' && !this.#hasSiblings(value)) {
      const target = this.#references.resolve(ref, place, value, this.#siblingsCount);
      if (target === undefined) return undefined;
      const node = this.#node(target.value, target.place, role, undefined);
      node?.addUse(place);
      return node;
    }
    return this.#node(value, place, role, holder);
  }

  #node(value: unknown, place: Place, role: SchemaRole, holder: string | undefined): SchemaNode | undefined {
    if (!isObject(value)) return typeof value === 'boolean' ? this.#at(value, place, role, holder) : undefined;
    const known = this.#byObject.get(value);
    if (known !== undefined) return known;
    const node = new SchemaNode(this, { raw: value, place, parts: this.#parts(value, place), role, holder });
    this.#byObject.set(value, node);
    this.nodes.push(node);
    return node;
  }

  #hasSiblings(value: JsonObject): boolean {
    if (!this.#siblingsCount) return false;
    for (const key in value) if (!ANNOTATIONS.has(key) && !key.startsWith('x-')) return true;
    return false;
  }

  /** The object itself, then everything that `allOf` and counting `$ref` siblings merge into it, each once. */
  #parts(raw: JsonObject, place: Place): readonly SchemaPart[] {
    const parts: SchemaPart[] = [{ raw, place }];
    if (get(raw, 'allOf') === undefined && get(raw, '$ref') === undefined) return parts;
    const seen = new Set<object>([raw]);
    const add = (value: unknown, at: Place): void => {
      if (!isObject(value) || seen.has(value) || parts.length >= MAX_PARTS) return;
      seen.add(value);
      this.#usedAsPart.add(value);
      parts.push({ raw: value, place: at });
    };
    for (let index = 0; index < parts.length; index++) {
      const part = parts[index] as SchemaPart;
      const ref = get(part.raw, '$ref');
      if (typeof ref === 'string') {
        const target = this.#references.resolve(ref, part.place, part.raw, this.#siblingsCount);
        if (target !== undefined) add(target.value, target.place);
        if (!this.#siblingsCount) continue;
      }
      const allOf = get(part.raw, 'allOf');
      if (Array.isArray(allOf)) for (const [branch, value] of allOf.entries()) add(value, part.place.at('allOf', branch));
    }
    return parts;
  }

  #expand(node: SchemaNode): void {
    if (this.#expanded.has(node)) return;
    this.#expanded.add(node);
    if (node.parts.some(({ raw }) => get(raw, 'properties') !== undefined)) this.#addProperties(node);
    for (const part of node.parts) {
      this.#addMaps(part, node);
      this.#addItems(part, node);
    }
    for (const part of node.ownParts) {
      for (const keyword of ['oneOf', 'anyOf']) {
        const list = get(part.raw, keyword);
        if (!Array.isArray(list)) continue;
        const at = part.place.at(keyword);
        node.alternatives = node.alternatives.concat(list.flatMap((value, index) => this.#alternative(value, at.at(index), node) ?? []));
      }
    }
  }

  #addProperties(node: SchemaNode): void {
    const properties = new Map<string, Property>();
    const required = new Set<string>();
    for (const { raw } of node.parts) {
      const list = get(raw, 'required');
      if (Array.isArray(list)) for (const name of list) if (typeof name === 'string') required.add(name);
    }
    for (const { raw, place } of node.parts) {
      const map = get(raw, 'properties');
      if (!isObject(map)) continue;
      const at = place.at('properties');
      for (const name of Object.keys(map)) {
        if (properties.has(name)) continue;
        const property = this.property(name, map[name], at.at(name), required.has(name));
        if (property !== undefined) properties.set(name, property);
      }
    }
    node.properties = properties;
    node.required = required;
  }

  #addMaps(part: SchemaPart, node: SchemaNode): void {
    for (const keyword of ['additionalProperties', 'unevaluatedProperties']) {
      const value = get(part.raw, keyword);
      if (typeof value === 'boolean') {
        // One closed part closes the whole.
        if (value === false || node.additional === undefined) node.additional = value;
      } else if (isObject(value) && node.additional !== false) {
        node.additional = this.#at(value, part.place.at(keyword), 'additional', undefined) ?? node.additional;
      }
    }
    const patterns = get(part.raw, 'patternProperties');
    if (!isObject(patterns)) return;
    const at = part.place.at('patternProperties');
    const schemas = Object.keys(patterns).flatMap((pattern) => this.#at(patterns[pattern], at.at(pattern), 'property', pattern) ?? []);
    node.patternProperties = node.patternProperties.concat(schemas);
  }

  #addItems(part: SchemaPart, node: SchemaNode): void {
    const items = get(part.raw, 'items');
    if (items !== undefined && !Array.isArray(items)) node.items ??= this.#at(items, part.place.at('items'), 'items', undefined);
    // Before 2020-12 a list under `items` was what `prefixItems` is now.
    for (const keyword of ['items', 'prefixItems']) {
      const list = get(part.raw, keyword);
      if (!Array.isArray(list)) continue;
      const at = part.place.at(keyword);
      node.prefixItems = node.prefixItems.concat(list.flatMap((value, index) => this.#at(value, at.at(index), 'items', undefined) ?? []));
    }
  }

  /** A branch of `oneOf`/`anyOf`: shared when the enclosing schema adds nothing, else read together with what encloses it. */
  #alternative(value: unknown, place: Place, enclosing: SchemaNode): SchemaNode | undefined {
    const bare = !enclosing.parts.some((part) => FACETS.some((keyword) => get(part.raw, keyword) !== undefined));
    const branch = this.#at(value, place, 'alternative', enclosing.holder);
    if (bare || branch === undefined || enclosing.contextDepth >= MAX_CONTEXT_DEPTH || this.#contextual >= MAX_CONTEXTUAL) return branch;
    if (branch.parts.length + enclosing.parts.length > MAX_PARTS || enclosing.parts.some((part) => part.raw === branch.raw)) return branch;
    this.#contextual++;
    const node = new SchemaNode(this, {
      raw: branch.raw,
      place: branch.place,
      parts: [...branch.parts, ...enclosing.parts.filter((part) => !branch.parts.includes(part))],
      ownParts: branch.ownParts,
      role: 'alternative',
      holder: enclosing.holder,
      never: branch.never,
      contextDepth: enclosing.contextDepth + 1,
    });
    this.nodes.push(node);
    return node;
  }
}
