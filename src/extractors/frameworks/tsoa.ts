import { type Extraction, type Extractor, type ExtractorContext, NOTHING } from '../extractor.ts';
import { Interpreter } from '../interpret/interpreter.ts';
import { asString, asStrings, type ClassValue, type CodePlace, externalName, type Value } from '../interpret/value.ts';
import type { Route, RouteRateLimit } from '../route.ts';
import type { SchemaBuilder } from '../schema/schema-builder.ts';
import { type Documented, type Guard, securityOf } from '../security.ts';
import type { Decorator, FunctionDeclaration } from '../syntax/unit.ts';
import { typesOf } from '../syntax/walk.ts';
import { table } from '../table.ts';
import { guardOf, rateLimitOf } from './express-guards.ts';
import { guardOfHandler } from './function-guards.ts';
import { unknownSecurityNote } from './notes.ts';
import { colonTemplate, pathText, WILDCARD } from './path-text.ts';
import { joinPaths } from './router-tree.ts';
import { Application, Authentication, registersOnRouter } from './tsoa/application.ts';
import { type TsoaConfig, tsoaConfig } from './tsoa/config.ts';
import { requestOf } from './tsoa/parameters.ts';
import { typeBuilder } from './tsoa/types.ts';

const METHODS: Readonly<Record<string, string>> = table({
  Get: 'GET',
  Post: 'POST',
  Put: 'PUT',
  Patch: 'PATCH',
  Delete: 'DELETE',
  Head: 'HEAD',
  Options: 'OPTIONS',
});

/** tsoa: controllers, `@Security` with the function that checks it, limits in JSDoc. */
export default {
  id: 'tsoa',
  languages: ['typescript', 'tsx'],
  words: ["'tsoa'", '"tsoa"', '@tsoa/runtime', 'RegisterRoutes'],
  extract,
} satisfies Extractor;

function extract(context: ExtractorContext): Extraction {
  const { program, files } = context;
  const application = new Application();
  const interpreter = new Interpreter(program, application.dialect);
  const controllers = files.flatMap((file) => controllersIn(file, interpreter));
  if (controllers.length === 0) return NOTHING;
  const config = tsoaConfig(context);
  const before = application.guards(program, files, interpreter);
  const builder = typeBuilder(interpreter, config.closed);
  const authentication = new Authentication(program, interpreter, config.authenticationModule);
  const reader = new ControllerReader(
    interpreter,
    builder,
    authentication,
    before,
    prefixOf(config, registersOnRouter(program, files)),
    config,
  );
  const routes = controllers.flatMap((type) => reader.routes(type));
  if (routes.length === 0) return NOTHING;
  const complete = config.found && routes.every(({ path }) => !path.includes(WILDCARD)) && !interpreter.exhausted;
  return { routes, schemas: builder.schemas, notes: unknownSecurityNote('tsoa', routes), complete, cut: interpreter.exhausted };
}

/** Where settings are not JSON, or a router stands between, what comes first is not known. */
function prefixOf({ found, basePath }: TsoaConfig, onRouter: boolean): string {
  if (basePath !== '') return basePath;
  return !found || onRouter ? WILDCARD : '';
}

/** Classes with `@Route` of tsoa. */
function controllersIn(file: string, interpreter: Interpreter): ClassValue[] {
  const unit = interpreter.program.unit(file);
  if (unit === undefined) return [];
  return [...typesOf(unit)].flatMap((type): ClassValue[] => {
    if (!type.decorators.some(({ name }) => /(?:^|\.)Route$/.test(name))) return [];
    const value = interpreter.lookup(unit, type.name);
    return value?.kind === 'class' && value.type === type ? [value] : [];
  });
}

/** A decorator of tsoa with its arguments evaluated. */
interface Applied {
  readonly name: string;
  readonly values: readonly Value[];
  readonly place: CodePlace;
}

class ControllerReader {
  readonly #interpreter: Interpreter;
  readonly #builder: SchemaBuilder;
  readonly #authentication: Authentication;
  readonly #before: readonly Guard[];
  readonly #prefix: string;
  readonly #config: TsoaConfig;

