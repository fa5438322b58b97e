/** What a controller method reads of the request. */
import { asString, type ClassValue, type CodePlace, externalName, fieldOf, type Value } from '../../interpret/value.ts';
import type { CodeProperty, CodeSchema, Route, RouteParameter } from '../../route.ts';
import { objectOf, schema } from '../../schema/schema.ts';
import type { SchemaBuilder } from '../../schema/schema-builder.ts';
import type { FunctionDeclaration, ParameterDeclaration } from '../../syntax/unit.ts';
import { table } from '../../table.ts';
import { templateNames } from '../path-text.ts';
import { zodSchema } from '../validators/zod.ts';

const SOURCES: Readonly<Record<string, RouteParameter['in'] | 'body' | 'file'>> = table({
  Param: 'path',
  Query: 'query',
  Headers: 'header',
  Body: 'body',
  UploadedFile: 'file',
  UploadedFiles: 'file',
});

/** Pipes that turn a text into something else. */
const PIPES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  ParseIntPipe: { type: 'integer' },
  ParseFloatPipe: { type: 'number' },
  ParseBoolPipe: { type: 'boolean' },
  ParseUUIDPipe: { type: 'string', format: 'uuid' },
});

export function requestOf(
  template: string,
  method: FunctionDeclaration,
  owner: ClassValue,
  builder: SchemaBuilder,
): Pick<Route, 'parameters' | 'body'> {
  const parameters = new Map<string, RouteParameter>();
  const fields = new Map<string, CodeProperty>();
  let whole: { schema: CodeSchema; place: CodePlace } | undefined;
  let mediaType = 'application/json';
  const add = (parameter: RouteParameter): void => {
    const key = `${parameter.in} ${parameter.name}`;
    if (!parameters.has(key)) parameters.set(key, parameter);
  };
  for (const declared of method.parameters) {
    const read = readParameter(declared, owner, builder);
    if (read === undefined) continue;
    const { source, name, schema: of, place } = read;
    if (source === 'file') {
      mediaType = 'multipart/form-data';
      fields.set(name ?? 'file', { schema: schema(place, { type: 'string', format: 'binary' }), required: true, place });
    } else if (source === 'body') {
      if (name === undefined) whole = { schema: of, place };
      else fields.set(name, { schema: of, required: !declared.optional, place });
    } else if (name !== undefined) add({ name, in: source, required: source === 'path', schema: of, place });
    // A whole query object: each of its properties is a parameter.
    else if (source === 'query') {
      for (const [key, each] of builder.propertiesOf(of))
        add({ name: key, in: 'query', required: each.required, schema: each.schema, place: each.place });
    }
  }
  const place = { file: owner.unit.file, span: method.at };
  for (const name of templateNames(template)) add({ name, in: 'path', required: true, schema: schema(place, { type: 'string' }), place });
  const [first] = fields.values();
  const body = whole ?? (first === undefined ? undefined : { schema: objectOf(fields, first.place), place: first.place });
  return {
    parameters: [...parameters.values()],
    ...(body !== undefined && { body: { required: true, mediaTypes: [mediaType], ...body } }),
  };
}

interface Read {
  readonly source: RouteParameter['in'] | 'body' | 'file';
  readonly name: string | undefined;
  readonly schema: CodeSchema;
  readonly place: CodePlace;
}

function readParameter(declared: ParameterDeclaration, owner: ClassValue, builder: SchemaBuilder): Read | undefined {
  const { interpreter } = builder;
  const place = { file: owner.unit.file, span: declared.at };
  for (const decorator of declared.decorators) {
    const source = Object.hasOwn(SOURCES, decorator.name) ? SOURCES[decorator.name] : undefined;
    if (source === undefined) continue;
    const args = interpreter.argumentsIn(decorator.arguments, owner.unit, owner.scope).map(({ value }) => value);
    const pipes = args.map((value) => PIPES[externalName(value)?.name ?? ''] ?? PIPES[value.kind === 'class' ? value.type.name : '']);
    const piped = pipes.find((each) => each !== undefined);
    // What checks the value says more of it than the type that is written beside it.
    const of = checkedBy(args, place) ?? builder.of(declared.type, { unit: owner.unit, scope: owner.scope });
    const bare = of.keywords.size === 0 && of.reference === undefined && of.properties === undefined && source !== 'body';
    return {
      source,
      name: asString(args[0]),
      schema: piped !== undefined ? schema(place, piped) : bare ? schema(place, { type: 'string' }) : of,
      place,
    };
  }
  return undefined;
}

/** The schema of a pipe, `new ZodValidationPipe(schema)`, or of the options, `{ schema }`; what the latter holds is the type's in any case. */
function checkedBy(args: readonly Value[], place: CodePlace): CodeSchema | undefined {
  for (const value of args) {
    const option = value.kind === 'object' && value.type === undefined ? fieldOf(value, 'schema') : undefined;
    if (option !== undefined) return zodSchema(option)?.schema ?? schema(place);
    const given =
      value.kind === 'result' ? value.arguments.map((each) => each.value) : value.kind === 'object' ? value.fields.values() : [];
    for (const each of given) {
      const read = zodSchema(each);
      if (read !== undefined) return read.schema;
    }
  }
  return undefined;
}
