import type { Change, Property, Schema } from '../../model/api.ts';
import { outgoingSchemas } from '../../model/change/schema-graph.ts';
import { sensitivity } from '../../model/sensitive.ts';
import { type ExposurePolicy, exposures } from '../data/exposure.ts';
import { isMasked } from '../data/masking.ts';

/** A field that a response lets out. */
export interface SensitiveField {
  readonly property: Property;
  /** What its name says it is: `card number`. */
  readonly label: string;
}

/** How many steps (property, item, alternative) into definitions that the base had too a new reference is followed. */
const NEAR = 2;

/** Fields of one value that are looked at, and schemas that are walked for those of all values. */
const MAX_FIELDS = 20;
const MAX_WALKED = 500_000;

const NONE: ReadonlyMap<string, SensitiveField> = new Map();

/** Whether a property is kept out of responses. */
export function isHidden({ readOnly, writeOnly }: Property): boolean {
  return writeOnly && !readOnly;
}

/** The sensitive fields of the head's responses, as the rule on sensitive responses sees them. */
export class SensitiveContent {
  readonly #change: Change;
  readonly #policy: ExposurePolicy;
  readonly #brought = new Map<Schema, readonly SensitiveField[]>();
  #left = MAX_WALKED;
  readonly #own = new Map<Schema, ReadonlyMap<string, SensitiveField>>();
  #holders: ReadonlySet<Schema> | undefined;
  #compared: ReadonlyMap<Schema, ReadonlySet<string>> | undefined;

  constructor(change: Change, policy: ExposurePolicy) {
    this.#change = change;
    this.#policy = policy;
  }

  /** Whether values hold each other in so many ways that not all they bring was looked at. */
  get isCut(): boolean {
    return this.#left < 0;
  }

  /** Those of one object by name. */
  ofObject(schema: Schema): ReadonlyMap<string, SensitiveField> {
    let own = this.#own.get(schema);
    if (own === undefined) {
      const fields = [...exposures(schema, this.#change.head, this.#policy)].filter(({ property }) => !isHidden(property));
      own = fields.length === 0 ? NONE : new Map(fields.map(({ property, found }) => [property.name, { property, label: found.label }]));
      this.#own.set(schema, own);
    }
    return own;
  }

  /**
   * Those that a new value brings: everything in new definitions. Of definitions that the base had too, only what they had then and what is
   * near: what is new in them is told of them, and where objects refer to each other in all ways one more reference brings nothing new.
   */
  broughtBy(schema: Schema): readonly SensitiveField[] {
    let brought = this.#brought.get(schema);
    if (brought === undefined) {
      brought = this.#findBrought(schema);
      this.#brought.set(schema, brought);
    }
    return brought;
  }

  #findBrought(schema: Schema): readonly SensitiveField[] {
    this.#holders ??= this.#findHolders();
    this.#compared ??= this.#findCompared();
    const found: SensitiveField[] = [];
    if (!this.#holders.has(schema)) return found;
    const steps = new Map<Schema, number>([[schema, this.#compared.has(schema) ? 1 : 0]]);
    // A map that grows while it is walked hands out what was added.
    for (const [each, step] of steps) {
      this.#left--;
      const then = this.#compared.get(each);
      for (const [name, field] of this.ofObject(each)) if (then === undefined || then.has(name)) found.push(field);
      if (found.length >= MAX_FIELDS || this.isCut) break;
      for (const child of sentChildren(each)) {
        const isOld = this.#compared.has(child);
        const next = isOld ? step + 1 : 0;
        if (this.#holders.has(child) && !steps.has(child) && next <= NEAR && (isOld || then === undefined)) steps.set(child, next);
      }
    }
    return found;
  }

  /** Schemas that stand somewhere in responses as they did in the base, with the names of the sensitive fields that the base sent of them. */
  #findCompared(): ReadonlyMap<Schema, ReadonlySet<string>> {
    const compared = new Map<Schema, Set<string>>();
    for (const { head, base } of outgoingSchemas(this.#change).pairs) {
      const names = compared.get(head) ?? new Set();
      compared.set(head, names);
      if (this.ofObject(head).size === 0) continue;
      for (const schema of base) for (const name of plainFields(schema, this.#policy).keys()) names.add(name);
    }
    return compared;
  }

  /** Every schema from which a sensitive field can be reached: linear, and most documents have few. */
  #findHolders(): ReadonlySet<Schema> {
    const parents = new Map<Schema, Schema[]>();
    const holders = new Set<Schema>();
    for (const schema of this.#change.head.schemas) {
      if (!schema.response) continue;
      if (this.ofObject(schema).size > 0) holders.add(schema);
      for (const child of sentChildren(schema)) {
        const known = parents.get(child);
        if (known === undefined) parents.set(child, [schema]);
        else known.push(schema);
      }
    }
    for (const schema of holders) for (const parent of parents.get(schema) ?? []) holders.add(parent);
    return holders;
  }
}

/** What each property of an object says of itself by its name and type, whoever answers with it: by name, hidden and masked ones left out. */
export function plainFields(schema: Schema, policy: ExposurePolicy): ReadonlyMap<string, SensitiveField> {
  const found = new Map<string, SensitiveField>();
  for (const property of schema.properties.values()) {
    const kind = isHidden(property) ? undefined : sensitivity(property.words, property.schema, policy);
    if (kind === undefined || isMasked(property.schema, kind.class, policy.maskingKeys)) continue;
    found.set(property.name, { property, label: kind.label });
  }
  return found;
}

/** What a value holds when it is sent. */
export function sentChildren(schema: Schema): Schema[] {
  const { items, additional } = schema;
  const found = [...schema.prefixItems, ...schema.patternProperties, ...schema.alternatives, ...schema.extra];
  for (const property of schema.properties.values()) if (!isHidden(property)) found.push(property.schema);
  if (items !== undefined) found.push(items);
  if (typeof additional === 'object') found.push(additional);
  return found;
}
