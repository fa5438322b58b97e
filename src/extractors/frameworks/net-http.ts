import type { Extractor } from '../extractor.ts';
import { type CallSite, type Host, host, type Value } from '../interpret/value.ts';
import { HTTP_MIDDLEWARE } from './chi.ts';
import { extractGo, type GoFramework, pathOf, type Registry } from './go/framework.ts';
import { servedBy } from './go/served.ts';
import { WILDCARD } from './path-text.ts';
import type { RouterNode } from './router-tree.ts';

/** The multiplexer of Go's own net/http, with methods and parameters in its patterns. */
export default {
  id: 'net-http',
  languages: ['go'],
  words: ['http.NewServeMux(', 'http.HandleFunc(', 'http.Handle(', '*http.ServeMux'],
  extract: (context) => extractGo(netHttp, context),
} satisfies Extractor;

/** The multiplexer that `http.HandleFunc` registers with. */
const defaults = new WeakMap<Registry, MuxHost>();

const netHttp: GoFramework = {
  id: 'net-http',
  module: /^net\/http$/,
  create(name, registry, site) {
    if (name === 'NewServeMux') return host(new MuxHost(registry.node(true)));
    if (name === 'HandleFunc' || name === 'Handle') {
      const mux = defaults.get(registry) ?? new MuxHost(registry.node(true));
      defaults.set(registry, mux);
      return mux.call(name, site);
    }
    return servedBy(name, site, (value) => (value.kind === 'host' && value.host instanceof MuxHost ? value.host.node : undefined));
  },
  parameter: (type, registry) => (type === 'http.ServeMux' ? host(new MuxHost(registry.unseenRoot())) : undefined),
  creates: /\bhttp\.(?:NewServeMux|HandleFunc|Handle)\(/,
  middleware: HTTP_MIDDLEWARE,
  template: muxTemplate,
  checks: undefined,
  rootFirst: false,
};

/** `{id...}` is `{id}`, `{$}` is nothing. */
function muxTemplate(path: string): string {
  return path.replaceAll(/\{(\w+)\.\.\.\}/g, '{$1}').replace(/\/\{\$\}$/, '') || '/';
}

class MuxHost implements Host {
  readonly node: RouterNode;

  constructor(node: RouterNode) {
    this.node = node;
  }

  call(method: string, { arguments: args, place, conditional }: CallSite): Value | undefined {
    if (method !== 'Handle' && method !== 'HandleFunc') return undefined;
    const [, verb = '*', path = ''] = /^(?:([A-Z]+)[ \t]+)?(.*)$/.exec(pathOf(args[0])) ?? [];
    const own = path.replace(/^[^/{]+(?=\/)/, '');
    const [, handler] = args;
    if (handler === undefined) return { kind: 'unknown' };
    const { value } = handler;
    if (value.kind === 'host' && value.host instanceof MuxHost) this.node.mount(own, value.host.node, place, conditional);
    else if (value.kind === 'host') return { kind: 'unknown' };
    else {
      // A pattern that ends in a slash is for everything below it.
      const full = own.endsWith('/') && own !== '/' ? `${own}${WILDCARD}` : own;
      this.node.route([verb], full, handlersOf(value, handler.place), place, conditional);
    }
    return { kind: 'unknown' };
  }
}

/** A handler behind functions of the program that wrap it: they stand before it. */
function handlersOf(value: Value, place: CallSite['place']): { readonly value: Value; readonly place: CallSite['place'] }[] {
  if (value.kind !== 'closure' || value.function.name !== '') return [{ value, place }];
  for (const inner of value.scope.own.values()) {
    if (inner.kind === 'closure' && isHandler(inner)) return [{ value, place }, ...handlersOf(inner, place)];
  }
  return [{ value, place }];
}

function isHandler({ function: { parameters } }: Extract<Value, { kind: 'closure' }>): boolean {
  return parameters.length === 2 && /ResponseWriter$/.test(parameters[0]?.type?.name ?? '');
}
