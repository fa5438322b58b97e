import { type Extraction, type Extractor, type ExtractorContext, NOTHING } from '../extractor.ts';
import { Interpreter } from '../interpret/interpreter.ts';
import type { ClassValue } from '../interpret/value.ts';
import type { Route } from '../route.ts';
import { securityOf } from '../security.ts';
import { table } from '../table.ts';
import { type Annotation, annotationsOf, argumentValue, constantName, find } from './java/annotations.ts';
import { Beans } from './java/beans.ts';
import { buildText, filesOfUsedModules } from './java/build.ts';
import { type Declared, implementations, typesIn } from './java/declarations.ts';
import { documentedBy } from './java/documented.ts';
import { mediaTypesIn } from './java/media-types.ts';
import { rateLimitOf } from './java/rate-limit.ts';
import { RequestFilters } from './java/request-filters.ts';
import { Settings } from './java/settings.ts';
import { requestOf } from './micronaut/parameters.ts';
import { MAPPINGS, pathsOf, templateOf } from './micronaut/paths.ts';
import { MicronautSecurity } from './micronaut/security.ts';
import { unknownSecurityNote } from './notes.ts';
import { WILDCARD } from './path-text.ts';

/** Micronaut controllers with Micronaut Security. */
export default {
  id: 'micronaut',
  languages: ['java', 'kotlin'],
  words: ['io.micronaut'],
  extract,
} satisfies Extractor;

/** Files that hold filters or rules, in this module or one that it uses. */
const BETWEEN = /HttpServerFilter|@ServerFilter|SecurityRule\b|AroundInvoke|MethodInterceptor/;

function extract(context: ExtractorContext): Extraction {
  const { program, module, files, text, isGenerated } = context;
  const interpreter = new Interpreter(program);
  const settings = new Settings(module, text);
  const types = typesIn(files, interpreter);
  const between = [...types, ...typesIn(filesOfUsedModules(context, BETWEEN), interpreter)];
  const security = new MicronautSecurity({
    interpreter,
    filters: new RequestFilters(interpreter, between),
    settings,
    build: buildText(context),
    rules: between.filter(({ type }) => type.supertypes.some(({ name }) => /(?:^|\.)(?:Abstract)?SecurityRule$/.test(name))),
  });
  const reader = new ControllerReader(interpreter, security, settings, isGenerated);
  const routes = types.flatMap((type) => reader.routes(type));
  const { specFirst } = reader;
  if (routes.length === 0) return { ...NOTHING, ...(specFirst && { specFirst }) };
  const certain = !specFirst && routes.every(({ path }) => !path.includes(WILDCARD));
  return {
    routes,
    schemas: reader.beans.schemas,
    notes: unknownSecurityNote('micronaut', routes),
    complete: certain && !interpreter.exhausted,
    cut: interpreter.exhausted,
    ...(specFirst && { specFirst }),
  };
}

class ControllerReader {
  readonly beans: Beans;
  /** A controller implements an interface that a tool wrote. */
  specFirst = false;
  readonly #interpreter: Interpreter;
  readonly #security: MicronautSecurity;
  readonly #settings: Settings;
  readonly #isGenerated: (file: string) => boolean;

  constructor(interpreter: Interpreter, security: MicronautSecurity, settings: Settings, isGenerated: (file: string) => boolean) {
    this.#interpreter = interpreter;
    this.#security = security;
    this.#settings = settings;
    this.#isGenerated = isGenerated;
    this.beans = new Beans(interpreter);
  }

  routes(type: ClassValue): Route[] {
    const line = this.#interpreter.lineage(type);
    const ofType = line.flatMap((each) => annotationsOf(each.type.decorators, each, this.#interpreter));
    const controller = find(ofType, 'Controller');
    if (controller === undefined || type.type.abstract) return [];
    return implementations(line).flatMap((declared) => this.#route(declared, type, ofType, controller));
  }

  #route(declared: readonly Declared[], type: ClassValue, ofType: readonly Annotation[], controller: Annotation): Route[] {
    const [first] = declared;
    if (first === undefined) return [];
    const annotations = declared.flatMap(({ method, owner }) =>
      annotationsOf(method.decorators, { unit: owner.unit, scope: this.#interpreter.scopeIn(owner) }, this.#interpreter),
    );
    const mappings = annotations.filter(({ name }) => Object.hasOwn(MAPPINGS, name) || name === 'CustomHttpMethod');
    if (mappings.length > 0 && declared.some(({ owner }) => this.#isGenerated(owner.unit.file))) this.specFirst = true;
    const context = this.#settings.get('micronaut.server.context-path') ?? '';
    return mappings.flatMap((mapping) => {
      const verb = MAPPINGS[mapping.name] ?? constantName(argumentValue(mapping, 'method') ?? { kind: 'unknown' }) ?? '*';
      const consumes = mediaTypesIn(find(annotations, 'Consumes') ?? find(ofType, 'Consumes'));
      const own = mediaTypesIn(mapping, 'consumes');
      return pathsOf(controller, this.#settings).flatMap((prefix) =>
        pathsOf(mapping, this.#settings).map((path): Route => {
          const template = templateOf([context, prefix, path]);
          return {
            framework: 'micronaut',
            method: verb,
            path: template,
            handler: `${type.type.name}.${first.method.name}`,
            place: mapping.place,
            ...requestOf({ declared, verb, template, path, consumes: own.length > 0 ? own : consumes }, this.beans),
            ...this.#responses(first, annotations),
            security: securityOf(
              this.#security.guards(declared, type, verb, template),
              documentedBy(annotations, ofType, this.#interpreter, first.owner),
            ),
            rateLimit: rateLimitOf([...annotations, ...ofType]),
            ...(find(annotations, 'Deprecated') !== undefined && { deprecated: true }),
          };
        }),
      );
    });
  }

  #responses({ method, owner }: Declared, annotations: readonly Annotation[]): Pick<Route, 'responses'> {
    const { returns } = method;
    if (returns === undefined || /^(?:void|Void)$/.test(returns.name)) return {};
    const status = constantName(argumentValue(find(annotations, 'Status'), 'value') ?? { kind: 'unknown' });
    const schema = this.beans.unchecked.of(returns, { unit: owner.unit, scope: this.#interpreter.scopeIn(owner) });
    const place = { file: owner.unit.file, span: returns.at };
    return { responses: [{ status: STATUS[status ?? ''] ?? '200', mediaType: 'application/json', schema, place }] };
  }
}

const STATUS: Readonly<Record<string, string>> = table({ CREATED: '201', ACCEPTED: '202', NO_CONTENT: '204' });
