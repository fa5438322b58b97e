import { type Extraction, type Extractor, type ExtractorContext, NOTHING } from '../extractor.ts';
import { Interpreter } from '../interpret/interpreter.ts';
import type { ClassValue, ClosureValue } from '../interpret/value.ts';
import type { Route } from '../route.ts';
import { type Guard, securityOf } from '../security.ts';
import type { FunctionDeclaration } from '../syntax/unit.ts';
import { table } from '../table.ts';
import { guardOfHandler } from './function-guards.ts';
import { type Annotation, annotationsOf, argumentValue, constantName, find } from './java/annotations.ts';
import { Beans } from './java/beans.ts';
import { buildText, filesOfUsedModules } from './java/build.ts';
import { type Declared, implementations, missingSupertypes, typesIn } from './java/declarations.ts';
import { documentedBy } from './java/documented.ts';
import { rateLimitOf } from './java/rate-limit.ts';
import { Settings } from './java/settings.ts';
import { unknownSecurityNote } from './notes.ts';
import { WILDCARD } from './path-text.ts';
import { readsPrincipal } from './spring/annotation-access.ts';
import { Aspects } from './spring/aspects.ts';
import { FunctionalRoutes } from './spring/functional-routes.ts';
import { MAPPINGS, templateOf, texts, verbsOf } from './spring/mappings.ts';
import { requestOf } from './spring/parameters.ts';
import { SpringSecurity } from './spring/security.ts';

/** Spring MVC and WebFlux controllers in Java and Kotlin, with Spring Security and springdoc. */
export default {
  id: 'spring',
  languages: ['java', 'kotlin'],
  words: ['org.springframework'],
  extract,
} satisfies Extractor;

function extract(context: ExtractorContext): Extraction {
  const { program, module, files, allFiles, text, isGenerated } = context;
  const functional: FunctionalRoutes = new FunctionalRoutes(() => interpreter);
  const interpreter: Interpreter = new Interpreter(program, functional.dialect);
  const relevant = (list: readonly string[]): string[] => list.filter((file) => RELEVANT.test(program.text(file)));
  const types = typesIn(relevant(files), interpreter);
  const used = typesIn(relevant(filesOfUsedModules(context, /HttpSecurity|WebSecurity/)), interpreter);
  const own = new Set(files);
  // A filter of the servlet needs nothing of Spring.
  const filters = typesIn(
    allFiles.filter((file) => !own.has(file) && FILTER.test(program.text(file))),
    interpreter,
  );
  const all = [...types, ...used, ...filters];
  const security = new SpringSecurity({
    program,
    interpreter,
    types: all,
    build: buildText(context),
  });
  const reader = new ControllerReader(interpreter, {
    security,
    aspects: new Aspects(interpreter, all),
    settings: new Settings(module, text),
    isGenerated,
  });
  const declared = [...types.flatMap((type) => reader.routes(type)), ...types.flatMap((type) => functional.routes(type, security))];
  const beside = files.filter((file) => ROUTER_DSL.test(program.text(file))).flatMap((file) => program.unit(file) ?? []);
  const routes = [...declared, ...beside.flatMap((unit) => functional.routesBeside(unit, security))];
  const { specFirst } = reader;
  if (routes.length === 0) return { ...NOTHING, ...(specFirst && { specFirst }) };
  const complete = !specFirst && routes.every(({ path }) => !path.includes(WILDCARD)) && !interpreter.exhausted;
  return {
    routes,
    schemas: reader.beans.schemas,
    notes: unknownSecurityNote('spring', routes),
    complete,
    cut: interpreter.exhausted,
    ...(specFirst && { specFirst }),
  };
}

