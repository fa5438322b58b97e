/** What validation middleware says of a request: express-validator, celebrate, and functions of the program around zod or Joi. */
import { asNumber, type CodePlace, fieldOf, type Value } from '../../interpret/value.ts';
import type { CodeSchema, RouteParameter } from '../../route.ts';
import { objectOf, schema, withKeyword } from '../../schema/schema.ts';
import { dotted } from '../../syntax/build.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { table } from '../../table.ts';
import { boundOf, chainOf, literalsOf, type Step } from './chains.ts';
import { joiSchema, properties } from './joi.ts';
import { zodSchema } from './zod.ts';

type Part = RouteParameter['in'] | 'body';

/** The schema of one part of the request, as an object of its fields. */
export interface PartSchema {
  readonly part: Part;
  readonly schema: CodeSchema;
  readonly place: CodePlace;
}

const PARTS: Readonly<Record<string, Part>> = table({
  body: 'body',
  query: 'query',
  querystring: 'query',
  params: 'path',
  headers: 'header',
  cookies: 'cookie',
});

/** What a value that is used as middleware validates; empty for anything else. */
export function validatedParts(value: Value, place: CodePlace): PartSchema[] {
  const chain = chainOf(value);
  if (chain?.module.startsWith('express-validator') === true) return expressValidator(chain.steps);
  if (chain?.module === 'celebrate' && chain.steps[0]?.name === 'celebrate') return byParts(chain.steps[0].arguments[0]?.value, place);
  if (value.kind === 'closure') return ofClosure(value, place);
  return [];
}

const FIELD_PARTS: Readonly<Record<string, Part>> = table({
  body: 'body',
  query: 'query',
  param: 'path',
  header: 'header',
  cookie: 'cookie',
  check: 'body',
});

const FORMATS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  isString: { type: 'string' },
  isEmail: { type: 'string', format: 'email' },
  isURL: { type: 'string', format: 'uri' },
  isUUID: { type: 'string', format: 'uuid' },
  isISO8601: { type: 'string', format: 'date-time' },
  isDate: { type: 'string', format: 'date' },
  isBoolean: { type: 'boolean' },
  isInt: { type: 'integer' },
  isFloat: { type: 'number' },
  isNumeric: { type: 'number' },
  isArray: { type: 'array' },
  isObject: { type: 'object' },
  isMongoId: { type: 'string', pattern: '^[0-9a-fA-F]{24}$' },
});

/** `body('email').isEmail().isLength({ max: 80 })`. */
function expressValidator([first, ...rest]: readonly Step[]): PartSchema[] {
  const part = first === undefined ? undefined : FIELD_PARTS[first.name];
  const name = boundOf(first?.arguments[0]);
  if (first === undefined || part === undefined || typeof name !== 'string' || /[.*[]/.test(name)) return [];
  let of = schema(first.place);
  let required = true;
  for (const { name: rule, arguments: args, place } of rest) {
    if (rule === 'optional') required = false;
    for (const [key, value] of Object.entries(FORMATS[rule] ?? {})) of = withKeyword(of, key, value, place);
    const options = args.map(({ value }) => value).find((value) => value.kind === 'object');
    const [low, high] =
      rule === 'isLength' ? ['minLength', 'maxLength'] : rule === 'isArray' ? ['minItems', 'maxItems'] : ['minimum', 'maximum'];
    if (/^is(?:Length|Int|Float|Array)$/.test(rule)) {
      for (const [option, keyword] of [
        ['min', low],
        ['max', high],
      ] as const) {
        const bound = asNumber(fieldOf(options, option));
        if (bound !== undefined && keyword !== undefined) of = withKeyword(of, keyword, bound, place);
      }
    }
    if (rule === 'matches' && typeof boundOf(args[0]) === 'string') of = withKeyword(of, 'pattern', boundOf(args[0]), place);
    const values = rule === 'isIn' ? literalsOf(args) : undefined;
    if (values !== undefined) of = withKeyword(of, 'enum', values, place);
  }
  return [{ part, schema: objectOf(new Map([[name, { schema: of, required, place: first.place }]]), first.place), place: first.place }];
}

/** `{ body: schema, query: schema }`. */
function byParts(value: Value | undefined, place: CodePlace): PartSchema[] {
  if (value?.kind !== 'object') return [];
  return [...value.fields].flatMap(([name, each]): PartSchema[] => {
    const part = PARTS[name.toLowerCase()] ?? PARTS[name.replace(/^.*\./, '').toLowerCase()];
    if (part === undefined) return [];
    const at = value.places.get(name) ?? place;
    const read =
      joiSchema(each)?.schema ?? zodSchema(each)?.schema ?? (each.kind === 'object' ? objectOf(properties(each, at), at) : undefined);
    return read === undefined ? [] : [{ part, schema: read, place: at }];
  });
}

/** A function of the program that was made with a schema: what it validates is what its body reads. */
function ofClosure(closure: Extract<Value, { kind: 'closure' }>, place: CodePlace): PartSchema[] {
  const found = [...closure.scope.own.values()].map((value) => ({ value, read: zodSchema(value)?.schema ?? joiSchema(value)?.schema }));
  return found.flatMap(({ value, read }): PartSchema[] => {
    if (read === undefined) return value.kind === 'object' ? byParts(value, place) : [];
    // One schema for the whole request: `z.object({ body: ..., query: ... })`.
    const parts = [...(read.properties ?? [])].filter(([name]) => Object.hasOwn(PARTS, name));
    if (parts.length > 0 && parts.length === read.properties?.size) {
      return parts.map(([name, property]) => ({ part: PARTS[name] ?? 'body', schema: property.schema, place: property.place }));
    }
    return [{ part: partRead(closure), schema: read, place: read.place }];
  });
}

function partRead({ function: declared }: Extract<Value, { kind: 'closure' }>): Part {
  const request = declared.parameters[0]?.name ?? 'req';
  for (const expression of expressionsOf(declared.body ?? [])) {
    const path = dotted(expression);
    const part = path?.startsWith(`${request}.`) === true ? PARTS[path.split('.')[1] ?? ''] : undefined;
    if (part !== undefined) return part;
  }
  return 'body';
}
