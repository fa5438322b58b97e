/** Who may call a route of a Spring application: filter chains of the module, then annotations. */

import type { Interpreter } from '../../interpret/interpreter.ts';
import { type ClassValue, type CodePlace, externalName, host, type Value } from '../../interpret/value.ts';
import type { Program } from '../../program.ts';
import type { Guard } from '../../security.ts';
import type { FunctionDeclaration } from '../../syntax/unit.ts';
import { guardOfFunction } from '../function-guards.ts';
import type { Annotation } from '../java/annotations.ts';
import { guardFrom } from './access.ts';
import { isConditional, LAST, orderIn } from './bean-conditions.ts';
import { byOrder, chainGuard, matches } from './chain-choice.ts';
import { Chain, HttpSecurityHost, IgnoringHost, type Rule } from './chains.ts';
import { unlessNone } from './matchers.ts';
import { MethodSecurity } from './method-security.ts';
import { ServletFilters } from './servlet-filters.ts';

interface ModuleParts {
  readonly program: Program;
  readonly interpreter: Interpreter;
  /** Types of the module. */
  readonly types: readonly ClassValue[];
  /** Text of the build files of the module and of the folders above it. */
  readonly build: string;
}

/** Everything in one build module that decides who may call what. */
export class SpringSecurity {
  readonly #interpreter: Interpreter;
  readonly #chains: Chain[] = [];
  readonly #ignored: Rule[] = [];
  readonly #filters: ServletFilters;
  readonly #hasSecurity: boolean;
  readonly #methods: MethodSecurity;

  constructor({ program, interpreter, types, build }: ModuleParts) {
    this.#interpreter = interpreter;
    this.#filters = new ServletFilters(interpreter);
    for (const type of types) this.#read(type);
    for (const type of types) for (const method of type.type.methods) this.#filters.register(method, type);
    this.#chains.sort(byOrder);
    this.#methods = new MethodSecurity(program, interpreter);
    this.#hasSecurity = /security|oauth2|keycloak|shiro|sa-token|auth/i.test(build);
  }

