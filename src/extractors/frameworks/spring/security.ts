/** Who may call a route of a Spring application: filter chains of the module, then annotations. */

import type { Interpreter } from '../../interpret/interpreter.ts';
import { asString, type ClassValue, type CodePlace, externalName, host, type Value } from '../../interpret/value.ts';
import type { Program } from '../../program.ts';
import type { Guard } from '../../security.ts';
import type { Decorator, FunctionDeclaration } from '../../syntax/unit.ts';
import { typesOf } from '../../syntax/walk.ts';
import { guardOfFunction, readsIdentity } from '../function-guards.ts';
import { type Annotation, annotationsOf, argumentValue, find } from '../java/annotations.ts';
import { isJvmSource } from '../java/build.ts';
import { type Access, guardFrom, matchesPattern } from './access.ts';
import { accessByAnnotation, scopesIn } from './annotation-access.ts';
import { Chain, HttpSecurityHost, IgnoringHost, type Matcher, type Rule } from './chains.ts';
import { ServletFilters } from './servlet-filters.ts';

interface ModuleParts {
  readonly program: Program;
  readonly interpreter: Interpreter;
  /** Types of the module. */
  readonly types: readonly ClassValue[];
  /** Text of the build files of the module and of the folders above it. */
  readonly build: string;
  /** Text of every Java file of the program that names method security. */
  readonly enabling: readonly string[];
}

/** Everything in one build module that decides who may call what. */
export class SpringSecurity {
  readonly #program: Program;
  readonly #interpreter: Interpreter;
  readonly #chains: Chain[] = [];
  readonly #ignored: Rule[] = [];
  readonly #filters: ServletFilters;
  readonly #hasSecurity: boolean;
  readonly #enabling: readonly string[];

  constructor({ program, interpreter, types, build, enabling }: ModuleParts) {
    this.#program = program;
    this.#interpreter = interpreter;
    this.#enabling = enabling;
    this.#filters = new ServletFilters(interpreter);
    for (const type of types) this.#read(type);
    for (const type of types) for (const method of type.type.methods) this.#filters.register(method, type);
    this.#chains.sort((a, b) => a.order - b.order);
    this.#hasSecurity = /security|oauth2|keycloak|shiro|sa-token|auth/i.test(build);
  }

