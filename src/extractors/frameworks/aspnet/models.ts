/** C# types as schemas: names of System.Text.Json, bounds of DataAnnotations. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asNumber, asString, type ClassValue } from '../../interpret/value.ts';
import type { CodeSchema } from '../../route.ts';
import { arrayOf, mapOf, schema, withKeyword } from '../../schema/schema.ts';
import { type NamedProperty, SchemaBuilder, type TypeContext } from '../../schema/schema-builder.ts';
import { wholePattern } from '../../schema/whole-pattern.ts';
import type { Field, TypeReference } from '../../syntax/unit.ts';
import { table } from '../../table.ts';
import { type Attribute, argumentAt, attributesOf, constantName, find } from './attributes.ts';

const TYPES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  string: { type: 'string' },
  String: { type: 'string' },
  char: { type: 'string', maxLength: 1 },
  int: { type: 'integer', format: 'int32' },
  Int32: { type: 'integer', format: 'int32' },
  uint: { type: 'integer', format: 'int32', minimum: 0 },
  short: { type: 'integer', format: 'int32' },
  ushort: { type: 'integer', format: 'int32', minimum: 0 },
  byte: { type: 'integer', format: 'int32', minimum: 0, maximum: 255 },
  sbyte: { type: 'integer', format: 'int32' },
  long: { type: 'integer', format: 'int64' },
  Int64: { type: 'integer', format: 'int64' },
  ulong: { type: 'integer', format: 'int64', minimum: 0 },
  float: { type: 'number', format: 'float' },
  double: { type: 'number', format: 'double' },
  decimal: { type: 'number', format: 'double' },
  bool: { type: 'boolean' },
  Boolean: { type: 'boolean' },
  Guid: { type: 'string', format: 'uuid' },
  DateTime: { type: 'string', format: 'date-time' },
  DateTimeOffset: { type: 'string', format: 'date-time' },
  DateOnly: { type: 'string', format: 'date' },
  TimeOnly: { type: 'string', format: 'time' },
  TimeSpan: { type: 'string' },
  Uri: { type: 'string', format: 'uri' },
  IFormFile: { type: 'string', format: 'binary' },
  Stream: { type: 'string', format: 'binary' },
  FileResult: { type: 'string', format: 'binary' },
  FileStreamResult: { type: 'string', format: 'binary' },
  FileContentResult: { type: 'string', format: 'binary' },
  JsonElement: {},
  JsonDocument: {},
  JsonNode: {},
  JObject: { type: 'object' },
  object: {},
  dynamic: {},
  void: {},
});

/** What a query or route value can be without a model of its own. */
export function isSimple(name: string): boolean {
  const last = lastName(name);
  return Object.hasOwn(TYPES, last) && !/^(?:IFormFile|Stream|File\w*|Json\w*|JObject|object|dynamic|void)$/.test(last);
}

export function lastName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

export const LISTS =
  /^(?:Array|List|IList|IEnumerable|ICollection|IReadOnlyList|IReadOnlyCollection|HashSet|ISet|IAsyncEnumerable|Collection|ImmutableArray|ImmutableList|Queue|IQueryable|ObservableCollection|IFormFileCollection)$/;
const MAPS = /^(?:Dictionary|IDictionary|IReadOnlyDictionary|ConcurrentDictionary|SortedDictionary|ImmutableDictionary)$/;
/** Wrappers of which only the argument matters. */
const TRANSPARENT =
  /^(?:Task|ValueTask|ActionResult|Nullable|Ok|Created|CreatedAtRoute|Accepted|JsonHttpResult|Lazy|JsonResult|OkObjectResult|SingleResult)$/;

interface Bound {
  /** Keywords by position of the argument, and by its name. */
  readonly positions?: readonly string[];
  readonly named?: Readonly<Record<string, string>>;
  readonly fixed?: Readonly<Record<string, unknown>>;
}

const BOUNDS: Readonly<Record<string, Bound>> = table({
  StringLength: { positions: ['maxLength'], named: { MinimumLength: 'minLength' } },
  MaxLength: { positions: ['maxLength'] },
  MinLength: { positions: ['minLength'] },
  Length: { positions: ['minLength', 'maxLength'] },
  Range: { positions: ['minimum', 'maximum'] },
  RegularExpression: { positions: ['pattern'] },
  EmailAddress: { fixed: { format: 'email' } },
  Url: { fixed: { format: 'uri' } },
});

/** How the application writes JSON. */
export interface JsonStyle {
  readonly naming: 'camel' | 'snake' | 'kebab' | 'none';
  /** Enums are written by their names. */
  readonly enumNames: boolean;
}

