import { type Extraction, type Extractor, type ExtractorContext, NOTHING } from '../extractor.ts';
import { Interpreter } from '../interpret/interpreter.ts';
import { type CallSite, type CodePlace, type Dialect, type EvaluatedArgument, type Host, host, type Value } from '../interpret/value.ts';
import type { Route, RouteRateLimit } from '../route.ts';
import { type Guard, securityOf } from '../security.ts';
import { guardOf, rateLimitOf } from './express-guards.ts';
import { requestParts } from './express-requests.ts';
import { guardOfHandler } from './function-guards.ts';
import { unknownSecurityNote } from './notes.ts';
import { colonTemplate, pathText, WILDCARD } from './path-text.ts';
import { conditionally, type HandlerValue, joinPaths, type PlacedRoute, placedRoutes, RouterNode } from './router-tree.ts';
import { enterUncalled, withGuessed } from './unentered.ts';

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace', 'all']);

const MAKES = /^(?:express|Router|express\.(?:application|Router)|PromiseRouter)$/;

/** Express 4 and 5, and routers with the same interface. */
export default {
  id: 'express',
  languages: ['javascript', 'typescript', 'tsx'],
  words: ["'express'", '"express"', "'express-promise-router'", '"express-promise-router"'],
  extract,
} satisfies Extractor;

function extract(context: ExtractorContext): Extraction {
  const routers: RouterNode[] = [];
  const guessed: RouterNode[] = [];
  let into = routers;
  const interpreter = new Interpreter(
    context.program,
    dialect((isRoot) => addTo(into, isRoot && into === routers)),
  );
  for (const file of context.files) interpreter.read(file);
  enterUncalled(context, interpreter, MAKES, () => {
    into = guessed;
  });
  const all = withGuessed(placedRoutes(routers, true), placedRoutes(guessed, true));
  const routes = all.flatMap((placed) => routesOf(placed, interpreter));
  if (routes.length === 0) return NOTHING;
  const known = routes.every(({ path }) => !path.includes(WILDCARD));
  return {
    routes,
    schemas: new Map(),
    notes: unknownSecurityNote('express', routes),
    complete: known && !interpreter.exhausted,
    cut: interpreter.exhausted,
  };
}

function addTo(routers: RouterNode[], isRoot: boolean): RouterNode {
  const node = new RouterNode(isRoot);
  routers.push(node);
  return node;
}

function dialect(add: (isRoot: boolean) => RouterNode): Dialect {
  const create = (isRoot: boolean): Value => host(new ExpressHost(add(isRoot)));
  return {
    external({ module, name }) {
      if (module === 'express-promise-router') return create(false);
      if (module !== 'express') return undefined;
      if (name === '' || name === 'default' || name === 'application') return create(true);
      return name === 'Router' || name === 'default.Router' ? create(false) : undefined;
    },
  };
}

class ExpressHost implements Host {
  readonly node: RouterNode;

  constructor(node: RouterNode) {
    this.node = node;
  }

  call(method: string, site: CallSite): Value | undefined {
    if (method === 'use') this.#use(site);
    else if (METHODS.has(method)) {
      const path = paths(site.arguments[0]);
      // `app.get('setting')` reads a setting.
      if (path !== undefined && site.arguments.length > 1) this.#route(method, path, site.arguments.slice(1), site);
    } else if (method === 'route') return host(new ExpressRoute(this.node, paths(site.arguments[0]) ?? [WILDCARD]));
    // Everything else on an application or router gives it back or matters to no route.
    return host(this);
  }

  #use({ arguments: args, place, conditional }: CallSite): void {
    const path = paths(args[0]);
    const prefixes = path ?? ['/'];
    for (const { value, place: at } of flatten(path === undefined ? args : args.slice(1))) {
      for (const prefix of prefixes) {
        if (value.kind === 'host' && value.host instanceof ExpressHost) this.node.mount(prefix, value.host.node, place, conditional);
        else this.node.guard(prefix, value, at, conditional);
      }
    }
  }

  #route(method: string, path: readonly string[], args: readonly EvaluatedArgument[], { place, conditional }: CallSite): void {
    for (const each of path) this.node.route([methodName(method)], each, flatten(args), place, conditional);
  }
}

/** `router.route('/x')`: handlers for several methods of one path. */
class ExpressRoute implements Host {
  readonly #node: RouterNode;
  readonly #paths: readonly string[];
  readonly #before: HandlerValue[] = [];

