/** Serializers of Django REST framework as schemas: their own fields, and those of the model that they name. */
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
  fieldOf,
  type Host,
  type Value,
} from '../../interpret/value.ts';
import type { CodeProperty, CodeSchema } from '../../route.ts';
import { arrayOf, mapOf, objectOf, schema, withKeyword } from '../../schema/schema.ts';
import { type NamedProperty, SchemaBuilder } from '../../schema/schema-builder.ts';
import type { Field } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { table } from '../../table.ts';
import { choiceValues, withValidator } from './constraints.ts';
import { modelProperties } from './models.ts';
import { attributeOf } from './view-sets.ts';

const FIELDS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  CharField: { type: 'string' },
  EmailField: { type: 'string', format: 'email' },
  URLField: { type: 'string', format: 'uri' },
  SlugField: { type: 'string', pattern: '^[-a-zA-Z0-9_]+$' },
  RegexField: { type: 'string' },
  UUIDField: { type: 'string', format: 'uuid' },
  IPAddressField: { type: 'string', format: 'ip' },
  FilePathField: { type: 'string' },
  IntegerField: { type: 'integer' },
  FloatField: { type: 'number' },
  DecimalField: { type: 'string', format: 'decimal' },
  BooleanField: { type: 'boolean' },
  NullBooleanField: { type: 'boolean' },
  DateTimeField: { type: 'string', format: 'date-time' },
  DateField: { type: 'string', format: 'date' },
  TimeField: { type: 'string', format: 'time' },
  DurationField: { type: 'string', format: 'duration' },
  FileField: { type: 'string', format: 'binary' },
  ImageField: { type: 'string', format: 'binary' },
  JSONField: {},
  ReadOnlyField: { readOnly: true },
  SerializerMethodField: { readOnly: true },
  HiddenField: {},
  StringRelatedField: { type: 'string', readOnly: true },
  PrimaryKeyRelatedField: {},
  SlugRelatedField: { type: 'string' },
  HyperlinkedRelatedField: { type: 'string', format: 'uri' },
  HyperlinkedIdentityField: { type: 'string', format: 'uri', readOnly: true },
  ModelField: {},
});

const BOUNDS: Readonly<Record<string, string>> = table({
  max_length: 'maxLength',
  min_length: 'minLength',
  max_value: 'maximum',
  min_value: 'minimum',
});

/** An instance of a serializer class with what it was made with. */
export class SerializerHost implements Host {
  readonly type: ClassValue;
  readonly arguments: readonly EvaluatedArgument[];
  readonly place: CodePlace;

  constructor(type: ClassValue, args: readonly EvaluatedArgument[], place: CodePlace) {
    this.type = type;
    this.arguments = args;
    this.place = place;
  }

  call(): Value | undefined {
    return undefined;
  }
}

/** Whether a class of the program is a serializer. */
export function isSerializer(type: ClassValue, interpreter: Interpreter): boolean {
  return interpreter
    .lineage(type)
    .some((each) =>
      each.type.supertypes.some(
        (reference) => /(?:^|\.)\w*Serializer$/.test(reference.name) && interpreter.typeNamed(reference, each) === undefined,
      ),
    );
}

export function serializerBuilder(interpreter: Interpreter): SchemaBuilder {
  return new SchemaBuilder(interpreter, { builtin: () => undefined, property, object });
}

function property(field: Field, _of: CodeSchema, owner: ClassValue, builder: SchemaBuilder): NamedProperty | undefined {
  if (field.value === undefined) return undefined;
  const value = builder.interpreter.evaluateIn(field.value, owner.unit, builder.interpreter.scopeIn(owner));
  const read = fieldProperty(value, { file: owner.unit.file, span: field.at }, builder);
  return read === undefined ? undefined : { name: field.name, ...read };
}

/** A field or serializer as a property; undefined for anything else. */
function fieldProperty(value: Value, place: CodePlace, builder: SchemaBuilder): CodeProperty | undefined {
  if (value.kind === 'host' && value.host instanceof SerializerHost) {
    const { type, arguments: args } = value.host;
    const inner = builder.ofClass(type, [], type);
    const many = asBoolean(named(args, 'many')) === true;
    return { ...withOptions(many ? arrayOf(inner, place) : inner, args), place };
  }
  const called = externalName(value);
  const args = value.kind === 'result' ? value.arguments : [];
  const last = called?.name.slice(called.name.lastIndexOf('.') + 1) ?? '';
  if (value.kind !== 'result' || called === undefined || !/^rest_framework\b|^drf_|serializers?$/.test(called.module)) {
    // A field class of the program's own.
    if (value.kind === 'object' && value.type !== undefined && /Field$/.test(value.type.type.name))
      return { schema: ownField(value.type, place, builder), required: false, place };
    return undefined;
  }
  const base = baseSchema(last, args, place, builder);
  return base === undefined ? undefined : { ...withOptions(base, args), place };
}

/** A field class of the program's own: `to_representation` that answers `***` shows nobody what is kept. */
function ownField(type: ClassValue, place: CodePlace, { interpreter }: SchemaBuilder): CodeSchema {
  const body = interpreter.methodOf(type, 'to_representation')?.function.body ?? [];
  const masks = [...expressionsOf(body)].some((each) => each.kind === 'string' && /^[*•]+$/.test(each.value));
  return masks ? withKeyword(schema(place), 'x-masked', true, place) : schema(place);
}