  /** What the filter chains do about access to a route. */
  chainGuards(method: string, path: string, handler: CodePlace): Guard[] {
    for (const rule of this.#ignored) {
      if (matches(rule, method, path) === 'yes') return [guardFrom(rule.access, rule.place, [])];
    }
    if (this.#chains.length === 0) return this.#withoutChain(path, handler);
    for (const chain of this.#chains) {
      const fits = chain.matchers.length === 0 ? 'yes' : best(chain.matchers.map((matcher) => matches(matcher, method, path)));
      if (fits === 'no') continue;
      if (fits === 'maybe')
        return [{ kind: 'unknown', note: 'which requests this security chain is for could not be read', place: chain.place }];
      const guard = this.#inChain(chain, method, path);
      // A chain that lets everybody pass says nothing about the filters that stand beside it.
      return guard.kind === 'harmless' ? [...this.#filters.guards(path), guard] : [guard];
    }
    return [...this.#filters.guards(path), { kind: 'harmless', note: 'no security chain is for it', place: handler }];
  }

  #inChain(chain: Chain, method: string, path: string): Guard {
    const uncertain: Rule[] = [];
    for (const rule of chain.rules) {
      const fits = matches(rule, method, path);
      if (fits === 'no') continue;
      if (fits === 'maybe') {
        uncertain.push(rule);
        continue;
      }
      const other = uncertain.find((each) => each.access.kind !== rule.access.kind);
      if (other !== undefined)
        return { kind: 'unknown', note: `whether ${other.access.note} is for it could not be read`, place: other.place };
      return guardFrom(rule.access, rule.place, chain.schemes);
    }
    const [first] = uncertain;
    if (first !== undefined)
      return { kind: 'unknown', note: `whether ${first.access.note} is for it could not be read`, place: first.place };
    if (chain.extended && !chain.authorizes)
      return { kind: 'unknown', note: 'the security chain has filters of its own', place: chain.place };
    if (!chain.authorizes || chain.opens) return { kind: 'harmless', note: 'no rule of the security chain names it', place: chain.place };
    return { kind: 'required', note: 'what no rule of the security chain names is refused', place: chain.place, schemes: chain.schemes };
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
    if (parameter !== undefined) {
      const chain = new Chain(place, this.#order(method.decorators, type));
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
      const closure = given.kind === 'result' && externalName(given)?.name === 'WebSecurityCustomizer' ? given.arguments[0]?.value : given;
      if (closure?.kind === 'closure')
        this.#interpreter.enter(closure, [{ value: host(ignoring), expression: { kind: 'null', at: method.at }, place }]);
    }
    this.#ignored.push(...ignoring.matchers);
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

  /** `@Order(1)` on the bean or its class: lower ones are asked first. */
  #order(decorators: readonly Decorator[], type: ClassValue): number {
    const annotations = [
      ...annotationsOf(decorators, type, this.#interpreter),
      ...annotationsOf(type.type.decorators, type, this.#interpreter),
    ];
    const value = argumentValue(find(annotations, 'Order'), 'value');
    return value?.kind === 'literal' && typeof value.value === 'number'
      ? value.value
      : Number.MAX_SAFE_INTEGER - (this.#chains.length === 0 ? 1 : 0);
  }

  /** What annotations of method and class ask for; those of the method win. */
  annotationGuard(method: readonly Annotation[], type: readonly Annotation[]): Guard | undefined {
    for (const annotations of [method, type]) {
      for (const annotation of annotations) {
        const access = accessByAnnotation(annotation);
        if (access !== undefined) return this.#effective(annotation, this.#byBean(annotation, access));
      }
    }
    return undefined;
  }

  /** `@PreAuthorize("@access.check('x')")`: what the bean's method does, when it is in the program. */
  #byBean(annotation: Annotation, access: Access): Access {
    const text = asString(argumentValue(annotation, 'value'));
    const [, bean, name] = access.kind === 'unknown' && text !== undefined ? (/@(\w+)\.(\w+)\(/.exec(text) ?? []) : [];
    if (bean === undefined || name === undefined) return access;
    const type = this.#beanNamed(bean);
    const method = type === undefined ? undefined : this.#interpreter.methodOf(type, name);
    if (method === undefined || !readsIdentity(method.function)) return access;
    return { kind: 'authorizes', note: `\`@PreAuthorize\`: \`@${bean}.${name}()\` asks who it is`, scopes: scopesIn(text ?? '') };
  }

  #beanNamed(bean: string): ClassValue | undefined {
    const className = bean.charAt(0).toUpperCase() + bean.slice(1);
    for (const file of this.#program.files) {
      const text = isJvmSource(file) ? this.#program.text(file) : '';
      if (!file.endsWith(`/${className}.java`) && !file.endsWith(`/${className}.kt`) && !text.includes(`"${bean}")`)) continue;
      const unit = this.#program.unit(file);
      for (const type of unit === undefined ? [] : typesOf(unit)) {
        const named = type.decorators.some(
          ({ name, arguments: args }) =>
            /(?:^|\.)(?:Service|Component|Bean)$/.test(name) && args.some(({ value }) => value.kind === 'string' && value.value === bean),
        );
        const value = unit === undefined || !(named || type.name === className) ? undefined : this.#interpreter.lookup(unit, type.name);
        if (value?.kind === 'class') return value;
      }
    }
    return undefined;
  }

  /** Annotations do nothing unless method security is enabled, each kind by its own setting. */
  #effective({ name, place }: Annotation, access: Access): Guard {
    const wanted = name === 'Secured' ? /securedEnabled\s*=\s*true/ : name === 'PreAuthorize' ? undefined : /jsr250Enabled\s*=\s*true/;
    const enabled = this.#enabling.some((text) => wanted === undefined || wanted.test(text));
    if (enabled) return guardFrom(access, place, []);
    return { kind: 'unknown', note: `\`@${name}\` works only where method security is enabled for it, which was not found`, place };
  }
}

const ENTRIES: readonly { readonly supertype: RegExp; readonly method: RegExp }[] = [
  { supertype: /^(?:Filter|OncePerRequestFilter|GenericFilterBean|HttpFilter)$/, method: /^doFilter/ },
  { supertype: /^HandlerInterceptor(?:Adapter)?$/, method: /^preHandle$/ },
  { supertype: /^WebFilter$/, method: /^filter$/ },
];

function isAnnotatedBean({ decorators }: FunctionDeclaration): boolean {
  return decorators.some(({ name }) => /(?:^|\.)Bean$/.test(name));
}

function matches({ method, patterns }: Matcher, wanted: string, path: string): 'yes' | 'no' | 'maybe' {
  if (method !== undefined && wanted !== '*' && method !== wanted) return 'no';
  if (patterns === undefined) return 'maybe';
  const found = best(patterns.map((pattern) => matchesPattern(pattern, path)));
  return found === 'yes' && method !== undefined && wanted === '*' ? 'maybe' : found;
}

function best(answers: readonly ('yes' | 'no' | 'maybe')[]): 'yes' | 'no' | 'maybe' {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('maybe') ? 'maybe' : 'no';
}
