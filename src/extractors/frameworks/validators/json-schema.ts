import { asString, asStrings, type CodePlace, type Value } from '../../interpret/value.ts';
import type { CodeProperty, CodeSchema } from '../../route.ts';
import { arrayOf, objectOf, schema, withKeyword } from '../../schema/schema.ts';
import { table } from '../../table.ts';
import { chainOf } from './chains.ts';
import { zodSchema } from './zod.ts';

/** Keywords whose value is taken as it is. */
const PLAIN = new Set(
  'type,format,enum,const,pattern,minLength,maxLength,minimum,maximum,exclusiveMinimum,exclusiveMaximum,multipleOf,minItems,maxItems,uniqueItems,minProperties,maxProperties,readOnly,writeOnly,nullable,title'.split(
    ',',
  ),
);

/** A JSON Schema written as an object literal, with TypeBox, or with zod; undefined for anything else. */
export function jsonSchema(value: Value | undefined, place: CodePlace, depth = 0): CodeSchema | undefined {
  if (value === undefined || depth > 24) return undefined;
  const other = typeBoxSchema(value, depth) ?? zodSchema(value)?.schema;
  if (other !== undefined) return other;
  if (value.kind !== 'object') return undefined;
  let read = schema(place);
  for (const [name, each] of value.fields) {
    const at = value.places.get(name) ?? place;
    if (PLAIN.has(name)) {
      const plain = plainValue(each);
      if (plain !== undefined) read = withKeyword(read, name, plain, at);
    }
  }
  const field = (name: string): Value | undefined => value.fields.get(name);
  const at = (name: string): CodePlace => value.places.get(name) ?? place;
  const properties = field('properties');
  if (properties?.kind === 'object') {
    const required = new Set(asStrings(field('required')) ?? []);
    const entries = [...properties.fields]
      .filter(([name]) => !name.startsWith('\0'))
      .map(([name, each]): [string, CodeProperty] => {
        const where = properties.places.get(name) ?? at('properties');
        return [name, { schema: jsonSchema(each, where, depth + 1) ?? schema(where), required: required.has(name), place: where }];
      });
    read = { ...read, properties: new Map(entries) };
  }
  const items = jsonSchema(field('items'), at('items'), depth + 1);
  if (items !== undefined) read = { ...read, items };
  const additional = field('additionalProperties');
  if (additional?.kind === 'literal' && typeof additional.value === 'boolean') read = { ...read, additional: additional.value };
  else if (additional !== undefined) read = { ...read, additional: jsonSchema(additional, at('additionalProperties'), depth + 1) ?? true };
  for (const [name, key] of [
    ['anyOf', 'anyOf'],
    ['oneOf', 'anyOf'],
    ['allOf', 'allOf'],
  ] as const) {
    const list = field(name);
    if (list?.kind === 'list')
      read = { ...read, [key]: list.items.map((item) => jsonSchema(item, at(name), depth + 1) ?? schema(at(name))) };
  }
  return read;
}

function plainValue(value: Value): unknown {
  if (value.kind === 'literal') return value.value;
  if (value.kind !== 'list' || value.open) return undefined;
  const items = value.items.map(plainValue);
  return items.includes(undefined) ? undefined : items;
}

const TYPEBOX: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  String: { type: 'string' },
  Number: { type: 'number' },
  Integer: { type: 'integer' },
  Boolean: { type: 'boolean' },
  Null: { type: 'null' },
  Date: { type: 'string', format: 'date-time' },
});

/** `Type.Object({ name: Type.String({ maxLength: 3 }) })`. */
function typeBoxSchema(value: Value, depth: number): CodeSchema | undefined {
  const chain = chainOf(value);
  const [step] = chain?.steps ?? [];
  if (chain === undefined || step === undefined || !/typebox/.test(chain.module)) return undefined;
  const { name, arguments: args, place } = step;
  const inner = (index: number): CodeSchema => jsonSchema(args[index]?.value, place, depth + 1) ?? schema(place);
  const withOptions = (of: CodeSchema, index: number): CodeSchema => {
    const options = jsonSchema(args[index]?.value, place, depth + 1);
    return options === undefined
      ? of
      : {
          ...of,
          keywords: new Map([...of.keywords, ...options.keywords]),
          ...(options.additional !== undefined && { additional: options.additional }),
        };
  };
  switch (name) {
    case 'Object': {
      const given = args[0]?.value;
      const fields = given?.kind === 'object' ? [...given.fields] : [];
      const properties = fields.map(([key, each]): [string, CodeProperty] => {
        const at = given?.kind === 'object' ? (given.places.get(key) ?? place) : place;
        const optional = chainOf(each)?.steps[0]?.name === 'Optional';
        return [key, { schema: jsonSchema(each, at, depth + 1) ?? schema(at), required: !optional, place: at }];
      });
      return withOptions(objectOf(new Map(properties), place), 1);
    }
    case 'Array':
      return withOptions(arrayOf(inner(0), place), 1);
    case 'Optional':
    case 'Readonly':
      return inner(0);
    case 'Union': {
      const list = args[0]?.value;
      return {
        ...schema(place),
        anyOf: list?.kind === 'list' ? list.items.map((item) => jsonSchema(item, place, depth + 1) ?? schema(place)) : [],
      };
    }
    case 'Literal':
      return schema(place, { const: asString(args[0]?.value) ?? plainValue(args[0]?.value ?? { kind: 'unknown' }) });
    default:
      return withOptions(schema(place, TYPEBOX[name] ?? {}), 0);
  }
}
