/** Schemas of marshmallow: classes of fields, and dictionaries of them. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import {
  argumentOf,
  asBoolean,
  asNumber,
  asString,
  asStrings,
  type ClassValue,
  type CodePlace,
  type EvaluatedArgument,
  externalName,
  type Host,
  type Value,
} from '../../interpret/value.ts';
import type { CodeProperty, CodeSchema } from '../../route.ts';
import { arrayOf, mapOf, objectOf, schema, withKeyword } from '../../schema/schema.ts';
import { type NamedProperty, SchemaBuilder } from '../../schema/schema-builder.ts';
import type { Field } from '../../syntax/unit.ts';
import { table } from '../../table.ts';

/** Fields by their last name; aliases of marshmallow included. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  String: { type: 'string' },
  Str: { type: 'string' },
  Integer: { type: 'integer' },
  Int: { type: 'integer' },
  Float: { type: 'number' },
  Number: { type: 'number' },
  Decimal: { type: 'number' },
  Boolean: { type: 'boolean' },
  Bool: { type: 'boolean' },
  Email: { type: 'string', format: 'email' },
  Url: { type: 'string', format: 'uri' },
  URL: { type: 'string', format: 'uri' },
  UUID: { type: 'string', format: 'uuid' },
  DateTime: { type: 'string', format: 'date-time' },
  NaiveDateTime: { type: 'string', format: 'date-time' },
  AwareDateTime: { type: 'string', format: 'date-time' },
  Date: { type: 'string', format: 'date' },
  Time: { type: 'string', format: 'time' },
  TimeDelta: { type: 'integer' },
  IP: { type: 'string', format: 'ip' },
  IPv4: { type: 'string', format: 'ipv4' },
  IPv6: { type: 'string', format: 'ipv6' },
  Enum: { type: 'string' },
  Raw: {},
  Field: {},
  Function: {},
  Method: {},
  Constant: {},
  Upload: { type: 'string', format: 'binary' },
  File: { type: 'string', format: 'binary' },
  URLFor: { type: 'string' },
  Hyperlinks: { type: 'object' },
});

const PACKAGES =
  /^(?:marshmallow|flask_marshmallow|webargs|apiflask|flask_smorest|marshmallow_sqlalchemy|marshmallow_enum|flask_apispec)\b/;

/** An instance of a schema class with what it was made with: `PetSchema(many=True, only=('id',))`. */
export class SchemaHost implements Host {
  readonly type: ClassValue;
  readonly arguments: readonly EvaluatedArgument[];

  constructor(type: ClassValue, args: readonly EvaluatedArgument[]) {
    this.type = type;
    this.arguments = args;
  }

  call(): Value | undefined {
    return undefined;
  }
}

/** Whether a class of the program is a schema of marshmallow. */
export function isSchemaClass(type: ClassValue, interpreter: Interpreter): boolean {
  return interpreter.lineage(type).some((each) =>
    each.type.supertypes.some(({ name }) => {
      const base = interpreter.lookup(each.unit, name, each.scope);
      const called = base === undefined ? undefined : externalName(base);
      return (
        called !== undefined &&
        /(?:Schema|SQLAlchemyAutoSchema|SQLAlchemySchema|ModelSchema)$/.test(called.name) &&
        PACKAGES.test(called.module)
      );
    }),
  );
}

export function marshmallowBuilder(interpreter: Interpreter): SchemaBuilder {
  return new SchemaBuilder(interpreter, { builtin: () => undefined, property });
}

function property(field: Field, _of: CodeSchema, owner: ClassValue, builder: SchemaBuilder): NamedProperty | undefined {
  if (field.value === undefined || field.name === 'Meta') return undefined;
  const value = builder.interpreter.evaluateIn(field.value, owner.unit, builder.interpreter.scopeIn(owner));
  const place = { file: owner.unit.file, span: field.at };
  const read = propertyOf(value, place, builder, owner);
  if (read === undefined) return undefined;
  const { name, ...rest } = read;
  return { name: name ?? field.name, ...rest };
}

