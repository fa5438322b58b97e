/** The route files of Laravel, as the facade `Route` is called in them. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { joinPath } from '../../interpret/source-paths.ts';
import {
  asString,
  asStrings,
  type CallSite,
  type ClosureValue,
  type CodePlace,
  fieldOf,
  type Host,
  host,
  type Value,
} from '../../interpret/value.ts';
import { pathText, WILDCARD } from '../path-text.ts';
import { RESOURCE, resourcePath, SINGLETON } from './resources.ts';

/** A middleware by name, alias or class. */
export interface MiddlewareName {
  /** `auth:sanctum`, or a qualified class; undefined for what could not be read. */
  readonly name: string | undefined;
  readonly place: CodePlace;
}

/** What a group or a chain of calls adds to the routes in it. */
export interface RouteAttributes {
  readonly prefixes: readonly string[];
  readonly middleware: readonly MiddlewareName[];
  readonly without: readonly string[];
  readonly namespace: string;
  readonly controller: Value | undefined;
}

/** A route as it is registered; calls that are chained behind it still change it. */
export interface LaravelRoute {
  readonly methods: readonly string[];
  readonly path: string;
  readonly handler: Value;
  /** Method of the controller, for resources. */
  readonly action: string | undefined;
  readonly place: CodePlace;
  readonly conditional: boolean;
  attributes: RouteAttributes;
}

const NOTHING: RouteAttributes = { prefixes: [], middleware: [], without: [], namespace: '', controller: undefined };

export class RouteCollector {
  readonly routes: LaravelRoute[] = [];
  /** Files of routes that were read. */
  readonly loaded = new Set<string>();
  /** Something could not be followed: a file that was not found. */
  opaque = false;
  interpreter: Interpreter | undefined;
  /** `Route::macro('name', function () { ... })`. */
  readonly macros = new Map<string, ClosureValue>();
  #stack: RouteAttributes[] = [NOTHING];

  get current(): RouteAttributes {
    return this.#stack.at(-1) ?? NOTHING;
  }

  /** Runs a group: a function, or the file of a path. */
  within(attributes: RouteAttributes, group: Value | undefined, conditional: boolean): void {
    this.#stack.push(attributes);
    if (group?.kind === 'closure') this.interpreter?.enter(group, [], { conditional });
    else if (group?.kind === 'list') for (const each of group.items) this.#file(asString(each));
    else this.#file(asString(group));
    this.#stack.pop();
  }

  #file(path: string | undefined): void {
    const { program } = this.interpreter ?? {};
    const wanted = path === undefined ? undefined : joinPath('', path.replace(/^\/+/, ''));
    const file =
      wanted === undefined || program === undefined
        ? undefined
        : [...program.files].find((each) => each === wanted || each.endsWith(`/${wanted}`));
    if (file === undefined) this.opaque = true;
    else {
      this.loaded.add(file);
      this.interpreter?.read(file);
    }
  }

  /** A file that is run inside of a group; one that is not found, or outside of the folder of routes, has none as far as is known. */
  include(path: Value | undefined): void {
    const text = asString(path);
    if (text !== undefined && /(?:^|\/)routes\//.test(text)) this.#file(text);
  }

  /** A file of routes as it is loaded with some attributes. */
  load(file: string, attributes: Partial<RouteAttributes>): void {
    this.#stack.push({ ...NOTHING, ...attributes });
    this.loaded.add(file);
    this.interpreter?.read(file);
    this.#stack.pop();
  }
}

const VERBS: Readonly<Record<string, readonly string[]>> = {
  get: ['GET'],
  post: ['POST'],
  put: ['PUT'],
  patch: ['PATCH'],
  delete: ['DELETE'],
  options: ['OPTIONS'],
  any: ['*'],
};

/** `Route::...` and the chains that begin with it. */
export class RegistrarHost implements Host {
  readonly #collector: RouteCollector;
  readonly #attributes: RouteAttributes;

