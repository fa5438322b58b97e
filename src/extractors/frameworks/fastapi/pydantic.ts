/** Python types and pydantic models as schemas. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import {
  asBoolean,
  asNumber,
  asString,
  type ClassValue,
  type CodePlace,
  type EvaluatedArgument,
  externalName,
  fieldOf,
  type Value,
} from '../../interpret/value.ts';
import { typeOf } from '../../languages/python-expressions.ts';
import type { CodeSchema } from '../../route.ts';
import { arrayOf, mapOf, schema, withKeyword } from '../../schema/schema.ts';
import { type NamedProperty, SchemaBuilder, type TypeContext } from '../../schema/schema-builder.ts';
import type { Field, TypeReference } from '../../syntax/unit.ts';
import { table } from '../../table.ts';

/** Types of the language and of pydantic, by their last name. */
const TYPES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  str: { type: 'string' },
  int: { type: 'integer' },
  float: { type: 'number' },
  bool: { type: 'boolean' },
  bytes: { type: 'string', format: 'binary' },
  Decimal: { type: 'number' },
  datetime: { type: 'string', format: 'date-time' },
  date: { type: 'string', format: 'date' },
  time: { type: 'string', format: 'time' },
  timedelta: { type: 'string', format: 'duration' },
  UUID: { type: 'string', format: 'uuid' },
  UUID4: { type: 'string', format: 'uuid' },
  UUID1: { type: 'string', format: 'uuid' },
  // What the validator behind it admits (RFC 5321 section 4.5.3.1.3, without the brackets).
  EmailStr: { type: 'string', format: 'email', maxLength: 254 },
  NameEmail: { type: 'string', format: 'name-email' },
  AnyUrl: { type: 'string', format: 'uri' },
  AnyHttpUrl: { type: 'string', format: 'uri' },
  HttpUrl: { type: 'string', format: 'uri', maxLength: 2083 },
  IPvAnyAddress: { type: 'string', format: 'ipvanyaddress' },
  SecretStr: { type: 'string', format: 'password', writeOnly: true },
  SecretBytes: { type: 'string', format: 'password', writeOnly: true },
  Path: { type: 'string' },
  StrictStr: { type: 'string' },
  StrictInt: { type: 'integer' },
  StrictBool: { type: 'boolean' },
  StrictFloat: { type: 'number' },
  PositiveInt: { type: 'integer', exclusiveMinimum: 0 },
  NonNegativeInt: { type: 'integer', minimum: 0 },
  NegativeInt: { type: 'integer', exclusiveMaximum: 0 },
  PositiveFloat: { type: 'number', exclusiveMinimum: 0 },
  NonNegativeFloat: { type: 'number', minimum: 0 },
  UploadFile: { type: 'string', format: 'binary' },
  Json: { type: 'string' },
  None: { type: 'null' },
  object: {},
  Any: {},
});

const MAPS = new Set(['dict', 'Dict', 'Mapping', 'MutableMapping', 'OrderedDict', 'DefaultDict']);

/** Arguments of `Field`, `Query`, `Path`, `constr`... that bound a value, and the keyword that each is. */
const BOUNDS: Readonly<Record<string, string>> = table({
  max_length: 'maxLength',
  min_length: 'minLength',
  pattern: 'pattern',
  regex: 'pattern',
  ge: 'minimum',
  gt: 'exclusiveMinimum',
  le: 'maximum',
  lt: 'exclusiveMaximum',
  multiple_of: 'multipleOf',
  max_items: 'maxItems',
  min_items: 'minItems',
});

export function pydanticBuilder(interpreter: Interpreter): SchemaBuilder {
  return new SchemaBuilder(interpreter, { builtin, property, object });
}

