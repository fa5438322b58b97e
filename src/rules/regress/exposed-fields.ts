import type { Place } from '../../documents/place.ts';
import type { JsonObject } from '../../documents/tree.ts';
import type { Change, Operation, Property, Schema } from '../../model/api.ts';
import { operationsOf, outgoingSchemas } from '../../model/change/schema-graph.ts';
import type { AddedSchema, SchemaPair } from '../../model/change/schema-pairs.ts';
import { findEvidence } from '../../model/evidence.ts';
import type { ExposurePolicy } from '../data/exposure.ts';
import { isMasked } from '../data/masking.ts';
import { MovedFields } from './moved-fields.ts';
import { isHidden, plainFields, SensitiveContent, type SensitiveField } from './sensitive-content.ts';

/** A field that responses carry as the base did not let it out. */
export interface ExposedField {
  /** `hidden`: was writeOnly; `masked`: went out masked; `added`: is new, or brings sensitive fields with it. */
  readonly kind: 'hidden' | 'masked' | 'added';
  readonly place: Place;
  readonly base: Place | undefined;
  /** The property at the place; undefined for items, variants and whole messages. */
  readonly property: Property | undefined;
  /** What is sensitive in it. */
  readonly fields: readonly SensitiveField[];
  readonly operations: readonly Operation[];
}

/** Every loss once, at the outermost thing that is new or changed. What a definition of its own gained is not told again of its uses. */
export function exposedFields(change: Change, policy: ExposurePolicy): { readonly fields: ExposedField[]; readonly isCut: boolean } {
  const content = new SensitiveContent(change, policy);
  const found = new Map<string, ExposedField>();
  const told = new Set<Place>();
  for (const each of eachField(change, policy, content)) {
    const { document, pointer } = each.place;
    const key = `${document.file}#${document.index}${pointer}`;
    const known = found.get(key);
    const fields = union(known?.fields ?? [], each.fields);
    found.set(key, { ...(known ?? each), fields, operations: union(known?.operations ?? [], each.operations) });
    if (each.property !== undefined && fields.some(({ property }) => property === each.property)) told.add(each.place);
  }
  const fields = [...found.values()].flatMap((each): ExposedField[] => {
    if (each.kind !== 'added' || told.has(each.place)) return [each];
    const rest = each.fields.filter(({ property }) => !told.has(property.place));
    return rest.length === 0 ? [] : [{ ...each, fields: rest }];
  });
  return { fields, isCut: content.isCut || outgoingSchemas(change).isCut };
}

function union<Item>(some: readonly Item[], more: readonly Item[]): readonly Item[] {
  return [...new Set([...some, ...more])];
}

function* eachField(change: Change, policy: ExposurePolicy, content: SensitiveContent): Generator<ExposedField> {
  const graph = outgoingSchemas(change);
  const moved = new MovedFields(change, policy, content);
  for (const pair of graph.pairs) {
    for (const property of pair.head.properties.values()) {
      const found = changedProperty(pair, property, content, policy);
      if (found !== undefined) yield found;
    }
    for (const added of pair.added) {
      const fields = fieldsOf(added, pair.head, content).filter(({ label }) => !moved.isMoved(pair, label));
      if (fields.length === 0) continue;
      const { property, schema } = added;
      const base = pair.base[0]?.place;
      yield { kind: 'added', place: property?.place ?? schema.place, base, property, fields, operations: headsOf(pair) };
    }
  }
  for (const { schema, operation, place } of graph.addedRoots) {
    const fields = content.broughtBy(schema).filter(({ label }) => !moved.wasSent(operation, label));
    if (fields.length === 0) continue;
    yield { kind: 'added', place, base: operation.base.place, property: undefined, fields, operations: [operation.head] };
  }
}

function fieldsOf({ property, schema, isCompared }: AddedSchema, holder: Schema, content: SensitiveContent): SensitiveField[] {
  const own = property === undefined ? undefined : content.ofObject(holder).get(property.name);
  return [...(own === undefined ? [] : [own]), ...(isCompared ? [] : content.broughtBy(schema))];
}

/** A property that was there before, and kept something back. */
function changedProperty(
  pair: SchemaPair,
  property: Property,
  content: SensitiveContent,
  policy: ExposurePolicy,
): ExposedField | undefined {
  if (isHidden(property) || property.schema.never) return undefined;
  const before = pair.base.flatMap(({ properties }) => properties.get(property.name) ?? []);
  const [first] = before;
  if (first === undefined) return undefined;
  const kind = changeOf(pair, property, before, content, policy);
  if (kind === undefined) return undefined;
  const field = content.ofObject(pair.head).get(property.name);
  const fields = field === undefined ? [] : [field];
  return { kind, place: property.place, base: first.place, property, fields, operations: headsOf(pair) };
}

function changeOf(
  { base, head }: SchemaPair,
  { name, schema }: Property,
  before: readonly Property[],
  content: SensitiveContent,
  policy: ExposurePolicy,
): ExposedField['kind'] | undefined {
  const isMaskedNow = (): boolean => isMasked(schema, 'pin', policy.maskingKeys);
  const visible = before.filter((other) => !isHidden(other));
  if (visible.length === 0) return isMaskedNow() ? undefined : 'hidden';
  if (visible.every((other) => isDeclaredMasked(other.schema, policy)) && !isMaskedNow()) return 'masked';
  // Whoever saw it as it is in one variant of the base has seen it.
  if (!content.ofObject(head).has(name) || base.some((each) => plainFields(each, policy).has(name))) return undefined;
  return visible.some((other) => isMasked(other.schema, 'password', policy.maskingKeys)) ? 'masked' : 'added';
}

/** Whether an extension says that a value is masked, whatever its name. */
function isDeclaredMasked({ parts }: Schema, { maskingKeys }: ExposurePolicy): boolean {
  const extended = parts.filter(({ raw }) => hasExtension(raw)).map((part) => ({ ...part, keysOnly: true }));
  return extended.length > 0 && findEvidence(extended, { keys: maskingKeys }) !== undefined;
}

function hasExtension(raw: JsonObject): boolean {
  for (const key in raw) if (key.startsWith('x-') || key.startsWith('X-')) return true;
  return false;
}

function headsOf(pair: SchemaPair): Operation[] {
  return operationsOf(pair).map(({ head }) => head);
}
