import { get } from '../../documents/tree.ts';
import type { TreeEdit } from '../../documents/tree-edit.ts';
import type { Api, Schema, SchemaRole } from '../../model/api.ts';
import { perApi } from './requests.ts';

/** What says more about the object than its own properties do, or says it of something else. */
const COMBINING =
  '$ref $dynamicRef $dynamicAnchor allOf anyOf oneOf not if then else dependentSchemas discriminator patternProperties unevaluatedProperties propertyNames'.split(
    ' ',
  );

const ROLES: ReadonlySet<SchemaRole> = new Set(['body', 'property', 'items', 'additional']);

/**
 * The certain edit of an object that says nothing of unknown properties: `additionalProperties: false`. Only for one that requests alone
 * hold, as a client would refuse a response that grows; and not for one that others are combined with, as the keyword sees none of theirs.
 */
export function close(schema: Schema, api: Api): TreeEdit[] {
  const { raw, place } = schema;
  // A part of several documents may be a response in another one.
  if (place.document !== api.place.document) return [];
  if (schema.response || schema.parts.length !== 1 || !ROLES.has(schema.role) || get(raw, 'type') !== 'object') return [];
  if (COMBINING.some((keyword) => get(raw, keyword) !== undefined) || get(raw, 'additionalProperties') !== undefined) return [];
  if (combined(api).has(raw)) return [];
  return [{ kind: 'set', place: place.at('additionalProperties'), value: false }];
}

/** Objects that are a part, an alternative or a subtype of another schema. */
const combined = perApi((api): ReadonlySet<object> => {
  const found = new Set<object>();
  for (const { parts, alternatives, extra } of api.schemas) {
    for (const { raw } of parts.slice(1)) found.add(raw);
    for (const { raw, parts: own } of alternatives) for (const part of [{ raw }, ...own]) found.add(part.raw);
    for (const { raw } of extra) found.add(raw);
  }
  return found;
});
