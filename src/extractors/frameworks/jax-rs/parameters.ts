/** What a JAX-RS resource method reads of the request. */
import { asString, type ClassValue, type CodePlace } from '../../interpret/value.ts';
import type { CodeProperty, CodeSchema, Route, RouteParameter } from '../../route.ts';
import { objectOf, schema } from '../../schema/schema.ts';
import type { Decorator, ParameterDeclaration, TypeReference } from '../../syntax/unit.ts';
import { table } from '../../table.ts';
import { type Annotation, annotationsOf, argumentValue, find } from '../java/annotations.ts';
import { type Beans, withBounds } from '../java/beans.ts';
import type { Declared } from '../java/declarations.ts';
import { templateNames } from '../path-text.ts';

type Source = RouteParameter['in'] | 'form' | 'bean';

/** Annotations of JAX-RS, and those of Quarkus, whose name may be left out. */
const SOURCES: Readonly<Record<string, Source>> = table({
  PathParam: 'path',
  RestPath: 'path',
  QueryParam: 'query',
  RestQuery: 'query',
  HeaderParam: 'header',
  RestHeader: 'header',
  CookieParam: 'cookie',
  RestCookie: 'cookie',
  FormParam: 'form',
  RestForm: 'form',
  FormDataParam: 'form',
  BeanParam: 'bean',
});

/** Annotations of what the server fills in. */
const INJECTED = new Set(['Context', 'Suspended', 'Inject', 'Auth', 'MatrixParam', 'RestMatrix', 'Claim']);

/** Types that the server fills in without an annotation. */
const INJECTED_TYPES =
  /^(?:SecurityContext|SecurityIdentity|UriInfo|HttpHeaders|Request|AsyncResponse|SseEventSink|Sse|ContainerRequestContext|ResourceInfo|ResourceContext|RoutingContext|HttpServerRequest|HttpServerResponse|HttpServletRequest|HttpServletResponse|ServerRequestContext|SimpleResourceInfo|Continuation)$/;

const FILES = /^(?:FileUpload|InputStream|File|Path|FormDataContentDisposition|FormDataBodyPart|EntityPart|Buffer)$/;

interface Reading {
  readonly template: string;
  readonly declared: readonly Declared[];
  /** Resource classes from the root down: their fields may be parameters too. */
  readonly types: readonly ClassValue[];
  /** Methods that led to a sub-resource. */
  readonly locators: readonly (readonly Declared[])[];
  readonly consumes: readonly string[];
  /** A parameter without annotation that has the name of a part of the path is that part (Quarkus REST). */
  readonly byName: boolean;
}

export function requestOf(reading: Reading, beans: Beans): Pick<Route, 'parameters' | 'body'> {
  const request = new Request(reading, beans);
  const [first] = reading.declared;
  for (const [index, parameter] of (first?.method.parameters ?? []).entries()) request.parameter(parameter, index);
  for (const locator of reading.locators) request.locator(locator);
  for (const type of reading.types) request.members(type);
  return request.result();
}

class Request {
  readonly #of: Reading;
  readonly #beans: Beans;
  readonly #parameters = new Map<string, RouteParameter>();
  readonly #form = new Map<string, CodeProperty>();
  #files = false;
  #body: Route['body'];

  constructor(reading: Reading, beans: Beans) {
    this.#of = reading;
    this.#beans = beans;
  }

