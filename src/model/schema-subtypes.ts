import type { Place } from '../documents/place.ts';
import type { JsonObject } from '../documents/tree.ts';
import type { SchemaNode } from './schema-node.ts';
import type { SchemaNodes } from './schema-nodes.ts';

/** Schema names that OAS allows; anything else is a URI. */
const componentName = /^[\w.-]+$/;

interface Mapped {
  readonly all: readonly SchemaNode[];
  readonly targets: ReadonlyMap<object, SchemaNode>;
  /** By a target, the other ones that have it as a part. */
  readonly below: ReadonlyMap<object, readonly SchemaNode[]>;
}

/** The schemas that `discriminator.mapping` names (OAS 3.0 and later), each mapping read once. */
export class Subtypes {
  readonly #nodes: SchemaNodes;
  readonly #known = new Map<object, Mapped>();

  constructor(nodes: SchemaNodes) {
    this.#nodes = nodes;
  }

  /** What a value of a schema may be by a mapping that one of its parts holds. */
  of(mapping: JsonObject, holder: JsonObject, place: Place, schema: SchemaNode): readonly SchemaNode[] {
    let mapped = this.#known.get(mapping);
    if (mapped === undefined) {
      mapped = this.#read(mapping, place);
      this.#known.set(mapping, mapped);
    }
    const { all, targets, below } = mapped;
    // A schema that inherits the discriminator and is named by it stands for its own subtypes only.
    const named = schema.parts.find((part) => part.raw !== holder && targets.has(part.raw));
    return named === undefined ? all : (below.get(named.raw) ?? []);
  }

  #read(mapping: JsonObject, place: Place): Mapped {
    const targets = new Map<object, SchemaNode>();
    for (const [value, name] of Object.entries(mapping)) {
      const target = typeof name === 'string' ? this.#target(name, place.at(value)) : undefined;
      if (target !== undefined) targets.set(target.raw, target);
    }
    const below = new Map<object, SchemaNode[]>();
    for (const target of targets.values()) {
      for (const { raw } of target.parts) {
        if (raw === target.raw || !targets.has(raw)) continue;
        const known = below.get(raw);
        if (known === undefined) below.set(raw, [target]);
        else known.push(target);
      }
    }
    return { all: [...targets.values()], targets, below };
  }

  /** OAS 3.1 section 4.8.25.4: a value is the name of a schema before it is a reference. */
  #target(name: string, place: Place): SchemaNode | undefined {
    const { references } = this.#nodes;
    const named = componentName.test(name) ? references.seek(`#/components/schemas/${name}`, place) : undefined;
    const found = named ?? references.seek(name, place);
    return found === undefined ? undefined : this.#nodes.at(found.value, found.place, 'alternative', undefined);
  }
}
