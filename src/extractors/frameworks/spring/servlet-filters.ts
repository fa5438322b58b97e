/** Servlet filters and interceptors of a Spring application, and which paths a registration gives a filter. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asStrings, type ClassValue, type EvaluatedArgument, externalName } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import type { Expression, FunctionDeclaration, TypeDeclaration } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { matchesPattern } from './access.ts';

interface Filter {
  readonly type: TypeDeclaration;
  /** What it does to a request that it sees. */
  readonly guard: Guard;
}

interface Registration {
  /** Servlet patterns: `/api/*`, `*.do`; undefined where they could not be read, or under a condition. */
  readonly patterns: readonly string[] | undefined;
}

/** `FilterRegistrationBean<F>` of a method's type. */
const REGISTRATION = /(?:^|\.)FilterRegistrationBean$/;
const PATTERNS = /^(?:addUrlPatterns|setUrlPatterns)$/;

export class ServletFilters {
  readonly #interpreter: Interpreter;
  readonly #filters: Filter[] = [];
  readonly #registrations = new Map<TypeDeclaration, Registration[]>();

  constructor(interpreter: Interpreter) {
    this.#interpreter = interpreter;
  }

  /** A class that stands between requests and handlers. */
  add({ type }: ClassValue, guard: Guard): void {
    if (guard.kind !== 'harmless') this.#filters.push({ type, guard });
  }

  /** A method that gives a `FilterRegistrationBean`. */
  register(method: FunctionDeclaration, owner: ClassValue): void {
    if (!REGISTRATION.test(method.returns?.name ?? '')) return;
    const filter = this.#filterOf(method, owner);
    if (filter === undefined) return;
    const registration = { patterns: this.#patterns(method, owner) };
    const known = this.#registrations.get(filter.type);
    if (known === undefined) this.#registrations.set(filter.type, [registration]);
    else known.push(registration);
  }

  /** What filters do about a path. Where one is not registered by the code, it may stand before anything or nothing. */
  guards(path: string): Guard[] {
    return this.#filters.flatMap(({ type, guard }): Guard[] => {
      const unclear: Guard = { kind: 'unknown', note: `\`${type.name}\` may guard`, place: guard.place };
      const registrations = this.#registrations.get(type);
      if (registrations === undefined) return [unclear];
      const answers = registrations.flatMap(({ patterns }) => (patterns ?? [undefined]).map((pattern) => fits(pattern, path)));
      if (answers.every((each) => each === 'no')) return [];
      return [answers.includes('yes') && guard.kind === 'required' ? guard : unclear];
    });
  }

  /** The type argument, else the first filter of the program that the method makes or is given. */
  #filterOf(method: FunctionDeclaration, owner: ClassValue): ClassValue | undefined {
    const context = { unit: owner.unit, scope: this.#interpreter.scopeIn(owner) };
    const named = method.returns?.args[0];
    const ofType = named === undefined ? undefined : this.#interpreter.typeNamed(named, context);
    if (ofType !== undefined && ofType.type.kind === 'class') return ofType;
    const given = method.parameters.flatMap(({ type }) => (type === undefined ? [] : (this.#interpreter.typeNamed(type, context) ?? [])));
    const made = [...expressionsOf(method.body ?? [])].flatMap((each) => {
      const value = each.kind === 'call' ? this.#interpreter.evaluateIn(each.callee, context.unit, context.scope) : undefined;
      return value?.kind === 'class' ? [value] : [];
    });
    return [...given, ...made].find((each) => this.#filters.some(({ type }) => type === each.type));
  }

  #patterns(method: FunctionDeclaration, owner: ClassValue): string[] | undefined {
    const calls = [...expressionsOf(method.body ?? [])].flatMap((each) =>
      each.kind === 'call' && each.callee.kind === 'member' ? [{ name: each.callee.name, args: each.arguments }] : [],
    );
    // Switched off, it is no servlet filter: a security chain may still name it.
    if (calls.some(({ name }) => name === 'setEnabled' || name === 'addServletNames') || isConditional(method, owner)) return undefined;
    const given = calls.filter(({ name }) => PATTERNS.test(name));
    if (given.length === 0) return ['/*'];
    const texts = given.flatMap(({ args }) =>
      this.#interpreter.argumentsIn(args, owner.unit, this.#interpreter.scopeIn(owner)).map(textsOf),
    );
    return texts.includes(undefined) ? undefined : texts.flatMap((each) => each ?? []);
  }
}

/** A text, or a list of them: `List.of("/a/*")`, `Arrays.asList(...)`. */
function textsOf({ value }: EvaluatedArgument): string[] | undefined {
  const plain = asStrings(value);
  if (plain !== undefined || value.kind !== 'result') return plain;
  if (!/(?:^|\.)(?:List\.of|Set\.of|Arrays\.asList|Collections\.singleton(?:List)?)$/.test(externalName(value)?.name ?? ''))
    return undefined;
  const parts = value.arguments.map(textsOf);
  return parts.includes(undefined) ? undefined : parts.flatMap((each) => each ?? []);
}

/** `@ConditionalOnProperty`, `@Profile`, or a registration that a branch changes. */
function isConditional({ decorators, body = [] }: FunctionDeclaration, { type }: ClassValue): boolean {
  const conditions = [...decorators, ...type.decorators].some(({ name }) => /(?:^|\.)(?:Conditional\w*|Profile)$/.test(name));
  const branches = body.some((each) => each.kind === 'block') || [...expressionsOf(body)].some(isBranch);
  return conditions || branches;
}

function isBranch({ kind }: Expression): boolean {
  return kind === 'choice';
}

/** Servlet patterns: a prefix that ends in `/*`, an extension, everything, or one path. */
function fits(pattern: string | undefined, path: string): 'yes' | 'no' | 'maybe' {
  if (pattern === undefined) return 'maybe';
  if (pattern === '/' || pattern === '/*') return 'yes';
  if (pattern.startsWith('*.')) return path.includes('{') ? 'maybe' : path.endsWith(pattern.slice(1)) ? 'yes' : 'no';
  if (!pattern.endsWith('/*')) return matchesPattern(pattern, path);
  const prefix = pattern.slice(0, -2);
  const exact = matchesPattern(prefix, path);
  return exact === 'yes' ? exact : matchesPattern(`${prefix}/**`, path);
}
