/** What the routers of Go have in common: how a program is run, and what becomes of what it registers. */
import { type Extraction, type ExtractorContext, NOTHING } from '../../extractor.ts';
import { Interpreter } from '../../interpret/interpreter.ts';
import type { CallSite, ClosureValue, CodePlace, Dialect, EvaluatedArgument, Value } from '../../interpret/value.ts';
import type { Route, RouteRateLimit } from '../../route.ts';
import { type Guard, securityOf } from '../../security.ts';
import type { FunctionDeclaration, Unit } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { guardOfHandler } from '../function-guards.ts';
import { unknownSecurityNote } from '../notes.ts';
import { pathText, WILDCARD } from '../path-text.ts';
import { conditionally, type HandlerValue, joinPaths, type PlacedRoute, placedRoutes, RouterNode } from '../router-tree.ts';
import { callOfGoPackage } from './builtins.ts';
import { callersFirst, functionsOf } from './entry-points.ts';
import { guardOfMiddleware, type KnownMiddleware, limitOf, specialised } from './guards.ts';
import { requestOf } from './requests.ts';
import { Structs } from './structs.ts';

/** One router package. */
export interface GoFramework {
  readonly id: string;
  /** What a call of the package gives: an engine, a router. */
  create(name: string, registry: Registry, site: CallSite): Value | undefined;
  /** Whether a module path is that of the package. */
  readonly module: RegExp;
  /** Makes a host for a parameter of a type (`gin.RouterGroup`) that nobody was seen to give. */
  parameter(type: string, registry: Registry): Value | undefined;
  /** Text that creates a router: functions with it are run when nothing was seen to call them. */
  readonly creates: RegExp;
  readonly middleware: readonly KnownMiddleware[];
  /** A path as the package writes it, as a template. */
  template(path: string): string;
  /** Tags of fields whose bounds the package checks itself. */
  readonly checks: 'binding' | undefined;
  /** Guards count for all routes of an application, wherever they stand. */
  readonly rootFirst: boolean;
}

/** The place of what was not seen; the route's own stands for it. */
const NOWHERE: CodePlace = { file: '', span: { start: 0, end: 0 } };

/** Routers of a run. */
export class Registry {
  readonly nodes: RouterNode[] = [];
  /** Something is served that nobody can list. */
  opaque = false;
  interpreter: Interpreter | undefined;

  node(isRoot: boolean): RouterNode {
    const node = new RouterNode(isRoot);
    this.nodes.push(node);
    return node;
  }

  /** An application that is handed over by something that was not seen: what stands before its routes is not known. */
  unseenRoot(): RouterNode {
    const node = this.node(true);
    node.guard('/', { kind: 'unknown' }, NOWHERE, false);
    return node;
  }

  /** Runs a callback with what it is given. */
  run(callback: Value | undefined, given: Value, site: CallSite): void {
    if (callback?.kind !== 'closure') return;
    const argument: EvaluatedArgument = { value: given, expression: { kind: 'null', at: site.place.span }, place: site.place };
    this.interpreter?.enter(callback, [argument], { conditional: site.conditional });
  }
}

export function extractGo(framework: GoFramework, { program, files, allFiles }: ExtractorContext): Extraction {
  const registry = new Registry();
  const dialect: Dialect = {
    external: (callee, site) =>
      framework.module.test(callee.module) ? framework.create(callee.name, registry, site) : callOfGoPackage(callee, site),
    parameter: ({ type }) => framework.parameter(type, registry),
  };
  const interpreter = new Interpreter(program, dialect);
  registry.interpreter = interpreter;
  start(framework, interpreter, files, allFiles);
  if (framework.rootFirst) for (const node of registry.nodes) if (node.isRoot) guardsFirst(node);
  const structs = new Structs(interpreter, framework.checks);
  const placed = placedRoutes(registry.nodes, true);
  const routes = onceEach(placed.flatMap((each) => routesOf(each, framework, interpreter, structs)));
  if (routes.length === 0) return NOTHING;
  const complete = routes.every(({ path }) => !path.includes(WILDCARD)) && !interpreter.exhausted && !registry.opaque;
  return {
    routes,
    schemas: structs.schemas,
    notes: unknownSecurityNote(framework.id, routes),
    complete,
    cut: interpreter.exhausted,
  };
}

/** A function that registers routes may be run from several places; where they disagree about one, nobody can tell. */
function onceEach(routes: readonly Route[]): Route[] {
  const known = new Map<string, Route>();
  for (const route of routes) {
    const key = `${route.method} ${route.path} ${route.place.file} ${route.place.span.start}`;
    const present = known.get(key);
    if (present === undefined || (present.security.enforced !== route.security.enforced && route.security.enforced === 'unknown'))
      known.set(key, route);
    else if (present.security.enforced !== route.security.enforced && present.security.enforced !== 'unknown') {
      const evidence = [{ note: 'it is registered in several ways, and they differ', place: route.place }];
      known.set(key, { ...present, security: { ...present.security, enforced: 'unknown', evidence } });
    }
  }
  return [...known.values()];
}

function guardsFirst(node: RouterNode): void {
  const guards = node.entries.filter(({ kind }) => kind === 'guard');
  const rest = node.entries.filter(({ kind }) => kind !== 'guard');
  node.entries.splice(0, node.entries.length, ...guards, ...rest);
}

