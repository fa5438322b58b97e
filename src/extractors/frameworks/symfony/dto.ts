/** Classes of PHP as schemas: names of the serializer, bounds of the validator. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { argumentOf, asNumber, asString, asStrings, type EvaluatedArgument, type Value } from '../../interpret/value.ts';
import type { CodePlace, CodeSchema } from '../../route.ts';
import { arrayOf, schema, withKeyword } from '../../schema/schema.ts';
import { SchemaBuilder, type TypeContext } from '../../schema/schema-builder.ts';
import type { Decorator, TypeReference } from '../../syntax/unit.ts';
import { table } from '../../table.ts';

const TYPES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  string: { type: 'string' },
  int: { type: 'integer' },
  float: { type: 'number' },
  bool: { type: 'boolean' },
  DateTimeInterface: { type: 'string', format: 'date-time' },
  DateTimeImmutable: { type: 'string', format: 'date-time' },
  DateTime: { type: 'string', format: 'date-time' },
  Uuid: { type: 'string', format: 'uuid' },
  UploadedFile: { type: 'string', format: 'binary' },
  mixed: {},
  object: { type: 'object' },
});

interface Bound {
  readonly positions?: readonly string[];
  readonly named?: Readonly<Record<string, string>>;
  readonly fixed?: Readonly<Record<string, unknown>>;
}

const BOUNDS: Readonly<Record<string, Bound>> = table({
  NotBlank: { fixed: { minLength: 1 } },
  Length: { positions: ['minLength'], named: { min: 'minLength', max: 'maxLength' } },
  Count: { named: { min: 'minItems', max: 'maxItems' } },
  Range: { named: { min: 'minimum', max: 'maximum' } },
  Positive: { fixed: { exclusiveMinimum: 0 } },
  PositiveOrZero: { fixed: { minimum: 0 } },
  Negative: { fixed: { exclusiveMaximum: 0 } },
  NegativeOrZero: { fixed: { maximum: 0 } },
  GreaterThan: { positions: ['exclusiveMinimum'], named: { value: 'exclusiveMinimum' } },
  GreaterThanOrEqual: { positions: ['minimum'], named: { value: 'minimum' } },
  LessThan: { positions: ['exclusiveMaximum'], named: { value: 'exclusiveMaximum' } },
  LessThanOrEqual: { positions: ['maximum'], named: { value: 'maximum' } },
  Email: { fixed: { format: 'email' } },
  Url: { fixed: { format: 'uri' } },
  Uuid: { fixed: { format: 'uuid' } },
  Regex: { positions: ['pattern'], named: { pattern: 'pattern' } },
  Choice: { positions: ['enum'], named: { choices: 'enum' } },
});

export function dtoBuilder(interpreter: Interpreter): SchemaBuilder {
  return new SchemaBuilder(interpreter, {
    builtin,
    fields: ({ type }) => type.fields.filter(({ modifiers }) => !modifiers.includes('static')),
    property: (field, of, owner) => {
      const place = { file: owner.unit.file, span: field.at };
      const evaluated = (decorator: Decorator): EvaluatedArgument[] =>
        interpreter.argumentsIn(decorator.arguments, owner.unit, owner.scope);
      const named = field.decorators.find(({ name }) => simple(name) === 'SerializedName');
      if (field.decorators.some(({ name }) => simple(name) === 'Ignore')) return undefined;
      const required =
        field.decorators.some(({ name }) => /^(?:NotBlank|NotNull)$/.test(simple(name))) ||
        (field.type?.nullable !== true && !field.optional && field.value === undefined);
      const read = withConstraints(of, field.decorators, evaluated, place);
      const name = named === undefined ? undefined : asString(evaluated(named)[0]?.value);
      return { name: name ?? field.name, schema: read, required, place };
    },
  });
}

function builtin(type: TypeReference, context: TypeContext): CodeSchema | undefined {
  const place = { file: context.unit.file, span: type.at };
  if (type.name === 'array' || type.name === 'iterable') return arrayOf(schema(place), place);
  const last = simple(type.name);
  return Object.hasOwn(TYPES, last) ? schema(place, TYPES[last]) : undefined;
}

function simple(name: string): string {
  return name.slice(name.lastIndexOf('\\') + 1);
}

/** Bounds of `#[Assert\...]`. */
export function withConstraints(
  of: CodeSchema,
  decorators: readonly Decorator[],
  evaluated: (decorator: Decorator) => readonly EvaluatedArgument[],
  place: CodePlace,
): CodeSchema {
  let read = of;
  const isText = (keyword: string): boolean => keyword.endsWith('Length') && of.keywords.get('type')?.value !== 'string';
  for (const decorator of decorators) {
    const name = simple(decorator.name);
    const bound = Object.hasOwn(BOUNDS, name) ? BOUNDS[name] : undefined;
    if (bound === undefined) continue;
    const at = { file: place.file, span: decorator.at };
    const set = (keyword: string, value: unknown): void => {
      if (value !== undefined && !isText(keyword)) read = withKeyword(read, keyword, value, at);
    };
    for (const [keyword, value] of Object.entries(bound.fixed ?? {})) set(keyword, value);
    const args = evaluated(decorator);
    for (const [index, keyword] of (bound.positions ?? []).entries())
      set(keyword, valueFor(keyword, args.filter((each) => each.name === undefined)[index]?.value));
    for (const [argument, keyword] of Object.entries(bound.named ?? {}))
      set(keyword, valueFor(keyword, argumentOf(args, 99, argument)?.value));
  }
  return read;
}

function valueFor(keyword: string, value: Value | undefined): unknown {
  if (keyword === 'enum') return asStrings(value);
  if (keyword === 'pattern') return asString(value)?.replace(/^([/#~])(.*)\1\w*$/s, '$2');
  return asNumber(value);
}
