/** What a Micronaut handler reads of the request. */
import { asString, type ClassValue, type CodePlace } from '../../interpret/value.ts';
import type { CodeProperty, CodeSchema, Route, RouteParameter } from '../../route.ts';
import { objectOf, schema } from '../../schema/schema.ts';
import type { ParameterDeclaration, TypeReference } from '../../syntax/unit.ts';
import { table } from '../../table.ts';
import { type Annotation, annotationsOf, argumentValue, find } from '../java/annotations.ts';
import { type Beans, withBounds } from '../java/beans.ts';
import type { Declared } from '../java/declarations.ts';
import { templateNames } from '../path-text.ts';
import { queryNames } from './paths.ts';

type Source = RouteParameter['in'] | 'body' | 'part' | 'bean';

const SOURCES: Readonly<Record<string, Source>> = table({
  PathVariable: 'path',
  QueryValue: 'query',
  Header: 'header',
  CookieValue: 'cookie',
  Body: 'body',
  Part: 'part',
  RequestBean: 'bean',
});

const INJECTED =
  /^(?:HttpRequest|HttpHeaders|HttpParameters|Cookies|Cookie|Principal|Authentication|ServerAuthentication|BasicAuth|Locale|PropagatedContext|MutablePropagatedContext|ServerRequestContext|Session|HttpMethod|UserDetails|Continuation)$/;

const FILES = /^(?:CompletedFileUpload|StreamingFileUpload|CompletedPart|PartData|MultipartBody)$/;

const WITHOUT_BODY = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE', 'TRACE']);

interface Reading {
  readonly declared: readonly Declared[];
  readonly verb: string;
  readonly template: string;
  /** Of the method, as written: it may name query parameters. */
  readonly path: string;
  readonly consumes: readonly string[];
}

export function requestOf(reading: Reading, beans: Beans): Pick<Route, 'parameters' | 'body'> {
  const request = new Request(reading, beans);
  const [first] = reading.declared;
  for (const [index, parameter] of (first?.method.parameters ?? []).entries()) request.parameter(parameter, index);
  return request.result();
}

class Request {
  readonly #of: Reading;
  readonly #beans: Beans;
  readonly #parameters = new Map<string, RouteParameter>();
  readonly #fields = new Map<string, CodeProperty>();
  #parts = false;
  #body: Route['body'];

  constructor(reading: Reading, beans: Beans) {
    this.#of = reading;
    this.#beans = beans;
  }

