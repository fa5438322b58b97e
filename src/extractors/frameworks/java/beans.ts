/** Java types as schemas: Jackson's names and access, jakarta.validation's bounds. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asNumber, asString, asStrings, type ClassValue } from '../../interpret/value.ts';
import type { CodeSchema } from '../../route.ts';
import { arrayOf, mapOf, schema, withKeyword, withoutKeyword } from '../../schema/schema.ts';
import { type NamedProperty, SchemaBuilder, type TypeContext } from '../../schema/schema-builder.ts';
import { wholePattern } from '../../schema/whole-pattern.ts';
import type { Field, TypeReference } from '../../syntax/unit.ts';
import { table } from '../../table.ts';
import { type Annotation, annotationsOf, argumentValue, constantName, find } from './annotations.ts';
import { annotatesFields, isKotlinProperty, validatedProperty } from './kotlin-properties.ts';
import { namedBy } from './naming.ts';

const TYPES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  String: { type: 'string' },
  CharSequence: { type: 'string' },
  char: { type: 'string', maxLength: 1 },
  Character: { type: 'string', maxLength: 1 },
  int: { type: 'integer', format: 'int32' },
  Integer: { type: 'integer', format: 'int32' },
  short: { type: 'integer', format: 'int32' },
  Short: { type: 'integer', format: 'int32' },
  byte: { type: 'integer', format: 'int32' },
  Byte: { type: 'integer', format: 'int32' },
  long: { type: 'integer', format: 'int64' },
  Long: { type: 'integer', format: 'int64' },
  BigInteger: { type: 'integer' },
  float: { type: 'number', format: 'float' },
  Float: { type: 'number', format: 'float' },
  double: { type: 'number', format: 'double' },
  Double: { type: 'number', format: 'double' },
  BigDecimal: { type: 'number' },
  Number: { type: 'number' },
  boolean: { type: 'boolean' },
  Boolean: { type: 'boolean' },
  AtomicInteger: { type: 'integer' },
  AtomicLong: { type: 'integer' },
  UUID: { type: 'string', format: 'uuid' },
  URI: { type: 'string', format: 'uri' },
  URL: { type: 'string', format: 'uri' },
  Locale: { type: 'string' },
  Date: { type: 'string', format: 'date-time' },
  Instant: { type: 'string', format: 'date-time' },
  LocalDate: { type: 'string', format: 'date' },
  LocalTime: { type: 'string', format: 'time' },
  LocalDateTime: { type: 'string', format: 'date-time' },
  OffsetDateTime: { type: 'string', format: 'date-time' },
  ZonedDateTime: { type: 'string', format: 'date-time' },
  Timestamp: { type: 'string', format: 'date-time' },
  Duration: { type: 'string', format: 'duration' },
  Period: { type: 'string', format: 'duration' },
  Year: { type: 'integer' },
  DayOfWeek: { type: 'string', enum: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] },
  MultipartFile: { type: 'string', format: 'binary' },
  FilePart: { type: 'string', format: 'binary' },
  Resource: { type: 'string', format: 'binary' },
  FileUpload: { type: 'string', format: 'binary' },
  CompletedFileUpload: { type: 'string', format: 'binary' },
  StreamingFileUpload: { type: 'string', format: 'binary' },
  InputStreamResource: { type: 'string', format: 'binary' },
  StreamingResponseBody: { type: 'string', format: 'binary' },
  Object: {},
  JsonNode: {},
  ObjectNode: { type: 'object' },
  Void: {},
  void: {},
  '?': {},
});

const LISTS =
  /^(?:Array|List|ArrayList|LinkedList|Set|HashSet|LinkedHashSet|SortedSet|Collection|Iterable|Flux|Multi|Flow|Flowable|Observable|Stream|Iterator)$/;
const MAPS = /^(?:Map|HashMap|LinkedHashMap|TreeMap|SortedMap|MultiValueMap|ConcurrentMap)$/;
/** Wrappers of which only the argument matters. */
const TRANSPARENT =
  /^(?:ResponseEntity|HttpEntity|Optional|Mono|CompletableFuture|CompletionStage|Callable|DeferredResult|Future|Uni|JsonNullable|EntityModel|Publisher|Provider|WebAsyncTask|HttpResponse|MutableHttpResponse|RestResponse|Single|Maybe|Deferred)$/;

interface Bound {
  /** Keyword by annotation argument. */
  readonly args?: Readonly<Record<string, string>>;
  readonly fixed?: Readonly<Record<string, unknown>>;
}

