import type { Extractor } from '../extractor.ts';
import { type CallSite, type Host, host, type Value } from '../interpret/value.ts';
import { extractGo, flatten, type GoFramework, pathOf } from './go/framework.ts';
import type { KnownMiddleware } from './go/guards.ts';
import { methodOf, methodsOf } from './go/methods.ts';
import { colonTemplate } from './path-text.ts';
import { RouterNode } from './router-tree.ts';

/** gin. */
export default {
  id: 'gin',
  languages: ['go'],
  words: ['"github.com/gin-gonic/gin"'],
  extract: (context) => extractGo(gin, context),
} satisfies Extractor;

const MIDDLEWARE: readonly KnownMiddleware[] = [
  { module: /gin-gonic\/gin$/, name: /^(?:Logger\w*|Recovery\w*|CustomRecovery\w*|ErrorLogger\w*|Default\w*)$/, kind: 'harmless' },
  { module: /gin-gonic\/gin$/, name: /^BasicAuth/, kind: 'required', scheme: 'basic' },
  {
    module:
      /gin-contrib\/(?:cors|gzip|sessions|zap|logger|requestid|secure|static|size|timeout|pprof|expvar|cache|location|multitemplate|i18n|opengintracing)/,
    name: /./,
    kind: 'harmless',
  },
  { module: /gin-(?:jwt)(?:\/v\d+)?$/, name: /MiddlewareFunc$/, kind: 'required', scheme: 'jwt' },
  {
    module: /otelgin|go-gin-prometheus|ginprometheus|sentrygin|sentry-go\/gin|nrgin|ginzap|gin-i18n|location|brotli|ginzerolog/,
    name: /./,
    kind: 'harmless',
  },
  { module: /limiter|ratelimit|tollbooth/i, name: /./, kind: 'limit' },
  { module: /authz|casbin/, name: /./, kind: 'authorizes' },
];

const VERBS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

const gin: GoFramework = {
  id: 'gin',
  module: /^github\.com\/gin-gonic\/gin$/,
  create: (name, registry) => {
    if (name === 'New' || name === 'Default') return host(new GinHost(registry.node(true)));
    return undefined;
  },
  parameter(type, registry) {
    if (type === 'gin.Engine') return host(new GinHost(registry.unseenRoot()));
    return /^gin\.(?:RouterGroup|IRouter|IRoutes)$/.test(type) ? host(new GinHost(registry.node(false))) : undefined;
  },
  creates: /\bgin\.(?:New|Default)\(/,
  middleware: MIDDLEWARE,
  template: colonTemplate,
  checks: 'binding',
  rootFirst: false,
};

/** An engine or a group. */
class GinHost implements Host {
  readonly node: RouterNode;

  constructor(node: RouterNode) {
    this.node = node;
  }

  /** `engine.RouterGroup` is the engine itself. */
  member(name: string): Value | undefined {
    return name === 'RouterGroup' ? host(this) : undefined;
  }

  call(method: string, site: CallSite): Value | undefined {
    const { arguments: args, conditional } = site;
    if (VERBS.has(method)) this.#route([method], args, site);
    else if (method === 'Any') this.#route(['*'], args, site);
    else if (method === 'Handle') this.#route([methodOf(args[0]?.value)], args.slice(1), site);
    else if (method === 'Match') this.#route(methodsOf(args[0]?.value), args.slice(1), site);
    else if (method === 'Use') for (const each of flatten(args)) this.node.guard('/', each.value, each.place, conditional);
    else if (method === 'Group') return this.#group(site);
    else if (!/^(?:Static\w*|NoRoute|NoMethod|Run\w*|Load\w*|Set\w*|Routes|Handler|BasePath|Delims|ServeHTTP|With)$/.test(method))
      return undefined;
    return host(this);
  }

  #group({ arguments: args, place, conditional }: CallSite): Value {
    const node = new RouterNode(false);
    this.node.mount(pathOf(args[0]), node, place, conditional);
    for (const each of flatten(args.slice(1))) node.guard('/', each.value, each.place, conditional);
    return host(new GinHost(node));
  }

  #route(methods: readonly string[], args: CallSite['arguments'], { place, conditional }: CallSite): void {
    this.node.route(methods, pathOf(args[0]), flatten(args.slice(1)), place, conditional);
  }
}
