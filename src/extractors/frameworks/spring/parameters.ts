/** What a Spring handler reads of the request. */
import { asString, type ClassValue, type CodePlace } from '../../interpret/value.ts';
import type { CodeProperty, CodeSchema, Route, RouteParameter } from '../../route.ts';
import { objectOf, schema } from '../../schema/schema.ts';
import type { FunctionDeclaration, ParameterDeclaration, TypeReference } from '../../syntax/unit.ts';
import { table } from '../../table.ts';
import { type Annotation, annotationsOf, argumentValue, flag } from '../java/annotations.ts';
import { type Beans, withBounds } from '../java/beans.ts';
import { templateNames } from '../path-text.ts';

const SOURCES: Readonly<Record<string, RouteParameter['in'] | 'body' | 'part'>> = table({
  PathVariable: 'path',
  RequestParam: 'query',
  RequestHeader: 'header',
  CookieValue: 'cookie',
  RequestBody: 'body',
  RequestPart: 'part',
});

/** Types that the framework fills in, and that are no input. */
const INJECTED =
  /^(?:Http(?:Servlet)?(?:Request|Response|Session)|Servlet(?:Request|Response)|ServerHttp(?:Request|Response)|ServerWebExchange|WebRequest|NativeWebRequest|WebSession|ServerRequest|Principal|Authentication|\w*AuthenticationToken|Jwt|OidcUser|OAuth2User|UserDetails|Model|ModelMap|ModelAndView|RedirectAttributes|BindingResult|Errors|SessionStatus|Locale|TimeZone|ZoneId|InputStream|OutputStream|Reader|Writer|UriComponentsBuilder|UriBuilder|PersistentEntityResourceAssembler|PagedResourcesAssembler|HttpMethod|Continuation)$/;

const FILES = /^(?:MultipartFile|FilePart|Part|Resource)$/;

const SIMPLE =
  /^(?:String|int|Integer|long|Long|short|Short|byte|Byte|float|Float|double|Double|boolean|Boolean|char|Character|BigDecimal|BigInteger|UUID|URI|URL|Date|Instant|LocalDate|LocalTime|LocalDateTime|OffsetDateTime|ZonedDateTime|Duration|Period|Locale|Year|YearMonth)$/;

interface Handler {
  readonly method: FunctionDeclaration;
  /** Where the implementation stands; parameters may take annotations from the interface that it implements. */
  readonly owner: ClassValue;
  readonly declared: readonly { readonly method: FunctionDeclaration; readonly owner: ClassValue }[];
}

export function requestOf(template: string, handler: Handler, beans: Beans, verb: string): Pick<Route, 'parameters' | 'body'> {
  const reading = new Reading(beans, verb);
  for (const [index, parameter] of handler.method.parameters.entries()) reading.parameter(parameter, index, handler);
  const place = { file: handler.owner.unit.file, span: handler.method.at };
  for (const name of templateNames(template))
    reading.add({ name, in: 'path', required: true, schema: schema(place, { type: 'string' }), place });
  return reading.result();
}

class Reading {
  readonly #beans: Beans;
  readonly #verb: string;
  readonly #parameters = new Map<string, RouteParameter>();
  readonly #parts = new Map<string, CodeProperty>();
  #body: Route['body'];

  constructor(beans: Beans, verb: string) {
    this.#beans = beans;
    this.#verb = verb;
  }

