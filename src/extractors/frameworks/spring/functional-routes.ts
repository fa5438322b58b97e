/** Functional endpoints of Spring (WebFlux.fn and WebMvc.fn): beans of the type `RouterFunction`. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import {
  asString,
  type CallSite,
  type ClassValue,
  type CodePlace,
  type Dialect,
  type EvaluatedArgument,
  externalName,
  type Host,
  host,
  type Value,
} from '../../interpret/value.ts';
import type { Route } from '../../route.ts';
import { schema } from '../../schema/schema.ts';
import { type Guard, securityOf } from '../../security.ts';
import type { FunctionDeclaration } from '../../syntax/unit.ts';
import { guardOfHandler } from '../function-guards.ts';
import { pathText, templateNames, WILDCARD } from '../path-text.ts';
import { joinPaths } from '../router-tree.ts';
import type { SpringSecurity } from './security.ts';

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/** Which requests a predicate lets through. */
interface Predicate {
  readonly method: string | undefined;
  readonly path: string;
}

interface Entry extends Predicate {
  readonly handler: Value;
  readonly place: CodePlace;
  /** A filter stands before it. */
  readonly filtered: boolean;
}

/** A predicate: the requests that any of its alternatives lets through. */
class PredicateHost implements Host {
  readonly alternatives: readonly Predicate[];

  constructor(...alternatives: readonly Predicate[]) {
    this.alternatives = alternatives;
  }

  call(method: string, { arguments: [other] }: CallSite): Value | undefined {
    if (method === 'negate') return host(new PredicateHost(ANYTHING));
    if (method !== 'and' && method !== 'or') return host(this);
    const others = predicatesOf(other?.value);
    if (method === 'or') return host(new PredicateHost(...this.alternatives, ...(others ?? [ANYTHING])));
    if (others === undefined) return host(this);
    return host(
      new PredicateHost(
        ...this.alternatives
          .flatMap((first) =>
            others.map((second) => ({ method: first.method ?? second.method, path: joinPaths([first.path, second.path]) })),
          )
          .slice(0, MOST_ALTERNATIVES),
      ),
    );
  }
}

/** More ways than anybody writes for one handler. */
const MOST_ALTERNATIVES = 100;

/** Requests of which nothing is known. */
const ANYTHING: Predicate = { method: undefined, path: WILDCARD };

function predicatesOf(value: Value | undefined): readonly Predicate[] | undefined {
  return value?.kind === 'host' && value.host instanceof PredicateHost ? value.host.alternatives : undefined;
}

/** A router function, and the builder of one. */
class RouterHost implements Host {
  readonly entries: Entry[] = [];
  readonly #interpreter: () => Interpreter;
  #filtered = false;

  constructor(interpreter: () => Interpreter) {
    this.#interpreter = interpreter;
  }

  call(method: string, site: CallSite): Value | undefined {
    const args = site.arguments;
    if (METHODS.has(method)) this.#method(method, args, site.place);
    else if (method === 'route' || method === 'andRoute') this.route(args, site.place);
    else if (method === 'path' || method === 'nest' || method === 'andNest') this.nest(args);
    else if (method === 'add' || method === 'and' || method === 'andOther') this.add(args[0]?.value, '');
    else if (method === 'filter' || method === 'before') this.#filter();
    return host(this);
  }

