/** What an action or endpoint reads of the request. */
import { asString, type ClassValue, type CodePlace } from '../../interpret/value.ts';
import type { CodeProperty, CodeSchema, Route, RouteParameter } from '../../route.ts';
import { objectOf, schema, withKeyword } from '../../schema/schema.ts';
import type { TypeContext } from '../../schema/schema-builder.ts';
import type { Field, ParameterDeclaration, TypeReference } from '../../syntax/unit.ts';
import { table } from '../../table.ts';
import { templateNames } from '../path-text.ts';
import { type Attribute, argumentAt, attributesOf, find } from './attributes.ts';
import { isSimple, LISTS, lastName, type Models, withBounds } from './models.ts';

const SOURCES: Readonly<Record<string, RouteParameter['in'] | 'body' | 'form' | 'none' | 'parts'>> = table({
  FromRoute: 'path',
  FromQuery: 'query',
  FromUri: 'query',
  FromHeader: 'header',
  FromBody: 'body',
  FromForm: 'form',
  FromServices: 'none',
  FromKeyedServices: 'none',
  ModelBinder: 'none',
  BindNever: 'none',
  AsParameters: 'parts',
});

/** Types that the framework fills in, and that are no input. */
const INJECTED =
  /^(?:CancellationToken|Http(?:Context|Request|Response)|ClaimsPrincipal|PipeReader|Stream|I?LinkGenerator|LinkGenerator|IServiceProvider|ILogger|ILoggerFactory|IMediator|ISender|IPublisher|IConfiguration|IWebHostEnvironment|IHostEnvironment|TimeProvider|IDistributedCache|IMemoryCache|HybridCache|UserManager|SignInManager|RoleManager|IHttpContextAccessor|IHttpClientFactory|HttpClient|IMapper|IValidator|IOptions|IOptionsSnapshot|IOptionsMonitor|DbContext|ApiVersion|ODataQueryOptions|ConnectionMultiplexer)$/;

/** Names of classes of a program that are given by its container. */
const SERVICES =
  /(?:Service|Services|Context|Repository|Handler|Manager|Factory|Provider|Client|Validator|Db|Store|Generator|Cache|Dispatcher|Logger|Settings|Options|Accessor|CurrentUser|UseCase)$/;

export interface Handler {
  readonly parameters: readonly ParameterDeclaration[];
  /** Where it is written. */
  readonly context: TypeContext;
  readonly place: CodePlace;
  readonly method: string;
  /** `[ApiController]` and minimal APIs take objects from the body, other controllers from form and query. */
  readonly infersBody: boolean;
  /** Services may be parameters without an attribute. */
  readonly minimal: boolean;
  /** Somebody checks what comes in. */
  readonly checked: boolean;
  /** Constraints of the template by name in lower case. */
  readonly constraints: ReadonlyMap<string, readonly string[]>;
}

export function requestOf(template: string, handler: Handler, models: Models): Pick<Route, 'parameters' | 'body'> {
  const reading = new Reading(template, handler, models);
  for (const parameter of handler.parameters) reading.parameter(parameter, handler.context);
  return reading.result();
}

class Reading {
  readonly #handler: Handler;
  readonly #models: Models;
  readonly #names: readonly string[];
  readonly #parameters = new Map<string, RouteParameter>();
  readonly #form = new Map<string, CodeProperty>();
  #body: Route['body'];

  constructor(template: string, handler: Handler, models: Models) {
    this.#handler = handler;
    this.#models = models;
    this.#names = templateNames(template);
  }

