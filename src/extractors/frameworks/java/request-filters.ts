/** What stands between a request and its handler in JAX-RS, Quarkus and Micronaut: filters, and interceptors that annotations bind. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asBoolean, asStrings, type ClassValue, type CodePlace } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import { dotted } from '../../syntax/build.ts';
import type { FunctionDeclaration } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { readsIdentity, refuses } from '../function-guards.ts';
import { matchesPattern } from '../spring/access.ts';
import { type Annotation, annotationsOf, argumentValue, find } from './annotations.ts';
import { bindingsOf } from './bindings.ts';
import { rolesIn } from './jsr250.ts';

/** A filter or interceptor with what it does. */
interface Filter {
  readonly guard: Guard;
  /** Simple names of the annotations that it is bound to; none: it sees every request. */
  readonly bindings: readonly string[];
  /** Ant patterns of the paths that it sees; undefined for all of them. */
  readonly patterns: readonly string[] | undefined;
  /** It asks which annotations the resource has. */
  readonly readsAnnotations: boolean;
}

const ENTRIES: readonly { readonly supertype: RegExp; readonly method: RegExp }[] = [
  { supertype: /^ContainerRequestFilter$/, method: /^filter$/ },
  { supertype: /^DynamicFeature$/, method: /^configure$/ },
  { supertype: /^(?:Filter|HttpFilter|GenericFilterBean|OncePerRequestFilter)$/, method: /^doFilter/ },
  { supertype: /^(?:HttpServerFilter|OncePerRequestHttpServerFilter)$/, method: /^doFilter/ },
  { supertype: /^HttpSecurityPolicy$/, method: /^checkPermission$/ },
];

/** Methods that Quarkus calls by annotation or by what they observe. */
const METHODS = new Set(['ServerRequestFilter', 'RequestFilter', 'RouteFilter', 'AroundInvoke']);
const OBSERVED = /(?:^|\.)(?:HttpSecurity|Filters|Router)$/;

/** What tells one resource or request from another. */
const TELLS_APART =
  /^(?:getPath|getUriInfo|getRequestUri|getRequestURI|getServletPath|getAbsolutePath|normalizedPath|getMatchedResources)$/;
/** A filter that answers itself turns requests away, for whatever reason. */
const ANSWERS = /^(?:abortWith|sendError|setStatus|fail)$/;
const READS_ANNOTATIONS = /^(?:getAnnotation|isAnnotationPresent|getAnnotationsByType|getDeclaredAnnotation)$/;

export class RequestFilters {
  readonly #interpreter: Interpreter;
  readonly #filters: Filter[] = [];

  constructor(interpreter: Interpreter, types: readonly ClassValue[]) {
    this.#interpreter = interpreter;
    for (const type of types) this.#read(type);
  }

  /** What filters and interceptors do about a handler with these annotations. */
  guards(annotations: readonly Annotation[], path: string): Guard[] {
    const bindings = bindingsOf(annotations);
    const global = this.#filters.filter(({ bindings: names }) => names.length === 0).flatMap((filter) => onEvery(filter, path));
    const bound = bindings.flatMap((binding): Guard[] => {
      const filters = this.#filters.filter(({ bindings: names }) => names.includes(binding.name));
      if (filters.length > 0) return filters.map((filter) => onBound(filter, binding));
      return [{ kind: 'unknown', note: `what \`@${binding.name}\` binds was not found`, place: binding.place }];
    });
    return [...global, ...bound];
  }

  #read(type: ClassValue): void {
    const supertypes = type.type.supertypes.map(({ name }) => name.slice(name.lastIndexOf('.') + 1));
    const entry = ENTRIES.find(({ supertype }) => supertypes.some((name) => supertype.test(name)));
    const isInterceptor = type.type.decorators.some(({ name }) => /(?:^|\.)Interceptor$/.test(name));
    for (const method of type.type.methods) {
      const byAnnotation = method.decorators.some(({ name }) => METHODS.has(name.slice(name.lastIndexOf('.') + 1)));
      const observes = method.parameters.some(
        ({ decorators, type: of }) => decorators.some(({ name }) => /(?:^|\.)Observes$/.test(name)) && OBSERVED.test(of?.name ?? ''),
      );
      if (entry?.method.test(method.name) !== true && !byAnnotation && !observes) continue;
      this.#filters.push(this.#filter(method, type, isInterceptor, observes || entry?.supertype.test('DynamicFeature') === true));
    }
  }

  #filter(method: FunctionDeclaration, type: ClassValue, isInterceptor: boolean, configures: boolean): Filter {
    const place = { file: type.unit.file, span: method.at };
    const annotations = [...type.type.decorators, ...method.decorators];
    const names = bindingsOf(annotationsOf(annotations, type, this.#interpreter)).map(({ name }) => name);
    const bindings = names.length === 0 && isInterceptor ? ['\0'] : names;
    const bodies = this.#bodies(method, type);
    const members = new Set(bodies.flatMap((each) => membersOf(each)));
    const readsAnnotations = [...members].some((name) => READS_ANNOTATIONS.test(name));
    const guard = configures ? this.#configuring(bodies, place) : judge(type, bodies, members, place);
    return { guard, bindings, patterns: this.#patterns(type), readsAnnotations };
  }

  /** Registers guards for some resources, or rules for some paths: which ones is not followed. */
  #configuring(bodies: readonly FunctionDeclaration[], place: CodePlace): Guard {
    const [first] = bodies;
    const suspect = bodies.some(
      (each) => each.suspects.length > 0 || membersOf(each).some((name) => /register|authenticat|permission/i.test(name)),
    );
    if (suspect || first === undefined) return { kind: 'unknown', note: 'rules that code sets up may guard', place };
    return { kind: 'harmless', note: `\`${first.name}\` has nothing to do with access`, place };
  }

  /** `@Filter("/api/**")`, `@ServerFilter(patterns = ...)` of Micronaut. */
  #patterns(type: ClassValue): string[] | undefined {
    const annotation = find(annotationsOf(type.type.decorators, type, this.#interpreter), 'Filter', 'ServerFilter');
    const value = argumentValue(annotation, 'value', 'patterns') ?? argumentValue(annotation, 'patterns');
    return value === undefined ? undefined : asStrings(value);
  }

  /** A method and those of its own class that it calls. */
  #bodies(method: FunctionDeclaration, type: ClassValue): FunctionDeclaration[] {
    const found = [method];
    for (const each of found) {
      if (found.length > 20) break;
      for (const name of calledIn(each)) {
        const inner = type.type.methods.find((other) => other.name === name);
        if (inner !== undefined && !found.includes(inner)) found.push(inner);
      }
    }
    return found;
  }
}

