/** What a Flask view reads of the request: the rule's variables, schemas that decorators name, what its body asks for. */
import { argumentOf, asString, type ClosureValue, type CodePlace, externalName } from '../../interpret/value.ts';
import type { CodeProperty, CodeSchema, Route, RouteParameter } from '../../route.ts';
import { objectOf, schema } from '../../schema/schema.ts';
import type { SchemaBuilder } from '../../schema/schema-builder.ts';
import { dotted } from '../../syntax/build.ts';
import type { Expression, FunctionDeclaration, Statement } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { table } from '../../table.ts';
import { templateNames } from '../path-text.ts';
import type { AppliedDecorator } from '../python/decorators.ts';
import { schemaOf } from './marshmallow.ts';
import { ruleVariables } from './paths.ts';

const LOCATIONS: Readonly<Record<string, RouteParameter['in'] | 'json' | 'form'>> = table({
  query: 'query',
  querystring: 'query',
  args: 'query',
  json: 'json',
  body: 'json',
  json_or_form: 'json',
  form: 'form',
  form_and_files: 'form',
  files: 'form',
  headers: 'header',
  cookies: 'cookie',
  path: 'path',
  view_args: 'path',
});

const WITHOUT_BODY = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS']);

interface Reading {
  readonly verb: string;
  readonly template: string;
  readonly rules: readonly string[];
  readonly handler: ClosureValue;
  readonly decorators: readonly AppliedDecorator[];
}

export function requestOf(reading: Reading, builder: SchemaBuilder): Pick<Route, 'parameters' | 'body' | 'responses'> {
  const request = new Request(reading, builder);
  for (const decorator of reading.decorators) request.decorator(decorator);
  request.body();
  return request.result();
}

class Request {
  readonly #of: Reading;
  readonly #builder: SchemaBuilder;
  readonly #place: CodePlace;
  readonly #parameters = new Map<string, RouteParameter>();
  readonly #fields = new Map<string, CodeProperty>();
  #mediaType = 'application/json';
  #whole: CodeSchema | undefined;
  /** The body is read, and nothing more is known of it. */
  #unnamed: CodeSchema | undefined;
  #responses: Route['responses'];

  constructor(reading: Reading, builder: SchemaBuilder) {
    this.#of = reading;
    this.#builder = builder;
    const { function: declared, unit } = reading.handler;
    this.#place = { file: unit.file, span: declared.at };
    const variables = ruleVariables(reading.rules, this.#place);
    for (const name of templateNames(reading.template))
      this.#add({
        name,
        in: 'path',
        required: true,
        schema: variables.get(name) ?? schema(this.#place, { type: 'string' }),
        place: this.#place,
      });
  }

