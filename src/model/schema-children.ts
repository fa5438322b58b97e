import { isObject } from '../documents/tree.ts';
import type { Property, Schema, SchemaPart, SchemaRole } from './api.ts';
import { joined, type SchemaNode } from './schema-node.ts';
import type { SchemaNodes } from './schema-nodes.ts';

/** Keywords that hold schemas, or say something of the children of one. */
const childKeywords: ReadonlySet<string> = new Set([
  'properties',
  'required',
  'patternProperties',
  'propertyNames',
  'additionalProperties',
  'unevaluatedProperties',
  'items',
  'prefixItems',
  'additionalItems',
  'unevaluatedItems',
  'contains',
  'contentSchema',
  'oneOf',
  'anyOf',
  'then',
  'else',
  'dependentSchemas',
  'discriminator',
]);

/** The parts of a schema by each keyword for children that they have. */
export type PartsByKeyword = ReadonlyMap<string, readonly SchemaPart[]>;

const NO_KEYWORDS: PartsByKeyword = new Map();
const NO_PARTS: readonly SchemaPart[] = [];

/** Sorts the parts of a schema by their keywords for children; most schemas have none. */
export function partsByKeyword(parts: readonly SchemaPart[]): PartsByKeyword {
  let found: Map<string, readonly SchemaPart[]> | undefined;
  for (const part of parts) {
    for (const keyword in part.raw) {
      if (!childKeywords.has(keyword)) continue;
      found ??= new Map();
      const known = found.get(keyword);
      // Most schemas have one part, whose list then serves all of its keywords.
      if (known === undefined) found.set(keyword, parts.length === 1 ? parts : [part]);
      else (known as SchemaPart[]).push(part);
    }
  }
  return found ?? NO_KEYWORDS;
}

/** Fills in the properties, items and values that a schema describes, from all of its parts. */
export function addChildren(node: SchemaNode, parts: PartsByKeyword, nodes: SchemaNodes): void {
  const all = (keyword: string): readonly SchemaPart[] => parts.get(keyword) ?? NO_PARTS;
  const schemas = (keyword: string, role: SchemaRole, holder?: string): readonly SchemaNode[] =>
    all(keyword).flatMap(({ raw, place }) => nodes.at(raw[keyword], place.at(keyword), role, holder) ?? []);
  // What comes from several parts counts against the budget of the document.
  const members = (keyword: string, role: SchemaRole): readonly Schema[] => {
    const lists = all(keyword).flatMap(({ raw, place }) => {
      const list = raw[keyword];
      const isList = keyword === 'patternProperties' ? isObject(list) : Array.isArray(list);
      return isList ? [nodes.members(list as object, place.at(keyword), role)] : [];
    });
    const [first = []] = lists;
    if (node.parts.length === 1) return first;
    return lists.every((list) => nodes.take(list.length, node.place)) ? lists.flat() : first;
  };

  if (parts.has('properties') || parts.has('required')) addProperties(node, nodes, all('properties'), all('required'));
  if (parts.has('patternProperties')) node.patternProperties = members('patternProperties', 'property');
  if (parts.has('additionalProperties') || parts.has('unevaluatedProperties')) node.additional = additionalOf(all, nodes);
  if (parts.has('propertyNames')) {
    for (const { values } of schemas('propertyNames', 'property')) {
      if (values !== undefined) node.nameCount = Math.min(values.length, node.nameCount ?? values.length);
    }
  }
  let items: SchemaNode | undefined;
  if (parts.has('items') || parts.has('prefixItems')) {
    // Before 2020-12 a list under `items` was what `prefixItems` is now.
    node.prefixItems = joined(members('prefixItems', 'items'), members('items', 'items'));
    items = nodes.merge(schemas('items', 'items'), 'items', undefined);
  }
  if (items === undefined && (parts.has('additionalItems') || parts.has('unevaluatedItems'))) {
    items = nodes.merge([...schemas('additionalItems', 'items'), ...schemas('unevaluatedItems', 'items')], 'items', undefined);
  }
  node.items = items;
  if (!parts.has('contentSchema') && !parts.has('contains')) return;
  // What an encoded string holds is a value of its own.
  const extra = [...schemas('contentSchema', 'property', node.holder)];
  for (const some of schemas('contains', 'items')) {
    // An item that `contains` describes is an item like the others, and something more.
    const both = items === undefined ? some : nodes.merge([items, some], 'items', undefined);
    if (both !== undefined && both !== items) extra.push(both);
  }
  node.extra = extra;
}

