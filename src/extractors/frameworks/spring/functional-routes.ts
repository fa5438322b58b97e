/** Functional endpoints of Spring (WebFlux.fn and WebMvc.fn): beans of the type `RouterFunction`. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asString, type ClassValue, type Dialect, type EvaluatedArgument, externalName, host, type Value } from '../../interpret/value.ts';
import type { Route } from '../../route.ts';
import { schema } from '../../schema/schema.ts';
import { type Guard, securityOf } from '../../security.ts';
import type { FunctionDeclaration, ParameterDeclaration, Unit } from '../../syntax/unit.ts';
import { guardOfHandler } from '../function-guards.ts';
import { pathText, templateNames, WILDCARD } from '../path-text.ts';
import { joinPaths } from '../router-tree.ts';
import { RouterDslHost } from './kotlin-router.ts';
import { METHODS, PredicateHost, type RouterEntry, RouterHost } from './router-host.ts';
import type { SpringSecurity } from './security.ts';

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
        const lambda = site.arguments.at(-1)?.value;
        if (/^(?:co)?[rR]outer$/.test(name) && lambda?.kind === 'closure') return RouterDslHost.read(lambda, this.#interpreter);
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
        const router = new RouterHost(this.#interpreter);
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
      // What a function of Kotlin with an expression gives may be left to the compiler.
      if (!isBean || !/(?:^|\.)RouterFunction$|^$/.test(method.returns?.name ?? '')) return [];
      return this.#bean(method, type).flatMap((entry) => this.#route(entry, security));
    });
  }

  /** Routes of functions outside of any type that make routers, where nothing that was read calls them (Kotlin). */
  routesBeside(unit: Unit, security: SpringSecurity): Route[] {
    const interpreter = this.#interpreter();
    return unit.statements.flatMap((statement) => {
      if (statement.kind !== 'function' || interpreter.wasEntered(statement.function)) return [];
      const { function: declared } = statement;
      if (!/(?:^|\.)RouterFunction$|^$/.test(declared.returns?.name ?? '') || declared.modifiers.includes('extension')) return [];
      const scope = interpreter.rootScope(unit);
      const args = this.#given(declared.parameters, { unit, scope }, 0);
      return entriesOf(interpreter.enter({ kind: 'closure', function: declared, unit, scope }, args)).flatMap((entry) =>
        this.#route(entry, security),
      );
    });
  }

  #bean(method: FunctionDeclaration, type: ClassValue): readonly RouterEntry[] {
    const interpreter = this.#interpreter();
    const receiver = this.#instance(type, 0);
    const closure = { kind: 'closure', function: method, unit: type.unit, scope: interpreter.scopeIn(type), receiver } as const;
    return entriesOf(interpreter.enter(closure, this.#given(method.parameters, type, 0), { receiver }));
  }

  /** What the container gives for parameters: an instance of each type of the program. */
  #given(
    parameters: readonly ParameterDeclaration[],
    { unit, scope }: Pick<ClassValue, 'unit' | 'scope'>,
    depth: number,
  ): EvaluatedArgument[] {
    return parameters.map((parameter): EvaluatedArgument => {
      const declared = parameter.type === undefined ? undefined : this.#interpreter().typeNamed(parameter.type, { unit, scope });
      return {
        value: declared === undefined || depth > 1 ? { kind: 'unknown' } : this.#instance(declared, depth + 1),
        expression: { kind: 'null', at: parameter.at },
        place: { file: unit.file, span: parameter.at },
      };
    });
  }

  #instance(type: ClassValue, depth: number): Value {
    const constructed = type.type.methods.find(({ name }) => name === 'constructor');
    const args = this.#given(constructed?.parameters ?? [], type, depth);
    return this.#interpreter().callValue(type, {
      arguments: args,
      place: { file: type.unit.file, span: type.type.at },
      conditional: false,
    });
  }

  #route({ method, path, handler, place, filtered }: RouterEntry, security: SpringSecurity): Route[] {
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

function entriesOf(value: Value): readonly RouterEntry[] {
  return value.kind === 'host' && value.host instanceof RouterHost ? value.host.entries : [];
}