  result(): Pick<Route, 'parameters' | 'body'> {
    const { template, declared, consumes } = this.#of;
    const [method] = declared;
    const place = method === undefined ? undefined : { file: method.owner.unit.file, span: method.method.at };
    for (const name of place === undefined ? [] : templateNames(template))
      this.#add({ name, in: 'path', required: true, schema: schema(place as CodePlace, { type: 'string' }), place: place as CodePlace });
    const [first] = this.#form.values();
    const standard = this.#files ? ['multipart/form-data'] : ['application/x-www-form-urlencoded'];
    const form =
      first === undefined
        ? undefined
        : {
            required: true,
            mediaTypes: consumes.length > 0 ? consumes : standard,
            schema: objectOf(this.#form, first.place),
            place: first.place,
          };
    const body = this.#body ?? form;
    return { parameters: [...this.#parameters.values()], ...(body !== undefined && { body }) };
  }

  #add(parameter: RouteParameter): void {
    const key = `${parameter.in} ${parameter.name}`;
    if (!this.#parameters.has(key)) this.#parameters.set(key, parameter);
  }

  parameter(parameter: ParameterDeclaration, index: number): void {
    const { declared, template, byName, consumes } = this.#of;
    const [first] = declared;
    if (first === undefined) return;
    const { interpreter } = this.#beans.checked;
    const annotations = declared.flatMap(({ method, owner }) =>
      annotationsOf(method.parameters[index]?.decorators ?? [], { unit: owner.unit, scope: interpreter.scopeIn(owner) }, interpreter),
    );
    const place = { file: first.owner.unit.file, span: parameter.at };
    if (this.#annotated(annotations, parameter.name, parameter.type, first.owner, place)) return;
    const type = last(parameter.type);
    if (annotations.some(({ name }) => INJECTED.has(name)) || INJECTED_TYPES.test(type)) return;
    const of = this.#schema(parameter.type, annotations, first.owner);
    if (byName && templateNames(template).includes(parameter.name)) {
      this.#add({ name: parameter.name, in: 'path', required: true, schema: of, place });
      return;
    }
    const required = find(annotations, 'NotNull') !== undefined || find(annotations, 'Valid') !== undefined;
    this.#body ??= { required, mediaTypes: consumes.length > 0 ? consumes : ['application/json'], schema: of, place };
  }

  /** Annotated fields, setters and constructor parameters, inherited ones too. */
  members(type: ClassValue): void {
    const { interpreter } = this.#beans.checked;
    for (const each of interpreter.lineage(type)) {
      for (const { name, type: of, decorators, at } of membersOf(each)) {
        const annotations = annotationsOf(decorators, { unit: each.unit, scope: interpreter.scopeIn(each) }, interpreter);
        this.#annotated(annotations, name, of, each, { file: each.unit.file, span: at });
      }
    }
  }

  /** Annotated parameters of a method that leads to a sub-resource. */
  locator([first]: readonly Declared[]): void {
    if (first === undefined) return;
    const { interpreter } = this.#beans.checked;
    for (const { name, type, decorators, at } of first.method.parameters) {
      const annotations = annotationsOf(decorators, { unit: first.owner.unit, scope: interpreter.scopeIn(first.owner) }, interpreter);
      this.#annotated(annotations, name, type, first.owner, { file: first.owner.unit.file, span: at });
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
    const annotation = annotations.find((each) => Object.hasOwn(SOURCES, each.name));
    const source = annotation === undefined ? undefined : SOURCES[annotation.name];
    if (annotation === undefined || source === undefined) return false;
    if (source === 'bean') {
      const { interpreter } = this.#beans.checked;
      const context = { unit: owner.unit, scope: interpreter.scopeIn(owner) };
      const bean = type === undefined ? undefined : interpreter.typeNamed(type, context);
      if (bean !== undefined) this.members(bean);
      return true;
    }
    const given = asString(argumentValue(annotation, 'value')) ?? (annotation.name === 'RestHeader' ? headerName(name) : name);
    const isFile = FILES.test(last(type));
    const of = isFile && source === 'form' ? schema(place, { type: 'string', format: 'binary' }) : this.#schema(type, annotations, owner);
    const required = find(annotations, 'NotNull', 'NotBlank', 'NotEmpty') !== undefined && find(annotations, 'DefaultValue') === undefined;
    if (source === 'form') {
      this.#files ||= isFile;
      this.#form.set(given, { schema: of, required, place });
    } else this.#add({ name: given, in: source, required: required || source === 'path', schema: of, place });
    return true;
  }

  #schema(type: TypeReference | undefined, annotations: readonly Annotation[], owner: ClassValue): CodeSchema {
    const checked = find(annotations, 'Valid', 'Validated') !== undefined;
    const builder = checked ? this.#beans.checked : this.#beans.unchecked;
    return withBounds(builder.of(type, { unit: owner.unit, scope: builder.interpreter.scopeIn(owner) }), annotations);
  }
}

interface Member {
  readonly name: string;
  readonly type?: TypeReference;
  readonly decorators: readonly Decorator[];
  readonly at: CodePlace['span'];
}

/** What of a class the server may fill in. */
function membersOf({ type }: ClassValue): Member[] {
  const ofMethods = type.methods.flatMap((method): readonly Member[] => {
    if (method.name === 'constructor') return method.parameters;
    const name = method.name.replace(/^(?:set|get|is)(?=[A-Z])/, '');
    const [parameter] = method.parameters;
    const of = parameter?.type ?? method.returns;
    // `@QueryParam` on a setter or getter.
    return [
      {
        name: name.charAt(0).toLowerCase() + name.slice(1),
        ...(of !== undefined && { type: of }),
        decorators: method.decorators,
        at: method.at,
      },
    ];
  });
  return [...type.fields, ...ofMethods];
}

/** `@RestHeader String contentType` is the header `Content-Type`. */
function headerName(name: string): string {
  return name.replaceAll(/([A-Z])/g, '-$1').replaceAll(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
}

function last(type: TypeReference | undefined): string {
  const name = type?.name ?? '';
  return name.slice(name.lastIndexOf('.') + 1);
}