  constructor(node: RouterNode, path: readonly string[]) {
    this.#node = node;
    this.#paths = path;
  }

  call(method: string, { arguments: args, place, conditional }: CallSite): Value | undefined {
    const handlers = [...this.#before, ...flatten(args)];
    if (method === 'all' && args.length > 0) this.#before.push(...flatten(args));
    else if (METHODS.has(method))
      for (const path of this.#paths) this.#node.route([methodName(method)], path, handlers, methodPlace(place, args), conditional);
    return host(this);
  }
}

/** A call in a chain begins where the chain does; the operation is shown at its own handlers. */
function methodPlace(place: CodePlace, args: readonly EvaluatedArgument[]): CodePlace {
  const [first] = args;
  return first === undefined ? place : { file: place.file, span: { start: first.place.span.start, end: place.span.end } };
}

function methodName(method: string): string {
  return method === 'all' ? '*' : method.toUpperCase();
}

/** The paths that a first argument names; undefined when it is no path. */
function paths(argument: EvaluatedArgument | undefined): string[] | undefined {
  if (argument === undefined) return undefined;
  const { value } = argument;
  if (value.kind === 'regex') return [WILDCARD];
  const single = pathText(value);
  if (single !== undefined) return [single];
  if (value.kind === 'list' && value.items.length > 0) {
    const all = value.items.map((item) => (item.kind === 'regex' ? WILDCARD : pathText(item)));
    return all.every((path) => path !== undefined) ? all : undefined;
  }
  // A constant that was not found: `app.get(config.path, handler)`, `app.use(global.basePath, router)`.
  const { expression } = argument;
  const looksLikePath =
    (value.kind === 'unknown' || (value.kind === 'external' && value.module === '')) &&
    (expression.kind === 'member' || expression.kind === 'name' || expression.kind === 'concat');
  return looksLikePath && /path|route|url|prefix|base|endpoint/i.test(JSON.stringify(expression)) ? [WILDCARD] : undefined;
}

function flatten(args: readonly { readonly value: Value; readonly place: CodePlace }[]): HandlerValue[] {
  return args.flatMap(({ value, place }) =>
    value.kind === 'list'
      ? [...flatten(value.items.map((item) => ({ value: item, place }))), ...(value.open ? [{ value, place }] : [])]
      : [{ value, place }],
  );
}

function routesOf({ route, paths: parts, guards, detached }: PlacedRoute, interpreter: Interpreter): Route[] {
  const template = joinPaths([...(detached ? [WILDCARD] : []), ...parts.map(colonTemplate)]);
  const handler = route.handlers.at(-1);
  const before = [...guards, ...route.handlers.slice(0, -1).map((each) => ({ ...each, conditional: false }))];
  const chain: Guard[] = before.map(({ value, place, conditional }) => conditionally(guardOf(value, place, interpreter), conditional));
  if (detached) chain.unshift({ kind: 'unknown', note: 'where this router is mounted was not found', place: route.place });
  const beforeUnknown = chain.some(({ kind }) => kind === 'unknown');
  if (handler !== undefined) chain.push(handlerGuard(handler, template, chain, interpreter));
  const limit = [...before]
    .reverse()
    .map(({ value, place }) => rateLimitOf(value, place))
    .find((each) => each !== undefined);
  const rateLimit: RouteRateLimit = limit ?? (beforeUnknown ? { kind: 'unknown' } : { kind: 'none' });
  return route.methods.map((method) => ({
    framework: 'express',
    method,
    path: template,
    handler: handler === undefined ? '' : handlerName(handler),
    place: route.place,
    ...requestParts(template, route.handlers, route.place),
    security: securityOf(chain),
    rateLimit,
  }));
}

function handlerGuard({ value, place }: HandlerValue, path: string, before: readonly Guard[], interpreter: Interpreter): Guard {
  if (value.kind === 'closure') return guardOfHandler(value, { path, before }, interpreter);
  if (value.kind === 'result') {
    const wrapped = value.arguments.find((each) => each.value.kind === 'closure')?.value;
    if (wrapped?.kind === 'closure') return guardOfHandler(wrapped, { path, before }, interpreter);
  }
  const guard = guardOf(value, place, interpreter);
  return guard.kind === 'unknown' ? { ...guard, note: 'the handler could not be found in this code' } : guard;
}

function handlerName({ value, place }: HandlerValue): string {
  const file = place.file.slice(place.file.lastIndexOf('/') + 1);
  if (value.kind !== 'closure') return file;
  return value.function.name === '' ? file : value.function.name;
}
