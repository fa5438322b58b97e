/** The Kotlin DSL of functional endpoints: `router { "/a".nest { GET("/b", handler::list) } }`, and `coRouter { }`. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asString, type CallSite, type ClosureValue, externalName, type Host, host, type Value } from '../../interpret/value.ts';
import { pathText } from '../path-text.ts';
import { METHODS, PredicateHost, predicatesOf, RouterHost } from './router-host.ts';

const NOTHING: Value = { kind: 'unknown' };

/** The receiver of `router { }`. */
export class RouterDslHost implements Host {
  readonly #router: RouterHost;
  readonly #interpreter: () => Interpreter;

  private constructor(router: RouterHost, interpreter: () => Interpreter) {
    this.#router = router;
    this.#interpreter = interpreter;
  }

  /** The router function that a lambda describes. */
  static read(lambda: ClosureValue, interpreter: () => Interpreter): Value {
    const router = new RouterHost(interpreter);
    interpreter().enter(lambda, [], { receiver: host(new RouterDslHost(router, interpreter)) });
    return host(router);
  }

  call(method: string, site: CallSite): Value | undefined {
    const { arguments: args } = site;
    const [first] = args;
    if (METHODS.has(method)) {
      // Without a handler it is a predicate, which waits for one.
      if (args.length === 1 && first?.value.kind !== 'closure')
        return host(new PredicateHost({ method, path: pathText(first?.value) ?? '{*}' }));
      this.#router.call(method, site);
      return NOTHING;
    }
    switch (method) {
      case 'path':
        return host(new PredicateHost({ method: undefined, path: pathText(first?.value) ?? '{*}' }));
      case 'method': {
        const named = first === undefined ? undefined : (externalName(first.value)?.name.replace(/^.*\./, '') ?? asString(first.value));
        return host(new PredicateHost({ method: named, path: pathText(args[1]?.value) ?? '' }));
      }
      case 'accept':
      case 'contentType':
      case 'headers':
      case 'queryParam':
      case 'param':
      case 'version':
      case 'all':
      case 'pathExtension':
        // `accept(JSON) { }` is a route of its own, for whatever the prefix is.
        return host(new PredicateHost({ method: undefined, path: '' }));
      case 'filter':
      case 'before':
      case 'add':
        this.#router.call(method, site);
        return NOTHING;
      case 'after':
      case 'onError':
      case 'resources':
      case 'resource':
      case 'withAttribute':
      case 'withAttributes':
        return NOTHING;
      default:
        return undefined;
    }
  }

  /** `"/a".nest { }`, `"/a" and accept(JSON)`, `"/a"(handler::get)`. */
  extension(value: Value, method: string, site: CallSite): Value | undefined {
    if (!/^(?:nest|and|or|invoke|)$/.test(method)) return undefined;
    const text = pathText(value);
    const predicate =
      predicatesOf(value) === undefined && text !== undefined ? host(new PredicateHost({ method: undefined, path: text })) : value;
    const alternatives = predicatesOf(predicate);
    const [first] = site.arguments;
    if (alternatives === undefined || predicate.kind !== 'host' || first === undefined) return undefined;
    if (method === 'and' || method === 'or') {
      const other = pathText(first.value);
      const given = other === undefined ? first.value : host(new PredicateHost({ method: undefined, path: other }));
      return predicate.host.call(method, { ...site, arguments: [{ ...first, value: given }] });
    }
    if (method !== 'nest') this.#router.route([{ ...first, value: predicate }, first], site.place);
    else if (first.value.kind === 'closure') {
      const inner = RouterDslHost.read(first.value, this.#interpreter);
      for (const { path } of alternatives) this.#router.add(inner, path);
    }
    return NOTHING;
  }
}