/** Constraints of jakarta.validation and hibernate-validator. Lengths turn to item counts for arrays. */
const BOUNDS: Readonly<Record<string, Bound>> = table({
  Size: { args: { min: 'minLength', max: 'maxLength' } },
  Length: { args: { min: 'minLength', max: 'maxLength' } },
  NotBlank: { fixed: { minLength: 1 } },
  NotEmpty: { fixed: { minLength: 1 } },
  Min: { args: { value: 'minimum' } },
  Max: { args: { value: 'maximum' } },
  DecimalMin: { args: { value: 'minimum' } },
  DecimalMax: { args: { value: 'maximum' } },
  Range: { args: { min: 'minimum', max: 'maximum' } },
  Positive: { fixed: { exclusiveMinimum: 0 } },
  PositiveOrZero: { fixed: { minimum: 0 } },
  Negative: { fixed: { exclusiveMaximum: 0 } },
  NegativeOrZero: { fixed: { maximum: 0 } },
  Pattern: { args: { regexp: 'pattern' } },
  Email: { fixed: { format: 'email' } },
  URL: { fixed: { format: 'uri' } },
});

/** Builders of what is checked (`@Valid`) and of what is not: bounds hold only where somebody checks them. */
export class Beans {
  readonly checked: SchemaBuilder;
  readonly unchecked: SchemaBuilder;

  constructor(interpreter: Interpreter) {
    this.unchecked = new SchemaBuilder(
      interpreter,
      {
        builtin: (type, context, builder) => builtin(type, context, builder, false),
        fields,
        property: (field, of, owner, builder) => property(field, of, owner, builder, undefined),
      },
      '.unchecked',
    );
    this.checked = new SchemaBuilder(interpreter, {
      builtin: (type, context, builder) => builtin(type, context, builder, true),
      fields,
      property: (field, of, owner, builder) => property(validated(field, owner, interpreter), of, owner, builder, this.unchecked),
    });
  }

  get schemas(): Map<string, CodeSchema> {
    return new Map([...this.checked.schemas, ...this.unchecked.schemas]);
  }
}

function builtin(type: TypeReference, context: TypeContext, builder: SchemaBuilder, checked: boolean): CodeSchema | undefined {
  const place = { file: context.unit.file, span: type.at };
  const last = type.name.slice(type.name.lastIndexOf('.') + 1);
  if (last === 'Array' && type.args[0]?.name === 'byte') return schema(place, { type: 'string', format: 'byte' });
  // A type of the program may be called `Period` or `Publisher` too.
  if (/^[A-Z]/.test(last) && last !== 'Array' && builder.interpreter.typeNamed(type, context) !== undefined) return undefined;
  if (LISTS.test(last)) return arrayOf(builder.of(type.args[0], context), place);
  if (MAPS.test(last)) return mapOf(type.args[1] === undefined ? true : builder.of(type.args[1], context), place);
  if (TRANSPARENT.test(last)) return type.args[0] === undefined ? schema(place) : builder.of(type.args[0], context);
  const known = Object.hasOwn(TYPES, last) ? TYPES[last] : undefined;
  if (known === undefined) return undefined;
  if (!checked) return schema(place, known);
  const annotations = (type.metadata ?? []).flatMap((each) => (each.kind === 'decorator' ? [each.decorator] : []));
  const owner = { unit: context.unit, scope: context.scope ?? builder.interpreter.rootScope(context.unit) };
  return withBounds(schema(place, known), annotationsOf(annotations, owner, builder.interpreter));
}

/** Fields that Jackson writes: those of the object, and getters of interfaces. */
function fields({ type, unit }: ClassValue): Field[] {
  const own = type.fields.filter(({ modifiers }) => !modifiers.includes('static') && !modifiers.includes('transient'));
  if (unit.language === 'kotlin') return own.filter(isKotlinProperty);
  if (type.kind !== 'interface') return own;
  return type.methods.flatMap(({ name, parameters, returns, decorators, at, modifiers }): Field[] => {
    const [, word] = /^(?:get|is)([A-Z]\w*)$/.exec(name) ?? [];
    if (word === undefined || parameters.length > 0 || modifiers.includes('static') || returns === undefined) return [];
    return [{ name: word.charAt(0).toLowerCase() + word.slice(1), type: returns, decorators, optional: false, modifiers: [], at }];
  });
}

/** A field with the annotations that validation looks at. */
function validated(field: Field, { unit }: ClassValue, interpreter: Interpreter): Field {
  return unit.language === 'kotlin' ? validatedProperty(field, isConstraint, annotatesFields(interpreter)) : field;
}

