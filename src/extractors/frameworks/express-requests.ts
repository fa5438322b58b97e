/** What an Express route reads of the request: path, query and body, with the bounds that middleware checks. */
import type { ClosureValue, CodePlace, Value } from '../interpret/value.ts';
import type { CodeProperty, CodeSchema, Keyword, Route, RouteParameter } from '../route.ts';
import { dotted } from '../syntax/build.ts';
import type { Expression, Statement } from '../syntax/unit.ts';
import { expressionsOf } from '../syntax/walk.ts';
import { templateNames } from './path-text.ts';
import type { HandlerValue } from './router-tree.ts';
import { type PartSchema, validatedParts } from './validators/request-validators.ts';

type Parts = Pick<Route, 'parameters' | 'body'>;

/** Parameters of the path, what validators state, and what the handlers read; a body exists only when a field of it is known. */
export function requestParts(template: string, handlers: readonly HandlerValue[], place: CodePlace): Parts {
  const request = new Request();
  for (const { value, place: at } of handlers) for (const part of validatedParts(value, at)) request.validated(part);
  for (const name of templateNames(template)) request.add({ name, in: 'path', required: true, schema: typed('string', place), place });
  for (const { part, name, at } of handlers.flatMap(({ value }) => closuresOf(value)).flatMap(readsOf)) {
    if (part === 'query') request.add({ name, in: 'query', required: false, schema: open(at), place: at });
    else request.field(name, { schema: open(at), required: false, place: at });
  }
  return request.parts();
}

/** Parameters and body as they come together; what is said first stays. */
class Request {
  readonly #parameters = new Map<string, RouteParameter>();
  readonly #fields = new Map<string, CodeProperty>();
  #whole: CodeSchema | undefined;

  add(parameter: RouteParameter): void {
    const key = `${parameter.in} ${parameter.name}`;
    if (!this.#parameters.has(key)) this.#parameters.set(key, parameter);
  }

  field(name: string, property: CodeProperty): void {
    if (!this.#fields.has(name)) this.#fields.set(name, property);
  }

  validated({ part, schema }: PartSchema): void {
    if (part === 'body') this.#whole ??= schema;
    for (const [name, property] of schema.properties ?? []) {
      if (part === 'body') this.field(name, property);
      else this.add({ name, in: part, required: part === 'path' || property.required, schema: property.schema, place: property.place });
    }
  }

  parts(): Parts {
    const parameters = [...this.#parameters.values()];
    const [first] = this.#fields.values();
    const whole = this.#whole;
    if (first === undefined && whole === undefined) return { parameters };
    const place = whole?.place ?? first?.place;
    if (place === undefined) return { parameters };
    const schema: CodeSchema = { ...(whole ?? typed('object', place)), ...(this.#fields.size > 0 && { properties: this.#fields }) };
    return { parameters, body: { required: whole !== undefined, mediaTypes: ['application/json'], schema, place } };
  }
}

function typed(type: string, place: CodePlace): CodeSchema {
  return { keywords: new Map<string, Keyword>([['type', { value: type }]]), place };
}

/** A value of which the code says nothing. */
function open(place: CodePlace): CodeSchema {
  return { keywords: new Map(), place };
}

function closuresOf(value: Value): ClosureValue[] {
  if (value.kind === 'closure') return [value];
  return value.kind === 'result' ? value.arguments.flatMap((each) => closuresOf(each.value)) : [];
}

interface Read {
  readonly part: 'query' | 'body';
  readonly name: string;
  readonly at: CodePlace;
}

/** `req.query.page`, `req.body.user`, and `const { page } = req.query`. */
function readsOf({ function: declared, unit }: ClosureValue): Read[] {
  const request = declared.parameters[0]?.name;
  if (request === undefined || request === '') return [];
  const part = (expression: Expression | undefined): Read['part'] | undefined => {
    const path = expression === undefined ? undefined : dotted(expression);
    return path === `${request}.query` ? 'query' : path === `${request}.body` ? 'body' : undefined;
  };
  const reads: Read[] = [];
  const add = (from: Expression | undefined, name: string, expression: Expression): void => {
    const of = part(from);
    if (of !== undefined && name !== '') reads.push({ part: of, name, at: { file: unit.file, span: expression.at } });
  };
  for (const expression of expressionsOf(declared.body ?? []))
    if (expression.kind === 'member') add(expression.object, expression.name, expression);
  for (const { target, value } of declarations(declared.body ?? [])) {
    if (target.kind !== 'map') continue;
    for (const entry of target.entries) if (entry.key !== undefined) add(value, entry.key, { kind: 'null', at: entry.at });
  }
  return reads;
}

function* declarations(statements: readonly Statement[]): Generator<Extract<Statement, { kind: 'declare' }>> {
  for (const statement of statements) {
    if (statement.kind === 'declare') yield statement;
    else if (statement.kind === 'block') yield* declarations(statement.body);
  }
}