  result(): Pick<Route, 'parameters' | 'body'> {
    const { place } = this.#handler;
    for (const name of this.#names) this.#add({ name, in: 'path', required: true, schema: schema(place, { type: 'string' }), place });
    const [first] = this.#form.values();
    const isUpload = [...this.#form.values()].some(({ schema: of }) => (of.items ?? of).keywords.get('format')?.value === 'binary');
    const mediaTypes = isUpload ? ['multipart/form-data'] : ['multipart/form-data', 'application/x-www-form-urlencoded'];
    const form =
      first === undefined ? undefined : { required: true, mediaTypes, schema: objectOf(this.#form, first.place), place: first.place };
    const body = this.#body ?? form;
    return { parameters: [...this.#parameters.values()], ...(body !== undefined && { body }) };
  }

  #add(parameter: RouteParameter): void {
    // OAS: such header parameters are ignored.
    if (parameter.in === 'header' && /^(?:accept|content-type|authorization)$/i.test(parameter.name)) return;
    const key = `${parameter.in} ${parameter.name}`;
    if (!this.#parameters.has(key)) this.#parameters.set(key, parameter);
  }

  get #builder() {
    return this.#handler.checked ? this.#models.checked : this.#models.unchecked;
  }

  parameter(parameter: ParameterDeclaration | Field, context: TypeContext): void {
    const { interpreter } = this.#models.checked;
    const owner = { unit: context.unit, scope: context.scope ?? interpreter.rootScope(context.unit) };
    const attributes = attributesOf(parameter.decorators, owner, interpreter);
    const type = parameter.type;
    const typeName = lastName(type?.name ?? '');
    const said = attributes.find(({ name }) => Object.hasOwn(SOURCES, name));
    const place = { file: context.unit.file, span: parameter.at };
    const inTemplate = this.#names.find((each) => each.toLowerCase() === parameter.name.toLowerCase());
    const source = said === undefined ? this.#inferred(type, inTemplate, context) : SOURCES[said.name];
    if (source === 'none' || source === undefined) return;
    if (source === 'parts') {
      this.#parts(type, context);
      return;
    }
    const of = this.#schema(parameter, type, context, attributes);
    const name = asString(argumentAt(said, 99, 'Name')) ?? (source === 'path' ? (inTemplate ?? parameter.name) : parameter.name);
    const optional = type?.nullable === true || parameter.value !== undefined || find(attributes, 'Required', 'BindRequired') === undefined;
    if (source === 'body') {
      this.#body = { required: type?.nullable !== true, mediaTypes: ['application/json'], schema: of, place };
    } else if (source === 'form') this.#formPart(name, of, !optional, typeName, place);
    else if (source === 'path') this.#add({ name, in: 'path', required: true, schema: of, place });
    else if (source === 'query' && this.#isModel(of, type)) {
      for (const [each, property] of this.#queryNames(of, type, context))
        this.#add({ name: each, in: 'query', required: property.required, schema: property.schema, place: property.place });
    } else this.#add({ name, in: source, required: !optional || this.#mustBeGiven(parameter), schema: of, place });
  }

  /** A minimal API refuses requests without a value that cannot be null and has no default. */
  #mustBeGiven({ type, value }: ParameterDeclaration | Field): boolean {
    return this.#handler.minimal && type?.nullable !== true && value === undefined && !LISTS.test(lastName(type?.name ?? ''));
  }

  #schema(
    parameter: ParameterDeclaration | Field,
    type: TypeReference | undefined,
    context: TypeContext,
    attributes: readonly Attribute[],
  ): CodeSchema {
    let of = this.#builder.of(type, context);
    if (this.#handler.checked) of = withBounds(of, attributes);
    for (const constraint of this.#handler.constraints.get(parameter.name.toLowerCase()) ?? []) of = constrained(of, constraint);
    return of;
  }

  #inferred(type: TypeReference | undefined, inTemplate: string | undefined, context: TypeContext): keyof typeof KINDS | undefined {
    const name = lastName(type?.name ?? '');
    if (inTemplate !== undefined) return 'path';
    if (INJECTED.test(name)) return 'none';
    if (/^IFormFile(?:Collection)?$/.test(name) || /^IFormFile$/.test(lastName(type?.args[0]?.name ?? ''))) return 'form';
    if (name === 'IFormCollection') return 'none';
    const element = LISTS.test(name) || name === 'Nullable' ? lastName(type?.args[0]?.name ?? '') : name;
    const own = type === undefined ? undefined : this.#own(type, context);
    if (isSimple(element) || own?.type.kind === 'enum' || this.#isParsable(own)) return 'query';
    const withBody = !/^(?:GET|HEAD|DELETE|OPTIONS)$/.test(this.#handler.method);
    // A type of a package, where no body is sent, is an enum.
    if (!this.#handler.minimal && own === undefined && !withBody) return 'query';
    if (!this.#handler.minimal) return this.#handler.infersBody ? 'body' : 'query';
    if (!withBody || this.#isService(own, name)) return 'none';
    return 'body';
  }

  /** Types of the program that a query value is turned into by their own `TryParse`. */
  #isParsable(own: ClassValue | undefined): boolean {
    return own?.type.methods.some(({ name }) => name === 'TryParse' || name === 'BindAsync') === true;
  }

  #own(type: TypeReference, context: TypeContext): ClassValue | undefined {
    const { interpreter } = this.#models.checked;
    const of = LISTS.test(lastName(type.name)) && type.args[0] !== undefined ? type.args[0] : type;
    return interpreter.typeNamed(of, context);
  }

  #isService(own: ClassValue | undefined, name: string): boolean {
    if (LISTS.test(name)) return false;
    if (own === undefined || own.type.kind === 'interface') return true;
    return (
      own.type.kind === 'class' && (SERVICES.test(own.type.name) || own.type.supertypes.some((above) => /DbContext$/.test(above.name)))
    );
  }

  #isModel(of: CodeSchema, type: TypeReference | undefined): boolean {
    return of.reference !== undefined && !LISTS.test(lastName(type?.name ?? ''));
  }

  /** Properties of a model in the query are named as the code names them. */
  #queryNames(of: CodeSchema, type: TypeReference | undefined, context: TypeContext): [string, CodeProperty][] {
    const { interpreter } = this.#models.checked;
    const own = type === undefined ? undefined : interpreter.typeNamed(type, context);
    const properties = [...this.#builder.propertiesOf(of)];
    if (own === undefined) return properties;
    const byPlace = new Map(
      interpreter.lineage(own).flatMap((each) =>
        each.type.fields.map((field): [string, string] => {
          const from = find(attributesOf(field.decorators, each, interpreter), 'FromQuery');
          return [`${each.unit.file}:${field.at.start}`, asString(argumentAt(from, 99, 'Name')) ?? field.name];
        }),
      ),
    );
    return properties
      .filter(([, { schema: each }]) => each.keywords.get('readOnly')?.value !== true)
      .map(([name, property]) => [byPlace.get(`${property.place.file}:${property.place.span.start}`) ?? name, property]);
  }

  #formPart(name: string, of: CodeSchema, required: boolean, typeName: string, place: CodePlace): void {
    const properties = this.#builder.propertiesOf(of);
    if (of.reference === undefined || properties.size === 0 || /^IFormFile/.test(typeName))
      this.#form.set(name, { schema: of, required, place });
    else for (const [each, property] of properties) this.#form.set(each, property);
  }

  /** `[AsParameters]`: each property is a parameter of its own. */
  #parts(type: TypeReference | undefined, context: TypeContext): void {
    const { interpreter } = this.#models.checked;
    const own = type === undefined ? undefined : interpreter.typeNamed(type, context);
    for (const each of own === undefined ? [] : interpreter.lineage(own)) {
      const inside: TypeContext = { unit: each.unit, scope: interpreter.scopeIn(each) };
      for (const field of each.type.fields) if (!field.modifiers.includes('static')) this.parameter(field, inside);
    }
  }
}

const KINDS = { path: 0, query: 0, header: 0, cookie: 0, body: 0, form: 0, none: 0, parts: 0 } as const;

/** Bounds of a route constraint; the text stays what it is for the rest. */
function constrained(of: CodeSchema, constraint: string): CodeSchema {
  const [, name = '', first, second] = /^(\w+)(?:\((-?[\w.]+)(?:\s*,\s*(-?[\w.]+))?\))?$/.exec(constraint) ?? [];
  const [low, high] = [Number(first), Number(second)];
  switch (name) {
    case 'min':
      return withKeyword(of, 'minimum', low);
    case 'max':
      return withKeyword(of, 'maximum', low);
    case 'range':
      return withKeyword(withKeyword(of, 'minimum', low), 'maximum', high);
    case 'minlength':
      return withKeyword(of, 'minLength', low);
    case 'maxlength':
      return withKeyword(of, 'maxLength', low);
    case 'length':
      return withKeyword(withKeyword(of, 'minLength', low), 'maxLength', second === undefined ? low : high);
    case 'guid':
      return withKeyword(of, 'format', 'uuid');
    default:
      return of;
  }
}