/** A field as a property; undefined for what is no field of marshmallow. */
function propertyOf(
  value: Value,
  place: CodePlace,
  builder: SchemaBuilder,
  owner?: ClassValue,
): (CodeProperty & { readonly name?: string }) | undefined {
  const of = fieldSchema(value, place, builder, owner);
  if (of === undefined || value.kind !== 'result') return undefined;
  const named = (name: string): Value | undefined => value.arguments.find((each) => each.name === name)?.value;
  const name = asString(named('data_key') ?? named('load_from'));
  return { ...(name !== undefined && { name }), schema: of, required: asBoolean(named('required')) === true, place };
}

function fieldSchema(value: Value, place: CodePlace, builder: SchemaBuilder, owner?: ClassValue): CodeSchema | undefined {
  // `fields.List(fields.Str)`: a field's class stands for the field.
  const called = externalName(value);
  if (called === undefined || !PACKAGES.test(called.module)) return undefined;
  const last = called.name.slice(called.name.lastIndexOf('.') + 1);
  const args = value.kind === 'result' ? value.arguments : [];
  const base = baseSchema(last, args, place, builder, owner);
  return base === undefined ? undefined : withOptions(base, args, builder);
}

function baseSchema(
  last: string,
  args: readonly EvaluatedArgument[],
  place: CodePlace,
  builder: SchemaBuilder,
  owner?: ClassValue,
): CodeSchema | undefined {
  if (last === 'Nested' || last === 'Pluck') {
    const inner = nested(argumentOf(args, 0, 'nested')?.value, place, builder, owner);
    return asBoolean(args.find(({ name }) => name === 'many')?.value) === true ? arrayOf(inner, place) : inner;
  }
  if (last === 'List' || last === 'DelimitedList' || last === 'Tuple') {
    const inner = argumentOf(args, 0, 'cls_or_instance')?.value;
    return arrayOf((inner === undefined ? undefined : fieldSchema(inner, place, builder, owner)) ?? schema(place), place);
  }
  if (last === 'Dict' || last === 'Mapping') {
    const values = args.find(({ name }) => name === 'values')?.value;
    return mapOf((values === undefined ? undefined : fieldSchema(values, place, builder, owner)) ?? true, place);
  }
  const known = Object.hasOwn(FIELDS, last) ? FIELDS[last] : undefined;
  return known === undefined ? undefined : schema(place, known);
}

/** `Nested(PetSchema)`, `Nested('self')`, `Nested(lambda: PetSchema())`, `Nested({...})`. */
function nested(value: Value | undefined, place: CodePlace, builder: SchemaBuilder, owner?: ClassValue): CodeSchema {
  if (value === undefined) return schema(place);
  if (asString(value) === 'self' && owner !== undefined) return builder.ofClass(owner, [], owner);
  if (value.kind === 'closure') return schemaOf(builder.interpreter.enter(value, []), place, builder) ?? schema(place);
  return schemaOf(value, place, builder) ?? schema(place);
}

/** The schema that a value names: a class, an instance, a dictionary of fields; undefined for anything else. */
export function schemaOf(value: Value | undefined, place: CodePlace, builder: SchemaBuilder): CodeSchema | undefined {
  if (value === undefined) return undefined;
  if (value.kind === 'class') return isSchemaClass(value, builder.interpreter) ? builder.ofClass(value, [], value) : undefined;
  if (value.kind === 'host' && value.host instanceof SchemaHost) return instanceSchema(value.host, place, builder);
  if (value.kind === 'object' && value.type === undefined) return dictionary(value, place, builder);
  const called = externalName(value);
  if (value.kind === 'result' && called !== undefined && /(?:^|\.)from_dict$/.test(called.name))
    return schemaOf(value.arguments[0]?.value, place, builder);
  return undefined;
}

function dictionary(value: Extract<Value, { kind: 'object' }>, place: CodePlace, builder: SchemaBuilder): CodeSchema | undefined {
  const properties = new Map<string, CodeProperty>();
  for (const [key, each] of value.fields) {
    const read = propertyOf(each, value.places.get(key) ?? place, builder);
    if (read !== undefined) properties.set(read.name ?? key, { schema: read.schema, required: read.required, place: read.place });
  }
  return properties.size === 0 ? undefined : objectOf(properties, place);
}

