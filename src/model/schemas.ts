import type { Place } from '../documents/place.ts';
import { isObject } from '../documents/tree.ts';
import type { Api, OasVersion, Property, SchemaRole } from './api.ts';
import { recursiveSchemas } from './recursion.ts';
import type { References } from './references.ts';
import { addAlternatives } from './schema-alternatives.ts';
import { addChildren, partsByKeyword } from './schema-children.ts';
import type { SchemaNode, SchemaOwner } from './schema-node.ts';
import { SchemaNodes } from './schema-nodes.ts';
import { type Found, SchemaReferences } from './schema-references.ts';
import { Subtypes } from './schema-subtypes.ts';
import { readingOrder } from './unused-schemas.ts';

/** `request`: the API reads it; `response`: the API sends it. */
export type Direction = 'request' | 'response';

interface Pending {
  readonly node: SchemaNode;
  readonly direction: Direction;
}

/**
 * Builds schema nodes, one an object, and spreads the direction of use through them with a worklist: no recursion, each node and
 * direction once, so that cost is linear in the size of the documents however their references are woven.
 */
export class Schemas implements SchemaOwner {
  readonly #nodes: SchemaNodes;
  readonly #subtypes: Subtypes;
  readonly #pending: Pending[] = [];
  readonly #components: Found[] = [];
  #recursive: ReadonlySet<SchemaNode> | undefined;

  constructor(references: References, version: OasVersion, limits: Api['limits'][number][]) {
    this.#nodes = new SchemaNodes(this, new SchemaReferences(references, version), limits, references.limits.schemaMerges);
    this.#subtypes = new Subtypes(this.#nodes);
  }

  get nodes(): readonly SchemaNode[] {
    return this.#nodes.nodes;
  }

  /** The schema that stands at a place and is used there in a direction. */
  use(value: unknown, place: Place, direction: Direction, role: SchemaRole, holder?: string): SchemaNode | undefined {
    const node = this.#nodes.at(value, place, role, holder);
    if (node !== undefined) this.mark(node, direction);
    return node;
  }

  mark(node: SchemaNode, direction: Direction): void {
    if (node[direction]) return;
    node[direction] = true;
    this.#pending.push({ node, direction });
  }

  /** A definition; one that nothing uses, not even as a part of another, counts for both directions. Known after {@link settle}. */
  useComponent(value: unknown, place: Place): void {
    this.#components.push({ value, place });
  }

  /** An object that nobody wrote, with ready properties: the fields of a 2.0 form. */
  synthetic(place: Place, properties: ReadonlyMap<string, Property>, required: ReadonlySet<string>): SchemaNode {
    const node = this.#nodes.add({ raw: { type: 'object' }, place, parts: [], role: 'body', synthetic: true, types: ['object'] });
    node.properties = properties;
    node.required = required;
    node.isExpanded = true;
    return node;
  }

  property(name: string, value: unknown, place: Place, required: boolean): Property | undefined {
    return this.#nodes.property(name, value, place, required);
  }

  /** Works off what was marked, building children as they are reached, and then the components that nothing reached. */
  settle(): void {
    this.#spread();
    const unused = this.#components.splice(0).filter((component) => this.#isUnused(component));
    for (const component of readingOrder(unused, this.#nodes.references)) {
      if (!this.#isUnused(component)) continue;
      const node = this.#nodes.at(component.value, component.place, 'component', undefined);
      if (node === undefined) continue;
      this.mark(node, 'request');
      this.mark(node, 'response');
      this.#spread();
    }
  }

  /** Computed for all schemas at the first question: few runs ask. */
  isRecursive(schema: SchemaNode): boolean {
    this.#recursive ??= recursiveSchemas(this.nodes);
    return this.#recursive.has(schema);
  }

  /** A component that only stands for another one is used when that one is. */
  #isUnused({ value, place }: Found): boolean {
    if (!isObject(value) || this.#nodes.has(value)) return false;
    const { references } = this.#nodes;
    const target = references.isAlias(value, place) ? references.follow(value, place)?.value : value;
    return isObject(target) && !this.#nodes.has(target);
  }

  #spread(): void {
    for (let pending = this.#pending.pop(); pending !== undefined; pending = this.#pending.pop()) {
      const { node, direction } = pending;
      this.#expand(node);
      if (node.isLeaf) continue;
      for (const property of node.properties.values()) {
        if (direction === 'request' ? property.readOnly && !property.writeOnly : property.writeOnly && !property.readOnly) continue;
        this.mark(property.schema as SchemaNode, direction);
      }
      const { items, additional } = node;
      if (items !== undefined) this.mark(items as SchemaNode, direction);
      if (typeof additional === 'object') this.mark(additional as SchemaNode, direction);
      for (const list of [node.prefixItems, node.patternProperties, node.alternatives, node.extra]) {
        for (const child of list) this.mark(child as SchemaNode, direction);
      }
    }
  }

  #expand(node: SchemaNode): void {
    if (node.isExpanded) return;
    node.isExpanded = true;
    const parts = partsByKeyword(node.parts);
    if (parts.size === 0) return;
    addChildren(node, parts, this.#nodes);
    const own = node.ownParts === node.parts ? parts : partsByKeyword(node.ownParts);
    addAlternatives(node, own, this.#nodes, this.#subtypes);
  }
}
