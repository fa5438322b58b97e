/** Applications, blueprints and APIs of Flask and its extensions, and what is registered on them. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import {
  argumentOf,
  asString,
  asStrings,
  type CallSite,
  type ClassValue,
  type CodePlace,
  type EvaluatedArgument,
  type Host,
  host,
  type Value,
} from '../../interpret/value.ts';
import { pathText, WILDCARD } from '../path-text.ts';
import { RouterNode } from '../router-tree.ts';

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete']);

/** Methods that take a function and call it before each request. */
const HOOKS = new Set(['before_request', 'before_app_request']);

/** Methods that decorate a handler and say something of it, by the package that has them. */
const DECORATIONS = new Set([
  'arguments',
  'response',
  'alt_response',
  'paginate',
  'doc',
  'etag',
  'input',
  'output',
  'auth_required',
  'expect',
  'marshal_with',
  'marshal_list_with',
  'param',
  'header',
  'deprecated',
  'hide',
  'produces',
  'login_required',
  'permission_required',
  'vendor',
  'resolve_object',
  'parameters',
]);

/** What is applied to a handler besides its own decorators. */
export interface View {
  /** The function, or the class whose methods answer. */
  readonly target: Value;
  /** Given to the route: upper case; undefined for what the view itself says. */
  readonly methods: readonly string[] | undefined;
  /** `decorators=[...]` of a restful `Api`, outermost last. */
  readonly around: readonly { readonly value: Value; readonly place: CodePlace }[];
}

/** Everything that one program registers. */
export class Registry {
  readonly nodes: RouterNode[] = [];
  /** By the handler value that stands in the router. */
  readonly views = new Map<Value, View>();
  readonly limits: { readonly note: string; readonly place: CodePlace }[] = [];
}

/** Something that routes are registered on. */
export class FlaskRouter implements Host {
  readonly node: RouterNode;
  readonly kind: 'app' | 'blueprint' | 'api';
  readonly #package: string;
  readonly #registry: Registry;
  readonly #interpreter: () => Interpreter;
  readonly #type: ClassValue | undefined;
  #prefix: string | undefined;
  #around: View['around'] = [];

  constructor(kind: FlaskRouter['kind'], from: string, registry: Registry, interpreter: () => Interpreter, type?: ClassValue) {
    this.kind = kind;
    this.#package = from;
    this.node = new RouterNode(kind === 'app');
    registry.nodes.push(this.node);
    this.#registry = registry;
    this.#interpreter = interpreter;
    this.#type = type;
  }

  /** Arguments of the constructor. */
  configure({ arguments: args, place, conditional }: CallSite): void {
    const prefix = args.find(({ name }) => name === 'url_prefix' || (this.kind !== 'blueprint' && name === 'prefix') || name === 'path');
    if (prefix !== undefined) this.#prefix = pathText(prefix.value) ?? WILDCARD;
    else if (this.#isNamespace) {
      const name = asString(argumentOf(args, 0, 'name')?.value);
      this.#prefix = name === undefined ? WILDCARD : `/${name}`;
    }
    const decorators = args.find(({ name }) => name === 'decorators');
    if (decorators !== undefined) {
      const items = decorators.value.kind === 'list' ? decorators.value.items : [decorators.value];
      this.#around = items.map((value) => ({ value, place: decorators.place }));
    }
    if (this.kind === 'api') this.#attach(argumentOf(args, 0, 'app'), place, conditional);
  }

  get #isNamespace(): boolean {
    return this.kind === 'blueprint' && /restx|restplus/.test(this.#package);
  }

  get prefix(): string | undefined {
    return this.#prefix;
  }

  /** `Api(app)`, `api.init_app(app)`: the routes of an API are those of its application or blueprint. */
  #attach(target: EvaluatedArgument | undefined, place: CodePlace, conditional: boolean): void {
    // What stands in the API's own prefix is told to the router, not to the place where it is mounted.
    for (const router of routersOf(target?.value)) router.node.mount(this.#prefix ?? '', this.node, place, conditional);
  }