function baseSchema(last: string, args: readonly EvaluatedArgument[], place: CodePlace, builder: SchemaBuilder): CodeSchema | undefined {
  const child = named(args, 'child');
  const inner = child === undefined ? undefined : fieldProperty(child, place, builder)?.schema;
  switch (last) {
    case 'ListField':
      return arrayOf(inner ?? schema(place), place);
    case 'DictField':
    case 'HStoreField':
      return mapOf(inner ?? true, place);
    case 'ChoiceField':
    case 'MultipleChoiceField': {
      const values = choiceValues(argumentOf(args, 0, 'choices')?.value);
      const of = values === undefined ? schema(place) : withKeyword(schema(place), 'enum', values, place);
      return last === 'ChoiceField' ? of : arrayOf(of, place);
    }
    default: {
      const known = Object.hasOwn(FIELDS, last) ? FIELDS[last] : undefined;
      if (known === undefined) return /Field$/.test(last) ? schema(place) : undefined;
      const of = schema(place, known);
      const pattern = last === 'RegexField' ? asString(argumentOf(args, 0, 'regex')?.value) : undefined;
      const bounded = pattern === undefined ? of : withKeyword(of, 'pattern', pattern, place);
      return asBoolean(named(args, 'many')) === true ? arrayOf(bounded, place) : bounded;
    }
  }
}

function withOptions(of: CodeSchema, args: readonly EvaluatedArgument[]): { readonly schema: CodeSchema; readonly required: boolean } {
  let read = of;
  const isArray = of.keywords.get('type')?.value === 'array';
  for (const { name, value, place } of args) {
    const keyword = name === undefined ? undefined : Object.hasOwn(BOUNDS, name) ? BOUNDS[name] : undefined;
    const bound = asNumber(value);
    if (keyword !== undefined && bound !== undefined)
      read = withKeyword(read, isArray ? keyword.replace('Length', 'Items') : keyword, bound, place);
    if (name === 'read_only' && asBoolean(value) === true) read = withKeyword(read, 'readOnly', true, place);
    if (name === 'write_only' && asBoolean(value) === true) read = withKeyword(read, 'writeOnly', true, place);
    if (name === 'allow_null' && asBoolean(value) === true) read = withKeyword(read, 'nullable', true, place);
    if (name === 'validators' && value.kind === 'list')
      read = value.items.reduce((each: CodeSchema, item) => withValidator(each, item, place), read);
  }
  const optional =
    asBoolean(named(args, 'required')) === false || named(args, 'default') !== undefined || read.keywords.get('readOnly')?.value === true;
  return { schema: read, required: !optional };
}

function named(args: readonly EvaluatedArgument[], name: string): Value | undefined {
  return args.find((each) => each.name === name)?.value;
}

/** Adds what `Meta` takes from a model, and leaves out what it does not name. */
function object(type: ClassValue, of: CodeSchema, builder: SchemaBuilder): CodeSchema {
  const { interpreter } = builder;
  const meta = metaOf(type, interpreter);
  if (meta === undefined) return of;
  const read = (name: string): Value | undefined => attributeOf(meta, name, interpreter)?.value;
  const model = read('model');
  const fields = asStrings(read('fields'));
  const exclude = asStrings(read('exclude')) ?? [];
  const readOnly = new Set(asStrings(read('read_only_fields')) ?? []);
  const extra = read('extra_kwargs');
  const place = { file: meta.unit.file, span: meta.type.at };
  const fromModel = model?.kind === 'class' ? modelProperties(model, interpreter) : new Map<string, CodeProperty>();
  const all = fields === undefined || fields.includes('__all__');
  const names = all ? [...fromModel.keys(), ...(of.properties?.keys() ?? [])] : fields;
  const properties = new Map<string, CodeProperty>();
  for (const name of names) {
    if (exclude.includes(name) || properties.has(name)) continue;
    const own = of.properties?.get(name);
    let each = own ?? fromModel.get(name) ?? { schema: schema(place), required: false, place };
    if (own === undefined) {
      if (readOnly.has(name)) each = { ...each, schema: withKeyword(each.schema, 'readOnly', true, place), required: false };
      const options = fieldOf(extra, name);
      if (options?.kind === 'object') {
        const args = [...options.fields].map(
          ([key, value]): EvaluatedArgument => ({
            name: key,
            value,
            expression: { kind: 'null', at: place.span },
            place: options.places.get(key) ?? place,
          }),
        );
        const { schema: changed, required } = withOptions(each.schema, args);
        each = { ...each, schema: changed, required: required && (each.required || args.some(({ name: key }) => key === 'required')) };
      }
    }
    properties.set(name, each);
  }
  for (const [name, each] of of.properties ?? [])
    if (fields === undefined && !properties.has(name) && !exclude.includes(name)) properties.set(name, each);
  return objectOf(properties, of.place);
}

/** The class `Meta` of a serializer, its own or inherited. */
function metaOf(type: ClassValue, interpreter: Interpreter): ClassValue | undefined {
  const found = interpreter.member(type, 'Meta', type.unit);
  return found.kind === 'class' ? found : undefined;
}