  /** `GET(pattern, [predicate], handler)`. */
  #method(method: string, args: readonly EvaluatedArgument[], place: CodePlace): void {
    const [pattern] = args;
    const handler = args.at(-1);
    const path = predicatesOf(pattern?.value)?.[0]?.path ?? pathText(pattern?.value);
    if (handler === undefined) return;
    // `GET(handler)` stands for the path of what encloses it.
    this.#push({ method, path: args.length === 1 ? '' : (path ?? WILDCARD) }, handler.value, place, args);
  }

  route([predicate, handler]: readonly EvaluatedArgument[], place: CodePlace): void {
    if (predicate === undefined || handler === undefined) return;
    for (const each of predicatesOf(predicate.value) ?? [ANYTHING]) this.#push(each, handler.value, place, [predicate, handler]);
  }

  #push({ method, path }: Predicate, handler: Value, { file, span }: CodePlace, args: readonly EvaluatedArgument[]): void {
    // A call in a chain begins where the chain does: the route is its own arguments.
    const place = { file, span: { start: args[0]?.place.span.start ?? span.start, end: span.end } };
    this.entries.push({ method, path, handler, place, filtered: this.#filtered });
  }

  nest([target, inner]: readonly EvaluatedArgument[]): void {
    const paths = predicatesOf(target?.value)?.map(({ path }) => path) ?? [pathText(target?.value) ?? WILDCARD];
    for (const path of paths) this.#nestIn(path, inner);
  }

  #nestIn(path: string, inner: EvaluatedArgument | undefined): void {
    const value = inner?.value;
    if (value?.kind !== 'closure') {
      this.add(value, path);
      return;
    }
    const builder = new RouterHost(this.#interpreter);
    const [first] = value.function.parameters;
    const given = inner === undefined || first === undefined ? [] : [{ ...inner, value: host(builder) }];
    const returned = this.#interpreter().enter(value, given);
    this.add(returned.kind === 'host' && returned.host instanceof RouterHost ? returned : host(builder), path);
  }

  add(value: Value | undefined, prefix: string): void {
    if (value?.kind !== 'host' || !(value.host instanceof RouterHost) || value.host === this) return;
    for (const entry of value.host.entries.slice(0, 2000)) {
      this.entries.push({ ...entry, path: joinPaths([prefix, entry.path]), filtered: entry.filtered || this.#filtered });
    }
  }

  /** A filter stands before every route of the function, those registered earlier too. */
  #filter(): void {
    this.#filtered = true;
    for (const [index, entry] of this.entries.entries()) this.entries[index] = { ...entry, filtered: true };
  }
}

/** Reads the functional endpoints of a module. */
export class FunctionalRoutes {
  readonly dialect: Dialect;
  readonly #interpreter: () => Interpreter;

  constructor(interpreter: () => Interpreter) {
    this.#interpreter = interpreter;
    this.dialect = {
      external: ({ name }, site) => {
        const last = name.slice(name.lastIndexOf('.') + 1);
        const text = pathText(site.arguments[0]?.value);
        if (METHODS.has(last) && text !== undefined) return host(new PredicateHost({ method: last, path: text }));
        if (last === 'path' && text !== undefined && /^(?:RequestPredicates\.)?path$/.test(name))
          return host(new PredicateHost({ method: undefined, path: text }));
        if (/^(?:RequestPredicates\.)?method$/.test(name)) {
          const method =
            externalName(site.arguments[0]?.value ?? { kind: 'unknown' })?.name.replace(/^.*\./, '') ?? asString(site.arguments[0]?.value);
          return host(new PredicateHost({ method, path: '' }));
        }
        if (/^(?:RequestPredicates\.)?(?:accept|contentType|headers|queryParam|all)$/.test(name))
          return host(new PredicateHost({ method: undefined, path: '' }));
        if (!/^(?:RouterFunctions\.)?(?:route|nest)$/.test(name)) return undefined;
        const router = new RouterHost(interpreter);
        if (last === 'nest') router.nest(site.arguments);
        else router.route(site.arguments, site.place);
        return host(router);
      },
    };
  }

  /** Routes of the beans that a configuration class declares. */
  routes(type: ClassValue, security: SpringSecurity): Route[] {
    return type.type.methods.flatMap((method) => {
      const isBean = method.decorators.some(({ name }) => /(?:^|\.)Bean$/.test(name));
      if (!isBean || !/(?:^|\.)RouterFunction$/.test(method.returns?.name ?? '')) return [];
      return this.#bean(method, type).flatMap((entry) => this.#route(entry, security));
    });
  }

  #bean(method: FunctionDeclaration, type: ClassValue): readonly Entry[] {
    const interpreter = this.#interpreter();
    const place = { file: type.unit.file, span: method.at };
    const instance = (of: ClassValue): Value => interpreter.callValue(of, { arguments: [], place, conditional: false });
    const args = method.parameters.map((parameter): EvaluatedArgument => {
      const declared = parameter.type === undefined ? undefined : interpreter.typeNamed(parameter.type, type);
      return {
        value: declared === undefined ? { kind: 'unknown' } : instance(declared),
        expression: { kind: 'null', at: parameter.at },
        place,
      };
    });
    const receiver = instance(type);
    const closure = { kind: 'closure', function: method, unit: type.unit, scope: interpreter.scopeIn(type), receiver } as const;
    const value = interpreter.enter(closure, args, { receiver });
    return value.kind === 'host' && value.host instanceof RouterHost ? value.host.entries : [];
  }

  #route({ method, path, handler, place, filtered }: Entry, security: SpringSecurity): Route[] {
    const template = joinPaths([path])
      .replaceAll(/\{(\w+):[^{}]*\}/g, '{$1}')
      .replaceAll('**', WILDCARD);
    const verb = method ?? '*';
    const guards: Guard[] = [...security.chainGuards(verb, template, place)];
    if (filtered) guards.push({ kind: 'unknown', note: 'a filter of the router function may guard', place });
    if (handler.kind === 'closure') guards.push(guardOfHandler(handler, { path: template, before: guards }, this.#interpreter()));
    else guards.push({ kind: 'unknown', note: 'the handler could not be found in this code', place });
    return [
      {
        framework: 'spring',
        method: verb,
        path: template,
        handler: handler.kind === 'closure' ? handler.function.name : '',
        place,
        parameters: templateNames(template).map((name) => ({
          name,
          in: 'path',
          required: true,
          schema: schema(place, { type: 'string' }),
          place,
        })),
        security: securityOf(guards),
        rateLimit: { kind: 'none' },
      },
    ];
  }
}