/** Turns away whom it does not know: required. Neither knows nor answers: harmless. */
function judge(type: ClassValue, bodies: readonly FunctionDeclaration[], members: ReadonlySet<string>, place: CodePlace): Guard {
  const named = `\`${type.type.name}\``;
  const turnsAway = bodies.some((each) => refuses(each));
  const knows = bodies.some((each) => readsIdentity(each)) || /auth|secur|token|login|session/i.test(type.type.name);
  if (turnsAway && knows) {
    if ([...members].some((name) => TELLS_APART.test(name)))
      return { kind: 'unknown', note: `${named} refuses requests, but not for every path`, place };
    return { kind: 'required', note: `${named} refuses requests without a valid credential`, place };
  }
  const silent = bodies.every((each) => each.suspects.length === 0 && !handsOn(each, type));
  if (silent && !knows && ![...members].some((name) => ANSWERS.test(name)))
    return { kind: 'harmless', note: `${named} has nothing to do with access`, place };
  return { kind: 'unknown', note: `${named} may guard`, place };
}

/** One that asks for annotations of the resource decides by them, and by which is not followed. */
function onEvery({ guard, readsAnnotations, patterns }: Filter, path: string): Guard[] {
  if (guard.kind === 'harmless') return [guard];
  const fits = patterns?.map((pattern) => matchesPattern(pattern, path)) ?? ['yes'];
  if (fits.every((each) => each === 'no')) return [];
  if (!fits.includes('yes')) return [{ ...guard, kind: 'unknown', note: `${guard.note}, for some paths only` }];
  return readsAnnotations ? [{ ...guard, kind: 'unknown', note: `${guard.note}, for some resources only` }] : [guard];
}

/** The arguments of the binding say what it asks for: `@Secured(optional = true)`, `@Secured({Role.ADMIN})`. */
function onBound({ guard, readsAnnotations }: Filter, binding: Annotation): Guard {
  if (guard.kind !== 'required') return guard;
  const note = `\`@${binding.name}\`: ${guard.note}`;
  const { place } = binding;
  if (!readsAnnotations) return { ...guard, note, place };
  const lenient = binding.arguments.some(({ name, value }) => {
    const set = asBoolean(value);
    return (
      (set === true && /optional|anonymous|public|permitAll/i.test(name ?? '')) || (set === false && /required|mandatory/i.test(name ?? ''))
    );
  });
  if (lenient) return { kind: 'optional', note: `\`@${binding.name}\` reads a credential if there is one`, place };
  const scopes = rolesIn(binding, 'value', 'roles');
  return { kind: scopes.length > 0 ? 'authorizes' : 'required', note, place, scopes };
}

/** Whether a method hands what it was given on to somebody else than the next filter or its own class. */
function handsOn({ body = [], parameters }: FunctionDeclaration, type: ClassValue): boolean {
  const given = new Set(parameters.map(({ name }) => name));
  return [...expressionsOf(body)].some((each) => {
    if (each.kind !== 'call' || !each.arguments.some(({ value }) => value.kind === 'name' && given.has(value.name))) return false;
    const name = dotted(each.callee)?.replace(/^this\./, '');
    return name === undefined || !(/(?:^|\.)(?:doFilter|proceed)$/.test(name) || type.type.methods.some((method) => method.name === name));
  });
}

function membersOf({ body = [] }: FunctionDeclaration): string[] {
  return [...expressionsOf(body)].flatMap((each) => (each.kind === 'member' ? [each.name] : []));
}

function calledIn({ body = [] }: FunctionDeclaration): string[] {
  return [...expressionsOf(body)].flatMap((each) => {
    const name = each.kind === 'call' ? dotted(each.callee) : undefined;
    return name === undefined ? [] : [name.replace(/^this\./, '')];
  });
}
