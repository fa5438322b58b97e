import { get, isObject } from '../documents/tree.ts';
import type { Schema, SchemaPart } from './api.ts';
import type { PartsByKeyword } from './schema-children.ts';
import { hasFacet, isShapeless } from './schema-keywords.ts';
import type { SchemaNode } from './schema-node.ts';
import type { SchemaNodes } from './schema-nodes.ts';
import { unite } from './schema-parts.ts';
import type { Subtypes } from './schema-subtypes.ts';

/** Alternatives inside alternatives that are read together with everything around them. */
const MAX_DEPTH = 16;

/** Ways to choose from several lists of alternatives that are judged; where there are more, each alternative is judged by itself. */
const MAX_CHOICES = 256;

/** Keywords that say what a value may be besides; most schemas have none. */
const KEYWORDS = ['oneOf', 'anyOf', 'then', 'else', 'dependentSchemas', 'discriminator'];

type Group = readonly SchemaNode[];

/**
 * Fills in what a value may be besides: members of `oneOf` and `anyOf`, what conditions add, and subtypes of a discriminator. Only its own
 * parts are asked; what was merged in from an enclosing schema is that one's business.
 */
export function addAlternatives(node: SchemaNode, parts: PartsByKeyword, nodes: SchemaNodes, subtypes: Subtypes): void {
  if (!KEYWORDS.some((keyword) => parts.has(keyword))) return;
  const holds = partTest(node);
  const groups = ['oneOf', 'anyOf'].flatMap((keyword) => groupsOf(node, parts.get(keyword) ?? [], keyword, nodes, holds));
  if (groups.length > 0) node.alternatives = [...node.alternatives, ...choices(node, groups, nodes)];
  const extra: Schema[] = [];
  for (const condition of conditionsOf(node, parts, nodes)) {
    if (!condition.parts.every(({ raw }) => isShapeless(raw) || holds(raw))) extra.push(conditional(node, condition, nodes));
  }
  for (const { raw, place } of parts.get('discriminator') ?? []) {
    const mapping = get(raw['discriminator'], 'mapping');
    const found = isObject(mapping) ? subtypes.of(mapping, raw, place.at('discriminator', 'mapping'), node) : [];
    if (found.length === 0 || !nodes.take(found.length, node.place)) continue;
    const known = new Set<unknown>([node.raw, ...node.alternatives.map((alternative) => alternative.raw)]);
    for (const subtype of found) if (!known.has(subtype.raw)) extra.push(subtype);
  }
  if (extra.length > 0) node.extra = [...node.extra, ...extra];
}

function groupsOf(
  node: SchemaNode,
  parts: readonly SchemaPart[],
  keyword: string,
  nodes: SchemaNodes,
  holds: (object: object) => boolean,
): readonly Group[] {
  return parts.flatMap(({ raw, place }) => {
    const list = raw[keyword];
    // A list that others share counts against the budget of the document.
    if (!Array.isArray(list) || (node.parts.length > 1 && !nodes.take(list.length, node.place))) return [];
    const others = nodes.members(list, place.at(keyword), 'alternative', node.holder).filter((member) => member.raw !== raw);
    // Nothing is left to choose when the schema is a member anyway, or when the members only differ in what they require.
    return others.some((member) => holds(member.raw)) || others.every(isInert) ? [] : [others];
  });
}

/** What `then`, `else` and `dependentSchemas` add to a schema at times. */
function conditionsOf(node: SchemaNode, parts: PartsByKeyword, nodes: SchemaNodes): readonly SchemaNode[] {
  return ['then', 'else', 'dependentSchemas'].flatMap((keyword) =>
    (parts.get(keyword) ?? []).flatMap(({ raw, place }) => {
      const value = raw[keyword];
      if (!isObject(value)) return [];
      if (keyword === 'dependentSchemas')
        return nodes.members(value, place.at(keyword), 'alternative', node.holder).filter(({ never }) => !never);
      return nodes.at(value, place.at(keyword), 'alternative', node.holder) ?? [];
    }),
  );
}

/** Whether an object is one of the parts of a schema. */
function partTest({ raw, parts }: SchemaNode): (object: object) => boolean {
  if (parts.length === 1) return (object) => object === raw;
  let raws: Set<object> | undefined;
  return (object) => {
    raws ??= new Set(parts.map((part) => part.raw));
    return raws.has(object);
  };
}

function isInert({ never, parts }: SchemaNode): boolean {
  return !never && parts.length > 0 && parts.every(({ raw }) => isShapeless(raw));
}

/** Every way to choose one member of each group, read together with the schema around them. */
function choices(node: SchemaNode, groups: readonly Group[], nodes: SchemaNodes): readonly Schema[] {
  const [first = []] = groups;
  if (groups.length === 1 && !node.parts.some(({ raw }) => hasFacet(raw))) return first;
  const count = groups.reduce((product, { length }) => product * length, 1);
  const isSingle = groups.length === 1 || count > MAX_CHOICES || nodes.isFull;
  const combined = isSingle ? groups.flat().map((member) => [member]) : product(groups);
  return combined.flatMap((members) => inContext(members, node, nodes));
}

function product(groups: readonly Group[]): readonly Group[] {
  return groups.reduce<readonly Group[]>((all, group) => all.flatMap((chosen) => group.map((member) => [...chosen, member])), [[]]);
}

/** Members that hold together, with what encloses them; the members themselves where there are too many contexts. */
function inContext(members: Group, node: SchemaNode, nodes: SchemaNodes): readonly SchemaNode[] {
  const [base] = members;
  if (base === undefined || node.contextDepth >= MAX_DEPTH || nodes.isFull) return members;
  const closed = members.find(({ never }) => never);
  if (closed !== undefined) return [closed];
  const parts = unite([...members.map((member) => member.parts), node.parts]);
  if (members.length === 1 && parts.length === base.parts.length) return members;
  const ownParts = members.length === 1 ? base.ownParts : unite(members.map((member) => member.ownParts));
  const schema = nodes.contextual(base, { parts, ownParts, role: 'alternative', holder: node.holder, depth: node.contextDepth + 1 });
  return schema === undefined ? members : [schema];
}

/** The schema itself when a condition holds: its place and alternatives, and what `then`, `else` or `dependentSchemas` adds. */
function conditional(node: SchemaNode, condition: SchemaNode, nodes: SchemaNodes): SchemaNode {
  if (node.contextDepth >= MAX_DEPTH || nodes.isFull) return condition;
  const parts = unite([node.parts, condition.parts]);
  const { role, holder, contextDepth } = node;
  const schema = nodes.contextual(node, { parts, ownParts: condition.ownParts, role, holder, depth: contextDepth + 1 });
  if (schema !== undefined) schema.alternatives = node.alternatives;
  return schema ?? condition;
}
