/** DTO classes as schemas: types, and the bounds that class-validator checks. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import {
  asBoolean,
  asNumber,
  asString,
  asStrings,
  type ClassValue,
  type EvaluatedArgument,
  externalName,
  fieldOf,
  type Value,
} from '../../interpret/value.ts';
import type { CodePlace, CodeSchema } from '../../route.ts';
import { arrayOf, mapOf, schema, withKeyword } from '../../schema/schema.ts';
import { type MappedType, type NamedProperty, SchemaBuilder, type TypeContext } from '../../schema/schema-builder.ts';
import type { Decorator, Field, TypeReference } from '../../syntax/unit.ts';
import { table } from '../../table.ts';

const TYPES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  string: { type: 'string' },
  String: { type: 'string' },
  number: { type: 'number' },
  Number: { type: 'number' },
  bigint: { type: 'integer' },
  boolean: { type: 'boolean' },
  Boolean: { type: 'boolean' },
  Date: { type: 'string', format: 'date-time' },
  Buffer: { type: 'string', format: 'binary' },
  any: {},
  unknown: {},
  object: { type: 'object' },
  void: {},
});

/** Wrappers of which only the argument matters. */
const TRANSPARENT = new Set(['Promise', 'Observable', 'Partial', 'Required', 'Readonly', 'Awaited', 'NonNullable', 'Relation', 'Ref']);

interface Bound {
  /** Keywords by position of the decorator's arguments, or fixed ones. */
  readonly keywords?: Readonly<Record<string, unknown>>;
  readonly positions?: readonly string[];
}

/** Decorators of class-validator. */
const BOUNDS: Readonly<Record<string, Bound>> = table({
  IsString: { keywords: { type: 'string' } },
  IsInt: { keywords: { type: 'integer' } },
  IsNumber: { keywords: { type: 'number' } },
  IsBoolean: { keywords: { type: 'boolean' } },
  IsArray: { keywords: { type: 'array' } },
  IsObject: { keywords: { type: 'object' } },
  IsEmail: { keywords: { type: 'string', format: 'email' } },
  IsUUID: { keywords: { type: 'string', format: 'uuid' } },
  IsUrl: { keywords: { type: 'string', format: 'uri' } },
  IsDateString: { keywords: { type: 'string', format: 'date-time' } },
  IsISO8601: { keywords: { type: 'string', format: 'date-time' } },
  IsIP: { keywords: { type: 'string', format: 'ip' } },
  IsMongoId: { keywords: { type: 'string', pattern: '^[0-9a-fA-F]{24}$' } },
  IsPositive: { keywords: { exclusiveMinimum: 0 } },
  IsNegative: { keywords: { exclusiveMaximum: 0 } },
  Length: { positions: ['minLength', 'maxLength'] },
  MinLength: { positions: ['minLength'] },
  MaxLength: { positions: ['maxLength'] },
  Min: { positions: ['minimum'] },
  Max: { positions: ['maximum'] },
  Matches: { positions: ['pattern'] },
  ArrayMaxSize: { positions: ['maxItems'] },
  ArrayMinSize: { positions: ['minItems'] },
});

/** @param validates whether anything in the module checks class-validator's decorators */
export function dtoBuilder(interpreter: Interpreter, validates: boolean): SchemaBuilder {
  return new SchemaBuilder(interpreter, {
    builtin,
    property: (field, of, owner, builder) => property(field, of, owner, builder, validates),
    mapped,
  });
}

function builtin(type: TypeReference, context: TypeContext, builder: SchemaBuilder): CodeSchema | undefined {
  const place = { file: context.unit.file, span: type.at };
  if (type.name === 'Array' || type.name === 'Set' || type.name === 'ReadonlyArray')
    return arrayOf(builder.of(type.args[0], context), place);
  if (type.name === 'Record' || type.name === 'Map')
    return mapOf(type.args[1] === undefined ? true : builder.of(type.args[1], context), place);
  if (TRANSPARENT.has(type.name) && type.args[0] !== undefined) return builder.of(type.args[0], context);
  if (type.name === 'Express.Multer.File') return schema(place, { type: 'string', format: 'binary' });
  const known = Object.hasOwn(TYPES, type.name) ? TYPES[type.name] : undefined;
  return known === undefined ? undefined : schema(place, known);
}

interface Named {
  readonly module: string;
  readonly name: string;
  readonly arguments: readonly EvaluatedArgument[];
  readonly place: CodePlace;
}

function property(field: Field, of: CodeSchema, owner: ClassValue, builder: SchemaBuilder, validates: boolean): NamedProperty | undefined {
  const { interpreter } = builder;
  if (field.modifiers.includes('private') || field.name.startsWith('#')) return undefined;
  const decorators = field.decorators.map((each) => named(each, owner, interpreter));
  const has = (name: string): Named | undefined => decorators.find((each) => each.name === name);
  const place = { file: owner.unit.file, span: field.at };
  let read = elementType(of, has('Type'), builder);
  if (validates) {
    for (const decorator of decorators) if (decorator.module === 'class-validator') read = bounded(read, decorator);
  }
  const hidden = has('Exclude');
  if (hidden !== undefined && asBoolean(fieldOf(hidden.arguments[0]?.value, 'toClassOnly')) !== true)
    read = withKeyword(read, 'writeOnly', true, hidden.place);
  const exposed = has('Expose');
  const name = asString(fieldOf(exposed?.arguments[0]?.value, 'name')) ?? field.name;
  const optional = field.optional || has('IsOptional') !== undefined || field.value !== undefined;
  return { name, schema: read, required: !optional, place };
}

