import type { JsonObject } from '../documents/tree.ts';

/** Keywords that describe a value without restricting it. */
export const descriptive: ReadonlySet<string> = new Set([
  'title',
  'description',
  'summary',
  'example',
  'examples',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
  'nullable',
  'externalDocs',
  'xml',
  '$comment',
  '$id',
  '$anchor',
  '$dynamicAnchor',
  '$schema',
  '$defs',
]);

/** Keywords that only say which of the described properties must or must not be there. */
const choosing: ReadonlySet<string> = new Set(['required', 'dependentRequired', 'minProperties', 'not']);

/** Keywords beside a `$ref` that say nothing about the value, so that the reference alone stands for it. */
const annotations: ReadonlySet<string> = new Set([...descriptive, '$ref', '$dynamicRef']);

/** Keywords whose presence beside `oneOf` or `anyOf` changes how the alternatives must be read. */
const facets = [
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
  'prefixItems',
  'unevaluatedItems',
  'maxProperties',
  'properties',
  'patternProperties',
  'propertyNames',
  'additionalProperties',
  'unevaluatedProperties',
  'contentMediaType',
  'contentEncoding',
];

/** Whether a schema object gives neither shape nor bound to a value, such as `required: [a]` alone. */
export function isShapeless(raw: JsonObject): boolean {
  for (const key in raw) if (!annotations.has(key) && !choosing.has(key) && !key.startsWith('x-')) return false;
  return true;
}

/** Whether a schema object says what holds for each of the alternatives beside it. */
export function hasFacet(raw: JsonObject): boolean {
  return facets.some((keyword) => Object.hasOwn(raw, keyword));
}

/** Whether something beside a reference restricts the value (JSON Schema 2020-12 evaluates it). */
export function hasSiblings(raw: JsonObject): boolean {
  for (const key in raw) if (!annotations.has(key) && !key.startsWith('x-')) return true;
  return Object.hasOwn(raw, '$ref') && Object.hasOwn(raw, '$dynamicRef');
}