  /** What the filter chains do about access to a route. */
  chainGuards(method: string, path: string, handler: CodePlace): Guard[] {
    const ignoring = this.#ignored.filter((rule) => matches(rule, method, path) !== 'no');
    const ignored = ignoring.find((rule) => matches(rule, method, path) === 'yes');
    if (ignored !== undefined) return [guardFrom(ignored.access, ignored.place, [])];
    if (this.#chains.length === 0) return this.#withoutChain(path, handler);
    const guard = chainGuard(this.#chains, ignoring, { method, path, place: handler });
    // A chain that lets everybody pass says nothing about the filters that stand beside it.
    return guard.kind === 'harmless' ? [...this.#filters.guards(path), guard] : [guard];
  }

  #withoutChain(path: string, handler: CodePlace): Guard[] {
    if (this.#hasSecurity)
      return [
        {
          kind: 'unknown',
          note: 'the build names a security library, and no configuration of it was found in this module',
          place: handler,
        },
      ];
    return this.#filters.guards(path);
  }

  /** Configuration beans, filters and interceptors. */
  #read(type: ClassValue): void {
    for (const method of type.type.methods) this.#bean(method, type);
    const supertypes = type.type.supertypes.map(({ name }) => name.slice(name.lastIndexOf('.') + 1));
    const entry = ENTRIES.find(({ supertype }) => supertypes.some((name) => supertype.test(name)));
    const method = entry === undefined ? undefined : type.type.methods.find(({ name }) => entry.method.test(name));
    if (method === undefined || type.type.kind !== 'class') return;
    const closure = { kind: 'closure', function: method, unit: type.unit, scope: this.#interpreter.scopeIn(type) } as const;
    const guard = guardOfFunction(closure, this.#interpreter);
    const place = { file: type.unit.file, span: type.type.at };
    this.#filters.add(type, { ...guard, place });
  }

  #bean(method: FunctionDeclaration, type: ClassValue): void {
    const [parameter] = method.parameters.filter(({ type: of }) => /(?:^|\.)(?:Server)?HttpSecurity$/.test(of?.name ?? ''));
    const place = { file: type.unit.file, span: method.at };
    const conditional = parameter !== undefined && isConditional(method.decorators, type, this.#interpreter);
    if (parameter !== undefined) {
      const inherits = method.name === 'configure';
      const ofType = orderIn(type.type.decorators, type, this.#interpreter, inherits ? OF_ADAPTER : LAST);
      const ofBean = inherits ? ofType : orderIn(method.decorators, type, this.#interpreter, LAST);
      const chain = new Chain(place, { order: [ofBean, ofType], conditional });
      const value = host(new HttpSecurityHost(chain, this.#interpreter));
      // A method that only helps (`private void rules(HttpSecurity http)`) is entered from the one that calls it.
      const returns = method.returns?.name ?? '';
      const isBean =
        /SecurityFilterChain$|SecurityWebFilterChain$/.test(returns) ||
        (method.name === 'configure' && returns === 'void') ||
        (returns === '' && isAnnotatedBean(method));
      if (!isBean) return;
      this.#enter(method, type, parameter.name, value);
      this.#chains.push(chain);
      return;
    }
    const returnsCustomizer =
      /WebSecurityCustomizer$/.test(method.returns?.name ?? '') || (method.returns === undefined && isAnnotatedBean(method));
    const web = method.parameters.find(({ type: of }) => /(?:^|\.)WebSecurity$/.test(of?.name ?? ''));
    if (!returnsCustomizer && web === undefined) return;
    const ignoring = new IgnoringHost();
    if (web !== undefined) this.#enter(method, type, web.name, host(ignoring));
    else {
      const given = this.#interpreter.enter(
        { kind: 'closure', function: method, unit: type.unit, scope: this.#interpreter.scopeIn(type), receiver: this.#instance(type) },
        [],
      );
      // `WebSecurityCustomizer { ... }` of Kotlin makes one of a lambda.
      const closure =
        given.kind === 'result' && /(?:^|\.)WebSecurityCustomizer$/.test(externalName(given)?.name ?? '')
          ? given.arguments[0]?.value
          : given;
      if (closure?.kind === 'closure')
        this.#interpreter.enter(closure, [{ value: host(ignoring), expression: { kind: 'null', at: method.at }, place }]);
    }
    const onCondition = isConditional(method.decorators, type, this.#interpreter);
    this.#ignored.push(...ignoring.matchers.map((each) => (onCondition ? { ...each, patterns: unlessNone(each.patterns) } : each)));
  }

  #enter(method: FunctionDeclaration, type: ClassValue, parameter: string, value: Value): void {
    const place = { file: type.unit.file, span: method.at };
    const closure = {
      kind: 'closure',
      function: method,
      unit: type.unit,
      scope: this.#interpreter.scopeIn(type),
      receiver: this.#instance(type),
    } as const;
    this.#interpreter.enter(closure, [{ name: parameter, value, expression: { kind: 'null', at: method.at }, place }], {
      receiver: closure.receiver,
    });
  }

  #instance(type: ClassValue): Value {
    return this.#interpreter.callValue(type, { arguments: [], place: { file: type.unit.file, span: type.type.at }, conditional: false });
  }

  /** What annotations of method and class ask for; those of the method win. */
  annotationGuard(method: readonly Annotation[], type: readonly Annotation[]): Guard | undefined {
    return this.#methods.guard(
      method,
      type,
      this.#chains.flatMap(({ anonymous }) => anonymous ?? []),
    );
  }
}

/** Order of a `WebSecurityConfigurerAdapter` that says none. */
const OF_ADAPTER = 100;

const ENTRIES: readonly { readonly supertype: RegExp; readonly method: RegExp }[] = [
  { supertype: /^(?:Filter|OncePerRequestFilter|GenericFilterBean|HttpFilter)$/, method: /^doFilter/ },
  { supertype: /^HandlerInterceptor(?:Adapter)?$/, method: /^preHandle$/ },
  { supertype: /^WebFilter$/, method: /^filter$/ },
];

function isAnnotatedBean({ decorators }: FunctionDeclaration): boolean {
  return decorators.some(({ name }) => /(?:^|\.)Bean$/.test(name));
}