/** Files that hold routes or what guards them; everything else is parsed when it is asked for. */
const RELEVANT =
  /@(?:Rest)?Controller\b|@Aspect\b|Mapping\b|HttpSecurity|WebSecurity|Filter(?:RegistrationBean)?\b|HandlerInterceptor|@interface|annotation class|RouterFunction|\b(?:co)?[rR]outer\s?\{/;

/** Functional endpoints in Kotlin. */
const ROUTER_DSL = /\b(?:co)?[rR]outer\s?\{/;

const FILTER = /@Aspect\b|(?:\b(?:implements|extends)|[)\w]\s{0,3}:) [\w, ()]{0,200}Filter\b/;

class ControllerReader {
  readonly beans: Beans;
  /** A controller implements an interface that is not in the code, and has no routes of its own. */
  specFirst = false;
  readonly #interpreter: Interpreter;
  readonly #security: SpringSecurity;
  readonly #aspects: Aspects;
  readonly #settings: Settings;
  readonly #isGenerated: (file: string) => boolean;

  constructor(interpreter: Interpreter, { security, aspects, settings, isGenerated }: ModuleOf) {
    this.#isGenerated = isGenerated;
    this.#interpreter = interpreter;
    this.#security = security;
    this.#aspects = aspects;
    this.#settings = settings;
    this.beans = new Beans(interpreter);
  }

  routes(type: ClassValue): Route[] {
    const own = annotationsOf(type.type.decorators, type, this.#interpreter);
    const isRest = find(own, 'RestController') !== undefined || find(own, 'ResponseBody') !== undefined;
    if ((!isRest && find(own, 'Controller') === undefined) || type.type.abstract || find(own, 'FeignClient') !== undefined) return [];
    const line = this.#interpreter.lineage(type);
    const ofType = line.flatMap((each) => (each === type ? own : annotationsOf(each.type.decorators, each, this.#interpreter)));
    const routes = implementations(line).flatMap((declared) => this.#route(declared, { type, ofType, isRest }));
    if (routes.length === 0 && this.#missing(type).length > 0) this.specFirst = true;
    return routes;
  }

  #route(declared: readonly Declared[], { type, ofType, isRest }: ControllerOf): Route[] {
    const [first] = declared;
    if (first === undefined) return [];
    const { method, owner } = first;
    const annotations = declared.flatMap((each) =>
      annotationsOf(each.method.decorators, { unit: each.owner.unit, scope: this.#interpreter.scopeIn(each.owner) }, this.#interpreter),
    );
    const mapping = annotations.find(({ name }) => Object.hasOwn(MAPPINGS, name));
    if (mapping === undefined || (!isRest && !answersData(method, annotations))) return [];
    if (declared.some((each) => this.#isGenerated(each.owner.unit.file))) this.specFirst = true;
    const base = find(ofType, 'RequestMapping');
    const verbs = verbsOf(mapping, base);
    const place = mapping.place;
    return this.#paths(base).flatMap((prefix) =>
      this.#paths(mapping).flatMap((path) => {
        const template = templateOf([prefix, path]);
        return verbs.map((verb) => ({
          framework: 'spring',
          method: verb,
          path: template,
          handler: `${type.type.name}.${method.name}`,
          place,
          ...requestOf(template, { method, owner, declared }, this.beans, verb),
          ...this.#responses(method, owner, annotations),
          security: securityOf(
            this.#chain({ method, owner, annotations, verb, template, type, ofType }),
            documentedBy(annotations, ofType, this.#interpreter, owner),
          ),
          rateLimit: rateLimitOf([...annotations, ...ofType]),
          ...(find(annotations, 'Deprecated') !== undefined && { deprecated: true }),
        }));
      }),
    );
  }

  #paths(mapping: Annotation | undefined): string[] {
    const value = argumentValue(mapping, 'value', 'path') ?? argumentValue(mapping, 'path');
    if (value === undefined) return [''];
    return texts(value).map((path) => this.#settings.fill(path));
  }

  #chain(of: RouteOf): Guard[] {
    const { method, owner, annotations, verb, template, type, ofType } = of;
    const place = { file: owner.unit.file, span: method.at };
    const outer = this.#security.chainGuards(verb, template, place);
    const own = this.#security.annotationGuard(annotations, ofType);
    const aspects = this.#aspects.guards([...annotations, ...ofType]);
    const missing = this.#missing(type).map(
      (name): Guard => ({ kind: 'unknown', note: `\`${name}\`, which the controller extends, is not in this code`, place }),
    );
    const chain = [...outer, ...(own === undefined ? [] : [own]), ...aspects, ...missing];
    // A rule of the chain that asks is asked before the annotation: `permitAll` on a method opens nothing.
    const asks = outer.some(({ kind }) => kind === 'required' || kind === 'authorizes');
    const settled = asks ? chain.filter(({ kind }) => kind !== 'public') : chain;
    if (settled.some(({ kind }) => kind === 'required' || kind === 'authorizes')) return settled;
    if (readsPrincipal(method))
      return settled
        .map(
          (guard): Guard =>
            guard.kind === 'public' ? { ...guard, kind: 'optional', note: `${guard.note}, and the principal is read` } : guard,
        )
        .concat(unknownPrincipal(settled, place));
    const closure: ClosureValue = { kind: 'closure', function: method, unit: owner.unit, scope: this.#interpreter.scopeIn(owner) };
    if (settled.some(({ kind }) => kind === 'public')) return settled;
    return [...settled, guardOfHandler(closure, { path: template, before: settled }, this.#interpreter)];
  }

  /** Supertypes that may bring routes and guards and are not in the program. */
  #missing(type: ClassValue): string[] {
    return missingSupertypes(type, HARMLESS_SUPERTYPES, this.#interpreter).map(({ name }) => name);
  }

  #responses(method: FunctionDeclaration, owner: ClassValue, annotations: readonly Annotation[]): Pick<Route, 'responses'> {
    const { returns } = method;
    if (returns === undefined || returns.name === 'void' || returns.name === 'Void') return {};
    const status = constantName(argumentValue(find(annotations, 'ResponseStatus'), 'value', 'code') ?? { kind: 'unknown' });
    const schema = this.beans.unchecked.of(returns, { unit: owner.unit, scope: this.#interpreter.scopeIn(owner) });
    return {
      responses: [
        {
          status: STATUS[status ?? ''] ?? '200',
          mediaType: 'application/json',
          schema,
          place: { file: owner.unit.file, span: returns.at },
        },
      ],
    };
  }
}

const STATUS: Readonly<Record<string, string>> = table({ CREATED: '201', ACCEPTED: '202', NO_CONTENT: '204' });

const HARMLESS_SUPERTYPES =
  /^(?:Serializable|java\.io\.Serializable|Comparable|Object|ErrorController|EnvironmentAware|ApplicationContextAware|InitializingBean|DisposableBean|WebMvcConfigurer|ResponseEntityExceptionHandler)$/;

/** What a module says of all its controllers. */
interface ModuleOf {
  readonly security: SpringSecurity;
  readonly aspects: Aspects;
  readonly settings: Settings;
  readonly isGenerated: (file: string) => boolean;
}

interface ControllerOf {
  readonly type: ClassValue;
  readonly ofType: readonly Annotation[];
  readonly isRest: boolean;
}

interface RouteOf extends Declared {
  readonly annotations: readonly Annotation[];
  readonly verb: string;
  readonly template: string;
  readonly type: ClassValue;
  readonly ofType: readonly Annotation[];
}

/** A principal that is read where nothing was found that provides one. */
function unknownPrincipal(chain: readonly Guard[], place: Guard['place']): Guard[] {
  if (chain.some(({ kind }) => kind !== 'harmless')) return [];
  return [{ kind: 'unknown', note: 'the principal is read, and what provides it was not found', place }];
}

/** A method of an HTML controller that answers with data all the same. */
function answersData({ returns }: FunctionDeclaration, annotations: readonly Annotation[]): boolean {
  return (
    find(annotations, 'ResponseBody', 'Operation') !== undefined ||
    /^(?:ResponseEntity|HttpEntity)$/.test(returns?.name ?? '') ||
    /^(?:ResponseEntity)$/.test(returns?.args[0]?.name ?? '')
  );
}