  result(): Pick<Route, 'parameters' | 'body' | 'responses'> {
    const [first] = this.#fields.values();
    const of = this.#whole ?? (first === undefined ? this.#unnamed : objectOf(this.#fields, first.place));
    const responses = this.#responses;
    return {
      parameters: [...this.#parameters.values()],
      ...(of !== undefined && { body: { required: true, mediaTypes: [this.#mediaType], schema: of, place: of.place } }),
      ...(responses !== undefined && { responses }),
    };
  }

  #add(parameter: RouteParameter): void {
    const key = `${parameter.in} ${parameter.name}`;
    if (!this.#parameters.has(key)) this.#parameters.set(key, parameter);
  }

  /** `@blp.arguments(S, location='query')`, `@use_kwargs(S)`, `@app.input(S)`; `@blp.response(200, S)`, `@marshal_with(S)`. */
  decorator({ value, place }: AppliedDecorator): void {
    const called = value.kind === 'result' ? externalName(value) : undefined;
    if (value.kind !== 'result' || called === undefined) return;
    const last = called.name.slice(called.name.lastIndexOf('.') + 1);
    if (/^(?:arguments|use_args|use_kwargs|input|body)$/.test(last)) {
      const given = asString(value.arguments.find(({ name }) => name === 'location')?.value);
      // webargs and flask-apispec take a dictionary from the query where a request has no body.
      const standard = /^use_/.test(last) && WITHOUT_BODY.has(this.#of.verb) ? 'query' : 'json';
      const location = LOCATIONS[given ?? standard] ?? 'json';
      const of = schemaOf(argumentOf(value.arguments, 0, 'schema', 'argmap')?.value, place, this.#builder);
      this.#input(location, of, place);
    } else if (/^(?:response|marshal_with|output)$/.test(last)) {
      const position = last === 'response' ? 1 : 0;
      const status = value.arguments[0]?.value;
      const code = last === 'response' && status?.kind === 'literal' ? String(status.value) : '200';
      const of = schemaOf(argumentOf(value.arguments, position, 'schema')?.value, place, this.#builder);
      if (of !== undefined) this.#responses ??= [{ status: code, mediaType: 'application/json', schema: of, place }];
    }
  }

  #input(location: RouteParameter['in'] | 'json' | 'form', of: CodeSchema | undefined, place: CodePlace): void {
    if (location === 'json' || location === 'form') {
      if (location === 'form') this.#mediaType = 'multipart/form-data';
      this.#whole ??= of ?? schema(place);
      return;
    }
    for (const [name, each] of of === undefined ? [] : this.#builder.propertiesOf(of))
      this.#add({ name, in: location, required: location === 'path' || each.required, schema: each.schema, place: each.place });
  }

  /** `request.args.get('page', type=int)`, `request.json['name']`, `data = request.get_json()` and `data['name']`. */
  body(): void {
    const { function: declared, unit } = this.#of.handler;
    const holders = holdersIn(declared);
    for (const expression of expressionsOf(declared.body ?? [])) {
      const at = { file: unit.file, span: expression.at };
      const read = readOf(expression, holders);
      if (read !== undefined) this.#read(read.source, read.name, read.required, typed(read.type, at), at);
      else if (sourceOf(expression) === 'json' && !WITHOUT_BODY.has(this.#of.verb)) this.#unnamed ??= schema(at);
    }
  }

  #read(source: Source, name: string, required: boolean, of: CodeSchema, place: CodePlace): void {
    if (source === 'json' || source === 'form' || source === 'files') {
      if (WITHOUT_BODY.has(this.#of.verb)) return;
      if (source !== 'json') this.#mediaType = source === 'files' ? 'multipart/form-data' : 'application/x-www-form-urlencoded';
      const property = { schema: source === 'files' ? schema(place, { type: 'string', format: 'binary' }) : of, required: false, place };
      if (!this.#fields.has(name)) this.#fields.set(name, property);
    } else this.#add({ name, in: source, required, schema: of, place });
  }
}

type Source = 'query' | 'header' | 'cookie' | 'json' | 'form' | 'files';

const SOURCES: Readonly<Record<string, Source>> = table({
  'request.args': 'query',
  'request.headers': 'header',
  'request.cookies': 'cookie',
  'request.json': 'json',
  'request.form': 'form',
  'request.files': 'files',
});

/** Headers that say who asks or what is sent are no parameters of an operation (OAS 3.1, section 4.8.12). */
const NO_PARAMETERS = new Set(['authorization', 'content-type', 'accept']);

function sourceOf(expression: Expression): Source | undefined {
  const path = expression.kind === 'call' ? undefined : dotted(expression);
  if (path !== undefined) return SOURCES[path.replace(/^flask\./, '')];
  return expression.kind === 'call' && /^(?:flask\.)?request\.get_json$/.test(dotted(expression.callee) ?? '') ? 'json' : undefined;
}

/** Variables that hold a part of the request. */
function holdersIn({ body = [] }: FunctionDeclaration): Map<string, Source> {
  const holders = new Map<string, Source>();
  const visit = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      if (statement.kind === 'block') visit(statement.body);
      if (statement.kind !== 'declare' || statement.target.kind !== 'name' || statement.value === undefined) continue;
      // `request.get_json() or {}`
      const values = statement.value.kind === 'choice' ? statement.value.items : [statement.value];
      const source = values.map(sourceOf).find((each) => each !== undefined);
      if (source !== undefined) holders.set(statement.target.name, source);
    }
  };
  visit(body);
  return holders;
}

interface Read {
  readonly source: Source;
  readonly name: string;
  readonly required: boolean;
  /** Of `type=int`. */
  readonly type: string | undefined;
}

function readOf(expression: Expression, holders: ReadonlyMap<string, Source>): Read | undefined {
  const part = (object: Expression): Source | undefined =>
    (object.kind === 'name' ? holders.get(object.name) : undefined) ?? sourceOf(object);
  let read: Read | undefined;
  if (expression.kind === 'index' && expression.index.kind === 'string') {
    const source = part(expression.object);
    if (source !== undefined) read = { source, name: expression.index.value, required: true, type: undefined };
  } else if (expression.kind === 'call' && expression.callee.kind === 'member' && /^(?:get|getlist|pop)$/.test(expression.callee.name)) {
    const source = part(expression.callee.object);
    const [first] = expression.arguments;
    const type = expression.arguments.find(({ name }) => name === 'type')?.value;
    if (source !== undefined && first?.value.kind === 'string')
      read = { source, name: first.value.value, required: false, type: type?.kind === 'name' ? type.name : undefined };
  }
  return read?.source === 'header' && NO_PARAMETERS.has(read.name.toLowerCase()) ? undefined : read;
}

const TYPES: Readonly<Record<string, string>> = table({ int: 'integer', float: 'number', str: 'string', bool: 'boolean' });

function typed(type: string | undefined, place: CodePlace): CodeSchema {
  const known = type === undefined ? undefined : TYPES[type];
  return schema(place, known === undefined ? {} : { type: known });
}