  constructor(collector: RouteCollector, attributes: RouteAttributes) {
    this.#collector = collector;
    this.#attributes = attributes;
  }

  call(method: string, site: CallSite): Value | undefined {
    const { arguments: args, conditional } = site;
    const [first, second] = args;
    if (VERBS[method] !== undefined) return this.#route(VERBS[method], first?.value, second?.value, site);
    if (method === 'match') {
      const methods = asStrings(first?.value)?.map((each) => each.toUpperCase()) ?? ['*'];
      return this.#route(methods, second?.value, args[2]?.value, site);
    }
    if (/^(?:api)?(?:Resource|Singleton)s?$|^resources?$|^singleton$/.test(method)) return this.#resources(method, site);
    if (method === 'group') {
      const attributes = args.length > 1 ? withArray(this.#attributes, first?.value, first?.place ?? site.place) : this.#attributes;
      this.#collector.within(attributes, args.length > 1 ? second?.value : first?.value, conditional);
      return host(this);
    }
    if (method === 'macro' && second?.value.kind === 'closure') this.#collector.macros.set(asString(first?.value) ?? '', second.value);
    const macro = this.#collector.macros.get(method);
    if (macro !== undefined) return this.#collector.interpreter?.enter(macro, args, { conditional }) ?? host(this);
    if (/^(?:redirect|permanentRedirect|view|fallback|pattern|bind|model|input|has|is|current\w*|getRoutes|macro)$/.test(method))
      return host(this);
    return host(new RegistrarHost(this.#collector, changed(this.#attributes, method, site)));
  }

  #route(methods: readonly string[], path: Value | undefined, handler: Value | undefined, { place, conditional }: CallSite): Value {
    const route: LaravelRoute = {
      methods,
      path: pathText(path) ?? WILDCARD,
      handler: handler ?? { kind: 'unknown' },
      action: undefined,
      place,
      conditional,
      attributes: this.#attributes,
    };
    this.#collector.routes.push(route);
    return host(new RoutesHost([route], this.#collector));
  }

  #resources(method: string, { arguments: args, place, conditional }: CallSite): Value {
    const [first] = args;
    const isApi = method.startsWith('api');
    const pairs: [string, Value][] =
      first?.value.kind === 'object'
        ? [...first.value.fields]
        : [[pathText(first?.value) ?? WILDCARD, args[1]?.value ?? { kind: 'unknown' }]];
    const options = first?.value.kind === 'object' ? args[1]?.value : args[2]?.value;
    const routes = pairs.flatMap(([name, handler]) =>
      (/singleton/i.test(method) ? SINGLETON : RESOURCE)
        .filter(({ action }) => !isApi || (action !== 'create' && action !== 'edit'))
        .map(({ action, methods, suffix, member }): LaravelRoute => {
          const path = `${resourcePath(name, member)}${suffix}`;
          return { methods, path, handler, action, place, conditional, attributes: this.#attributes };
        }),
    );
    this.#collector.routes.push(...routes);
    const created = new RoutesHost(routes, this.#collector);
    created.keep('only', fieldOf(options, 'only'));
    created.keep('except', fieldOf(options, 'except'));
    return host(created);
  }
}

/** Routes that calls behind them still change: `->middleware('auth')`, `->only([...])`. */
class RoutesHost implements Host {
  readonly #routes: readonly LaravelRoute[];
  readonly #collector: RouteCollector;

  constructor(routes: readonly LaravelRoute[], collector: RouteCollector) {
    this.#routes = routes;
    this.#collector = collector;
  }

  /** Leaves routes of a resource out. */
  keep(how: 'only' | 'except', value: Value | undefined): void {
    const names = asStrings(value);
    if (names === undefined) return;
    for (const route of this.#routes) {
      const stays = names.includes(route.action ?? '') === (how === 'only');
      const index = stays ? -1 : this.#collector.routes.indexOf(route);
      if (index !== -1) this.#collector.routes.splice(index, 1);
    }
  }

  call(method: string, site: CallSite): Value | undefined {
    if (method === 'only' || method === 'except') {
      const names = site.arguments.flatMap(({ value }) => asStrings(value) ?? []);
      this.keep(method, { kind: 'list', items: names.map((value) => ({ kind: 'literal', value })), open: false });
    } else for (const route of this.#routes) route.attributes = changed(route.attributes, method, site);
    return host(this);
  }
}

/** Attributes after a call such as `prefix('x')` or `middleware('auth')`. */
function changed(attributes: RouteAttributes, method: string, { arguments: args, place }: CallSite): RouteAttributes {
  const [first] = args;
  switch (method) {
    case 'prefix':
      return { ...attributes, prefixes: [...attributes.prefixes, pathText(first?.value) ?? WILDCARD] };
    case 'middleware':
      return { ...attributes, middleware: [...attributes.middleware, ...args.flatMap((each) => middlewareNames(each.value, each.place))] };
    case 'withoutMiddleware':
      return {
        ...attributes,
        without: [
          ...attributes.without,
          ...args.flatMap((each) => middlewareNames(each.value, each.place).flatMap(({ name }) => name ?? [])),
        ],
      };
    case 'can': {
      const name = `can:${asString(first?.value) ?? ''}`;
      return { ...attributes, middleware: [...attributes.middleware, { name, place }] };
    }
    case 'namespace':
      return { ...attributes, namespace: joinNamespace(attributes.namespace, asString(first?.value)) };
    case 'controller':
      return { ...attributes, controller: first?.value };
    default:
      return attributes;
  }
}

/** `Route::group(['prefix' => 'x', 'middleware' => [...]], ...)`. */
function withArray(attributes: RouteAttributes, value: Value | undefined, place: CodePlace): RouteAttributes {
  const prefix = fieldOf(value, 'prefix');
  const middleware = fieldOf(value, 'middleware');
  return {
    ...attributes,
    prefixes: prefix === undefined ? attributes.prefixes : [...attributes.prefixes, pathText(prefix) ?? WILDCARD],
    middleware: middleware === undefined ? attributes.middleware : [...attributes.middleware, ...middlewareNames(middleware, place)],
    namespace: joinNamespace(attributes.namespace, asString(fieldOf(value, 'namespace'))),
  };
}

function joinNamespace(outer: string, inner: string | undefined): string {
  if (inner === undefined) return outer;
  return inner.startsWith('\\') || outer === '' ? inner.replace(/^\\/, '') : `${outer}\\${inner}`;
}

/** Names of middleware that a value holds: texts, classes, lists of both. */
export function middlewareNames(value: Value, place: CodePlace): MiddlewareName[] {
  const text = asString(value);
  if (text !== undefined) return [{ name: text, place }];
  if (value.kind === 'list')
    return [...value.items.flatMap((item) => middlewareNames(item, place)), ...(value.open ? [{ name: undefined, place }] : [])];
  if (value.kind === 'class') return [{ name: qualified(value), place }];
  if (value.kind === 'external') return [{ name: value.name, place }];
  // `Authenticate::using('sanctum')`, `ThrottleRequests::with(...)`.
  if (value.kind === 'result' && value.callee.kind === 'external' && /\.(?:using|with|redirectTo)$/.test(value.callee.name)) {
    const args = value.arguments.flatMap((each) => asString(each.value) ?? []);
    return [{ name: [value.callee.name.replace(/\.\w+$/, ''), ...args].join(':'), place }];
  }
  return [{ name: undefined, place }];
}

/** `App\Http\Middleware\Foo`. */
function qualified({ type, unit }: Extract<Value, { kind: 'class' }>): string {
  return unit.package === undefined ? type.name : `${unit.package}\\${type.name}`;
}