function named({ callee, arguments: args, at }: Decorator, { unit, scope }: ClassValue, interpreter: Interpreter): Named {
  const value = interpreter.evaluateIn(callee, unit, scope);
  const called = externalName(value) ?? { module: '', name: '' };
  return { ...called, arguments: interpreter.argumentsIn(args, unit, scope), place: { file: unit.file, span: at } };
}

/** `@Type(() => Item)` tells what an array holds where its type does not. */
function elementType(of: CodeSchema, type: Named | undefined, builder: SchemaBuilder): CodeSchema {
  const value = type?.arguments[0]?.value;
  const given = value?.kind === 'closure' ? builder.interpreter.enter(value, []) : undefined;
  if (given?.kind !== 'class') return of;
  const item = builder.ofClass(given, [], { unit: given.unit });
  const known = (each: CodeSchema | undefined): boolean => each !== undefined && (each.reference !== undefined || each.keywords.size > 0);
  if (of.keywords.get('type')?.value === 'array') return known(of.items) ? of : { ...of, items: item };
  return known(of) ? of : item;
}

function bounded(of: CodeSchema, { name, arguments: args, place }: Named): CodeSchema {
  const options = args.map(({ value }) => value);
  const target = eachOf(of, options);
  if (target !== of && of.items !== undefined)
    return {
      ...of,
      items: bounded(of.items, { module: '', name, arguments: args.filter(({ value }) => fieldOf(value, 'each') === undefined), place }),
    };
  if (name === 'IsIn') {
    const values = literals(options[0]);
    return values === undefined ? of : withKeyword(of, 'enum', values, place);
  }
  if (name === 'IsEnum') {
    const values = enumValues(options[0]);
    return values === undefined || of.reference !== undefined ? of : withKeyword(of, 'enum', values, place);
  }
  const bound = Object.hasOwn(BOUNDS, name) ? BOUNDS[name] : undefined;
  let read = of;
  for (const [keyword, value] of Object.entries(bound?.keywords ?? {})) {
    // The written type says more than `IsString` on a Date.
    if (keyword === 'type' && of.keywords.has('type') && !(value === 'integer' && of.keywords.get('type')?.value === 'number')) continue;
    read = withKeyword(read, keyword, value, place);
  }
  for (const [index, keyword] of (bound?.positions ?? []).entries()) {
    const value = options[index];
    const given = value?.kind === 'regex' ? value.source : (asNumber(value) ?? asString(value));
    if (given !== undefined) read = withKeyword(read, keyword, given, place);
  }
  return read;
}

/** `{ each: true }` speaks of the items. */
function eachOf(of: CodeSchema, options: readonly Value[]): CodeSchema | undefined {
  return options.some((option) => asBoolean(fieldOf(option, 'each')) === true) ? of.items : of;
}

function literals(value: Value | undefined): unknown[] | undefined {
  if (value?.kind !== 'list' || value.open) return undefined;
  const found = value.items.flatMap((item) => (item.kind === 'literal' ? [item.value] : []));
  return found.length === value.items.length ? found : undefined;
}

function enumValues(value: Value | undefined): unknown[] | undefined {
  if (value?.kind === 'class' && value.type.kind === 'enum') return [...(value.type.values ?? [])];
  return value?.kind === 'object' && !value.open ? literals({ kind: 'list', items: [...value.fields.values()], open: false }) : undefined;
}

/** `extends PartialType(X)`, `PickType(X, ['a'])`, `OmitType(X, ['a'])`, `IntersectionType(X, Y)`. */
function mapped(type: ClassValue, { interpreter }: SchemaBuilder): MappedType[] {
  return type.type.supertypes.flatMap(({ metadata }) => {
    const [call] = metadata ?? [];
    return call === undefined ? [] : mappedBy(interpreter.evaluateIn(call, type.unit, type.scope));
  });
}

function mappedBy(value: Value): MappedType[] {
  const called = value.kind === 'result' ? externalName(value.callee) : undefined;
  if (value.kind !== 'result' || called === undefined) return [];
  const [first, second] = value.arguments.map((each) => each.value);
  const bases = (given: Value | undefined): MappedType[] =>
    given?.kind === 'class' ? [{ type: given, keeps: () => true, optional: false }] : given === undefined ? [] : mappedBy(given);
  const names = new Set(asStrings(second) ?? []);
  switch (called.name) {
    case 'PartialType':
      return bases(first).map((base) => ({ ...base, optional: true }));
    case 'PickType':
      return bases(first).map((base) => ({ ...base, keeps: (name) => names.has(name) && base.keeps(name) }));
    case 'OmitType':
      return bases(first).map((base) => ({ ...base, keeps: (name) => !names.has(name) && base.keeps(name) }));
    case 'IntersectionType':
      return value.arguments.flatMap((each) => bases(each.value));
    default:
      return [];
  }
}
