/** Parameters, body and response of FastAPI routes. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import {
  argumentOf,
  asBoolean,
  asNumber,
  asString,
  type ClosureValue,
  type CodePlace,
  externalName,
  type ResultValue,
  type Value,
} from '../../interpret/value.ts';
import { typeOf } from '../../languages/python-expressions.ts';
import type { CodeProperty, CodeSchema, Route, RouteParameter } from '../../route.ts';
import { objectOf } from '../../schema/schema.ts';
import type { SchemaBuilder } from '../../schema/schema-builder.ts';
import type { ParameterDeclaration, TypeReference } from '../../syntax/unit.ts';
import { table } from '../../table.ts';
import { templateNames } from '../path-text.ts';
import { dependencyOfParameter, metadataOf } from './dependencies.ts';
import type { Endpoint } from './hosts.ts';
import { isModel, withBounds } from './pydantic.ts';
import { redirectsAlways } from './redirects.ts';

/** `Query()`, `Body()`... and where each is read from. */
const SOURCES: Readonly<Record<string, RouteParameter['in'] | 'body' | 'form' | 'file'>> = table({
  Query: 'query',
  Path: 'path',
  Header: 'header',
  Cookie: 'cookie',
  Body: 'body',
  Form: 'form',
  File: 'file',
});

/** Types that the framework itself fills in. */
const INJECTED = /(?:^|\.)(?:Request|HTTPConnection|WebSocket|Response|BackgroundTasks|SecurityScopes)$/;

/** Decorators that leave the parameters of a function as they are written. */
const KEEPS_SIGNATURE = /(?:^|\.)(?:staticmethod|classmethod|(?:async)?contextmanager|override|(?:lru_)?cache|wraps|inject)$/;

interface BodyPart {
  readonly name: string;
  readonly source: 'body' | 'form' | 'file';
  readonly property: CodeProperty;
  readonly embed: boolean;
}

interface Reading {
  readonly template: string;
  readonly interpreter: Interpreter;
  readonly builder: SchemaBuilder;
  readonly parameters: Map<string, RouteParameter>;
  readonly parts: BodyPart[];
  readonly seen: Set<unknown>;
}

/** What a handler and its dependencies read of the request. */
export function requestOf(
  template: string,
  closure: ClosureValue,
  dependencies: readonly Value[],
  builder: SchemaBuilder,
): Pick<Route, 'parameters' | 'body'> {
  const reading: Reading = { template, interpreter: builder.interpreter, builder, parameters: new Map(), parts: [], seen: new Set() };
  readFunction(closure, reading, 0);
  for (const value of dependencies) readFunction(value, reading, 1);
  for (const name of templateNames(template)) {
    const key = `path ${name}`;
    if (!reading.parameters.has(key)) {
      const place = { file: closure.unit.file, span: closure.function.at };
      reading.parameters.set(key, {
        name,
        in: 'path',
        required: true,
        schema: { keywords: new Map([['type', { value: 'string' }]]), place },
        place,
      });
    }
  }
  const body = bodyOf(reading.parts);
  return { parameters: [...reading.parameters.values()], ...(body !== undefined && { body }) };
}

function readFunction(value: Value, reading: Reading, depth: number): void {
  const closure = callable(value, reading.interpreter);
  if (closure === undefined || depth > 10 || reading.seen.has(closure.function)) return;
  reading.seen.add(closure.function);
  // A decorator may replace the signature that the framework reads; those of the handler itself are the framework's own.
  if (depth > 0 && closure.function.decorators.some(({ name }) => !KEEPS_SIGNATURE.test(name))) return;
  for (const parameter of closure.function.parameters) {
    if (parameter.rest || (closure.receiver !== undefined && /^(?:self|cls)$/.test(parameter.name)) || parameter.name === 'self') continue;
    const dependency = dependencyOfParameter(parameter, closure, reading.interpreter);
    if (dependency !== undefined) readFunction(dependency.value, reading, depth + 1);
    else readParameter(parameter, closure, reading);
  }
}

function callable(value: Value, interpreter: Interpreter): ClosureValue | undefined {
  if (value.kind === 'closure') return value;
  if (value.kind === 'class') return interpreter.methodOf(value, 'constructor');
  return value.kind === 'object' && value.type !== undefined ? interpreter.methodOf(value.type, '__call__', value) : undefined;
}

