import type { CodePlace, Value } from '../../interpret/value.ts';
import type { CodeProperty, CodeSchema } from '../../route.ts';
import { objectOf, schema, withKeyword } from '../../schema/schema.ts';
import { table } from '../../table.ts';
import { boundOf, chainOf, isTrue, literalsOf, type Step, sized } from './chains.ts';
import type { Validated } from './zod.ts';

const MODULES = /^(?:joi|@hapi\/joi|celebrate|@joi\/)/;

const TYPES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  string: { type: 'string' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  bool: { type: 'boolean' },
  date: { type: 'string', format: 'date-time' },
  array: { type: 'array' },
  binary: { type: 'string', format: 'binary' },
});

const KEYWORDS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  email: { format: 'email' },
  uri: { format: 'uri' },
  guid: { format: 'uuid' },
  uuid: { format: 'uuid' },
  isoDate: { format: 'date-time' },
  ip: { format: 'ip' },
  hostname: { format: 'hostname' },
  alphanum: { pattern: '^[a-zA-Z0-9]*$' },
  hex: { pattern: '^[a-fA-F0-9]*$' },
  token: { pattern: '^\\w*$' },
  integer: { type: 'integer' },
  positive: { exclusiveMinimum: 0 },
  negative: { exclusiveMaximum: 0 },
  port: { minimum: 0, maximum: 65535 },
});

const BOUNDS: Readonly<Record<string, string>> = table({
  pattern: 'pattern',
  regex: 'pattern',
  greater: 'exclusiveMinimum',
  less: 'exclusiveMaximum',
  multiple: 'multipleOf',
});

/** The schema that a Joi value is; undefined for anything else. What is not `required()` may be left out, and objects are closed. */
export function joiSchema(value: Value | undefined, depth = 0): Validated | undefined {
  const chain = chainOf(value);
  if (chain === undefined || !MODULES.test(chain.module) || depth > 24) return undefined;
  const [first, ...rest] = chain.steps;
  if (first === undefined || first.name === 'celebrate') return undefined;
  return rest.reduce((read, step) => apply(read, step, depth), root(first, depth));
}

function root({ name, arguments: args, place }: Step, depth: number): Validated {
  if (name === 'object')
    return { schema: { ...objectOf(properties(args[0]?.value, place, depth), place), additional: false }, optional: true };
  if (name === 'alternatives') return { schema: schema(place), optional: true };
  return { schema: schema(place, TYPES[name] ?? {}), optional: true };
}

/** The fields of an object of schemas. */
export function properties(value: Value | undefined, place: CodePlace, depth = 0): Map<string, CodeProperty> {
  const found = new Map<string, CodeProperty>();
  if (value?.kind !== 'object') return found;
  for (const [name, each] of value.fields) {
    if (name.startsWith('\0')) continue;
    const at = value.places.get(name) ?? place;
    const read = joiSchema(each, depth + 1);
    found.set(name, { schema: read?.schema ?? schema(at), required: read?.optional === false, place: at });
  }
  return found;
}

function apply(read: Validated, { name, arguments: args, place }: Step, depth: number): Validated {
  const { schema: of } = read;
  const changed = (next: CodeSchema): Validated => ({ ...read, schema: next });
  const bound = boundOf(args[0]);
  switch (name) {
    case 'required':
    case 'exist':
      return { ...read, optional: false };
    case 'optional':
    case 'default':
      return { ...read, optional: true };
    case 'keys':
    case 'append':
      return changed({ ...of, properties: new Map([...(of.properties ?? []), ...properties(args[0]?.value, place, depth)]) });
    case 'unknown':
      return changed({ ...of, additional: isTrue(args[0], true) });
    case 'items':
      return changed({ ...of, items: joiSchema(args[0]?.value, depth + 1)?.schema ?? schema(place) });
    case 'min':
    case 'max':
      return changed(sized(of, name, bound, place));
    case 'length':
      return changed(sized(sized(of, 'min', bound, place), 'max', bound, place));
    case 'valid':
    case 'equal': {
      const values = literalsOf(args);
      return values === undefined ? read : changed(withKeyword(of, 'enum', values, place));
    }
    case 'allow':
      return args.some(({ value }) => value.kind === 'literal' && value.value === null)
        ? changed(withKeyword(of, 'nullable', true, place))
        : read;
    default: {
      const keyword = BOUNDS[name];
      if (keyword !== undefined) return bound === undefined ? read : changed(withKeyword(of, keyword, bound, place));
      return changed(Object.entries(KEYWORDS[name] ?? {}).reduce((next, [key, value]) => withKeyword(next, key, value, place), of));
    }
  }
}