/** Runs the program from `main`, then what creates routers and was not reached, then what takes one. */
function start(framework: GoFramework, interpreter: Interpreter, files: readonly string[], allFiles: readonly string[]): void {
  const { program } = interpreter;
  const enter = (unit: Unit, declared: FunctionDeclaration): void => {
    if (interpreter.wasEntered(declared)) return;
    const closure: ClosureValue = { kind: 'closure', function: declared, unit, scope: interpreter.rootScope(unit) };
    interpreter.enter(closure, []);
  };
  for (const file of files) interpreter.read(file);
  for (const file of allFiles) {
    if (!/^package main\b/m.test(program.text(file)) || !/^func (?:main|init)\(/m.test(program.text(file))) continue;
    for (const { unit, declared } of functionsOf([file], interpreter)) {
      if (declared.receiver === undefined && (declared.name === 'main' || declared.name === 'init')) enter(unit, declared);
    }
  }
  const functions = functionsOf(files, interpreter);
  const creators = functions.filter(({ unit, declared: { whole } }) =>
    framework.creates.test(program.text(unit.file).slice(whole.start, whole.end)),
  );
  const unseen = creators.filter(({ declared }) => !interpreter.wasEntered(declared));
  for (const { unit, declared } of callersFirst(unseen, allFiles, interpreter)) enter(unit, declared);
  const probe = new Registry();
  for (const { unit, declared } of functions) {
    if (declared.parameters.some(({ type }) => framework.parameter(type?.name ?? '', probe) !== undefined)) enter(unit, declared);
  }
}

function routesOf(
  { route, paths, guards, detached }: PlacedRoute,
  framework: GoFramework,
  interpreter: Interpreter,
  structs: Structs,
): Route[] {
  const handler = route.handlers.at(-1);
  if (handler === undefined || isNoOperation(handler.value) || answersPage(handler.value)) return [];
  const template = framework.template(joinPaths([...(detached ? [WILDCARD] : []), ...paths]));
  const before = [...guards, ...route.handlers.slice(0, -1).map((each) => ({ ...each, conditional: false }))];
  const judge = { interpreter, known: framework.middleware };
  const chain: Guard[] = before.map(({ value, place, conditional }) =>
    conditionally(guardOfMiddleware(value, place.file === '' ? route.place : place, judge), conditional),
  );
  if (detached) chain.unshift({ kind: 'unknown', note: 'where this router is mounted was not found', place: route.place });
  if (route.conditional) chain.unshift({ kind: 'unknown', note: 'registered under a condition', place: route.place });
  const unclear = chain.some(({ kind }) => kind === 'unknown');
  chain.push(handlerGuard(handler, template, chain, interpreter));
  const limit = [...before]
    .reverse()
    .map(({ value, place }) => limitOf(value, place))
    .find((each) => each !== undefined);
  const rateLimit: RouteRateLimit = limit ?? (unclear ? { kind: 'unknown' } : { kind: 'none' });
  const closure = handler.value.kind === 'closure' ? handler.value : undefined;
  return route.methods.map((method) => ({
    framework: framework.id,
    method,
    path: template,
    handler: closure === undefined ? '' : handlerName(closure),
    place: route.place,
    ...requestOf(template, closure, route.place, structs),
    security: securityOf(chain),
    rateLimit,
  }));
}

/** A handler that writes a page: `c.HTML(...)`. */
function answersPage(value: Value): boolean {
  const body = value.kind === 'closure' ? (value.function.body ?? []) : [];
  return [...expressionsOf(body)].some((each) => each.kind === 'call' && each.callee.kind === 'member' && /^html$/i.test(each.callee.name));
}

/** Files, documentation, profiles and metrics are no operations. */
function isNoOperation(value: Value): boolean {
  if (value.kind !== 'result' && value.kind !== 'external' && value.kind !== 'property') return false;
  const of = value.kind === 'result' ? value.callee : value;
  const named = of.kind === 'external' ? `${of.module} ${of.name}` : '';
  return /swagger|redoc|scalar|pprof|promhttp|FileServer|StripPrefix|expvar|NotFoundHandler|RedirectHandler|playground|echoprometheus/i.test(
    named,
  );
}

function handlerGuard({ value, place }: HandlerValue, path: string, before: readonly Guard[], interpreter: Interpreter): Guard {
  if (value.kind !== 'closure') return { kind: 'unknown', note: 'the handler could not be found in this code', place };
  return guardOfHandler(specialised(value, interpreter), { path, before }, interpreter);
}

function handlerName({ function: declared, unit }: ClosureValue): string {
  const receiver = declared.receiver?.type?.name;
  if (declared.name === '') return unit.file.slice(unit.file.lastIndexOf('/') + 1);
  return receiver === undefined ? declared.name : `${receiver}.${declared.name}`;
}

/** The path of an argument; a wildcard where it is not known. */
export function pathOf(argument: EvaluatedArgument | undefined): string {
  return pathText(argument?.value) ?? WILDCARD;
}

/** Arguments with lists among them taken apart. */
export function flatten(args: readonly { readonly value: Value; readonly place: CodePlace }[]): HandlerValue[] {
  return args.flatMap(({ value, place }) => {
    if (value.kind !== 'list') return [{ value, place }];
    return [
      ...flatten(value.items.map((item) => ({ value: item, place }))),
      ...(value.open ? [{ value: { kind: 'unknown' as const }, place }] : []),
    ];
  });
}
