/** Fastify instances: encapsulated contexts with their hooks, decorations and routes. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import {
  asBoolean,
  asString,
  asStrings,
  type CallSite,
  type ClosureValue,
  type CodePlace,
  type Dialect,
  type EvaluatedArgument,
  externalName,
  fieldOf,
  type Host,
  host,
  type Value,
} from '../../interpret/value.ts';
import { table } from '../../table.ts';
import { pathText, WILDCARD } from '../path-text.ts';
import { type HandlerValue, RouterNode } from '../router-tree.ts';
import { autoload } from './autoload.ts';

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace', 'all']);

/** Hooks that run before the handler and can refuse. */
const HOOKS = new Set(['onRequest', 'preParsing', 'preValidation', 'preHandler']);

/** What a route says beside its path, by its handler entry. */
export interface RouteOptions {
  readonly options: Value | undefined;
  readonly place: CodePlace;
}

/** Everything that one program registers. */
export class FastifyRegistry {
  readonly nodes: RouterNode[] = [];
  readonly options = new Map<Value, RouteOptions>();
  /** Contexts in which a rate limiter was registered, and what it says. */
  readonly limits = new Map<RouterNode, { readonly note: string; readonly place: CodePlace }>();
  /** The context that a route was registered in. */
  readonly contexts = new Map<Value, FastifyHost>();
}

export class FastifyHost implements Host {
  readonly node: RouterNode;
  readonly parent: FastifyHost | undefined;
  readonly #registry: FastifyRegistry;
  readonly #interpreter: () => Interpreter;
  readonly #decorations = new Map<string, Value>();

  /** @param isRoot whether it is an application, whose paths begin here */
  constructor(registry: FastifyRegistry, interpreter: () => Interpreter, parent?: FastifyHost, isRoot = parent === undefined) {
    this.node = new RouterNode(isRoot);
    this.parent = parent;
    this.#registry = registry;
    this.#interpreter = interpreter;
    registry.nodes.push(this.node);
  }

  call(method: string, site: CallSite): Value | undefined {
    if (METHODS.has(method)) {
      this.#shorthand(method, site);
      return host(this);
    }
    switch (method) {
      case 'route':
        this.#route(site);
        break;
      case 'addHook':
        this.#hook(site);
        break;
      case 'register':
        this.#register(site);
        break;
      case 'decorate': {
        const name = asString(site.arguments[0]?.value);
        if (name !== undefined && site.arguments[1] !== undefined) this.#decorations.set(name, site.arguments[1].value);
        break;
      }
      default: {
        const decorated = this.member(method);
        if (decorated?.kind === 'closure') return this.#interpreter().enter(decorated, site.arguments);
        if (method === 'auth') return authOf(site.arguments);
      }
    }
    return host(this);
  }

  /** `fastify.authenticate`: what a plugin of this context or one around it decorated the instance with. */
  member(name: string): Value | undefined {
    return this.#decorations.get(name) ?? this.parent?.member(name) ?? KNOWN_DECORATIONS[name];
  }

  assign(name: string, value: Value): void {
    this.#decorations.set(name, value);
  }

