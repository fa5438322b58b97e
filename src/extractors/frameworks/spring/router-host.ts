/** Router functions of Spring and their predicates, as builders gather them. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { type CallSite, type CodePlace, type EvaluatedArgument, type Host, host, type Value } from '../../interpret/value.ts';
import { pathText, WILDCARD } from '../path-text.ts';
import { joinPaths } from '../router-tree.ts';

/** Methods of requests that routers and predicates are named after. */
export const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/** Which requests a predicate lets through. */
export interface Predicate {
  readonly method: string | undefined;
  readonly path: string;
}

export interface RouterEntry extends Predicate {
  readonly handler: Value;
  readonly place: CodePlace;
  /** A filter stands before it. */
  readonly filtered: boolean;
}

/** A predicate: the requests that any of its alternatives lets through. */
export class PredicateHost implements Host {
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

/** The alternatives of a predicate; undefined for anything else. */
export function predicatesOf(value: Value | undefined): readonly Predicate[] | undefined {
  return value?.kind === 'host' && value.host instanceof PredicateHost ? value.host.alternatives : undefined;
}

/** A router function, and the builder of one. */
export class RouterHost implements Host {
  readonly entries: RouterEntry[] = [];
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
