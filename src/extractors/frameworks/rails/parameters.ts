/** What an action reads of the request: its path, `params`, strong parameters. */

import type { CodePlace } from '../../interpret/value.ts';
import type { CodeProperty, CodeSchema, Route, RouteParameter } from '../../route.ts';
import { arrayOf, objectOf, schema } from '../../schema/schema.ts';
import type { Argument, Expression, FunctionDeclaration } from '../../syntax/unit.ts';
import { templateNames } from '../path-text.ts';
import { reachedFrom } from './answers.ts';
import { callOf, positional, textOf } from './literals.ts';
import type { FoundMethod } from './methods.ts';
import type { Models } from './models.ts';
import type { Profile } from './profile.ts';
import type { RailsRoute } from './route-scope.ts';

/** Put there by Rails. */
const OWN = /^(?:controller|action|format|id|utf8|commit|authenticity_token|_method)$/;

const IN_QUERY = /^(?:GET|HEAD|DELETE|OPTIONS)$/;

/** Parameters and body of an operation; a body exists only where a field of it is known. */
export function requestOf(
  { path, method, patterns, fixed, place }: RailsRoute,
  profile: Profile | undefined,
  handlers: readonly FoundMethod[],
  models: Models,
): Pick<Route, 'parameters' | 'body'> {
  const names = templateNames(path);
  const parameters: RouteParameter[] = names.map((name) => {
    const pattern = patternOf(patterns.get(name));
    return {
      name,
      in: 'path',
      required: true,
      schema: schema(place, { type: 'string', ...(pattern !== undefined && { pattern }) }),
      place,
    };
  });
  const fields = new Fields(models, profile?.type.name ?? '');
  if (profile !== undefined) for (const each of handlers) fields.read(each, profile);
  const read = [...fields.properties].filter(([name]) => !names.includes(name) && !fixed.includes(name) && !OWN.test(name));
  if (IN_QUERY.test(method)) {
    const flat = read.filter(([, { schema: of }]) => of.properties === undefined);
    return {
      parameters: [
        ...parameters,
        ...flat.map(([name, of]): RouteParameter => ({ name, in: 'query', required: of.required, schema: of.schema, place: of.place })),
      ],
    };
  }
  const [first] = read;
  if (first === undefined) return { parameters };
  const at = first[1].place;
  const body = {
    required: read.some(([, { required }]) => required),
    mediaTypes: ['application/json'],
    schema: objectOf(new Map(read), at),
    place: at,
  };
  return { parameters, body };
}