function builtin(type: TypeReference, context: TypeContext, builder: SchemaBuilder): CodeSchema | undefined {
  const place = { file: context.unit.file, span: type.at };
  const { interpreter } = builder;
  const bounded = (of: CodeSchema): CodeSchema =>
    (type.metadata ?? []).reduce(
      (read, each) =>
        withBounds(read, interpreter.evaluateIn(each, context.unit, context.scope), { file: context.unit.file, span: each.at }),
      of,
    );
  const last = type.name.slice(type.name.lastIndexOf('.') + 1);
  if (type.name === 'Array') return bounded(arrayOf(builder.of(type.args[0], context), place));
  if (MAPS.has(last)) return bounded(mapOf(type.args[1] === undefined ? true : builder.of(type.args[1], context), place));
  const constrained = CONSTRAINED[last];
  if (constrained !== undefined) return bounded(schema(place, constrained));
  const found = type.name === '' ? undefined : interpreter.lookup(context.unit, type.name, context.scope);
  const known = TYPES[last];
  // A class of the program may be called `date` or `Path` too.
  if (known !== undefined && found?.kind !== 'class') return bounded(schema(place, known));
  if (found?.kind === 'class' && isEnum(found, interpreter)) return enumSchema(found, interpreter);
  if (type.metadata === undefined || type.metadata.length === 0) return undefined;
  return bounded(builder.of({ name: type.name, args: type.args, at: type.at }, context));
}

const CONSTRAINED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  constr: { type: 'string' },
  conint: { type: 'integer' },
  confloat: { type: 'number' },
  condecimal: { type: 'number' },
  conlist: { type: 'array' },
  conbytes: { type: 'string' },
});

/** Bounds that a call such as `Field(max_length=3)` or `StringConstraints(...)` states. */
export function withBounds(of: CodeSchema, value: Value, place: CodePlace): CodeSchema {
  if (value.kind !== 'result') return of;
  let read = of;
  const isArray = of.keywords.get('type')?.value === 'array';
  for (const { name, value: given, place: at } of value.arguments) {
    const keyword = name === undefined ? undefined : BOUNDS[name];
    const bound = asNumber(given) ?? asString(given);
    if (keyword === undefined || bound === undefined) continue;
    // pydantic 2 bounds lists by length too.
    const named = isArray && keyword.endsWith('Length') ? keyword.replace('Length', 'Items') : keyword;
    read = withKeyword(read, named, bound, at ?? place);
  }
  return read;
}

function isEnum(type: ClassValue, interpreter: Interpreter): boolean {
  return interpreter.lineage(type).some((each) => each.type.supertypes.some(({ name }) => /(?:^|\.)(?:Str|Int)?Enum$/.test(name)));
}

function enumSchema(type: ClassValue, interpreter: Interpreter): CodeSchema {
  const values = type.type.fields.flatMap(({ value }) => {
    const read = value === undefined ? undefined : interpreter.evaluateIn(value, type.unit, type.scope);
    return read?.kind === 'literal' ? [read.value] : [];
  });
  const kinds = new Set(values.map((value) => (typeof value === 'number' ? 'integer' : typeof value)));
  const [only] = kinds;
  const place = { file: type.unit.file, span: type.type.at };
  return schema(place, {
    ...(kinds.size === 1 && only === 'string' ? { type: 'string' } : only === 'integer' ? { type: 'integer' } : {}),
    enum: values,
  });
}

/** A field of a model: an annotated name of the class body. */
function property(field: Field, of: CodeSchema, owner: ClassValue, builder: SchemaBuilder): NamedProperty | undefined {
  if (field.type === undefined || field.name.startsWith('_') || field.name === 'model_config') return undefined;
  if (/(?:^|\.)ClassVar$/.test(field.type.name)) return undefined;
  const { interpreter } = builder;
  const place = { file: owner.unit.file, span: field.at };
  const value = field.value === undefined ? undefined : interpreter.evaluateIn(field.value, owner.unit, owner.scope);
  const called = value === undefined ? undefined : externalName(value);
  if (called !== undefined && /(?:^|\.)(?:PrivateAttr|Relationship|relationship)$/.test(called.name)) return undefined;
  const isField = value?.kind === 'result' && called !== undefined && /(?:^|\.)Field$/.test(called.name);
  const args = isField ? value.arguments : [];
  const metadata = (field.type.metadata ?? []).map((each) => interpreter.evaluateIn(each, owner.unit, owner.scope));
  const fieldArgs = [...metadata.flatMap((each) => (each.kind === 'result' ? each.arguments : [])), ...args];
  const alias = textOf(fieldArgs, 'alias') ?? textOf(fieldArgs, 'serialization_alias');
  let read = isField ? withBounds(of, value, place) : of;
  if (booleanOf(fieldArgs, 'exclude') === true) read = withKeyword(read, 'writeOnly', true, place);
  return {
    name: alias ?? namedBy(field.name, owner, interpreter),
    schema: read,
    required: isRequired(field, isField ? args : undefined),
    place,
  };
}

