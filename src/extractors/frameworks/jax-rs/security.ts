/** Who may call a JAX-RS resource method: filters, settings of paths, annotations, its own body. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import type { ClassValue, CodePlace } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import type { FunctionDeclaration } from '../../syntax/unit.ts';
import { guardOfHandler } from '../function-guards.ts';
import { type Annotation, annotationsOf } from '../java/annotations.ts';
import { bindingsOf } from '../java/bindings.ts';
import { type Declared, missingSupertypes } from '../java/declarations.ts';
import type { RequestFilters } from '../java/request-filters.ts';
import type { Settings } from '../java/settings.ts';
import { accessByAnnotation } from './access.ts';
import { QuarkusPolicies, setting } from './quarkus-policies.ts';
import type { SpringGuards } from './spring-guards.ts';

const HARMLESS_SUPERTYPES =
  /^(?:Serializable|java\.io\.Serializable|Comparable|Object|Closeable|AutoCloseable|Panache\w+|QuarkusApplication|Application|ResourceConfig)$/;

/** Texts that say that annotations are looked at outside of Quarkus. */
export const ENABLING = /RolesAllowedDynamicFeature|LoginConfig|resteasy\.role\.based\.security/;

export interface ModuleFacts {
  readonly interpreter: Interpreter;
  readonly filters: RequestFilters;
  readonly settings: Settings;
  /** Text of build files, and of every Java file that may enable something. */
  readonly build: string;
  readonly isQuarkus: boolean;
  readonly enabling: boolean;
  readonly spring: SpringGuards;
}

/** A resource method and how it is reached. */
export interface Reached {
  readonly declared: readonly Declared[];
  readonly annotations: readonly Annotation[];
  /** The resource class, and those whose locators led to it, outermost first. */
  readonly types: readonly ClassValue[];
  readonly verb: string;
  readonly template: string;
}

export class JaxRsSecurity {
  readonly #facts: ModuleFacts;
  readonly #policies: QuarkusPolicies;

  constructor(facts: ModuleFacts) {
    this.#facts = facts;
    this.#policies = new QuarkusPolicies(facts.settings);
  }

  /** @param locators guards of the methods that led to a sub-resource */
  guards({ declared, annotations, types, verb, template }: Reached, locators: readonly Guard[]): Guard[] {
    const [first] = declared;
    const type = types.at(-1);
    if (first === undefined || type === undefined) return [];
    const { interpreter, filters, isQuarkus, spring } = this.#facts;
    const place = { file: first.owner.unit.file, span: first.method.at };
    const ofType = annotationsOf(type.type.decorators, type, interpreter);
    const outer = [
      ...(isQuarkus ? [] : spring(verb, template, place)),
      ...filters.guards([...annotations, ...ofType], template),
      ...(isQuarkus ? [...this.#policies.guards(verb, template, place), ...this.#policyEnforcer(place)] : []),
      ...locators,
    ];
    const own = this.#annotated(declared, type, place);
    const missing = missingSupertypes(type, HARMLESS_SUPERTYPES, interpreter).map(
      ({ name }): Guard => ({ kind: 'unknown', note: `\`${name}\`, which the resource extends, is not in this code`, place }),
    );
    const chain = [...outer, ...own, ...authParameters(first.method, place), ...missing];
    // Filters and settings are asked before annotations: `@PermitAll` opens nothing that they refuse.
    const asks = outer.some(({ kind }) => kind === 'required' || kind === 'authorizes');
    const settled = asks ? chain.filter(({ kind }) => kind !== 'public') : chain;
    if (settled.some(({ kind }) => kind === 'required' || kind === 'authorizes' || kind === 'public')) return settled;
    const closure = { kind: 'closure', function: first.method, unit: first.owner.unit, scope: interpreter.scopeIn(first.owner) } as const;
    return [...settled, guardOfHandler(closure, { path: template, before: settled }, interpreter)];
  }

  /** A server of its own decides by path (quarkus-keycloak-authorization). */
  #policyEnforcer(place: CodePlace): Guard[] {
    const enabled = setting(this.#facts.settings, 'quarkus.keycloak.policy-enforcer.enable');
    if (enabled === undefined || enabled === 'false') return [];
    return [{ kind: 'unknown', note: 'policies that Keycloak holds decide (`quarkus.keycloak.policy-enforcer.enable`)', place }];
  }

  /** Annotations of the method; without any, of the class that declares it. */
  #annotated(declared: readonly Declared[], type: ClassValue, place: CodePlace): Guard[] {
    const [first, ...above] = declared;
    if (first === undefined) return [];
    const ofMethod = this.#guardsOf(first.method.decorators, first.owner);
    if (ofMethod.length > 0) return ofMethod;
    const ofClass = this.#guardsOf(first.owner.type.decorators, first.owner);
    if (ofClass.length > 0) return ofClass;
    // What an interface or a subclass is annotated with may hold for the method, and may not.
    const elsewhere = [
      ...above.flatMap(({ method, owner }) => [
        ...this.#guardsOf(method.decorators, owner),
        ...this.#guardsOf(owner.type.decorators, owner),
      ]),
      ...(type === first.owner ? [] : this.#guardsOf(type.type.decorators, type)),
    ];
    const [inherited] = elsewhere;
    if (inherited !== undefined)
      return [{ ...inherited, kind: 'unknown', note: `${inherited.note} stands on another type, and may not hold here` }];
    return this.#unannotated(place);
  }

  /** What a sub-resource locator or its class is annotated with: whether a server looks at it there is not the same everywhere. */
  ofLocator([first]: readonly Declared[]): Guard[] {
    if (first === undefined) return [];
    const own = this.#guardsOf(first.method.decorators, first.owner);
    const guards = own.length > 0 ? own : this.#guardsOf(first.owner.type.decorators, first.owner);
    return guards.flatMap((guard): Guard[] =>
      guard.kind === 'public'
        ? []
        : [{ ...guard, kind: 'unknown', note: `${guard.note} stands before a sub-resource, and may not hold in it` }],
    );
  }

  /** What settings ask of resource methods without annotations. */
  #unannotated(place: CodePlace): Guard[] {
    const { settings, isQuarkus } = this.#facts;
    if (!isQuarkus) return [];
    for (const name of ['quarkus.security.jaxrs.deny-unannotated-endpoints', 'quarkus.security.deny-unannotated-members']) {
      if (setting(settings, name) === 'true') return [{ kind: 'required', note: `\`${name}\` refuses what has no annotation`, place }];
    }
    const name = 'quarkus.security.jaxrs.default-roles-allowed';
    const roles = setting(settings, name);
    if (roles === undefined) return [];
    const scopes = roles
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '**');
    return [{ kind: 'authorizes', note: `\`${name}\` asks for ${roles}`, place, scopes }];
  }

