/** The facade `Route`, as it is called in the route files of Laravel. */
import { asString, asStrings, type CallSite, fieldOf, type Host, host, type Value } from '../../interpret/value.ts';
import { table } from '../../table.ts';
import { pathText, WILDCARD } from '../path-text.ts';
import { RESOURCE, resourcePath, SINGLETON } from './resources.ts';
import { changed, type RouteAttributes, withArray } from './route-attributes.ts';
import type { LaravelRoute, RouteCollector } from './route-collector.ts';

const VERBS: Readonly<Record<string, readonly string[]>> = table({
  get: ['GET'],
  post: ['POST'],
  put: ['PUT'],
  patch: ['PATCH'],
  delete: ['DELETE'],
  options: ['OPTIONS'],
  any: ['*'],
});

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
