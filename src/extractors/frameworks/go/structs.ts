/** Structs of Go as schemas: names of `json` tags, bounds of `binding` and `validate` tags. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import type { CodePlace, CodeSchema } from '../../route.ts';
import { arrayOf, mapOf, schema, withKeyword } from '../../schema/schema.ts';
import { type NamedProperty, SchemaBuilder, type TypeContext } from '../../schema/schema-builder.ts';
import type { Field, TypeReference } from '../../syntax/unit.ts';
import { table } from '../../table.ts';

const TYPES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  string: { type: 'string' },
  bool: { type: 'boolean' },
  int: { type: 'integer' },
  int8: { type: 'integer', format: 'int32' },
  int16: { type: 'integer', format: 'int32' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  uint: { type: 'integer', minimum: 0 },
  uint8: { type: 'integer', format: 'int32', minimum: 0 },
  uint16: { type: 'integer', format: 'int32', minimum: 0 },
  uint32: { type: 'integer', format: 'int64', minimum: 0 },
  uint64: { type: 'integer', format: 'int64', minimum: 0 },
  byte: { type: 'integer', format: 'int32', minimum: 0 },
  rune: { type: 'integer', format: 'int32' },
  float32: { type: 'number', format: 'float' },
  float64: { type: 'number', format: 'double' },
  'time.Time': { type: 'string', format: 'date-time' },
  'time.Duration': { type: 'integer', format: 'int64' },
  'uuid.UUID': { type: 'string', format: 'uuid' },
  'decimal.Decimal': { type: 'string' },
  'json.RawMessage': {},
  'multipart.FileHeader': { type: 'string', format: 'binary' },
  'sql.NullString': { type: 'string', nullable: true },
  'null.String': { type: 'string', nullable: true },
  any: {},
  error: {},
});

/** The value of a key in a struct tag: `json:"name,omitempty"`. */
export function tagOf(field: Field, key: string): string | undefined {
  const text = field.tag ?? '';
  for (const [, name, value] of text.matchAll(/([\w.-]{1,60}):"((?:[^"\\]|\\.){0,2000})"/g)) if (name === key) return value;
  return undefined;
}

export class Structs {
  readonly checked: SchemaBuilder;
  readonly unchecked: SchemaBuilder;
  /** What the framework checks by itself. */
  readonly checks: 'binding' | undefined;

  constructor(interpreter: Interpreter, checks: 'binding' | undefined) {
    this.checks = checks;
    const dialect = (tags: readonly string[]): ConstructorParameters<typeof SchemaBuilder>[1] => ({
      builtin,
      property: (field, of, owner) => property(field, of, { file: owner.unit.file, span: field.at }, tags),
      inPlace: (field, of, place) => property(field, of, place, tags),
    });
    this.checked = new SchemaBuilder(interpreter, dialect(['binding', 'validate']));
    this.unchecked = new SchemaBuilder(interpreter, dialect(checks === undefined ? [] : [checks]), '.unchecked');
  }

  get schemas(): Map<string, CodeSchema> {
    return new Map([...this.checked.schemas, ...this.unchecked.schemas]);
  }
}

function builtin(type: TypeReference, context: TypeContext, builder: SchemaBuilder): CodeSchema | undefined {
  const place = { file: context.unit.file, span: type.at };
  if (type.name === 'Array' && /^(?:byte|uint8)$/.test(type.args[0]?.name ?? '')) return schema(place, { type: 'string', format: 'byte' });
  if (type.name === 'map') return mapOf(type.args[1] === undefined ? true : builder.of(type.args[1], context), place);
  if (type.name === 'Array') return arrayOf(builder.of(type.args[0], context), place);
  return Object.hasOwn(TYPES, type.name) ? schema(place, TYPES[type.name]) : undefined;
}

function property(field: Field, of: CodeSchema, place: CodePlace, tags: readonly string[]): NamedProperty | undefined {
  const [named = ''] = (tagOf(field, 'json') ?? tagOf(field, 'form') ?? tagOf(field, 'query') ?? '').split(',');
  if (named === '-' || !/^[A-Z]/.test(field.name)) return undefined;
  const rules = tags.flatMap((tag) => (tagOf(field, tag) ?? '').split(',')).filter((each) => each !== '');
  return { name: named === '' ? field.name : named, schema: withRules(of, rules, place), required: rules.includes('required'), place };
}

/** Rules of go-playground/validator; those behind `dive` are for the items. */
function withRules(of: CodeSchema, rules: readonly string[], place: CodePlace): CodeSchema {
  const dive = rules.indexOf('dive');
  if (dive !== -1 && of.items !== undefined) {
    return { ...withRules(of, rules.slice(0, dive), place), items: withRules(of.items, rules.slice(dive + 1), place) };
  }
  let read = of;
  const type = of.keywords.get('type')?.value;
  const size = type === 'string' ? 'Length' : type === 'array' ? 'Items' : type === 'object' ? 'Properties' : undefined;
  const isNumber = type === 'integer' || type === 'number';
  const set = (keyword: string, value: unknown): void => {
    read = withKeyword(read, keyword, value, place);
  };
  for (const rule of rules) {
    const [name = '', argument = ''] = rule.split('=');
    const number = Number(argument);
    if (/^(?:min|max|gte|lte|gt|lt|len)$/.test(name) && (argument === '' || !Number.isFinite(number))) continue;
    const low = name === 'min' || name === 'gte' || name === 'len';
    const high = name === 'max' || name === 'lte' || name === 'len';
    if (size !== undefined) {
      if (low) set(`min${size}`, number);
      if (high) set(`max${size}`, number);
      if (name === 'gt') set(`min${size}`, number + 1);
      if (name === 'lt') set(`max${size}`, number - 1);
    } else if (isNumber) {
      if (low) set('minimum', number);
      if (high) set('maximum', number);
      if (name === 'gt') set('exclusiveMinimum', number);
      if (name === 'lt') set('exclusiveMaximum', number);
    }
    if (name === 'oneof' && argument !== '')
      set(
        'enum',
        argument.split(' ').map((each) => (isNumber ? Number(each) : each.replace(/^'|'$/g, ''))),
      );
    if (Object.hasOwn(FORMATS, name) && type === 'string') set('format', FORMATS[name]);
    if (Object.hasOwn(PATTERNS, name) && type === 'string') set('pattern', PATTERNS[name]);
  }
  return read;
}

const FORMATS: Readonly<Record<string, string>> = table({
  email: 'email',
  url: 'uri',
  uri: 'uri',
  http_url: 'uri',
  uuid: 'uuid',
  uuid4: 'uuid',
  ip: 'ip',
  ipv4: 'ipv4',
  ipv6: 'ipv6',
  hostname: 'hostname',
});

const PATTERNS: Readonly<Record<string, string>> = table({
  alpha: '^[a-zA-Z]+$',
  alphanum: '^[a-zA-Z0-9]+$',
  numeric: '^[-+]?[0-9]+(?:\\.[0-9]+)?$',
  number: '^[0-9]+$',
  hexadecimal: '^(0[xX])?[0-9a-fA-F]+$',
});
