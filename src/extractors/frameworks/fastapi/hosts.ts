import type { Interpreter } from '../../interpret/interpreter.ts';
import {
  argumentOf,
  asString,
  asStrings,
  type CallSite,
  type ClassValue,
  type ClosureValue,
  type CodePlace,
  type Dialect,
  type EvaluatedArgument,
  type Host,
  host,
  type Value,
} from '../../interpret/value.ts';
import { pathText, WILDCARD } from '../path-text.ts';
import { made } from '../python/made.ts';
import { RouterNode } from '../router-tree.ts';

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace']);

/** What a route's decorator says beside its path. */
export interface Endpoint {
  readonly function: ClosureValue | undefined;
  readonly arguments: readonly EvaluatedArgument[];
}

/** Everything that one program registers. */
export class Registry {
  readonly nodes: RouterNode[] = [];
  /** Function and decorator arguments of each route, by its first handler value. */
  readonly endpoints = new Map<Value, Endpoint>();
  /** Limits set on the whole application (`Limiter(default_limits=[...])`). */
  readonly limits: { readonly note: string; readonly place: CodePlace }[] = [];
}

/** `FastAPI()` and `APIRouter()`, and classes of the program that extend them. */
class FastApiRouter implements Host {
  readonly node: RouterNode;
  readonly #registry: Registry;
  readonly #type: ClassValue | undefined;
  readonly #interpreter: () => Interpreter;
  #prefix = '';

  constructor(isRoot: boolean, registry: Registry, interpreter: () => Interpreter, type?: ClassValue) {
    this.node = new RouterNode(isRoot);
    registry.nodes.push(this.node);
    this.#registry = registry;
    this.#interpreter = interpreter;
    this.#type = type;
  }

  /** Arguments of the constructor; a subclass may hand them on a second time. */
  configure({ arguments: args }: CallSite): void {
    const prefix = args.find(({ name }) => name === 'prefix');
    if (prefix !== undefined) this.#prefix = pathText(prefix.value) ?? WILDCARD;
    this.#guardAll(this.node, args, 'dependencies');
    const middleware = args.find(({ name }) => name === 'middleware');
    if (middleware !== undefined && !(middleware.value.kind === 'list' && middleware.value.items.length === 0)) {
      this.node.guard('/', middleware.value, middleware.place, false);
    }
  }

  call(method: string, site: CallSite): Value | undefined {
    const own = this.#type === undefined ? undefined : this.#interpreter().methodOf(this.#type, method, host(this));
    if (own !== undefined && method !== 'constructor') return this.#interpreter().enter(own, site.arguments, { receiver: host(this) });
    if (METHODS.has(method) || method === 'api_route') return this.#decorator(method, site);
    switch (method) {
      case 'constructor':
        this.configure(site);
        break;
      case 'add_api_route':
        this.#add(site);
        break;
      case 'include_router':
        this.#include(site);
        break;
      case 'mount':
        this.#mount(site);
        break;
      case 'add_middleware':
        this.#middleware(site, site.arguments[0]);
        break;
      case 'middleware':
        return this.#middlewareDecorator(site);
      default:
    }
    return undefined;
  }

  member(name: string): Value | undefined {
    if (name === 'router') return host(this);
    return this.#type === undefined ? undefined : this.#interpreter().methodOf(this.#type, name, host(this));
  }

  #decorator(method: string, site: CallSite): Value {
    return host({
      call: (inner, { arguments: [applied] }) => {
        if (inner !== '') return undefined;
        const closure = applied?.value.kind === 'closure' ? applied.value : undefined;
        this.#route(method, site, closure);
        return applied?.value;
      },
    });
  }

  /** `router.add_api_route(path, endpoint, methods=[...])`. */
  #add(site: CallSite): void {
    const endpoint = argumentOf(site.arguments, 1, 'endpoint')?.value;
    this.#route('api_route', site, endpoint?.kind === 'closure' ? endpoint : undefined);
  }

  #route(method: string, site: CallSite, closure: ClosureValue | undefined): void {
    const path = pathText(argumentOf(site.arguments, 0, 'path')?.value) ?? WILDCARD;
    const listed = argumentOf(site.arguments, 99, 'methods')?.value;
    const methods = method === 'api_route' ? (listed === undefined ? ['GET'] : (asStrings(listed) ?? ['*'])) : [method];
    const value: Value = closure === undefined ? { kind: 'unknown' } : { ...closure };
    this.#registry.endpoints.set(value, { function: closure, arguments: site.arguments });
    const upper = methods.map((each) => each.toUpperCase());
    const handlers = [...dependencies(site.arguments, 'dependencies'), { value, place: site.place }];
    this.node.route(upper, this.#prefix + path, handlers, site.place, site.conditional);
  }

  #include(site: CallSite): void {
    const included = argumentOf(site.arguments, 0, 'router')?.value;
    const given = site.arguments.find(({ name }) => name === 'prefix');
    const prefix = given === undefined ? '' : (pathText(given.value) ?? WILDCARD);
    for (const router of routersOf(included)) {
      const between = new RouterNode(false);
      this.#guardAll(between, site.arguments, 'dependencies');
      between.mount('', router.node, site.place, site.conditional);
      this.node.mount(this.#prefix + prefix, between, site.place, site.conditional);
    }
  }

  #mount(site: CallSite): void {
    const path = pathText(argumentOf(site.arguments, 0, 'path')?.value) ?? WILDCARD;
    for (const app of routersOf(argumentOf(site.arguments, 1, 'app')?.value))
      this.node.mount(path, app.node, site.place, site.conditional, true);
  }

  #middleware(site: CallSite, argument: EvaluatedArgument | undefined): void {
    if (argument !== undefined) this.node.guard('/', argument.value, site.place, site.conditional);
  }

  /** `@app.middleware("http")`. */
  #middlewareDecorator(site: CallSite): Value {
    return host({
      call: (inner, { arguments: [applied] }) => {
        if (inner === '' && asString(site.arguments[0]?.value) === 'http') this.#middleware(site, applied);
        return applied?.value;
      },
    });
  }

  #guardAll(node: RouterNode, args: readonly EvaluatedArgument[], name: string): void {
    for (const { value, place } of dependencies(args, name)) node.guard('/', value, place, false, false);
  }
}