  result(): Pick<Route, 'parameters' | 'body'> {
    const { template, declared, path } = this.#of;
    const [first] = declared;
    if (first !== undefined) {
      const place = { file: first.owner.unit.file, span: first.method.at };
      const text = schema(place, { type: 'string' });
      for (const name of templateNames(template)) this.#add({ name, in: 'path', required: true, schema: text, place });
      for (const name of queryNames(path)) this.#add({ name, in: 'query', required: false, schema: text, place });
    }
    const body = this.#body ?? this.#fieldBody();
    return { parameters: [...this.#parameters.values()], ...(body !== undefined && { body }) };
  }

  #fieldBody(): Route['body'] {
    const [first] = this.#fields.values();
    if (first === undefined) return undefined;
    return { required: true, mediaTypes: this.#mediaTypes(), schema: objectOf(this.#fields, first.place), place: first.place };
  }

  #mediaTypes(): readonly string[] {
    if (this.#of.consumes.length > 0) return this.#of.consumes;
    return [this.#parts ? 'multipart/form-data' : 'application/json'];
  }

  #add(parameter: RouteParameter): void {
    const key = `${parameter.in} ${parameter.name}`;
    if (!this.#parameters.has(key)) this.#parameters.set(key, parameter);
  }

  parameter(parameter: ParameterDeclaration, index: number): void {
    const { declared, template, verb, path } = this.#of;
    const [first] = declared;
    if (first === undefined) return;
    const { interpreter } = this.#beans.checked;
    const annotations = declared.flatMap(({ method, owner }) =>
      annotationsOf(method.parameters[index]?.decorators ?? [], { unit: owner.unit, scope: interpreter.scopeIn(owner) }, interpreter),
    );
    const place = { file: first.owner.unit.file, span: parameter.at };
    if (this.#annotated(annotations, parameter.name, parameter.type, first.owner, place)) return;
    const type = last(parameter.type);
    if (INJECTED.test(type) || find(annotations, 'RequestAttribute', 'SessionValue', 'Property', 'Value') !== undefined) return;
    if (type === 'Pageable') {
      this.#pageable(place);
      return;
    }
    const { name } = parameter;
    const of = this.#schema(parameter.type, annotations, first.owner);
    const required = isRequired(annotations, parameter.type);
    if (templateNames(template).includes(name)) this.#add({ name, in: 'path', required: true, schema: of, place });
    else if (WITHOUT_BODY.has(verb) || queryNames(path).includes(name)) this.#add({ name, in: 'query', required, schema: of, place });
    else {
      this.#parts ||= FILES.test(type);
      this.#fields.set(name, { schema: of, required, place });
    }
  }

  /** Whether an annotation says where the value comes from. */
  #annotated(
    annotations: readonly Annotation[],
    name: string,
    type: TypeReference | undefined,
    owner: ClassValue,
    place: CodePlace,
  ): boolean {
    const annotation = annotations.find((each) => each.declared === undefined && Object.hasOwn(SOURCES, each.name));
    const source = annotation === undefined ? undefined : SOURCES[annotation.name];
    if (annotation === undefined || source === undefined) return false;
    if (source === 'bean') {
      this.#bean(type, owner);
      return true;
    }
    const written = asString(argumentValue(annotation, 'value', 'name') ?? argumentValue(annotation, 'name'));
    const given = written ?? (source === 'header' ? name.replaceAll(/([A-Z])/g, '-$1').toLowerCase() : name);
    const of = this.#schema(type, annotations, owner);
    const required = isRequired(annotations, type) && argumentValue(annotation, 'defaultValue') === undefined;
    if (source === 'body' && written === undefined) this.#body = { required, mediaTypes: this.#mediaTypes(), schema: of, place };
    else if (source === 'body' || source === 'part') {
      this.#parts ||= source === 'part';
      this.#fields.set(given, { schema: of, required, place });
    } else this.#add({ name: given, in: source, required: source === 'path' || required, schema: of, place });
    return true;
  }

  /** Fields of a `@RequestBean`, and parameters of its constructor or record. */
  #bean(type: TypeReference | undefined, owner: ClassValue): void {
    const { interpreter } = this.#beans.checked;
    const context = { unit: owner.unit, scope: interpreter.scopeIn(owner) };
    const bean = type === undefined ? undefined : interpreter.typeNamed(type, context);
    for (const each of bean === undefined ? [] : interpreter.lineage(bean)) {
      for (const { name, type: of, decorators, at } of each.type.fields) {
        const annotations = annotationsOf(decorators, { unit: each.unit, scope: interpreter.scopeIn(each) }, interpreter);
        this.#annotated(annotations, name, of, each, { file: each.unit.file, span: at });
      }
    }
  }

  #schema(type: TypeReference | undefined, annotations: readonly Annotation[], owner: ClassValue): CodeSchema {
    const checked = find(annotations, 'Valid') !== undefined;
    const builder = checked ? this.#beans.checked : this.#beans.unchecked;
    return withBounds(builder.of(type, { unit: owner.unit, scope: builder.interpreter.scopeIn(owner) }), annotations);
  }

  /** Micronaut Data caps the size at 100 unless `micronaut.data.pageable.max-page-size` says otherwise. */
  #pageable(place: CodePlace): void {
    this.#add({ name: 'page', in: 'query', required: false, schema: schema(place, { type: 'integer', minimum: 0 }), place });
    this.#add({ name: 'size', in: 'query', required: false, schema: schema(place, { type: 'integer', minimum: 1, maximum: 100 }), place });
    const sort = { ...schema(place, { type: 'array' }), items: schema(place, { type: 'string' }) };
    this.#add({ name: 'sort', in: 'query', required: false, schema: sort, place });
  }
}

function isRequired(annotations: readonly Annotation[], type: TypeReference | undefined): boolean {
  return find(annotations, 'Nullable') === undefined && last(type) !== 'Optional';
}

function last(type: TypeReference | undefined): string {
  const name = type?.name ?? '';
  return name.slice(name.lastIndexOf('.') + 1);
}