  #guardsOf(decorators: Declared['method']['decorators'], owner: ClassValue): Guard[] {
    const { interpreter, isQuarkus, enabling, build } = this.#facts;
    const annotations = annotationsOf(decorators, { unit: owner.unit, scope: interpreter.scopeIn(owner) }, interpreter);
    const bound = new Set(bindingsOf(annotations).map(({ name }) => name));
    const isEjb = owner.type.decorators.some(({ name }) => /^(?:Stateless|Stateful)$/.test(name));
    const enforced = isQuarkus || enabling || isEjb || /helidon/.test(build);
    return annotations.flatMap((annotation): Guard[] => {
      const guard = bound.has(annotation.name) ? undefined : accessByAnnotation(annotation);
      if (guard === undefined) return [];
      if (enforced || guard.kind === 'public' || guard.kind === 'unknown') return [{ ...guard, schemes: schemesOf(build, guard) }];
      return [
        {
          ...guard,
          kind: 'unknown',
          note: `\`@${annotation.name}\` works only where the server is told to look at it, which was not found`,
        },
      ];
    });
  }
}

/** Extensions of Quarkus that authenticate, and what they ask for. */
const MECHANISMS: readonly (readonly [string, string])[] = [
  ['quarkus-oidc', 'oidc'],
  ['quarkus-smallrye-jwt', 'bearer'],
  ['quarkus-elytron-security-oauth2', 'bearer'],
  ['quarkus-elytron-security', 'basic'],
  ['quarkus-security-jpa', 'basic'],
  ['quarkus-security-webauthn', 'webauthn'],
];

function schemesOf(build: string, { kind }: Guard): string[] {
  if (kind === 'public' || kind === 'unknown') return [];
  const found = MECHANISMS.find(([library]) => build.includes(library));
  return found === undefined ? [] : [found[1]];
}

/** `@Auth User user` of Dropwizard: without one the request is refused, unless it is an `Optional`. */
function authParameters({ parameters }: FunctionDeclaration, place: CodePlace): Guard[] {
  return parameters.flatMap(({ decorators, type }): Guard[] => {
    if (!decorators.some(({ name }) => /(?:^|\.)Auth$/.test(name))) return [];
    const optional = /(?:^|\.)Optional$/.test(type?.name ?? '');
    return [
      optional
        ? { kind: 'optional', note: '`@Auth Optional` reads a credential if there is one', place }
        : { kind: 'required', note: '`@Auth` refuses requests without a credential', place },
    ];
  });
}
