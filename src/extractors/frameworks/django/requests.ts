/** What a Django view reads of the request: its path, what it asks of the query, its serializer. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asStrings, type CodePlace, type Value } from '../../interpret/value.ts';
import type { CodeSchema, Route, RouteParameter } from '../../route.ts';
import { arrayOf, schema } from '../../schema/schema.ts';
import type { SchemaBuilder } from '../../schema/schema-builder.ts';
import { dotted } from '../../syntax/build.ts';
import type { Expression, FunctionDeclaration } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { table } from '../../table.ts';
import { templateNames } from '../path-text.ts';
import { filtersOf, query } from './filters.ts';
import type { Handler } from './handlers.ts';
import { answered, bodySerializer, callsSuper, type Use } from './serializer-use.ts';
import { SerializerHost } from './serializers.ts';
import type { DjangoSettings } from './settings.ts';
import { attributeOf } from './view-sets.ts';

const CONVERTERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  int: { type: 'integer', minimum: 0 },
  uuid: { type: 'string', format: 'uuid' },
  slug: { type: 'string', pattern: '^[-a-zA-Z0-9_]+$' },
});

const WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

/** Methods of a view, beside the handler, that take part in answering a list. */
const LIST_METHODS = ['get_queryset', 'filter_queryset'];

export class Requests {
  readonly #builder: SchemaBuilder;
  readonly #interpreter: Interpreter;
  readonly #settings: DjangoSettings;

  constructor(builder: SchemaBuilder, settings: DjangoSettings) {
    this.#builder = builder;
    this.#interpreter = builder.interpreter;
    this.#settings = settings;
  }

  of(
    handler: Handler,
    template: string,
    converters: ReadonlyMap<string, string>,
    place: CodePlace,
  ): Pick<Route, 'parameters' | 'body' | 'responses'> {
    const parameters = new Map<string, RouteParameter>();
    const add = (parameter: RouteParameter): void => {
      const key = `${parameter.in} ${parameter.name}`;
      if (!parameters.has(key)) parameters.set(key, parameter);
    };
    for (const name of templateNames(template)) {
      const converter = converters.get(name) ?? '';
      const keywords = Object.hasOwn(CONVERTERS, converter) ? (CONVERTERS[converter] ?? {}) : { type: 'string' };
      add({ name, in: 'path', required: true, schema: schema(place, keywords), place });
    }
    for (const each of this.#queries(handler, place)) add(each);
    const read = WITH_BODY.has(handler.method) ? this.#read(handler) : undefined;
    const response = handler.method === 'DELETE' ? undefined : this.#response(handler, place);
    return {
      parameters: [...parameters.values()],
      ...(read !== undefined && { body: { required: true, mediaTypes: ['application/json'], schema: read, place: read.place } }),
      ...(response !== undefined && { responses: [response] }),
    };
  }

  /** What the body is checked by: a package's handler uses the view's serializer, one of the program the one that it gives the data to. */
  #read({ type, action, function: closure, method }: Handler): CodeSchema | undefined {
    const use = closure === undefined || callsSuper(closure.function) ? ('view' as const) : bodySerializer(closure.function);
    const of = this.#schemaOfUse(use, type, action, closure);
    // A change of some fields needs none of the others.
    return of === undefined || method !== 'PATCH' ? of : this.#partial(of);
  }

