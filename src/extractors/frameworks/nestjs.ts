import { type Extraction, type Extractor, type ExtractorContext, NOTHING } from '../extractor.ts';
import { Interpreter } from '../interpret/interpreter.ts';
import { asBoolean, type ClassValue, type ClosureValue, externalName } from '../interpret/value.ts';
import type { Route, RouteRateLimit } from '../route.ts';
import type { SchemaBuilder } from '../schema/schema-builder.ts';
import { type Guard, securityOf } from '../security.ts';
import type { FunctionDeclaration, TypeDeclaration } from '../syntax/unit.ts';
import { typesOf } from '../syntax/walk.ts';
import { table } from '../table.ts';
import { guardOf } from './express-guards.ts';
import { guardOfHandler, refuses } from './function-guards.ts';
import { dialect, moduleOf, NestApp, type NestModule, reachable, type Setting } from './nestjs/app.ts';
import { documentedBy, isUnprotected, unknownDecorator } from './nestjs/decorator-access.ts';
import { type Applied, classDecorators, metadataOf, methodDecorators } from './nestjs/decorators.ts';
import { Guards } from './nestjs/guards.ts';
import { middlewareGuards } from './nestjs/middleware.ts';
import { requestOf } from './nestjs/parameters.ts';
import { controllerPaths, pathsOf, templates } from './nestjs/paths.ts';
import { servedControllers } from './nestjs/unserved.ts';
import { dtoBuilder } from './nestjs/validation.ts';
import { unknownSecurityNote } from './notes.ts';
import { colonTemplate, WILDCARD } from './path-text.ts';
import { joinPaths } from './router-tree.ts';

const METHODS: Readonly<Record<string, string>> = table({
  Get: 'GET',
  Post: 'POST',
  Put: 'PUT',
  Patch: 'PATCH',
  Delete: 'DELETE',
  Head: 'HEAD',
  Options: 'OPTIONS',
  All: '*',
  Sse: 'GET',
});

/** NestJS: controllers, guards wherever they are set, DTOs. */
export default {
  id: 'nestjs',
  languages: ['typescript', 'tsx', 'javascript'],
  words: ['@nestjs/common', '@nestjs/core'],
  extract,
} satisfies Extractor;

function extract({ program, files, allFiles }: ExtractorContext): Extraction {
  const apps: NestApp[] = [];
  const interpreter = new Interpreter(program, dialect(apps));
  const types: ClassValue[] = [];
  for (const file of files) {
    const unit = program.unit(file);
    if (unit === undefined) continue;
    if (program.text(file).includes('NestFactory')) interpreter.read(file);
    for (const type of typesOf(unit)) {
      const value = interpreter.lookup(unit, type.name);
      if (value?.kind === 'class' && value.type === type) types.push(value);
    }
  }
  const served = apps.some(({ listens }) => listens) ? apps.filter(({ listens }) => listens) : apps;
  const modules = new Map(
    types.flatMap((type): [TypeDeclaration, NestModule][] => {
      const module = moduleOf(type, interpreter);
      return module === undefined ? [] : [[type.type, module]];
    }),
  );
  const validates = allFiles.some((file) => program.text(file).includes('ValidationPipe'));
  const reader = new ControllerReader(interpreter, dtoBuilder(interpreter, validates), modules, served);
  const isServed = servedControllers(program, [...program.files]);
  const routes = types.flatMap((type) => (isServed(type) ? reader.routes(type) : []));
  if (routes.length === 0) return NOTHING;
  const complete = served.length > 0 && routes.every(({ path }) => !path.includes(WILDCARD)) && !interpreter.exhausted;
  return { routes, schemas: reader.builder.schemas, notes: unknownSecurityNote('nestjs', routes), complete, cut: interpreter.exhausted };
}

interface Application {
  readonly app: NestApp;
  readonly guards: readonly Setting[];
  readonly modules: readonly NestModule[];
}

class ControllerReader {
  readonly builder: SchemaBuilder;
  readonly #interpreter: Interpreter;
  readonly #guards: Guards;
  readonly #applications: readonly Application[];
  readonly #reach: ReadonlyMap<Application, ReadonlySet<TypeDeclaration>>;

