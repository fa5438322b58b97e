import type { CodePlace, Value } from '../../interpret/value.ts';
import { asStrings } from '../../interpret/value.ts';
import type { CodeProperty, CodeSchema } from '../../route.ts';
import { arrayOf, mapOf, objectOf, schema, withKeyword } from '../../schema/schema.ts';
import { table } from '../../table.ts';
import { boundOf, chainOf, literalsOf, type Step, sized } from './chains.ts';

const MODULES = /^(?:zod(?:\/|$)|@hono\/zod-openapi|@asteasolutions\/zod-to-openapi)/;

/** A schema, and whether a property that has it may be left out. */
export interface Validated {
  readonly schema: CodeSchema;
  readonly optional: boolean;
}

const TYPES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  string: { type: 'string' },
  email: { type: 'string', format: 'email' },
  url: { type: 'string', format: 'uri' },
  uuid: { type: 'string', format: 'uuid' },
  number: { type: 'number' },
  int: { type: 'integer' },
  bigint: { type: 'integer' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date-time' },
  null: { type: 'null' },
});

const FORMATS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  email: { format: 'email' },
  url: { format: 'uri' },
  uuid: { format: 'uuid' },
  datetime: { format: 'date-time' },
  date: { format: 'date' },
  time: { format: 'time' },
  ip: { format: 'ip' },
  int: { type: 'integer' },
  positive: { exclusiveMinimum: 0 },
  nonnegative: { minimum: 0 },
  negative: { exclusiveMaximum: 0 },
  nonpositive: { maximum: 0 },
  nonempty: { minLength: 1 },
});

const BOUNDS: Readonly<Record<string, string>> = table({
  gte: 'minimum',
  gt: 'exclusiveMinimum',
  lte: 'maximum',
  lt: 'exclusiveMaximum',
  regex: 'pattern',
  multipleOf: 'multipleOf',
});

/** The schema that a zod value is; undefined for anything else. */
export function zodSchema(value: Value | undefined, depth = 0): Validated | undefined {
  const chain = chainOf(value);
  if (chain === undefined || !MODULES.test(chain.module) || depth > 24) return undefined;
  const [first, ...rest] = chain.steps;
  if (first === undefined) return undefined;
  return rest.reduce((read, step) => apply(read, step, depth), root(first, depth));
}

function root(step: Step, depth: number): Validated {
  const { name, arguments: args, place } = step;
  const required = (of: CodeSchema): Validated => ({ schema: of, optional: false });
  const inner = (index: number): CodeSchema => zodSchema(args[index]?.value, depth + 1)?.schema ?? schema(place);
  switch (name) {
    case 'object':
    case 'strictObject':
    case 'looseObject': {
      const object = objectOf(properties(args[0]?.value, place, depth), place);
      return required(name === 'strictObject' ? { ...object, additional: false } : object);
    }
    case 'array':
    case 'set':
      return required(arrayOf(inner(0), place));
    case 'record':
    case 'map':
      return required(mapOf(args.length > 1 ? inner(1) : inner(0), place));
    case 'enum':
    case 'nativeEnum':
    case 'literal': {
      const values = literalsOf(args);
      return required(
        values === undefined
          ? schema(place)
          : schema(place, { ...(values.every((each) => typeof each === 'string') && { type: 'string' }), enum: values }),
      );
    }
    case 'union':
    case 'discriminatedUnion': {
      const list = args.find((argument) => argument.value.kind === 'list')?.value;
      const options = list?.kind === 'list' ? list.items.map((item) => zodSchema(item, depth + 1)?.schema ?? schema(place)) : [];
      return required({ ...schema(place), ...(options.length > 0 && { anyOf: options }) });
    }
    case 'optional':
      return { schema: inner(0), optional: true };
    case 'preprocess':
      return required(inner(1));
    default:
      return required(schema(place, TYPES[name] ?? {}));
  }
}

function properties(value: Value | undefined, place: CodePlace, depth: number): Map<string, CodeProperty> {
  const found = new Map<string, CodeProperty>();
  if (value?.kind !== 'object') return found;
  for (const [name, each] of value.fields) {
    if (name.startsWith('\0')) continue;
    const at = value.places.get(name) ?? place;
    const read = zodSchema(each, depth + 1);
    found.set(name, { schema: read?.schema ?? schema(at), required: read?.optional !== true, place: at });
  }
  return found;
}

function apply(read: Validated, step: Step, depth: number): Validated {
  const { name, arguments: args, place } = step;
  const { schema: of } = read;
  const changed = (next: CodeSchema): Validated => ({ ...read, schema: next });
  const bound = boundOf(args[0]);
  switch (name) {
    case 'optional':
    case 'nullish':
    case 'default':
    case 'catch':
      return { schema: name === 'nullish' ? withKeyword(of, 'nullable', true, place) : of, optional: true };
    case 'nullable':
      return changed(withKeyword(of, 'nullable', true, place));
    case 'min':
    case 'max':
      return changed(sized(of, name, bound, place));
    case 'length':
      return changed(sized(sized(of, 'min', bound, place), 'max', bound, place));
    case 'strict':
      return changed({ ...of, additional: false });
    case 'passthrough':
    case 'loose':
      return changed({ ...of, additional: true });
    case 'partial':
      return changed(mapProperties(of, (property) => ({ ...property, required: false })));
    case 'required':
      return changed(mapProperties(of, (property) => ({ ...property, required: true })));
    case 'array':
      return changed(arrayOf(of, place));
    case 'extend':
    case 'merge':
    case 'safeExtend': {
      const more = args[0]?.value;
      const added = zodSchema(more, depth + 1)?.schema.properties ?? properties(more, place, depth);
      return changed({ ...of, properties: new Map([...(of.properties ?? []), ...added]) });
    }
    case 'pick':
    case 'omit': {
      const keys = args[0]?.value.kind === 'object' ? new Set(args[0].value.fields.keys()) : new Set(asStrings(args[0]?.value) ?? []);
      const kept = [...(of.properties ?? [])].filter(([key]) => keys.has(key) === (name === 'pick'));
      return changed({ ...of, properties: new Map(kept) });
    }
    default: {
      const keyword = BOUNDS[name];
      if (keyword !== undefined) return changed(bound === undefined ? of : withKeyword(of, keyword, bound, place));
      return changed(Object.entries(FORMATS[name] ?? {}).reduce((next, [key, value]) => withKeyword(next, key, value, place), of));
    }
  }
}

function mapProperties(of: CodeSchema, change: (property: CodeProperty) => CodeProperty): CodeSchema {
  if (of.properties === undefined) return of;
  return { ...of, properties: new Map([...of.properties].map(([name, property]) => [name, change(property)])) };
}
