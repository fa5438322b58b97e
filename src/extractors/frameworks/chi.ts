import type { Extractor } from '../extractor.ts';
import { type CallSite, type Host, host, type Value } from '../interpret/value.ts';
import { extractGo, flatten, type GoFramework, pathOf, type Registry } from './go/framework.ts';
import type { KnownMiddleware } from './go/guards.ts';
import { methodOf } from './go/methods.ts';
import { servedBy } from './go/served.ts';
import { WILDCARD } from './path-text.ts';
import { RouterNode } from './router-tree.ts';

/** chi. */
export default {
  id: 'chi',
  languages: ['go'],
  words: ['"github.com/go-chi/chi'],
  extract: (context) => extractGo(chi, context),
} satisfies Extractor;

/** Middleware of functions that take and give an `http.Handler`. */
export const HTTP_MIDDLEWARE: readonly KnownMiddleware[] = [
  { module: /go-chi\/chi.*middleware$/, name: /^BasicAuth$/, kind: 'required', scheme: 'basic' },
  { module: /go-chi\/chi.*middleware$/, name: /^Throttle/, kind: 'limit' },
  { module: /go-chi\/chi.*middleware$/, name: /^(?!BasicAuth|Throttle|Maybe|New)\w/, kind: 'harmless' },
  { module: /go-chi\/jwtauth/, name: /Verif(?:ier|y)$/, kind: 'optional', scheme: 'jwt' },
  { module: /go-chi\/jwtauth/, name: /Authenticator$/, kind: 'required', scheme: 'jwt' },
  { module: /go-chi\/oauth/, name: /Authorize$/, kind: 'required', scheme: 'oauth2' },
  {
    module: /go-chi\/(?:cors|render|httplog|docgen|hostrouter|telemetry|metrics|traceid|stampede|httpcoala|valve)/,
    name: /./,
    kind: 'harmless',
  },
  {
    module:
      /rs\/cors|gorilla\/handlers|otelhttp|otelchi|sentryhttp|sentry-go\/http|chi-prometheus|unrolled\/secure|riandyrn|nosurf|NYTimes\/gziphandler|justinas\/alice|zerolog/,
    name: /./,
    kind: 'harmless',
  },
  { module: /httprate|limiter|tollbooth|throttl/i, name: /./, kind: 'limit' },
  { module: /auth0\/go-jwt-middleware/, name: /CheckJWT|Handler$/, kind: 'required', scheme: 'jwt' },
  { module: /casbin/, name: /./, kind: 'authorizes' },
];

const VERBS = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options', 'Trace']);

const chi: GoFramework = {
  id: 'chi',
  module: /^github\.com\/go-chi\/chi(?:\/v\d+)?$|^net\/http$/,
  create(name, registry, site) {
    if (name === 'NewRouter' || name === 'NewMux') return host(new ChiHost(registry.node(true), registry));
    return servedBy(name, site, (value) => (value.kind === 'host' && value.host instanceof ChiHost ? value.host.node : undefined));
  },
  parameter: (type, registry) => (/^chi\.(?:Router|Mux)$/.test(type) ? host(new ChiHost(registry.node(false), registry)) : undefined),
  creates: /\bchi\.New(?:Router|Mux)\(/,
  middleware: HTTP_MIDDLEWARE,
  template: chiTemplate,
  checks: undefined,
  rootFirst: false,
};

/** `{id:[0-9]+}` is `{id}`, `*` is anything. */
function chiTemplate(path: string): string {
  return path.replaceAll(/\{(\w+):(?:[^{}]|\{[^{}]*\})*\}/g, '{$1}').replaceAll(/(^|[^{])\*(?!\})/g, `$1${WILDCARD}`);
}

class ChiHost implements Host {
  readonly node: RouterNode;
  readonly #registry: Registry;

  constructor(node: RouterNode, registry: Registry) {
    this.node = node;
    this.#registry = registry;
  }

  call(method: string, site: CallSite): Value | undefined {
    const { arguments: args, place, conditional } = site;
    if (VERBS.has(method)) this.#route(method.toUpperCase(), args, site);
    else if (method === 'Method' || method === 'MethodFunc') this.#route(methodOf(args[0]?.value), args.slice(1), site);
    else if (method === 'Handle' || method === 'HandleFunc') this.#handle(site);
    else if (method === 'Use') for (const each of flatten(args)) this.node.guard('/', each.value, each.place, conditional);
    else if (method === 'Route') return this.#inside(pathOf(args[0]), args[1]?.value, site);
    else if (method === 'Group') return this.#inside('', args[0]?.value, site);
    else if (method === 'With') {
      const node = new RouterNode(false);
      this.node.mount('', node, place, conditional);
      for (const each of flatten(args)) node.guard('/', each.value, each.place, conditional);
      return host(new ChiHost(node, this.#registry));
    } else if (method === 'Mount') this.#mount(site);
    else return undefined;
    return { kind: 'unknown' };
  }

  #route(method: string, args: CallSite['arguments'], { place, conditional }: CallSite): void {
    this.node.route([method], pathOf(args[0]), flatten(args.slice(1)), place, conditional);
  }

  #handle({ arguments: args, place, conditional }: CallSite): void {
    const [, handler] = args;
    if (handler?.value.kind === 'host') this.#mountOf(pathOf(args[0]), handler.value, place, conditional);
    else this.node.route(['*'], pathOf(args[0]), flatten(args.slice(1)), place, conditional);
  }

  #inside(path: string, callback: Value | undefined, site: CallSite): Value {
    const node = new RouterNode(false);
    this.node.mount(path, node, site.place, site.conditional);
    const inner = host(new ChiHost(node, this.#registry));
    if (callback?.kind !== 'closure' && callback !== undefined) this.#registry.opaque = true;
    // What stands under the condition of the mount is judged there.
    this.#registry.run(callback, inner, { ...site, conditional: false });
    return inner;
  }

  #mount({ arguments: args, place, conditional }: CallSite): void {
    const [, handler] = args;
    if (handler === undefined || !this.#mountOf(pathOf(args[0]), handler.value, place, conditional)) this.#registry.opaque = true;
  }

  #mountOf(path: string, value: Value, place: CallSite['place'], conditional: boolean): boolean {
    if (value.kind !== 'host' || !(value.host instanceof ChiHost)) return false;
    this.node.mount(path, value.host.node, place, conditional);
    return true;
  }
}