/** The values of a list argument; one that is not known whole counts as one more value. */
function dependencies(args: readonly EvaluatedArgument[], name: string): { value: Value; place: CodePlace }[] {
  const argument = args.find((each) => each.name === name);
  if (argument === undefined) return [];
  const { value, place } = argument;
  if (value.kind === 'literal' && value.value === null) return [];
  if (value.kind !== 'list') return [{ value, place }];
  const items = value.items.map((item) => ({ value: item, place }));
  return value.open ? [...items, { value: { kind: 'unknown' } as const, place }] : items;
}

function routersOf(value: Value | undefined): FastApiRouter[] {
  if (value?.kind === 'host' && value.host instanceof FastApiRouter) return [value.host];
  return value?.kind === 'choice' ? value.options.flatMap(routersOf) : [];
}

/** A security scheme of `fastapi.security`, as an instance. */
export class SchemeHost implements Host {
  /** Class of `fastapi.security`. */
  readonly scheme: string;
  readonly arguments: readonly EvaluatedArgument[];

  constructor(scheme: string, args: readonly EvaluatedArgument[]) {
    this.scheme = scheme;
    this.arguments = args;
  }

  call(): Value | undefined {
    return undefined;
  }
}

const SCHEMES = /^(?:OAuth2\w*|HTTP(?:Bearer|Basic|Digest)|APIKey(?:Header|Query|Cookie)|OpenIdConnect)$/;

function schemeName({ module, name }: { readonly module: string; readonly name: string }): string | undefined {
  const last = name.slice(name.lastIndexOf('.') + 1);
  return module.startsWith('fastapi') && SCHEMES.test(last) ? last : undefined;
}

/** Answers for what the packages fastapi and slowapi bring. */
export function dialect(registry: Registry, interpreter: () => Interpreter): Dialect {
  const create = (isRoot: boolean, site: CallSite, type?: ClassValue): Value =>
    made(new FastApiRouter(isRoot, registry, interpreter, type), site, interpreter(), type);
  return {
    external(callee, site) {
      const last = callee.name.slice(callee.name.lastIndexOf('.') + 1);
      if (callee.module.startsWith('slowapi') && last === 'Limiter') {
        const limits = site.arguments.find(({ name }) => name === 'default_limits');
        const note = asStrings(limits?.value)?.join(', ');
        if (limits !== undefined) registry.limits.push({ note: `slowapi${note === undefined ? '' : ` ${note}`}`, place: limits.place });
        return undefined;
      }
      if (!callee.module.startsWith('fastapi')) return undefined;
      if (last === 'FastAPI' || last === 'APIRouter') return create(last === 'FastAPI', site);
      const scheme = schemeName(callee);
      return scheme === undefined ? undefined : host(new SchemeHost(scheme, site.arguments));
    },
    instance(type, site, reader) {
      for (const each of reader.lineage(type)) {
        for (const { name } of each.type.supertypes) {
          const base = reader.lookup(each.unit, name, each.scope);
          if (base?.kind !== 'external') continue;
          const last = base.name.slice(base.name.lastIndexOf('.') + 1);
          if (base.module.startsWith('fastapi') && (last === 'FastAPI' || last === 'APIRouter'))
            return create(last === 'FastAPI', site, type);
          const scheme = schemeName(base);
          if (scheme !== undefined) return host(new SchemeHost(scheme, site.arguments));
        }
      }
      return undefined;
    },
  };
}
