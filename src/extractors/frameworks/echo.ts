import type { Extractor } from '../extractor.ts';
import { type CallSite, type Host, host, type Value } from '../interpret/value.ts';
import { extractGo, flatten, type GoFramework, pathOf } from './go/framework.ts';
import type { KnownMiddleware } from './go/guards.ts';
import { methodOf, methodsOf } from './go/methods.ts';
import { colonTemplate } from './path-text.ts';
import { RouterNode } from './router-tree.ts';

/** echo. */
export default {
  id: 'echo',
  languages: ['go'],
  words: ['"github.com/labstack/echo'],
  extract: (context) => extractGo(echo, context),
} satisfies Extractor;

const MIDDLEWARE: readonly KnownMiddleware[] = [
  { module: /labstack\/echo\/v?\d*\/?middleware$|labstack\/echo\/middleware$/, name: /^(?:JWT|KeyAuth|BasicAuth)/, kind: 'required' },
  { module: /labstack\/echo.*middleware$/, name: /^RateLimiter/, kind: 'limit' },
  { module: /labstack\/echo.*middleware$/, name: /^(?!JWT|KeyAuth|BasicAuth|Rewrite|Proxy)\w/, kind: 'harmless' },
  { module: /labstack\/echo-jwt/, name: /^(?:JWT|WithConfig)$/, kind: 'required', scheme: 'jwt' },
  {
    module:
      /echo-contrib\/(?:session|prometheus|echoprometheus|jaegertracing|zipkintracing|pprof)|otelecho|sentryecho|sentry-go\/echo|nrecho|echo-logrus|lecho|zerolog/,
    name: /./,
    kind: 'harmless',
  },
  { module: /casbin/, name: /./, kind: 'authorizes' },
  { module: /limiter|ratelimit|tollbooth/i, name: /./, kind: 'limit' },
];

const VERBS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE']);

const echo: GoFramework = {
  id: 'echo',
  module: /^github\.com\/labstack\/echo(?:\/v\d+)?$/,
  create: (name, registry) => (name === 'New' ? host(new EchoHost(registry.node(true))) : undefined),
  parameter(type, registry) {
    if (type === 'echo.Echo') return host(new EchoHost(registry.unseenRoot()));
    return type === 'echo.Group' || type === 'echo.Router' ? host(new EchoHost(registry.node(false))) : undefined;
  },
  creates: /\becho\.New\(/,
  middleware: MIDDLEWARE,
  template: colonTemplate,
  checks: undefined,
  rootFirst: true,
};

/** An application or a group. */
class EchoHost implements Host {
  readonly node: RouterNode;

  constructor(node: RouterNode) {
    this.node = node;
  }

  call(method: string, site: CallSite): Value | undefined {
    const { arguments: args, place, conditional } = site;
    if (VERBS.has(method)) this.#route([method], args, site);
    else if (method === 'Any') this.#route(['*'], args, site);
    else if (method === 'Add')
      this.#route(args[0]?.value.kind === 'list' ? methodsOf(args[0]?.value) : [methodOf(args[0]?.value)], args.slice(1), site);
    else if (method === 'Match') this.#route(methodsOf(args[0]?.value), args.slice(1), site);
    else if (method === 'Use' || method === 'Pre')
      for (const each of flatten(args)) this.node.guard('/', each.value, each.place, conditional);
    else if (method === 'Group' || method === 'Host') {
      const node = new RouterNode(false);
      this.node.mount(method === 'Host' ? '' : pathOf(args[0]), node, place, conditional);
      for (const each of flatten(args.slice(1))) node.guard('/', each.value, each.place, conditional);
      return host(new EchoHost(node));
    } else if (
      !/^(?:Static\w*|File\w*|Start\w*|Shutdown|Close|RouteNotFound|Routes|Router|ServeHTTP|NewContext|Reverse|URI|AcquireContext)$/.test(
        method,
      )
    ) {
      return undefined;
    }
    return method === 'Use' || method === 'Pre' ? host(this) : { kind: 'unknown' };
  }

  /** The handler comes first, what stands before it after it. */
  #route(methods: readonly string[], args: CallSite['arguments'], { place, conditional }: CallSite): void {
    const [path, handler, ...before] = args;
    if (handler === undefined) return;
    this.node.route(methods, pathOf(path), [...flatten(before), { value: handler.value, place: handler.place }], place, conditional);
  }
}