function readParameter(parameter: ParameterDeclaration, closure: ClosureValue, reading: Reading): void {
  const { interpreter, builder, template } = reading;
  const type = parameter.type === undefined ? undefined : resolved(parameter.type, closure, interpreter);
  if (type !== undefined && INJECTED.test(type.name)) return;
  const place: CodePlace = { file: closure.unit.file, span: parameter.at };
  const marker = markerOf(parameter, closure, interpreter);
  const context = { unit: closure.unit, scope: closure.scope };
  const of = builder.of(parameter.type, context);
  const schema = marker === undefined ? of : withBounds(of, marker.call, place);
  const required = isRequired(parameter, marker?.call);
  const alias = marker === undefined ? undefined : asString(marker.call.arguments.find(({ name }) => name === 'alias')?.value);
  const source = marker?.source ?? (templateNames(template).includes(parameter.name) ? 'path' : implied(type, context, interpreter));
  if (source === 'body' || source === 'form' || source === 'file') {
    const embed = marker === undefined ? undefined : asBoolean(marker.call.arguments.find(({ name }) => name === 'embed')?.value);
    reading.parts.push({ name: alias ?? parameter.name, source, property: { schema, required, place }, embed: embed === true });
    return;
  }
  // Headers are written with hyphens, unless the code says otherwise.
  const name = alias ?? (source === 'header' ? parameter.name.replaceAll('_', '-') : parameter.name);
  const key = `${source} ${name}`;
  if (!reading.parameters.has(key))
    reading.parameters.set(key, { name, in: source, required: source === 'path' || required, schema, place });
}

/** A type behind aliases, without `Optional`. */
function resolved(type: TypeReference, { unit, scope }: ClosureValue, interpreter: Interpreter): TypeReference {
  const alias = type.name === '' ? undefined : interpreter.lookup(unit, type.name, scope);
  return alias?.kind === 'typing' ? typeOf(alias.expression) : type;
}

function implied(
  type: TypeReference | undefined,
  context: Parameters<typeof isModel>[1],
  interpreter: Interpreter,
): 'query' | 'body' | 'file' {
  if (type === undefined) return 'query';
  const upload = type.name === 'Array' ? type.args[0]?.name : type.name;
  if (upload !== undefined && /(?:^|\.)UploadFile$/.test(upload)) return 'file';
  return isModel(type, context, interpreter) ? 'body' : 'query';
}

interface Marker {
  readonly source: (typeof SOURCES)[string];
  readonly call: ResultValue;
}

function markerOf(parameter: ParameterDeclaration, closure: ClosureValue, interpreter: Interpreter): Marker | undefined {
  const values = metadataOf(parameter.type, closure, interpreter).map(({ value }) => value);
  if (parameter.value !== undefined) values.unshift(interpreter.evaluateIn(parameter.value, closure.unit, closure.scope));
  for (const value of values) {
    const called = value.kind === 'result' ? externalName(value.callee) : undefined;
    const source = called?.module.startsWith('fastapi') === true ? SOURCES[called.name.slice(called.name.lastIndexOf('.') + 1)] : undefined;
    if (source !== undefined && value.kind === 'result') return { source, call: value };
  }
  return undefined;
}

function isRequired({ value, type }: ParameterDeclaration, call: ResultValue | undefined): boolean {
  const called = value?.kind === 'call';
  if (value !== undefined && !called) return value.kind === 'name' && value.name === '...';
  const standard =
    call === undefined
      ? undefined
      : (argumentOf(call.arguments, 0, 'default') ?? call.arguments.find(({ name }) => name === 'default_factory'));
  if (standard === undefined) return value === undefined || type?.nullable !== true;
  return standard.expression.kind === 'name' && standard.expression.name === '...';
}

function bodyOf(parts: readonly BodyPart[]): Route['body'] {
  const [first] = parts;
  if (first === undefined) return undefined;
  const files = parts.some(({ source }) => source === 'file');
  const form = parts.some(({ source }) => source === 'form');
  const mediaTypes = [files ? 'multipart/form-data' : form ? 'application/x-www-form-urlencoded' : 'application/json'];
  const { place } = first.property;
  const required = parts.some(({ property }) => property.required);
  if (parts.length === 1 && !first.embed && first.source === 'body') return { required, mediaTypes, schema: first.property.schema, place };
  return { required, mediaTypes, schema: objectOf(new Map(parts.map(({ name, property }) => [name, property])), place), place };
}

/** The success response: `response_model`, else the type that the function returns. */
export function responseOf({ function: closure, arguments: args }: Endpoint, builder: SchemaBuilder): Route['responses'] {
  if (closure === undefined) return undefined;
  const status =
    statusOf(args.find(({ name }) => name === 'status_code')?.value) ?? (redirectsAlways(closure.function.body ?? []) ? 307 : 200);
  const model = args.find(({ name }) => name === 'response_model');
  const place = model?.place ?? { file: closure.unit.file, span: closure.function.at };
  const none = model?.value.kind === 'literal' && model.value.value === null;
  const type = model === undefined ? closure.function.returns : none ? undefined : typeOf(model.expression);
  const context = { unit: closure.unit, scope: closure.scope };
  const schema: CodeSchema | undefined =
    type === undefined || status === 204 || /Response$/.test(type.name) ? undefined : builder.of(type, context);
  return [{ status: String(status), mediaType: 'application/json', ...(schema !== undefined && { schema }), place }];
}

/** `201` or `status.HTTP_201_CREATED`. */
function statusOf(value: Value | undefined): number | undefined {
  if (value === undefined) return undefined;
  const name = externalName(value)?.name;
  const code = name === undefined ? undefined : /HTTP_(\d{3})/.exec(name)?.[1];
  return asNumber(value) ?? (code === undefined ? undefined : Number(code));
}