/** Whether unknown properties pass. `unevaluatedProperties` sees only what `additionalProperties` did not already admit. */
function additionalOf(all: (keyword: string) => readonly SchemaPart[], nodes: SchemaNodes): Schema | boolean | undefined {
  for (const keyword of ['additionalProperties', 'unevaluatedProperties']) {
    const parts = all(keyword);
    if (parts.length === 0) continue;
    // One closed part closes the whole.
    if (parts.some(({ raw }) => raw[keyword] === false)) return false;
    const described = parts.flatMap(({ raw, place }) =>
      isObject(raw[keyword]) ? (nodes.at(raw[keyword], place.at(keyword), 'additional', undefined) ?? []) : [],
    );
    if (described.length > 0) return nodes.merge(described, 'additional', undefined);
    if (parts.some(({ raw }) => raw[keyword] === true)) return true;
  }
  return undefined;
}

function addProperties(node: SchemaNode, nodes: SchemaNodes, describing: readonly SchemaPart[], requiring: readonly SchemaPart[]): void {
  const [single] = node.parts;
  if (single !== undefined && node.parts.length === 1) {
    const { properties, required } = nodes.ownProperties(single);
    node.properties = properties;
    node.required = required;
    return;
  }
  const all = Array.from(new Set([...describing, ...requiring]), (part) => nodes.ownProperties(part));
  const described = all.filter(({ properties }) => properties.size > 0);
  const demanding = all.filter(({ required }) => required.size > 0);
  const [only] = described;
  const [demand] = demanding;
  if (demand !== undefined)
    node.required =
      demanding.length === 1
        ? demand.required
        : union(
            demanding.map(({ required }) => required),
            node,
            nodes,
          );
  if (only === undefined) return;
  if (described.length === 1 && demanding.every((own) => own === only)) {
    node.properties = only.properties;
    return;
  }
  const definitions = new Map<string, Property | Property[]>();
  for (const { properties } of described) {
    if (!nodes.take(properties.size, node.place)) break;
    for (const [name, property] of properties) {
      const known = definitions.get(name);
      if (known === undefined) definitions.set(name, property);
      else if (Array.isArray(known)) known.push(property);
      else definitions.set(name, [known, property]);
    }
  }
  const merged = new Map<string, Property>();
  for (const [name, found] of definitions) merged.set(name, mergeProperty(found, node.required.has(name), nodes));
  node.properties = merged;
}

function mergeProperty(found: Property | readonly Property[], required: boolean, nodes: SchemaNodes): Property {
  if (!isList(found)) return found.required === required ? found : { ...found, required };
  const first = found[0] as Property;
  const schema = nodes.merge(
    found.map((property) => property.schema as SchemaNode),
    'property',
    first.name,
  );
  const readOnly = found.some((property) => property.readOnly);
  const writeOnly = found.some((property) => property.writeOnly);
  return { ...first, schema: schema ?? first.schema, required, readOnly, writeOnly };
}

function isList(found: Property | readonly Property[]): found is readonly Property[] {
  return Array.isArray(found);
}

function union(lists: readonly ReadonlySet<string>[], node: SchemaNode, nodes: SchemaNodes): ReadonlySet<string> {
  const all = new Set<string>();
  for (const names of lists) {
    if (!nodes.take(names.size, node.place)) break;
    for (const name of names) all.add(name);
  }
  return all;
}