/** Without what `only` and `exclude` leave out; several with `many`, none required with `partial`. */
function instanceSchema({ type, arguments: args }: SchemaHost, place: CodePlace, builder: SchemaBuilder): CodeSchema {
  const whole = builder.ofClass(type, [], type);
  const named = (name: string): Value | undefined => args.find((each) => each.name === name)?.value;
  const only = asStrings(named('only'));
  const exclude = asStrings(named('exclude')) ?? [];
  const partial = asBoolean(named('partial')) === true;
  const narrowed =
    only === undefined && exclude.length === 0 && !partial
      ? whole
      : objectOf(
          new Map(
            [...builder.propertiesOf(whole)]
              .filter(([name]) => (only?.includes(name) ?? true) && !exclude.includes(name))
              .map(([name, each]) => [name, partial ? { ...each, required: false } : each]),
          ),
          place,
        );
  return asBoolean(named('many')) === true ? arrayOf(narrowed, place) : narrowed;
}

/** `validate`, `load_only`, `dump_only`, `allow_none`. */
function withOptions(of: CodeSchema, args: readonly EvaluatedArgument[], builder: SchemaBuilder): CodeSchema {
  let read = of;
  for (const { name, value, place } of args) {
    if (name === 'validate') read = withValidator(read, value, place, builder);
    if (name === 'load_only' && asBoolean(value) === true) read = withKeyword(read, 'writeOnly', true, place);
    if (name === 'dump_only' && asBoolean(value) === true) read = withKeyword(read, 'readOnly', true, place);
    if (name === 'allow_none' && asBoolean(value) === true) read = withKeyword(read, 'nullable', true, place);
  }
  return read;
}

function withValidator(of: CodeSchema, value: Value, place: CodePlace, builder: SchemaBuilder): CodeSchema {
  if (value.kind === 'list') return value.items.reduce((read: CodeSchema, each) => withValidator(read, each, place, builder), of);
  const called = externalName(value);
  if (value.kind !== 'result' || called === undefined) return of;
  const last = called.name.slice(called.name.lastIndexOf('.') + 1);
  const given = (position: number, name: string): Value | undefined => argumentOf(value.arguments, position, name)?.value;
  const bounds = (pairs: readonly (readonly [string, Value | undefined])[]): CodeSchema =>
    pairs.reduce((read, [keyword, each]) => {
      const bound = asNumber(each);
      return bound === undefined ? read : withKeyword(read, keyword, bound, place);
    }, of);
  switch (last) {
    case 'Length': {
      const kind = of.keywords.get('type')?.value === 'array' ? 'Items' : 'Length';
      const equal = value.arguments.find(({ name }) => name === 'equal')?.value;
      return bounds([
        [`min${kind}`, equal ?? given(0, 'min')],
        [`max${kind}`, equal ?? given(1, 'max')],
      ]);
    }
    case 'Range': {
      const open = (name: string): boolean => asBoolean(value.arguments.find((each) => each.name === name)?.value) === false;
      return bounds([
        [open('min_inclusive') ? 'exclusiveMinimum' : 'minimum', given(0, 'min')],
        [open('max_inclusive') ? 'exclusiveMaximum' : 'maximum', given(1, 'max')],
      ]);
    }
    case 'OneOf': {
      const choices = given(0, 'choices');
      const items = choices?.kind === 'list' && !choices.open ? choices.items : [];
      const values = items.map((item) => (item.kind === 'literal' ? item.value : undefined));
      return values.length === 0 || values.includes(undefined) ? of : withKeyword(of, 'enum', values, place);
    }
    case 'Regexp': {
      const pattern = asString(given(0, 'regex'));
      return pattern === undefined ? of : withKeyword(of, 'pattern', pattern, place);
    }
    case 'Email':
      return withKeyword(of, 'format', 'email', place);
    case 'URL':
      return withKeyword(of, 'format', 'uri', place);
    case 'And':
      return value.arguments.reduce((read: CodeSchema, each) => withValidator(read, each.value, place, builder), of);
    default:
      return of;
  }
}