  #response({ type, method, action, function: closure }: Handler, place: CodePlace): NonNullable<Route['responses']>[number] | undefined {
    const packaged = closure === undefined || callsSuper(closure.function);
    const use = packaged ? { serializer: 'view' as const, many: action === 'list' } : answered(closure.function);
    const serializer = this.#schemaOfUse(use?.serializer, type, action, closure);
    if (use === undefined || serializer === undefined) return undefined;
    const of = use.many ? arrayOf(serializer, place) : serializer;
    return { status: method === 'POST' && action === 'create' ? '201' : '200', mediaType: 'application/json', schema: of, place };
  }

  #queries({ type, action, function: closure, isRest }: Handler, place: CodePlace): RouteParameter[] {
    const isList = action === 'list';
    const functions = [
      closure,
      ...(type === undefined || !isList ? [] : LIST_METHODS.map((name) => this.#interpreter.methodOf(type, name))),
    ];
    const read = functions.flatMap((each) => (each === undefined ? [] : queriesIn(each.function, each.unit.file)));
    if (type === undefined || !isRest || !isList) return read;
    return [...read, ...filtersOf(type, this.#interpreter), ...this.#pagination(type, place)];
  }

  /** `pagination_class`, else that of the settings. */
  #pagination(type: NonNullable<Handler['type']>, place: CodePlace): RouteParameter[] {
    const own = attributeOf(type, 'pagination_class', this.#interpreter);
    const value = own === undefined ? this.#settings.rest('DEFAULT_PAGINATION_CLASS').value : own.value;
    const at = own?.place ?? place;
    const named = nameOf(value);
    const base = value?.kind === 'class' ? value.type.supertypes.map(({ name }) => name).join(' ') : named;
    const size = value?.kind === 'class' ? attributeOf(value, 'page_size_query_param', this.#interpreter)?.value : undefined;
    const most = value?.kind === 'class' ? attributeOf(value, 'max_page_size', this.#interpreter)?.value : undefined;
    const maximum = most?.kind === 'literal' && typeof most.value === 'number' ? { maximum: most.value } : {};
    const sizes = (asStrings(size) ?? []).map((name) => query(name, { type: 'integer', ...maximum }, at));
    if (/LimitOffset/.test(base)) return [query('limit', { type: 'integer' }, at), query('offset', { type: 'integer' }, at)];
    if (/Cursor/.test(base)) return [query('cursor', { type: 'string' }, at), ...sizes];
    if (/^GeoJsonPagination$/.test(base.slice(base.lastIndexOf('.') + 1)) && sizes.length === 0)
      sizes.push(query('page_size', { type: 'integer' }, at));
    return /PageNumber|GeoJsonPagination/.test(base) ? [query('page', { type: 'integer' }, at), ...sizes] : [];
  }

  #schemaOfUse(use: Use | undefined, type: Handler['type'], action: string, closure: Handler['function']): CodeSchema | undefined {
    if (use === undefined) return undefined;
    if (use === 'view') return type === undefined ? undefined : this.#ofView(type, action);
    const value = closure === undefined ? undefined : this.#interpreter.evaluateIn(use, closure.unit, closure.scope);
    return value?.kind === 'class' && /Serializer/.test(value.type.name) ? this.#schemaOf(value) : undefined;
  }

  /** `@action(serializer_class=...)`, else `serializer_class`. */
  #ofView(type: NonNullable<Handler['type']>, action: string): CodeSchema | undefined {
    const method = this.#interpreter.methodOf(type, action);
    const decorator = method?.function.decorators.find(({ name }) => /(?:^|\.)action$/.test(name));
    const ofAction = decorator?.arguments.find(({ name }) => name === 'serializer_class')?.value;
    if (this.#interpreter.methodOf(type, 'get_serializer_class') !== undefined) return undefined;
    if (ofAction !== undefined) return this.#schemaOf(this.#interpreter.evaluateIn(ofAction, type.unit, this.#interpreter.scopeIn(type)));
    const own = attributeOf(type, 'serializer_class', this.#interpreter)?.value;
    return own === undefined ? undefined : this.#schemaOf(own);
  }

  #partial(of: CodeSchema): CodeSchema {
    const properties = new Map([...this.#builder.propertiesOf(of)].map(([name, each]) => [name, { ...each, required: false }] as const));
    return { ...schema(of.place, { type: 'object' }), properties };
  }

  #schemaOf(value: Value): CodeSchema | undefined {
    if (value.kind === 'class') return this.#builder.ofClass(value, [], value);
    if (value.kind === 'host' && value.host instanceof SerializerHost) return this.#builder.ofClass(value.host.type, [], value.host.type);
    return undefined;
  }
}

function nameOf(value: Value | undefined): string {
  if (value === undefined) return '';
  return value.kind === 'external' ? value.name : (asStrings(value)?.[0] ?? '');
}

/** `request.query_params.get('author')`, `request.GET['page']`. */
function queriesIn({ body = [] }: FunctionDeclaration, file: string): RouteParameter[] {
  const isQuery = (expression: Expression): boolean => /(?:^|\.)request\.(?:query_params|GET)$/.test(dotted(expression) ?? '');
  return [...expressionsOf(body)].flatMap((each): RouteParameter[] => {
    const place = { file, span: each.at };
    if (each.kind === 'index' && each.index.kind === 'string' && isQuery(each.object))
      return [{ ...query(each.index.value, {}, place), required: true }];
    if (
      each.kind !== 'call' ||
      each.callee.kind !== 'member' ||
      !/^(?:get|getlist)$/.test(each.callee.name) ||
      !isQuery(each.callee.object)
    )
      return [];
    const [first] = each.arguments;
    return first?.value.kind === 'string' ? [query(first.value.value, {}, place)] : [];
  });
}