function isRequired(field: Field, args: readonly EvaluatedArgument[] | undefined): boolean {
  if (field.value === undefined) return true;
  if (args === undefined) return field.value.kind === 'name' && field.value.name === '...';
  const [first] = args.filter(({ name }) => name === undefined || name === 'default');
  if (args.some(({ name }) => name === 'default_factory')) return false;
  return first === undefined || (first.expression.kind === 'name' && first.expression.name === '...');
}

function textOf(args: readonly EvaluatedArgument[], name: string): string | undefined {
  return asString(args.find((each) => each.name === name)?.value);
}

function booleanOf(args: readonly EvaluatedArgument[], name: string): boolean | undefined {
  return asBoolean(args.find((each) => each.name === name)?.value);
}

/** The name that a model's `alias_generator` makes, for the usual ones. */
function namedBy(name: string, owner: ClassValue, interpreter: Interpreter): string {
  const generator = settingOf(owner, 'alias_generator', interpreter);
  if (generator === undefined) return name;
  const called = generator.kind === 'closure' ? generator.function.name : (externalName(generator)?.name ?? '');
  if (/pascal/i.test(called)) return camel(`_${name}`);
  return /camel/i.test(called) ? camel(name) : name;
}

function camel(name: string): string {
  return name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** A setting of a model: of `class Config`, or of `model_config`. */
function settingOf(owner: ClassValue, name: string, interpreter: Interpreter): Value | undefined {
  for (const each of interpreter.lineage(owner)) {
    const config = each.type.fields.find((field) => field.name === 'model_config')?.value;
    if (config !== undefined) {
      const read = interpreter.evaluateIn(config, each.unit, each.scope);
      const found = read.kind === 'result' ? read.arguments.find((argument) => argument.name === name)?.value : fieldOf(read, name);
      if (found !== undefined) return found;
    }
    const nested = each.type.statements.find((statement) => statement.kind === 'type' && statement.type.name === 'Config');
    const field = nested?.kind === 'type' ? nested.type.fields.find((candidate) => candidate.name === name) : undefined;
    if (field?.value !== undefined) return interpreter.evaluateIn(field.value, each.unit, each.scope);
  }
  return undefined;
}

function object(type: ClassValue, of: CodeSchema, builder: SchemaBuilder): CodeSchema {
  const extra = settingOf(type, 'extra', builder.interpreter);
  const text = asString(extra) ?? (extra === undefined ? undefined : externalName(extra)?.name);
  if (text !== undefined && /(?:^|\.)forbid$/.test(text)) return { ...of, additional: false };
  return text !== undefined && /(?:^|\.)allow$/.test(text) ? { ...of, additional: true } : of;
}

/** Whether a type is a model that is read from the body rather than a parameter. */
export function isModel(type: TypeReference, context: TypeContext, interpreter: Interpreter, depth = 0): boolean {
  if (depth > 6) return false;
  if (type.name === 'Array' || type.name === 'union') return type.args.some((each) => isModel(each, context, interpreter, depth + 1));
  if (MAPS.has(type.name.slice(type.name.lastIndexOf('.') + 1))) return true;
  const found = type.name === '' ? undefined : interpreter.lookup(context.unit, type.name, context.scope);
  if (found?.kind === 'typing') return isModel(typeOf(found.expression), found, interpreter, depth + 1);
  return found?.kind === 'class' && !isEnum(found, interpreter);
}