function isConstraint(name: string): boolean {
  return Object.hasOwn(BOUNDS, name) || /^(?:Valid|NotNull)$/.test(name);
}

function property(
  field: Field,
  of: CodeSchema,
  owner: ClassValue,
  builder: SchemaBuilder,
  unchecked: SchemaBuilder | undefined,
): NamedProperty | undefined {
  const { interpreter } = builder;
  const annotations = annotationsOf(field.decorators, { unit: owner.unit, scope: interpreter.scopeIn(owner) }, interpreter).filter(
    isAlwaysChecked,
  );
  const ignore = find(annotations, 'JsonIgnore');
  const ignored =
    asStrings(argumentValue(find(annotationsOf(owner.type.decorators, owner, interpreter), 'JsonIgnoreProperties'), 'value')) ?? [];
  if (find(annotations, 'JsonBackReference') !== undefined || ignored.includes(field.name)) return undefined;
  if (ignore !== undefined && constantName(argumentValue(ignore, 'value') ?? { kind: 'unknown' }) !== 'false') return undefined;
  const place = { file: owner.unit.file, span: field.at };
  // Without `@Valid` nobody looks inside.
  const inner =
    unchecked !== undefined && holdsReference(of) && !isValid(annotations, field.type)
      ? unchecked.of(field.type, { unit: owner.unit, scope: interpreter.scopeIn(owner) })
      : of;
  let read = unchecked === undefined ? inner : withBounds(inner, annotations);
  const json = find(annotations, 'JsonProperty');
  const access = argumentValue(json, 'access');
  const accessName = access === undefined ? undefined : constantName(access);
  if (accessName === 'WRITE_ONLY') read = withKeyword(read, 'writeOnly', true, json?.place);
  // What a property of Kotlin computes is never taken from a request.
  if (accessName === 'READ_ONLY' || field.modifiers.includes('computed')) read = withKeyword(read, 'readOnly', true, json?.place);
  const name = asString(argumentValue(json, 'value')) ?? namedBy(field.name, owner, interpreter);
  const required = unchecked !== undefined && find(annotations, 'NotNull', 'NotBlank', 'NotEmpty') !== undefined;
  if (required) read = withoutKeyword(read, 'nullable');
  return { name, schema: read, required: required || isRequiredByType(field, owner), place };
}

/** What the language itself does not let be left out: of Java nothing, for a primitive that is not sent keeps its zero, in Kotlin too. */
function isRequiredByType({ type, optional }: Field, { unit }: ClassValue): boolean {
  return unit.language === 'kotlin' && !optional && !/^(?:int|long|double|float|boolean|short|byte)$/.test(type?.name ?? '');
}

function holdsReference(of: CodeSchema): boolean {
  return of.reference !== undefined || of.items?.reference !== undefined;
}

function isValid(annotations: readonly Annotation[], type: TypeReference | undefined): boolean {
  if (find(annotations, 'Valid') !== undefined) return true;
  return (type?.args ?? []).some(({ metadata }) =>
    (metadata ?? []).some((each) => each.kind === 'decorator' && /(?:^|\.)Valid$/.test(each.decorator.name)),
  );
}

/** A constraint of a group holds only where that group is asked for. */
function isAlwaysChecked({ name, arguments: args }: Annotation): boolean {
  return !isConstraint(name) || !args.some((each) => each.name === 'groups');
}

/** Bounds that annotations state. */
export function withBounds(of: CodeSchema, annotations: readonly Annotation[]): CodeSchema {
  let read = of;
  const type = of.keywords.get('type')?.value;
  const set = (keyword: string, value: unknown, place: Annotation['place']): void => {
    const named = keyword.endsWith('Length') && type === 'array' ? keyword.replace('Length', 'Items') : keyword;
    if (named.endsWith('Length') && type === 'object') return;
    read = withKeyword(read, named, value, place);
  };
  for (const annotation of annotations.filter(isAlwaysChecked)) {
    const bound = Object.hasOwn(BOUNDS, annotation.name) ? BOUNDS[annotation.name] : undefined;
    for (const [keyword, value] of Object.entries(bound?.fixed ?? {}))
      if (!read.keywords.has(keyword)) set(keyword, value, annotation.place);
    for (const [argument, keyword] of Object.entries(bound?.args ?? {})) {
      const value = argumentValue(annotation, argument);
      const text = asString(value);
      const given = keyword === 'pattern' ? text && wholePattern(text) : (asNumber(value) ?? (text === undefined ? text : Number(text)));
      if (given !== undefined && !Number.isNaN(given)) set(keyword, given, annotation.place);
    }
  }
  return read;
}