  constructor(
    interpreter: Interpreter,
    builder: SchemaBuilder,
    modules: ReadonlyMap<TypeDeclaration, NestModule>,
    apps: readonly NestApp[],
  ) {
    this.#interpreter = interpreter;
    this.builder = builder;
    this.#guards = new Guards(interpreter);
    const reach = new Map<Application, ReadonlySet<TypeDeclaration>>();
    for (const app of apps.length === 0 ? [new NestApp(undefined)] : apps) {
      // With one application every module is taken for a part of it: what a dynamic module brings is not always seen.
      const reached = app.root === undefined || apps.length < 2 ? new Set(modules.keys()) : reachable(app.root, modules, interpreter);
      const own = [...modules.values()].filter(({ type }) => reached.has(type.type));
      const application = { app, guards: [...app.guards, ...own.flatMap(({ guards }) => guards)], modules: own };
      reach.set(
        application,
        new Set(own.flatMap(({ controllers }) => controllers.flatMap((each) => (each.kind === 'class' ? [each.type] : [])))),
      );
    }
    this.#applications = [...reach.keys()];
    this.#reach = reach;
  }

  routes(type: ClassValue): Route[] {
    const decorators = classDecorators(type, this.#interpreter);
    const controller = decorators.find(({ name, module }) => name === 'Controller' && module.startsWith('@nestjs/'));
    if (controller === undefined || type.type.abstract || !type.type.decorators.some(({ at }) => at.start === controller.place.span.start))
      return [];
    const owners = this.#applications.filter((each) => this.#reach.get(each)?.has(type.type) === true);
    return (owners.length > 0 ? owners : this.#applications.slice(0, 1)).flatMap((application) =>
      this.#methods(type).flatMap(({ method, owner }) => this.#route(method, owner, { type, decorators, controller, application })),
    );
  }

  /** Methods with a route decorator, inherited ones too; an override hides what it overrides. */
  #methods(type: ClassValue): { method: FunctionDeclaration; owner: ClassValue }[] {
    const seen = new Set<string>();
    return this.#interpreter.lineage(type).flatMap((owner) =>
      owner.type.methods.flatMap((method) => {
        if (seen.has(method.name)) return [];
        seen.add(method.name);
        return [{ method, owner }];
      }),
    );
  }

  #route(method: FunctionDeclaration, owner: ClassValue, of: ControllerOf): Route[] {
    const decorators = methodDecorators(method, owner, this.#interpreter);
    const route = decorators.find(({ name, module }) => module.startsWith('@nestjs/') && Object.hasOwn(METHODS, name));
    if (route === undefined || decorators.some(({ name }) => name === 'Render')) return [];
    const { application } = of;
    const all = [...decorators, ...of.decorators];
    const verb = METHODS[route.name] ?? '*';
    return pathsOf(route.arguments[0]?.value).flatMap((path) =>
      controllerPaths(of.controller).flatMap((base) => {
        const local = joinPaths([colonTemplate(base), colonTemplate(path)]);
        const guards = this.#chain(method, owner, all, { ...of, local, verb });
        return templates(local, all, application.app).map((template) => ({
          framework: 'nestjs',
          method: verb,
          path: template,
          handler: `${of.type.type.name}.${method.name}`,
          place: route.place,
          ...requestOf(template, method, owner, this.builder),
          ...this.#responses(method, owner, decorators, verb),
          security: securityOf(guards, documentedBy(all)),
          rateLimit: this.#rateLimit(all, application),
        }));
      }),
    );
  }

  #responses(method: FunctionDeclaration, owner: ClassValue, decorators: readonly Applied[], verb: string): Pick<Route, 'responses'> {
    if (method.returns === undefined) return {};
    const code = decorators.find(({ name }) => name === 'HttpCode')?.arguments[0]?.value;
    const status = code?.kind === 'literal' ? String(code.value) : verb === 'POST' ? '201' : '200';
    const schema = this.builder.of(method.returns, { unit: owner.unit, scope: owner.scope });
    return { responses: [{ status, mediaType: 'application/json', schema, place: { file: owner.unit.file, span: method.returns.at } }] };
  }

  #chain(
    method: FunctionDeclaration,
    owner: ClassValue,
    decorators: readonly Applied[],
    of: ControllerOf & { local: string; verb: string },
  ): Guard[] {
    const metadata = metadataOf(decorators);
    const { application, type, local, verb } = of;
    const middleware = application.app.middleware.map(({ value, place }) => guardOf(value, place, this.#interpreter));
    const uses = application.modules.flatMap((module) => module.middleware);
    const before = [...middleware, ...middlewareGuards(uses, { method: verb, path: local, controller: type }, this.#interpreter)];
    const own = decorators.filter(({ name }) => name === 'UseGuards').flatMap((each) => each.arguments);
    const guards = [...application.guards, ...own].map(({ value, place }) => this.#guards.onRoute(value, place, metadata));
    const others = decorators.flatMap((each) => unknownDecorator(each) ?? []);
    if (decorators.some(isUnprotected))
      guards.push({
        kind: 'public',
        note: 'a decorator of the package lets everybody through',
        place: { file: owner.unit.file, span: method.at },
      });
    const missing = this.#missingBase(type);
    const chain = [...before, ...guards, ...others, ...missing, ...this.#parameterGuards(method, owner)];
    const closure: ClosureValue = { kind: 'closure', function: method, unit: owner.unit, scope: this.#interpreter.scopeIn(owner) };
    chain.push(guardOfHandler(closure, { path: local, before: chain }, this.#interpreter));
    // Each guard is asked on its own: what one lets through, another may still refuse.
    return chain.some(({ kind }) => kind === 'required' || kind === 'authorizes') ? chain.filter(({ kind }) => kind !== 'public') : chain;
  }

  /** Parameter decorators of the program (`createParamDecorator`) that read the credential themselves. */
  #parameterGuards(method: FunctionDeclaration, owner: ClassValue): Guard[] {
    return method.parameters.flatMap(({ decorators, at }) =>
      decorators.flatMap(({ callee }): Guard[] => {
        const value = this.#interpreter.evaluateIn(callee, owner.unit, owner.scope);
        const factory =
          value.kind === 'result' && externalName(value)?.name === 'createParamDecorator' ? value.arguments[0]?.value : undefined;
        if (factory?.kind !== 'closure') return [];
        const place = { file: owner.unit.file, span: at };
        const words = factory.function.suspects.join(' ');
        if (refuses(factory.function) && /authoriz|jwt|token|bearer|user/.test(words))
          return [{ kind: 'required', note: 'a parameter decorator refuses requests without a valid credential', place }];
        if (/authoriz|jwt|bearer/.test(words)) return [{ kind: 'optional', note: 'a parameter decorator reads the credential', place }];
        return [];
      }),
    );
  }

  /** A controller that extends something outside of the program may inherit guards from there. */
  #missingBase(type: ClassValue): Guard[] {
    return this.#interpreter.lineage(type).flatMap((each) =>
      each.type.supertypes.flatMap((reference): Guard[] => {
        if (this.#interpreter.typeNamed(reference, each) !== undefined) return [];
        return [
          {
            kind: 'unknown',
            note: `\`${reference.name}\`, which the controller extends, is not in this code`,
            place: { file: each.unit.file, span: reference.at },
          },
        ];
      }),
    );
  }

  #rateLimit(decorators: readonly Applied[], { guards }: Application): RouteRateLimit {
    const limiters = [...guards, ...decorators.filter(({ name }) => name === 'UseGuards').flatMap((each) => each.arguments)];
    const limiter = limiters.find(({ value }) => this.#guards.of(value).kind === 'limiter');
    if (limiter === undefined) return { kind: 'none' };
    const skip = decorators.find(({ name }) => name === 'SkipThrottle');
    if (skip !== undefined && asBoolean(skip.arguments[0]?.value) !== false) return { kind: 'none' };
    const own = decorators.find(({ name }) => name === 'Throttle');
    return { kind: 'limited', note: own === undefined ? '@nestjs/throttler' : '@Throttle', place: own?.place ?? limiter.place };
  }
}

interface ControllerOf {
  readonly type: ClassValue;
  readonly decorators: readonly Applied[];
  readonly controller: Applied;
  readonly application: Application;
}