  call(method: string, site: CallSite): Value | undefined {
    const own = this.#type === undefined ? undefined : this.#interpreter().methodOf(this.#type, method, host(this));
    if (own !== undefined && method !== 'constructor') return this.#interpreter().enter(own, site.arguments, { receiver: host(this) });
    if (method === 'route' || METHODS.has(method)) return this.#decorator(method, site);
    if (HOOKS.has(method)) return this.#hook(method, site);
    switch (method) {
      case 'constructor':
        this.configure(site);
        return undefined;
      case 'add_url_rule':
        this.#addRule(site);
        return undefined;
      case 'add_resource':
        this.#addResource(site);
        return undefined;
      case 'register_blueprint':
      case 'register_api':
        this.#include(argumentOf(site.arguments, 0, 'blueprint', 'api', 'blp'), site, 'url_prefix');
        return undefined;
      case 'add_namespace':
        this.#include(argumentOf(site.arguments, 0, 'ns'), site, 'path');
        return undefined;
      case 'namespace':
        return this.#namespace(site);
      case 'init_app':
        this.#attach(argumentOf(site.arguments, 0, 'app'), site.place, site.conditional);
        return undefined;
      default:
    }
    if (!DECORATIONS.has(method)) return undefined;
    // Kept beside the function that it decorates.
    return {
      kind: 'result',
      callee: { kind: 'external', module: this.#package, name: method },
      arguments: site.arguments,
      place: site.place,
    };
  }

  member(name: string): Value | undefined {
    if (HOOKS.has(name)) return host({ call: (inner, site) => (inner === '' ? this.#hook(name, site) : undefined) });
    if (DECORATIONS.has(name)) return { kind: 'external', module: this.#package, name };
    return this.#type === undefined ? undefined : this.#interpreter().methodOf(this.#type, name, host(this));
  }

  assign(name: string, value: Value, place: CodePlace): void {
    if (name === 'wsgi_app') this.node.guard('/', value, place, false);
  }

  #decorator(method: string, site: CallSite): Value {
    return host({
      call: (inner, { arguments: [applied], place, conditional }) => {
        if (inner !== '' || applied === undefined) return undefined;
        const isResource = /restx|restplus/.test(this.#package) && applied.value.kind === 'class';
        const rules = isResource ? site.arguments.filter(({ name }) => name === undefined) : [argumentOf(site.arguments, 0, 'rule')];
        const listed = argumentOf(site.arguments, 99, 'methods')?.value;
        const methods = method === 'route' ? methodsIn(listed) : [method.toUpperCase()];
        for (const rule of rules) this.#route(pathText(rule?.value) ?? WILDCARD, applied.value, methods, { ...site, conditional }, place);
        return applied.value;
      },
    });
  }

  /** `add_url_rule('/x', view_func=f)`. */
  #addRule(site: CallSite): void {
    const view = argumentOf(site.arguments, 2, 'view_func')?.value;
    if (view === undefined) return;
    const methods = methodsIn(argumentOf(site.arguments, 99, 'methods')?.value);
    this.#route(pathText(argumentOf(site.arguments, 0, 'rule')?.value) ?? WILDCARD, view, methods, site, site.place);
  }

  /** `api.add_resource(Pets, '/pets', '/animals')`. */
  #addResource(site: CallSite): void {
    const [resource, ...rules] = site.arguments.filter(({ name }) => name === undefined);
    if (resource === undefined) return;
    for (const rule of rules) this.#route(pathText(rule.value) ?? WILDCARD, resource.value, undefined, site, site.place);
  }

  #route(rule: string, target: Value, methods: readonly string[] | undefined, site: CallSite, place: CodePlace): void {
    const value: Value = { ...target };
    this.#registry.views.set(value, { target, methods, around: this.#around });
    this.node.route(methods ?? ['*'], rule, [{ value, place }], place, site.conditional);
  }

  /** `app.before_request(f)`, and `@app.before_request` above a function. */
  #hook(method: string, { arguments: [given], place, conditional }: CallSite): Value | undefined {
    if (given === undefined) return undefined;
    const everywhere = this.kind === 'app' || method === 'before_app_request';
    // One of a blueprint for the whole application guards whatever application it is part of; there is one in all but tests.
    const roots = method === 'before_app_request' ? this.#registry.nodes.filter(({ isRoot }) => isRoot) : [];
    for (const node of roots.length > 0 ? roots : [this.node]) node.guard('/', given.value, place, conditional, everywhere);
    return given.value;
  }

  #include(included: EvaluatedArgument | undefined, site: CallSite, option: string): void {
    const given = site.arguments.find(({ name }) => name === option);
    for (const router of routersOf(included?.value)) {
      const prefix = given === undefined ? (router.prefix ?? '') : (pathText(given.value) ?? WILDCARD);
      this.node.mount(prefix, router.node, site.place, site.conditional);
    }
  }

  /** `api.namespace('pets')` makes one and adds it. */
  #namespace(site: CallSite): Value {
    const made = new FlaskRouter('blueprint', this.#package, this.#registry, this.#interpreter);
    made.configure(site);
    this.node.mount(made.prefix ?? '', made.node, site.place, site.conditional);
    return host(made);
  }
}

function methodsIn(value: Value | undefined): readonly string[] | undefined {
  if (value === undefined) return undefined;
  return asStrings(value)?.map((each) => each.toUpperCase()) ?? ['*'];
}

function routersOf(value: Value | undefined): FlaskRouter[] {
  if (value?.kind === 'host' && value.host instanceof FlaskRouter) return [value.host];
  return value?.kind === 'choice' ? value.options.flatMap(routersOf) : [];
}