  result(): Pick<Route, 'parameters' | 'body'> {
    const [first] = this.#parts.values();
    const parts =
      first === undefined
        ? undefined
        : { required: true, mediaTypes: ['multipart/form-data'], schema: objectOf(this.#parts, first.place), place: first.place };
    const body = this.#body ?? parts;
    return { parameters: [...this.#parameters.values()], ...(body !== undefined && { body }) };
  }

  add(parameter: RouteParameter): void {
    const key = `${parameter.in} ${parameter.name}`;
    if (!this.#parameters.has(key)) this.#parameters.set(key, parameter);
  }

  parameter(parameter: ParameterDeclaration, index: number, { owner, declared }: Handler): void {
    const { interpreter } = this.#beans.checked;
    const scope = interpreter.scopeIn(owner);
    const annotations = declared.flatMap((each) => {
      const other = each.method.parameters[index];
      return other === undefined
        ? []
        : annotationsOf(other.decorators, { unit: each.owner.unit, scope: interpreter.scopeIn(each.owner) }, interpreter);
    });
    if (annotations.some(({ name, arguments: args }) => name === 'Parameter' && args.some((each) => each.name === 'hidden'))) return;
    const type = unwrapped(parameter.type?.name, parameter.type?.args[0]?.name);
    const annotation = annotations.find(({ name }) => Object.hasOwn(SOURCES, name));
    const place = { file: owner.unit.file, span: parameter.at };
    // `@Validated(Group.class)` looks at the constraints of that group alone.
    const checked = annotations.some(({ name, arguments: args }) => name === 'Valid' || (name === 'Validated' && args.length === 0));
    const builder = checked ? this.#beans.checked : this.#beans.unchecked;
    const of = withBounds(builder.of(notNull(parameter.type), { unit: owner.unit, scope }), annotations);
    if (annotation !== undefined) {
      this.#annotated(annotation, parameter, of, place, type);
      return;
    }
    if (
      INJECTED.test(type) ||
      annotations.some(({ name }) =>
        /^(?:AuthenticationPrincipal|CurrentSecurityContext|CurrentUser|SessionAttribute|RequestAttribute|Value|RegisteredOAuth2AuthorizedClient)$/.test(
          name,
        ),
      )
    )
      return;
    if (type === 'Pageable') this.#pageable(place);
    else if (FILES.test(type)) this.#parts.set(parameter.name, { schema: of, required: true, place });
    else if (SIMPLE.test(type)) this.add({ name: parameter.name, in: 'query', required: false, schema: of, place });
    // Any other object takes its fields from the query, or from a form.
    else {
      const context = { unit: owner.unit, scope };
      const bound = parameter.type === undefined ? undefined : interpreter.typeNamed(parameter.type, context);
      const primitives = new Set(bound === undefined ? [] : constructorPrimitives(bound));
      for (const [name, each] of builder.propertiesOf(of))
        this.add({ name, in: 'query', required: each.required || primitives.has(name), schema: each.schema, place: each.place });
    }
  }

  #annotated(annotation: Annotation, parameter: ParameterDeclaration, of: CodeSchema, place: CodePlace, type: string): void {
    const source = SOURCES[annotation.name];
    const optional =
      flag(annotation, 'required') === false ||
      argumentValue(annotation, 'defaultValue') !== undefined ||
      // Kotlin says it itself: `String?`, or a default.
      parameter.optional ||
      parameter.type?.name === 'Optional' ||
      parameter.decorators.some((decorator) => /(?:^|\.)Nullable$/.test(decorator.name));
    const name = asString(argumentValue(annotation, 'value', 'name')) ?? parameter.name;
    if (source === 'body') {
      this.#body = {
        required: flag(annotation, 'required') !== false && !parameter.optional,
        mediaTypes: ['application/json'],
        schema: of,
        place,
      };
    } else if (source === 'part' || FILES.test(type)) this.#parts.set(name, { schema: of, required: !optional, place });
    // A map takes whatever is sent.
    else if (source !== undefined && !/^(?:Map|MultiValueMap|HttpHeaders)$/.test(type)) {
      this.add({ name, in: source, required: source === 'path' || !optional, schema: of, place });
    }
  }

  #pageable(place: CodePlace): void {
    const page = (name: string, keywords: Readonly<Record<string, unknown>>): void =>
      this.add({ name, in: 'query', required: false, schema: schema(place, keywords), place });
    if (this.#verb === '') return;
    page('page', { type: 'integer', format: 'int32', minimum: 0 });
    // Spring Data caps it: `spring.data.web.pageable.max-page-size`, 2000 by default.
    page('size', { type: 'integer', format: 'int32', minimum: 1, maximum: 2000 });
    this.add({
      name: 'sort',
      in: 'query',
      required: false,
      schema: { ...schema(place, { type: 'array' }), items: schema(place, { type: 'string' }) },
      place,
    });
  }
}

/** Whether a parameter may be left out is said of it and not of its type. */
function notNull(type: TypeReference | undefined): TypeReference | undefined {
  return type?.nullable === true ? { ...type, nullable: false } : type;
}

function unwrapped(name: string | undefined, argument: string | undefined): string {
  const last = (name ?? '').slice((name ?? '').lastIndexOf('.') + 1);
  return /^(?:Optional|Mono|List|Array|Flux|Set)$/.test(last) && argument !== undefined
    ? argument.slice(argument.lastIndexOf('.') + 1)
    : last;
}

const PRIMITIVE = /^(?:int|long|double|float|boolean|short|byte|char)$/;

/**
 * Primitives that a constructor takes: binding gives it all of them at once, and refuses a request that lacks one. A bean with setters
 * keeps what it has.
 */
function constructorPrimitives({ type, unit }: ClassValue): string[] {
  if (unit.language !== 'java') return [];
  const constructors = type.methods.filter(({ name }) => name === 'constructor');
  const [only, ...others] = constructors;
  const taken = type.kind === 'record' ? type.fields : others.length === 0 ? (only?.parameters ?? []) : [];
  return taken.flatMap(({ name, type: of }) => (PRIMITIVE.test(of?.name ?? '') ? [name] : []));
}