/** How the code says that JSON is written, in any of some files. */
export function jsonStyle(texts: Iterable<string>): JsonStyle {
  let naming: JsonStyle['naming'] = 'camel';
  let enumNames = false;
  for (const text of texts) {
    enumNames ||= /JsonStringEnumConverter|StringEnumConverter/.test(text);
    if (/PropertyNamingPolicy\s*=\s*null|DefaultContractResolver\s*\(/.test(text)) naming = 'none';
    if (/SnakeCaseLower|SnakeCaseNamingStrategy/.test(text)) naming = 'snake';
    if (/KebabCaseLower|KebabCaseNamingStrategy/.test(text)) naming = 'kebab';
  }
  return { naming, enumNames };
}

/** Builders of what is checked and of what is not: bounds hold only where somebody checks them. */
export class Models {
  readonly checked: SchemaBuilder;
  readonly unchecked: SchemaBuilder;

  constructor(interpreter: Interpreter, style: JsonStyle) {
    const dialect = (checked: boolean): ConstructorParameters<typeof SchemaBuilder>[1] => ({
      builtin: (type, context, builder) => builtin(type, context, builder, style),
      fields,
      property: (field, of, owner, builder) => property(field, of, owner, builder, { ...style, checked }),
    });
    this.checked = new SchemaBuilder(interpreter, dialect(true));
    this.unchecked = new SchemaBuilder(interpreter, dialect(false), '.unchecked');
  }

  get schemas(): Map<string, CodeSchema> {
    return new Map([...this.checked.schemas, ...this.unchecked.schemas]);
  }
}

function builtin(type: TypeReference, context: TypeContext, builder: SchemaBuilder, style: JsonStyle): CodeSchema | undefined {
  const place = { file: context.unit.file, span: type.at };
  const last = lastName(type.name);
  if (last === 'Array' && type.args[0]?.name === 'byte') return schema(place, { type: 'string', format: 'byte' });
  const own = /^[A-Z]/.test(last) && last !== 'Array' ? builder.interpreter.typeNamed(type, context) : undefined;
  // Enums are numbers, unless a converter was set up or stands on the type.
  if (own?.type.kind === 'enum' && !style.enumNames && !own.type.decorators.some(({ name }) => /JsonConverter$/.test(name))) {
    const count = own.type.values?.length ?? 0;
    return schema(place, { type: 'integer', format: 'int32', ...(count > 0 && { minimum: 0 }) });
  }
  if (own !== undefined) return undefined;
  if (last === 'IFormFileCollection') return arrayOf(schema(place, { type: 'string', format: 'binary' }), place);
  if (LISTS.test(last)) return arrayOf(builder.of(type.args[0], context), place);
  if (MAPS.test(last)) return mapOf(type.args[1] === undefined ? true : builder.of(type.args[1], context), place);
  if (last === 'Results') {
    const ok = type.args.find(
      ({ name, args }) => /^(?:Ok|Created|CreatedAtRoute|Accepted|JsonHttpResult)$/.test(lastName(name)) && args.length > 0,
    );
    return ok === undefined ? schema(place) : builder.of(ok, context);
  }
  if (TRANSPARENT.test(last)) return type.args[0] === undefined ? schema(place) : builder.of(type.args[0], context);
  return Object.hasOwn(TYPES, last) ? schema(place, TYPES[last]) : undefined;
}

/** Public properties of the object. */
function fields({ type }: ClassValue): Field[] {
  return type.fields.filter(
    ({ modifiers }) =>
      !modifiers.includes('static') && !modifiers.includes('field') && (modifiers.includes('public') || type.kind === 'interface'),
  );
}

function property(
  field: Field,
  of: CodeSchema,
  owner: ClassValue,
  builder: SchemaBuilder,
  style: JsonStyle & { readonly checked: boolean },
): NamedProperty | undefined {
  const attributes = attributesOf(field.decorators, owner, builder.interpreter);
  const ignore = find(attributes, 'JsonIgnore', 'IgnoreDataMember');
  const condition = constantName(argumentAt(ignore, 99, 'Condition'));
  if (ignore !== undefined && (condition === undefined || condition === 'Always')) return undefined;
  const place = { file: owner.unit.file, span: field.at };
  const named = asString(argumentAt(find(attributes, 'JsonPropertyName', 'JsonProperty'), 0, 'PropertyName'));
  let read = style.checked ? withBounds(of, attributes) : of;
  const settable = field.modifiers.some((each) => each === 'set' || each === 'init');
  if (!settable && read.reference === undefined) read = withKeyword(read, 'readOnly', true);
  const required =
    field.modifiers.includes('required') ||
    find(attributes, 'JsonRequired') !== undefined ||
    (style.checked && find(attributes, 'Required', 'BindRequired') !== undefined);
  return { name: named ?? cased(field.name, style.naming), schema: read, required, place };
}

function cased(name: string, naming: JsonStyle['naming']): string {
  if (naming === 'none') return name;
  if (naming === 'camel') return name.replace(/^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]/, (start) => start.toLowerCase());
  const separator = naming === 'snake' ? '_' : '-';
  return name.replaceAll(/([a-z\d])([A-Z])/g, `$1${separator}$2`).toLowerCase();
}

/** Bounds that attributes state; lengths are item counts of arrays. */
export function withBounds(of: CodeSchema, attributes: readonly Attribute[]): CodeSchema {
  let read = of;
  const type = of.keywords.get('type')?.value;
  for (const { name, arguments: args, place } of attributes) {
    const bound = Object.hasOwn(BOUNDS, name) ? BOUNDS[name] : undefined;
    if (bound === undefined) continue;
    const set = (keyword: string, value: unknown): void => {
      const named = keyword.endsWith('Length') && type === 'array' ? keyword.replace('Length', 'Items') : keyword;
      if (value !== undefined && !(named.endsWith('Length') && type === 'object')) read = withKeyword(read, named, value, place);
    };
    for (const [keyword, value] of Object.entries(bound.fixed ?? {})) set(keyword, value);
    // `[Range(typeof(decimal), "0", "9")]` names the type first.
    const positional = args.filter((each) => (each.name === undefined || each.name === '<T>') && each.expression.kind !== 'type');
    for (const [index, keyword] of (bound.positions ?? []).entries()) {
      const value = positional[index]?.value;
      const text = asString(value);
      const number = asNumber(value) ?? (keyword === 'pattern' || text === undefined ? undefined : Number(text));
      set(
        keyword,
        keyword === 'pattern' ? text && wholePattern(text) : number !== undefined && Number.isFinite(number) ? number : undefined,
      );
    }
    for (const [argument, keyword] of Object.entries(bound.named ?? {}))
      set(keyword, asNumber(args.find((each) => each.name === argument)?.value));
  }
  return read;
}