  constructor(
    interpreter: Interpreter,
    builder: SchemaBuilder,
    authentication: Authentication,
    before: readonly Guard[],
    prefix: string,
    config: TsoaConfig,
  ) {
    this.#interpreter = interpreter;
    this.#builder = builder;
    this.#authentication = authentication;
    this.#before = before;
    this.#prefix = prefix;
    this.#config = config;
  }

  routes(type: ClassValue): Route[] {
    if (type.type.abstract) return [];
    const ofType = this.#applied(type.type.decorators, type);
    const base = ofType.find(({ name }) => name === 'Route');
    const seen = new Set<string>();
    return this.#interpreter.lineage(type).flatMap((owner) =>
      owner.type.methods.flatMap((method) => {
        if (seen.has(method.name)) return [];
        seen.add(method.name);
        return this.#methodRoutes(method, owner, type, ofType, base);
      }),
    );
  }

  #methodRoutes(
    method: FunctionDeclaration,
    owner: ClassValue,
    type: ClassValue,
    ofType: readonly Applied[],
    base: Applied | undefined,
  ): Route[] {
    const decorators = this.#applied(method.decorators, owner);
    return decorators
      .filter(({ name }) => Object.hasOwn(METHODS, name))
      .map((mapping): Route => {
        const paths = [this.#prefix, pathOf(base), pathOf(mapping)];
        const template = joinPaths(paths.map(colonTemplate));
        const guards = this.#guards(method, owner, decorators, ofType, template);
        return {
          framework: 'tsoa',
          method: METHODS[mapping.name] ?? '*',
          path: template,
          handler: `${type.type.name}.${method.name}`,
          place: mapping.place,
          ...requestOf({ method, owner, template }, this.#builder),
          ...this.#responses(method, owner, decorators),
          security: securityOf(guards, documentedBy(decorators, ofType)),
          rateLimit: this.#rateLimit([...ofType, ...decorators]),
          ...(decorators.some(({ name }) => name === 'Deprecated') && { deprecated: true }),
        };
      });
  }

  #applied(decorators: readonly Decorator[], { unit, scope }: ClassValue): Applied[] {
    return decorators.map(({ name, arguments: args, at }) => ({
      name: name.slice(name.lastIndexOf('.') + 1),
      values: this.#interpreter.argumentsIn(args, unit, scope).map(({ value }) => value),
      place: { file: unit.file, span: at },
    }));
  }

  #guards(
    method: FunctionDeclaration,
    owner: ClassValue,
    decorators: readonly Applied[],
    ofType: readonly Applied[],
    template: string,
  ): Guard[] {
    const place = { file: owner.unit.file, span: method.at };
    const middleware = [...ofType, ...decorators]
      .filter(({ name }) => name === 'Middlewares')
      .flatMap((each) =>
        each.values
          .flatMap((value) => (value.kind === 'list' ? value.items : [value]))
          .map((value) => guardOf(value, each.place, this.#interpreter)),
      );
    const security = this.#security(decorators, ofType, place);
    const others = [...ofType, ...decorators].flatMap((each) => this.#unknown(each) ?? []);
    const chain = [...this.#before, ...security, ...middleware, ...others];
    if (chain.some(({ kind }) => kind === 'required' || kind === 'authorizes')) return chain.filter(({ kind }) => kind !== 'public');
    if (chain.some(({ kind }) => kind === 'public')) return chain;
    const closure = { kind: 'closure', function: method, unit: owner.unit, scope: this.#interpreter.scopeIn(owner) } as const;
    return [...chain, guardOfHandler(closure, { path: template, before: chain }, this.#interpreter)];
  }

  /** What the method asks for, else what its class does, else what holds for everything. */
  #security(decorators: readonly Applied[], ofType: readonly Applied[], place: CodePlace): Guard[] {
    for (const list of [decorators, ofType]) {
      const asked = list.filter(({ name }) => name === 'Security');
      if (asked.length > 0) return [this.#anyOf(asked)];
      const none = list.find(({ name }) => name === 'NoSecurity');
      if (none !== undefined) return [{ kind: 'public', note: '`@NoSecurity()`', place: none.place }];
    }
    return this.#config.rootSecurity.map((scheme) => this.#authentication.guard(scheme, [], place));
  }

  /** Several `@Security` are alternatives: one that is not understood may let everybody through. */
  #anyOf(asked: readonly Applied[]): Guard {
    const guards = asked.map((each) => this.#allOf(each));
    const unknown = guards.find(({ kind }) => kind !== 'required' && kind !== 'authorizes');
    const [first] = guards;
    const found = unknown ?? first;
    if (found === undefined)
      return { kind: 'unknown', note: '`@Security` without a scheme', place: asked[0]?.place ?? { file: '', span: { start: 0, end: 0 } } };
    return { ...found, schemes: guards.flatMap((guard) => guard.schemes ?? []), scopes: guards.flatMap((guard) => guard.scopes ?? []) };
  }

  /** `@Security('jwt', ['admin'])`, or `@Security({ jwt: ['admin'], key: [] })`, which asks for both. */
  #allOf({ values: [scheme, scopes], place }: Applied): Guard {
    const name = asString(scheme);
    if (name !== undefined) return this.#authentication.guard(name, asStrings(scopes) ?? [], place);
    if (scheme?.kind !== 'object' || scheme.fields.size === 0)
      return { kind: 'unknown', note: '`@Security` with a scheme that could not be read', place };
    const guards = [...scheme.fields].map(([each, asked]) => this.#authentication.guard(each, asStrings(asked) ?? [], place));
    const found = guards.find(({ kind }) => kind === 'authorizes') ?? guards.find(({ kind }) => kind === 'required') ?? guards[0];
    return {
      ...(found as Guard),
      schemes: guards.flatMap((guard) => guard.schemes ?? []),
      scopes: guards.flatMap((guard) => guard.scopes ?? []),
    };
  }

  /** A decorator of the program or of a package whose name speaks of access. */
  #unknown({ name, place }: Applied): Guard | undefined {
    if (KNOWN.has(name) || !/auth|secur|guard|role|permission|protect|login|access/i.test(name)) return undefined;
    return { kind: 'unknown', note: `decorator \`${name}\` may guard`, place };
  }

  #responses(method: FunctionDeclaration, owner: ClassValue, decorators: readonly Applied[]): Pick<Route, 'responses'> {
    const { returns } = method;
    const inner = returns?.name === 'Promise' ? returns.args[0] : returns;
    if (inner === undefined || inner.name === 'void') return {};
    const status = decorators.find(({ name }) => name === 'SuccessResponse')?.values[0];
    const schema = this.#builder.of(inner, { unit: owner.unit, scope: this.#interpreter.scopeIn(owner) });
    const place = { file: owner.unit.file, span: inner.at };
    const code = status?.kind === 'literal' && /^\d{3}$/.test(String(status.value)) ? String(status.value) : '200';
    return { responses: [{ status: code, mediaType: 'application/json', schema, place }] };
  }

  #rateLimit(decorators: readonly Applied[]): RouteRateLimit {
    for (const { name, values, place } of decorators) {
      if (name !== 'Middlewares') continue;
      for (const value of values.flatMap((each) => (each.kind === 'list' ? each.items : [each]))) {
        const limit = externalName(value) === undefined ? undefined : rateLimitOf(value, place);
        if (limit !== undefined) return limit;
      }
    }
    return { kind: 'none' };
  }
}

/** `@Security` and `@NoSecurity` go into the document that tsoa writes as well. */
function documentedBy(...lists: readonly (readonly Applied[])[]): Documented | undefined {
  for (const list of lists) {
    const asked = list.filter(({ name }) => name === 'Security');
    if (asked.length > 0) {
      const schemes = asked.flatMap(({ values: [scheme] }) =>
        scheme?.kind === 'object' ? [...scheme.fields.keys()] : (asStrings(scheme) ?? []),
      );
      return { level: 'required', schemes };
    }
    if (list.some(({ name }) => name === 'NoSecurity')) return { level: 'public' };
  }
  return undefined;
}

const KNOWN = new Set(['Security', 'NoSecurity']);

function pathOf(decorator: Applied | undefined): string {
  const [first] = decorator?.values ?? [];
  return first === undefined ? '' : (pathText(first) ?? WILDCARD);
}
