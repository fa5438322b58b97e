/** The Schema Object of 3.1 and 3.2: JSON Schema 2020-12 with the OAS base vocabulary. Unknown keywords are annotations, hence fine. */
import type { JsonObject } from '../../documents/tree.ts';
import { getString } from '../../documents/tree.ts';
import { externalDocs, isList, mapOfTexts, typeOrTypes } from './common.ts';
import { sameValue } from './identity.ts';
import {
  any,
  count,
  type EitherShape,
  either,
  exclusive,
  flag,
  form,
  list,
  map,
  number,
  type ObjectShape,
  object,
  oneOf,
  positive,
  type Shape,
  text,
} from './types.ts';

const anchor = form('begin with a letter or `_` and hold letters, digits, `-`, `_` and `.`', (name) =>
  /^[A-Za-z_][-A-Za-z0-9._]*$/.test(name),
);
const identifier = form('be a URI without a fragment', (uri) => !uri.slice(0, -1).includes('#'));
const uniqueTexts = list(text, { identity: sameValue });

/** Builds the Schema Object, as an object and where `true` and `false` are schemas too. */
export function schemaShapes(version: '3.1' | '3.2'): {
  schema: ObjectShape;
  anySchema: EitherShape;
  discriminator: ObjectShape;
  xml: ObjectShape;
} {
  const schema: ObjectShape = object('Schema Object', () => ({
    fields: { ...keywords, discriminator, xml, externalDocs, example: any },
    open: true,
    refersToOwnType: true,
    foreign: isForeign,
  }));
  const anySchema = either('an object (Schema Object), true or false', (value) => (typeof value === 'boolean' ? flag : schema));
  const schemaMap = map(anySchema);
  const schemaList = list(anySchema, { nonEmpty: true });

  const all = (shape: Shape, ...keywords: string[]) => Object.fromEntries(keywords.map((keyword) => [keyword, shape]));
  const keywords: Readonly<Record<string, Shape>> = {
    // Core.
    ...all(text, '$schema', '$ref', '$dynamicRef', '$recursiveRef', '$comment'),
    ...all(anchor, '$anchor', '$dynamicAnchor', '$recursiveAnchor'),
    ...all(schemaMap, '$defs', 'definitions'),
    $id: identifier,
    $vocabulary: map(flag),
    // Applicators.
    ...all(anySchema, 'items', 'contains', 'additionalProperties', 'propertyNames', 'if', 'then', 'else', 'not'),
    ...all(anySchema, 'unevaluatedItems', 'unevaluatedProperties', 'contentSchema'),
    ...all(schemaList, 'prefixItems', 'allOf', 'anyOf', 'oneOf'),
    ...all(schemaMap, 'properties', 'patternProperties', 'dependentSchemas'),
    dependencies: map(either('a Schema Object or a list of names', (value) => (isList(value) ? uniqueTexts : anySchema))),
    // Validation.
    type: typeOrTypes,
    const: any,
    enum: list(any),
    multipleOf: positive,
    ...all(number, 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'),
    ...all(count, 'maxLength', 'minLength', 'maxItems', 'minItems', 'maxContains', 'minContains', 'maxProperties', 'minProperties'),
    pattern: text,
    uniqueItems: flag,
    required: uniqueTexts,
    dependentRequired: map(uniqueTexts),
    // Annotations.
    ...all(text, 'title', 'description', 'format', 'contentEncoding', 'contentMediaType'),
    ...all(flag, 'deprecated', 'readOnly', 'writeOnly'),
    default: any,
    examples: list(any),
  };

  const is32 = version === '3.2';
  const discriminator = object('Discriminator Object', () => ({
    fields: { propertyName: text, mapping: mapOfTexts, ...(is32 && { defaultMapping: text }) },
    required: is32 ? [] : ['propertyName'],
  }));
  const xml = object('XML Object', () => ({
    fields: {
      name: text,
      namespace: text,
      prefix: text,
      attribute: flag,
      wrapped: flag,
      ...(is32 && { nodeType: oneOf('element', 'attribute', 'text', 'cdata', 'none') }),
    },
    rules: is32 ? [exclusive('nodeType', 'attribute'), exclusive('nodeType', 'wrapped')] : [],
  }));
  return { schema, anySchema, discriminator, xml };
}

/** A schema of another dialect than OAS's or 2020-12 has other keywords. */
function isForeign(schema: JsonObject, document: unknown): boolean {
  const dialect = getString(schema, '$schema') ?? getString(document, 'jsonSchemaDialect');
  return dialect !== undefined && !/^https?:\/\/(?:spec\.openapis\.org\/oas\/3\.[12]\/|json-schema\.org\/draft\/2020-12\/)/.test(dialect);
}