/** A regular expression of the routes holds for the whole of a segment. */
function patternOf(source: string | undefined): string | undefined {
  if (source === undefined || /\\[AzZhH]|\(\?[^:=!]|\[\[:|&&/.test(source)) return undefined;
  return `^(?:${source})$`;
}

class Fields {
  readonly properties = new Map<string, CodeProperty>();
  readonly #models: Models;
  readonly #controller: string;

  constructor(models: Models, controller: string) {
    this.#models = models;
    this.#controller = controller;
  }

  /** What a method reads, and the methods that it calls. */
  read({ declared, part }: FoundMethod, profile: Profile): void {
    for (const { expression, file } of reachedFrom(declared, profile)) this.#expression(expression, file ?? part.unit.file);
  }

  #expression(expression: Expression, file: string): void {
    const place = { file, span: expression.at };
    if (expression.kind === 'index') {
      const name = isParameters(expression.object) ? textOf(expression.index) : undefined;
      if (name !== undefined) this.#add(name, { schema: schema(place), required: false, place });
      return;
    }
    const call = expression.kind === 'call' ? callOf(expression) : undefined;
    if (call?.receiver === undefined) return;
    const { receiver, name, args } = call;
    if (name === 'permit' || name === 'permit!') this.#permitted(receiver, args, place);
    else if (!isParameters(receiver)) return;
    else if (name === 'expect') this.#expected(args, place);
    else if (name === 'require') {
      const field = textOf(positional(args)[0]);
      if (field !== undefined) this.#add(field, { schema: schema(place), required: true, place });
    } else if (name === 'fetch' || name === 'dig' || name === 'key?' || name === 'has_key?') {
      const field = textOf(positional(args)[0]);
      const isWhole = name !== 'dig' || positional(args).length === 1;
      if (field !== undefined && isWhole) this.#add(field, { schema: schema(place), required: false, place });
    }
  }

  /** `params.permit(...)`, `params.require(:user).permit(...)`. */
  #permitted(receiver: Expression, args: readonly Argument[], place: CodePlace): void {
    if (isParameters(receiver)) {
      for (const [name, property] of this.#list(args, place, undefined)) this.#add(name, property);
      return;
    }
    const call = callOf(receiver);
    const wrapper =
      call?.receiver !== undefined && isParameters(call.receiver) && /^(?:require|fetch)$/.test(call.name)
        ? textOf(positional(call.args)[0])
        : undefined;
    const indexed = receiver.kind === 'index' && isParameters(receiver.object) ? textOf(receiver.index) : undefined;
    const name = wrapper ?? indexed;
    if (name === undefined) return;
    const properties = this.#list(args, place, name);
    this.#add(name, {
      schema: properties.size === 0 ? schema(place) : objectOf(properties, place),
      required: call?.name === 'require',
      place,
    });
  }

  /** `params.expect(user: [:name, tags: []])`. */
  #expected(args: readonly Argument[], place: CodePlace): void {
    for (const { name, value } of args) {
      if (name === undefined) {
        for (const each of value.kind === 'list' ? value.items : [value]) {
          const field = textOf(each);
          if (field !== undefined) this.#add(field, { schema: schema(place), required: true, place });
        }
      } else this.#add(name, { schema: this.#nested(value, place, name), required: true, place });
    }
  }

  #list(args: readonly Argument[], place: CodePlace, model: string | undefined): Map<string, CodeProperty> {
    const properties = new Map<string, CodeProperty>();
    const add = (name: string, of: CodeSchema): void => {
      properties.set(name, { schema: of, required: false, place: of.place });
    };
    for (const { name, value } of args) {
      const at = { file: place.file, span: value.at };
      if (name !== undefined) add(name, this.#nested(value, at, undefined));
      else
        for (const each of value.kind === 'list' ? value.items : [value]) {
          const text = textOf(each);
          if (text !== undefined) add(text, this.#models.attribute(model, text, this.#controller, { file: place.file, span: each.at }));
          else if (each.kind === 'map')
            for (const entry of each.entries)
              if (entry.key !== undefined) add(entry.key, this.#nested(entry.value, { file: place.file, span: entry.at }, undefined));
        }
    }
    return properties;
  }

  /** `tags: []`, `address: [:street]`, `items: [[:id]]`, `meta: {}`. */
  #nested(value: Expression, place: CodePlace, model: string | undefined): CodeSchema {
    if (value.kind === 'list') {
      const [first] = value.items;
      if (first === undefined) return arrayOf(schema(place), place);
      // An object, or a list of them: strong parameters take both.
      const inner = first.kind === 'list' && value.items.length === 1 ? first : value;
      const properties = this.#list([{ value: inner }], place, model);
      if (properties.size === 0) return schema(place);
      return first.kind === 'list'
        ? arrayOf(objectOf(properties, place), place)
        : model === undefined
          ? schema(place)
          : objectOf(properties, place);
    }
    return schema(place);
  }

  /** What is said first stays, unless more is said of its fields. */
  #add(name: string, property: CodeProperty): void {
    const present = this.properties.get(name);
    if (present === undefined) this.properties.set(name, property);
    else if (present.schema.properties === undefined && property.schema.properties !== undefined)
      this.properties.set(name, { ...property, required: present.required || property.required });
  }
}

function isParameters(expression: Expression): boolean {
  return expression.kind === 'name' && expression.name === 'params';
}

/** Methods whose reading tells what an operation takes. */
export function handlersOf(action: FoundMethod | undefined, callbacks: readonly FoundMethod[]): FoundMethod[] {
  const seen = new Set<FunctionDeclaration>();
  return [...(action === undefined ? [] : [action]), ...callbacks].filter(
    ({ declared }) => !seen.has(declared) && seen.add(declared) !== undefined,
  );
}