  /** `fastify.get(path, [options], handler)`. */
  #shorthand(method: string, site: CallSite): void {
    const [path, second, third] = site.arguments;
    if (path === undefined || second === undefined) return;
    const options = third === undefined && second.value.kind !== 'object' ? undefined : second;
    const handler = third ?? (second.value.kind === 'object' ? fieldArgument(second, 'handler') : second);
    this.#add([method === 'all' ? '*' : method.toUpperCase()], pathText(path.value) ?? WILDCARD, options, handler, site);
  }

  #route(site: CallSite): void {
    const [options] = site.arguments;
    const written = fieldOf(options?.value, 'method');
    const methods = asStrings(written)?.map((each) => each.toUpperCase()) ?? ['*'];
    this.#add(
      methods,
      pathText(fieldOf(options?.value, 'url') ?? fieldOf(options?.value, 'path')) ?? WILDCARD,
      options,
      fieldArgument(options, 'handler'),
      site,
    );
  }

  #add(
    methods: readonly string[],
    path: string,
    options: EvaluatedArgument | undefined,
    handler: EvaluatedArgument | undefined,
    site: CallSite,
  ): void {
    const value: Value = { ...(handler?.value ?? { kind: 'unknown' as const }) };
    this.#registry.options.set(value, { options: options?.value, place: options?.place ?? site.place });
    this.#registry.contexts.set(value, this);
    const guards = [...HOOKS].flatMap((hook) => hookValues(options, hook));
    // Options that are not known may hold a guard.
    if (options !== undefined && (options.value.kind !== 'object' || options.value.open))
      guards.push({ value: { kind: 'unknown' }, place: options.place });
    this.node.route(methods, path, [...guards, { value, place: handler?.place ?? site.place }], site.place, site.conditional);
  }

  #hook({ arguments: [name, hook], place, conditional }: CallSite): void {
    const named = asString(name?.value);
    if (named !== undefined && !HOOKS.has(named)) return;
    if (hook !== undefined) this.node.guard('/', hook.value, place, conditional);
  }

  #register(site: CallSite): void {
    const [plugin, options] = site.arguments;
    if (plugin === undefined) return;
    const prefix = fieldOf(options?.value, 'prefix');
    const path = prefix === undefined ? '' : (pathText(prefix) ?? WILDCARD);
    const { value } = plugin;
    const called = externalName(value);
    if (called !== undefined && /^(?:@fastify\/|fastify-)autoload$/.test(called.module) && called.name !== 'fp') {
      // Plugins of a folder that nobody knows may do anything.
      if (!autoload(this, options, site, this.#interpreter())) this.node.guard('/', { kind: 'unknown' }, site.place, site.conditional);
      return;
    }
    if (!this.load(value, { path, shared: false, options, site })) this.#package(value, options, site);
  }

  /** Registers a plugin of the program, unwrapped from `fastify-plugin`; false for anything else. */
  load(value: Value, how: { path: string; shared: boolean; options: EvaluatedArgument | undefined; site: CallSite }): boolean {
    const wrapped =
      value.kind === 'result' && externalName(value)?.module.startsWith('fastify-plugin') === true ? value.arguments[0]?.value : undefined;
    const closure = wrapped ?? value;
    if (closure.kind !== 'closure') return false;
    this.#enter(closure, { ...how, shared: how.shared || wrapped !== undefined || isShared(closure) });
    return true;
  }

  /** A context inside of this one. */
  child(path: string, site: CallSite): FastifyHost {
    const inner = new FastifyHost(this.#registry, this.#interpreter, this);
    this.node.mount(path, inner.node, site.place, site.conditional);
    return inner;
  }

  /** A plugin gets a context of its own, unless it says that it shares its parent's (`fastify-plugin`). */
  #enter(closure: ClosureValue, how: { path: string; shared: boolean; options: EvaluatedArgument | undefined; site: CallSite }): void {
    const { path, shared, options, site } = how;
    const inner = shared ? this : this.child(path, site);
    const first: EvaluatedArgument = { value: host(inner), expression: { kind: 'null', at: site.place.span }, place: site.place };
    this.#interpreter().enter(closure, [first, ...(options === undefined ? [] : [options])], { conditional: site.conditional });
  }

  /** Plugins of packages: those that guard or limit by themselves. */
  #package(value: Value, options: EvaluatedArgument | undefined, site: CallSite): void {
    const called = externalName(value);
    const module = called?.module ?? '';
    if (module === '@fastify/rate-limit' || module === 'fastify-rate-limit') {
      if (asBoolean(fieldOf(options?.value, 'global')) === false) return;
      const most = fieldOf(options?.value, 'max');
      this.#registry.limits.set(this.node, {
        note: `@fastify/rate-limit${most?.kind === 'literal' ? `, ${most.value} requests` : ''}`,
        place: site.place,
      });
    } else if (module === '@fastify/bearer-auth') {
      if (asBoolean(fieldOf(options?.value, 'addHook')) !== false) this.node.guard('/', value, site.place, site.conditional);
    } else if (!KNOWN_PLUGINS.test(module)) this.node.guard('/', value, site.place, site.conditional);
  }
}

/** `fastify.auth([a, b])` of `@fastify/auth`: one of them is enough, unless they are related by `and`. */
function authOf([functions, options]: readonly EvaluatedArgument[]): Value {
  const value = functions?.value ?? { kind: 'unknown' };
  if (value.kind !== 'list' || value.open || asString(fieldOf(options?.value, 'relation')) === 'and') return value;
  return { kind: 'choice', options: value.items };
}

/** Plugins of packages that guard nothing until a route uses them. */
const KNOWN_PLUGINS =
  /^(?:@fastify\/(?:accepts|auth|autoload|aws-lambda|basic-auth|caching|circuit-breaker|compress|cookie|cors|csrf-protection|elasticsearch|env|etag|flash|formbody|helmet|http-proxy|jwt|kafka|middie|mongodb|multipart|mysql|oauth2|passport|postgres|redis|reply-from|request-context|response-validation|schedule|secure-session|sensible|session|static|swagger|swagger-ui|type-provider-.*|under-pressure|url-data|view|vite|websocket)|fastify-(?:cors|cookie|helmet|jwt|metrics|multer|raw-body|sensible|swagger|static|socket\.io|graceful-shutdown|print-routes|healthcheck|type-provider-zod)|@scalar\/|close-with-grace|mercurius|prisma)/;

/** What packages decorate an instance with. */
const KNOWN_DECORATIONS: Readonly<Record<string, Value>> = table({
  basicAuth: { kind: 'external', module: '@fastify/basic-auth', name: 'basicAuth' },
  verifyBearerAuth: { kind: 'external', module: '@fastify/bearer-auth', name: 'verifyBearerAuth' },
});

function isShared({ function: declared }: ClosureValue): boolean {
  return declared.decorators.some(({ name }) => name.endsWith('skip-override'));
}

function fieldArgument(argument: EvaluatedArgument | undefined, name: string): EvaluatedArgument | undefined {
  if (argument === undefined || argument.value.kind !== 'object') return undefined;
  const value = argument.value.fields.get(name);
  if (value === undefined) return undefined;
  return { ...argument, value, place: argument.value.places.get(name) ?? argument.place };
}

function hookValues(options: EvaluatedArgument | undefined, hook: string): HandlerValue[] {
  const argument = fieldArgument(options, hook);
  if (argument === undefined) return [];
  const { value, place } = argument;
  if (value.kind !== 'list') return [{ value, place }];
  return [...value.items.map((item) => ({ value: item, place })), ...(value.open ? [{ value: { kind: 'unknown' } as const, place }] : [])];
}

/** @param found whether it is known who makes the applications, and so what their paths begin with */
export function dialect(registry: FastifyRegistry, interpreter: () => Interpreter, found: { readonly placed: boolean }): Dialect {
  return {
    external({ module, name }) {
      if (module !== 'fastify' || !/^(?:|default|fastify|default\.default)$/.test(name)) return undefined;
      return host(new FastifyHost(registry, interpreter, undefined, found.placed));
    },
  };
}
