import { type Extraction, type Extractor, type ExtractorContext, NOTHING } from '../extractor.ts';
import { Interpreter } from '../interpret/interpreter.ts';
import type { ClassValue } from '../interpret/value.ts';
import type { Route } from '../route.ts';
import { securityOf } from '../security.ts';
import { annotationsOf, find } from './java/annotations.ts';
import { Beans } from './java/beans.ts';
import { buildText, filesOfUsedModules } from './java/build.ts';
import { typesIn } from './java/declarations.ts';
import { documentedBy } from './java/documented.ts';
import { mediaTypesIn } from './java/media-types.ts';
import { rateLimitOf } from './java/rate-limit.ts';
import { RequestFilters } from './java/request-filters.ts';
import { Settings } from './java/settings.ts';
import { applicationPath } from './jax-rs/application-path.ts';
import { requestOf } from './jax-rs/parameters.ts';
import { type ResourceMethod, Resources } from './jax-rs/resources.ts';
import { ENABLING, JaxRsSecurity } from './jax-rs/security.ts';
import { springGuards } from './jax-rs/spring-guards.ts';
import { unknownSecurityNote } from './notes.ts';
import { WILDCARD } from './path-text.ts';
import { templateOf } from './spring/mappings.ts';

/** JAX-RS (Jakarta REST) on Quarkus, Dropwizard and other servers. */
export default {
  id: 'jax-rs',
  languages: ['java', 'kotlin'],
  words: ['jakarta.ws.rs', 'javax.ws.rs'],
  extract,
} satisfies Extractor;

/** Stands between request and resource, wherever it is declared. */
const BETWEEN =
  /ContainerRequestFilter|ServerRequestFilter|RouteFilter|DynamicFeature|AroundInvoke|HttpSecurity|\b(?:implements|extends) [\w, ]{0,200}Filter\b/;

function extract(context: ExtractorContext): Extraction {
  const { program, module, files, allFiles, text, isGenerated } = context;
  const interpreter = new Interpreter(program);
  const settings = new Settings(module, text);
  const build = buildText(context);
  const isQuarkus = /quarkus/.test(build) || settings.names('quarkus.').length > 0;
  const types = typesIn(files, interpreter);
  const others = [...allFiles.filter((file) => !files.includes(file)), ...filesOfUsedModules(context, BETWEEN)];
  const between = typesIn(
    others.filter((file) => BETWEEN.test(program.text(file))),
    interpreter,
  );
  const enabling = allFiles.some((file) => ENABLING.test(program.text(file)));
  const filters = new RequestFilters(interpreter, [...types, ...between]);
  const spring = springGuards(context, interpreter, build);
  const security = new JaxRsSecurity({ interpreter, filters, settings, build, isQuarkus, enabling, spring });
  const prefix = applicationPath({ interpreter, types, settings, build, isQuarkus });
  const reader = new ResourceReader(interpreter, security, prefix, /quarkus-(?:rest|resteasy-reactive)/.test(build));
  const routes = types.flatMap((type) => reader.routes(type));
  const specFirst = types.some((type) => implementsGenerated(type, interpreter, isGenerated));
  if (routes.length === 0) return { ...NOTHING, ...(specFirst && { specFirst }) };
  const certain = !reader.incomplete && !specFirst && routes.every(({ path }) => !path.includes(WILDCARD));
  return {
    routes,
    schemas: reader.beans.schemas,
    notes: unknownSecurityNote('jax-rs', routes),
    complete: certain && !interpreter.exhausted,
    cut: interpreter.exhausted,
    ...(specFirst && { specFirst }),
  };
}

class ResourceReader {
  readonly beans: Beans;
  readonly #interpreter: Interpreter;
  readonly #security: JaxRsSecurity;
  readonly #prefix: string;
  readonly #byName: boolean;
  readonly #resources: Resources;

  constructor(interpreter: Interpreter, security: JaxRsSecurity, prefix: string, byName: boolean) {
    this.#interpreter = interpreter;
    this.#security = security;
    this.#prefix = prefix;
    this.#byName = byName;
    this.#resources = new Resources(interpreter);
    this.beans = new Beans(interpreter);
  }

  get incomplete(): boolean {
    return this.#resources.incomplete;
  }

  routes(type: ClassValue): Route[] {
    // A client's interface is the other side's.
    if (find(this.#resources.ofType(type), 'RegisterRestClient') !== undefined) return [];
    return this.#resources.methods(type).flatMap((method) => this.#route(method));
  }

  #route(of: ResourceMethod): Route[] {
    const { declared, annotations, verb, designator, types, locators } = of;
    const [first] = declared;
    const type = types.at(-1);
    if (first === undefined || type === undefined) return [];
    const ofType = this.#resources.ofType(type);
    const template = templateOf([this.#prefix, ...of.paths]);
    const consumes = mediaTypesIn(find(annotations, 'Consumes') ?? find(ofType, 'Consumes'));
    const chain = this.#security.guards(
      { declared, annotations, types, verb, template },
      locators.flatMap((each) => this.#security.ofLocator(each)),
    );
    return [
      {
        framework: 'jax-rs',
        method: verb,
        path: template,
        handler: `${type.type.name}.${first.method.name}`,
        place: designator.place,
        ...requestOf({ template, declared, types, locators, consumes, byName: this.#byName }, this.beans),
        ...this.#responses(of, mediaTypesIn(find(annotations, 'Produces') ?? find(ofType, 'Produces'))),
        security: securityOf(chain, documentedBy(annotations, ofType, this.#interpreter, first.owner)),
        rateLimit: rateLimitOf([...annotations, ...ofType]),
        ...(find(annotations, 'Deprecated') !== undefined && { deprecated: true }),
      },
    ];
  }

  #responses({ declared }: ResourceMethod, mediaTypes: readonly string[]): Pick<Route, 'responses'> {
    const [first] = declared;
    const returns = first?.method.returns;
    if (first === undefined || returns === undefined || /^(?:void|Void|(?:\w+\.)*Response)$/.test(returns.name)) return {};
    const inner = /^(?:Uni|CompletionStage)$/.test(returns.name) ? returns.args[0]?.name : undefined;
    if (inner !== undefined && /^(?:Void|Response)$/.test(inner)) return {};
    const { owner } = first;
    const schema = this.beans.unchecked.of(returns, { unit: owner.unit, scope: this.#interpreter.scopeIn(owner) });
    const place = { file: owner.unit.file, span: returns.at };
    return { responses: [{ status: '200', mediaType: mediaTypes[0] ?? 'application/json', schema, place }] };
  }
}

/** A class without annotations of its own that implements an interface which a tool wrote, or which is not there. */
function implementsGenerated(type: ClassValue, interpreter: Interpreter, isGenerated: (file: string) => boolean): boolean {
  if (type.type.kind !== 'class' || type.type.abstract) return false;
  const line = interpreter.lineage(type);
  if (line.some((each) => each !== type && isGenerated(each.unit.file) && each.type.decorators.some(({ name }) => name === 'Path')))
    return true;
  const own = annotationsOf(type.type.decorators, type, interpreter);
  return (
    find(own, 'Path') === undefined &&
    type.type.supertypes.some((each) => /Api(?:Service)?$/.test(each.name) && interpreter.typeNamed(each, type) === undefined)
  );
}
