/** What a Django view reads of the request: its path, what it asks of the query, its serializer. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asStrings, type CodePlace, type Value } from '../../interpret/value.ts';
import type { CodeSchema, Route, RouteParameter } from '../../route.ts';
import { arrayOf, schema } from '../../schema/schema.ts';
import type { SchemaBuilder } from '../../schema/schema-builder.ts';
import { dotted } from '../../syntax/build.ts';
import type { Expression, FunctionDeclaration } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { templateNames } from '../path-text.ts';
import type { Handler } from './handlers.ts';
import { SerializerHost } from './serializers.ts';
import type { DjangoSettings } from './settings.ts';
import { attributeOf } from './view-sets.ts';

const CONVERTERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  int: { type: 'integer', minimum: 0 },
  uuid: { type: 'string', format: 'uuid' },
  slug: { type: 'string', pattern: '^[-a-zA-Z0-9_]+$' },
};

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
    const serializer = this.#serializer(handler);
    const body =
      WITH_BODY.has(handler.method) && serializer !== undefined && readsBody(handler)
        ? { required: true, mediaTypes: ['application/json'], schema: serializer, place: serializer.place }
        : undefined;
    return {
      parameters: [...parameters.values()],
      ...(body !== undefined && { body }),
      ...(serializer !== undefined && handler.method !== 'DELETE' && { responses: [this.#response(handler, serializer, place)] }),
    };
  }

  #response({ method, action }: Handler, serializer: CodeSchema, place: CodePlace): NonNullable<Route['responses']>[number] {
    const of = action === 'list' ? arrayOf(serializer, place) : serializer;
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
    return [...read, ...this.#filters(type, place), ...this.#pagination(type, place)];
  }

  #filters(type: NonNullable<Handler['type']>, place: CodePlace): RouteParameter[] {
    const fields = attributeOf(type, 'filterset_fields', this.#interpreter) ?? attributeOf(type, 'filter_fields', this.#interpreter);
    const names = fields?.value.kind === 'object' ? [...fields.value.fields.keys()] : (asStrings(fields?.value) ?? []);
    const found = names.map((name) => query(name, {}, fields?.place ?? place));
    const search = attributeOf(type, 'search_fields', this.#interpreter);
    const ordering = attributeOf(type, 'ordering_fields', this.#interpreter);
    if (search !== undefined) found.push(query('search', { type: 'string' }, search.place));
    if (ordering !== undefined) found.push(query('ordering', { type: 'string' }, ordering.place));
    return found;
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
    return /PageNumber/.test(base) ? [query('page', { type: 'integer' }, at), ...sizes] : [];
  }

  /** `serializer_class`, `@action(serializer_class=...)`, or the serializer that the body is given to. */
  #serializer({ type, action, function: closure, method }: Handler): CodeSchema | undefined {
    const used =
      closure === undefined
        ? undefined
        : this.#used(closure.function, (each) => this.#interpreter.evaluateIn(each, closure.unit, closure.scope));
    if (used !== undefined) return this.#schemaOf(used);
    if (type === undefined || this.#interpreter.methodOf(type, 'get_serializer_class') !== undefined) return undefined;
    const decorator = this.#interpreter.methodOf(type, action)?.function.decorators.find(({ name }) => /(?:^|\.)action$/.test(name));
    const ofAction = decorator?.arguments.find(({ name }) => name === 'serializer_class')?.value;
    if (ofAction !== undefined) return this.#schemaOf(this.#interpreter.evaluateIn(ofAction, type.unit, this.#interpreter.scopeIn(type)));
    const own = attributeOf(type, 'serializer_class', this.#interpreter)?.value;
    const of = own === undefined ? undefined : this.#schemaOf(own);
    // A change of some fields needs none of the others.
    return of === undefined || method !== 'PATCH' ? of : this.#partial(of);
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

  /** `XSerializer(data=request.data)` in the body of the handler. */
  #used(declared: FunctionDeclaration, evaluate: (expression: Expression) => Value): Value | undefined {
    for (const each of expressionsOf(declared.body ?? [])) {
      if (each.kind !== 'call' || !each.arguments.some(({ name }) => name === 'data')) continue;
      const value = evaluate(each.callee);
      if (value.kind === 'class' && /Serializer/.test(value.type.name)) return value;
    }
    return undefined;
  }
}

/** A handler of the package reads the body; one of the program does when it says `request.data`, or leaves it to the package's. */
function readsBody({ function: closure }: Handler): boolean {
  return (
    closure === undefined ||
    [...expressionsOf(closure.function.body ?? [])].some(
      (each) =>
        (each.kind === 'member' && /^(?:data|POST|body)$/.test(each.name) && /(?:^|\.)request$/.test(dotted(each.object) ?? '')) ||
        (each.kind === 'name' && each.name === 'super'),
    )
  );
}

function nameOf(value: Value | undefined): string {
  if (value === undefined) return '';
  return value.kind === 'external' ? value.name : (asStrings(value)?.[0] ?? '');
}

function query(name: string, keywords: Readonly<Record<string, unknown>>, place: CodePlace): RouteParameter {
  return { name, in: 'query', required: false, schema: schema(place, keywords), place };
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
