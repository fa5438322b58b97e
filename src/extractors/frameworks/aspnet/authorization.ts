/** Who may call an action or endpoint, from all that is said about it. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asString, type ClassValue, type CodePlace, externalName, type Value } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import type { Expression } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { conditionally } from '../router-tree.ts';
import type { Application, Convention, GlobalPart } from './application.ts';
import { type Attribute, argumentAt } from './attributes.ts';
import { HARMLESS_ATTRIBUTES, HARMLESS_CONVENTIONS } from './harmless.ts';
import type { Setup } from './hosts.ts';
import { type GlobalGuard, guardOfMiddleware, guardOfType, typeOfPart } from './middleware.ts';
import type { Policy } from './policies.ts';
import { policyOf } from './policy-hosts.ts';

/** What is said of an action about access, sorted by whether `[AllowAnonymous]` lifts it. */
export interface Said {
  /** `[Authorize]` and its like. */
  readonly authorize: readonly Guard[];
  /** `[AllowAnonymous]`. */
  readonly anonymous: readonly Guard[];
  /** Filters and middleware, which nothing lifts. */
  readonly other: readonly Guard[];
}

export class Authorization {
  readonly #setup: Setup;
  readonly #application: Application;
  readonly #interpreter: Interpreter;
  readonly #global: readonly GlobalGuard[];

  constructor(setup: Setup) {
    const { application, interpreter } = setup;
    this.#setup = setup;
    this.#application = application;
    this.#interpreter = interpreter;
    this.#global = application.middleware.map((each) => guardOfMiddleware(each, interpreter));
  }

  /** Everything between a request and its handler, outermost first. */
  chain(said: Said, place: CodePlace): Guard[] {
    const lifted = this.#global.filter(({ lifted: each }) => each).map(({ guard }) => guard);
    const kept = this.#global.filter(({ lifted: each }) => !each).map(({ guard }) => guard);
    const outer = this.#application.found
      ? []
      : [{ kind: 'unknown', note: 'the application that serves this was not found', place } satisfies Guard];
    // What says who may come in is enough to know that the fallback does not hold.
    const fallback = said.authorize.length === 0 && said.anonymous.length === 0 ? this.#fallback() : [];
    return [...outer, ...lifted, ...fallback, ...said.authorize, ...said.anonymous, ...kept, ...said.other];
  }

  #fallback(): Guard[] {
    const { fallbackPolicy: policy, authorizes } = this.#application;
    if (policy?.place === undefined) return [];
    const guard = this.#policyGuard(policy, 'the fallback policy', policy.place);
    if (authorizes) return [guard];
    return [{ ...guard, kind: 'unknown', note: `${guard.note}, and \`UseAuthorization()\` was not found` }];
  }

  #policyGuard(policy: Policy, named: string, place: CodePlace, scopes: readonly string[] = []): Guard {
    const schemes = policy.schemes.length > 0 ? policy.schemes : this.#schemes();
    if (policy.conditional) return { kind: 'unknown', note: `${named} holds under a condition`, place };
    if (policy.authenticates === true) {
      return { kind: 'required', note: `${named} asks for an authenticated user`, place, schemes, scopes: [...scopes, ...policy.roles] };
    }
    if (policy.requirements.length === 0) return { kind: 'unknown', note: `${named} could not be read`, place };
    const asserts = policy.requirements.every(({ name }) => name === 'RequireAssertion');
    if (asserts) return { kind: 'unknown', note: `${named} decides by a function of its own`, place };
    return { kind: 'authorizes', note: `${named} has requirements of its own`, place, schemes, scopes };
  }

  /** The only scheme that was registered. */
  #schemes(): string[] {
    const all = [...this.#application.schemes];
    return all.length === 1 ? all : [];
  }

  /** What attributes say, those of base classes first. */
  ofAttributes(attributes: readonly Attribute[]): Said {
    const authorize: Guard[] = [];
    const anonymous: Guard[] = [];
    const other: Guard[] = [];
    for (const attribute of attributes) {
      const { name, place, type } = attribute;
      if (type === undefined && (name === 'Authorize' || name === 'RequiredScope' || name === 'RequiredScopeOrAppPermission'))
        authorize.push(this.#authorize(attribute));
      else if (type === undefined && name === 'AllowAnonymous') {
        anonymous.push({ kind: 'public', note: '`[AllowAnonymous]` lets everybody in', place });
      } else if (type === undefined && (name === 'TypeFilter' || name === 'ServiceFilter')) other.push(this.#filter(attribute));
      else if (type !== undefined) {
        const extended = this.#framework(attribute);
        if (extended === 'authorize') authorize.push(this.#authorize(attribute));
        else if (extended === 'anonymous') anonymous.push({ kind: 'public', note: `\`[${name}]\` lets everybody in`, place });
        else {
          const { guard, lifted } = guardOfType(type, place, this.#interpreter);
          if (lifted) authorize.push(guard);
          else other.push(guard);
        }
      } else if (!HARMLESS_ATTRIBUTES.test(name)) {
        other.push({ kind: 'unknown', note: `\`[${name}]\` is not known and may guard`, place });
      }
    }
    // What has nothing to do with access keeps no fallback away.
    return { authorize: authorize.filter(({ kind }) => kind !== 'harmless'), anonymous, other };
  }

  /** An attribute of the program that is `[Authorize]` or `[AllowAnonymous]` by what it extends. */
  #framework({ type }: Attribute): 'authorize' | 'anonymous' | undefined {
    const names = (type === undefined ? [] : this.#interpreter.lineage(type)).flatMap((each) =>
      each.type.supertypes.filter((above) => this.#interpreter.typeNamed(above, each) === undefined).map(({ name }) => name),
    );
    if (names.some((name) => /(?:^|\.)(?:AuthorizeAttribute|IAuthorizeData)$/.test(name))) return 'authorize';
    return names.some((name) => /(?:^|\.)(?:AllowAnonymousAttribute|IAllowAnonymous)$/.test(name)) ? 'anonymous' : undefined;
  }

  #authorize(attribute: Attribute): Guard {
    const { name, place, type } = attribute;
    const roles = texts(argumentAt(attribute, 99, 'Roles'));
    const schemes = texts(argumentAt(attribute, 99, 'AuthenticationSchemes'));
    const policy = asString(type === undefined ? argumentAt(attribute, 0, 'policy', 'Policy') : this.#setBy(type, 'Policy'));
    const own = type === undefined ? [] : texts(this.#setBy(type, 'Roles'));
    return this.#asked({ named: `\`[${name}]\``, place, roles: [...roles, ...own], schemes, policy, own: type !== undefined });
  }

  /** What an attribute's constructor sets: `Policy = "x"`. */
  #setBy(type: ClassValue, property: string): Value | undefined {
    for (const { name, body = [] } of type.type.methods) {
      for (const expression of name === 'constructor' ? expressionsOf(body) : []) {
        if (expression.kind !== 'assign' || expression.target.kind !== 'name' || expression.target.name !== property) continue;
        return this.#interpreter.evaluateIn(expression.value, type.unit, this.#interpreter.scopeIn(type));
      }
    }
    return undefined;
  }

  #asked(asked: {
    readonly named: string;
    readonly place: CodePlace;
    readonly roles: readonly string[];
    readonly schemes: readonly string[];
    readonly policy: string | undefined;
    /** An attribute of the program itself may name a policy or roles of its own. */
    readonly own: boolean;
  }): Guard {
    const { named, place, roles, policy } = asked;
    const schemes = asked.schemes.length > 0 ? asked.schemes : this.#schemes();
    const scopes = [...roles, ...(policy === undefined ? [] : [policy])];
    const known = policy === undefined ? undefined : this.#application.policies.get(policy);
    if (known !== undefined) return this.#policyGuard(known, `${named} with the policy \`${policy}\``, place, scopes);
    const { defaultPolicy } = this.#application;
    if (policy === undefined && roles.length === 0 && !asked.own && defaultPolicy !== undefined) {
      return this.#policyGuard(defaultPolicy, `${named} with the default policy`, place);
    }
    const note = scopes.length === 0 ? `${named} asks for an authenticated user` : `${named} asks for \`${scopes.join('`, `')}\``;
    return { kind: 'required', note, place, schemes, scopes };
  }

  #filter(attribute: Attribute): Guard {
    const { name, place, arguments: args, decorator } = attribute;
    const value = args.find(({ expression }) => expression.kind === 'type')?.value;
    if (value?.kind === 'class') return guardOfType(value, place, this.#interpreter).guard;
    return { kind: 'unknown', note: `\`[${name}]\` names a filter that is not in this code`, place: { ...place, span: decorator.at } };
  }

  /** What conventions of endpoints and groups say, and filters that all actions have. */
  ofConventions(conventions: readonly Convention[]): Said {
    const authorize: Guard[] = [];
    const anonymous: Guard[] = [];
    const other: Guard[] = [];
    for (const convention of conventions) {
      const { name, place, conditional } = convention;
      if (name === 'RequireAuthorization') authorize.push(conditionally(this.#required(convention), conditional));
      else if (name === 'AllowAnonymous') {
        const guard: Guard = { kind: 'public', note: '`AllowAnonymous()` lets everybody in', place };
        anonymous.push(conditionally(guard, conditional));
      } else if (name === 'AddEndpointFilter' || name === 'AddEndpointFilterFactory')
        other.push(conditionally(this.#endpointFilter(convention), conditional));
      else if (!HARMLESS_CONVENTIONS.test(name)) other.push({ kind: 'unknown', note: `\`${name}()\` is not known and may guard`, place });
    }
    return { authorize, anonymous, other };
  }

  #required({ arguments: args, place }: Convention): Guard {
    const values = args.map(({ value }) => value);
    const [first] = values;
    const named = '`RequireAuthorization()`';
    const built = policyOf(first, this.#setup, { arguments: [], place, conditional: false });
    if (built !== undefined) return this.#policyGuard(built, named, place);
    const schemes = args.flatMap(({ expression }) => created(expression, 'AuthenticationSchemes'));
    const roles = args.flatMap(({ expression }) => created(expression, 'Roles'));
    const policies = values.flatMap((value) => asString(value) ?? []);
    if (first !== undefined && policies.length === 0 && schemes.length === 0 && roles.length === 0) {
      return { kind: 'required', note: `${named} asks for a policy that is not known here`, place, schemes: this.#schemes() };
    }
    return this.#asked({ named, place, roles, schemes, policy: policies[0], own: false });
  }

  #endpointFilter({ arguments: args, place }: Convention): Guard {
    const value = args[0]?.value;
    if (value?.kind === 'object' && value.type !== undefined) return guardOfType(value.type, place, this.#interpreter).guard;
    if (value?.kind === 'closure') {
      const { function: declared } = value;
      if (declared.suspects.length === 0) return { kind: 'harmless', note: 'an endpoint filter', place };
      return { kind: 'unknown', note: `an endpoint filter mentions \`${declared.suspects[0]}\` and may guard`, place };
    }
    return { kind: 'unknown', note: 'an endpoint filter that is not in this code', place };
  }

  /** Filters of `MvcOptions`, conventions that may add some, and what was required of all controllers. */
  ofControllers(): Said {
    const { controllers, filters, conventions } = this.#application;
    const said = this.ofConventions(controllers.conventions);
    const global = filters.map((part) => this.#globalFilter(part));
    return {
      authorize: [...said.authorize, ...global.filter(({ lifted }) => lifted).map(({ guard }) => guard)],
      anonymous: said.anonymous,
      other: [
        ...said.other,
        ...global.filter(({ lifted }) => !lifted).map(({ guard }) => guard),
        ...conventions.map((part) => this.#convention(part)),
      ].filter(({ kind }) => kind !== 'harmless'),
    };
  }

  #globalFilter(part: GlobalPart): GlobalGuard {
    const { value, place, conditional } = part;
    const named = externalName(value)?.name ?? part.type ?? '';
    const finish = ({ guard, lifted }: GlobalGuard): GlobalGuard => ({ guard: conditionally(guard, conditional), lifted });
    if (/(?:^|\.)AuthorizeFilter$/.test(named)) return finish({ guard: this.#authorizeFilter(value, place), lifted: true });
    const type = typeOfPart(part, this.#interpreter);
    if (type !== undefined) return finish(guardOfType(type, place, this.#interpreter));
    const simple = named.slice(named.lastIndexOf('.') + 1);
    if (HARMLESS_ATTRIBUTES.test(simple.replace(/(?:Filter|Attribute)$/, '')) || HARMLESS_ATTRIBUTES.test(simple)) {
      return { guard: { kind: 'harmless', note: `\`${simple}\` has nothing to do with access`, place }, lifted: false };
    }
    return { guard: { kind: 'unknown', note: `a filter for every action, \`${simple}\`, is not in this code`, place }, lifted: false };
  }

  #authorizeFilter(value: Value, place: CodePlace): Guard {
    const named = '`AuthorizeFilter` for every action';
    const first = value.kind === 'result' ? value.arguments[0]?.value : undefined;
    const built = policyOf(first, this.#setup, { arguments: [], place, conditional: false });
    if (built !== undefined) return this.#policyGuard(built, named, place);
    return this.#asked({ named, place, roles: [], schemes: [], policy: asString(first), own: false });
  }

  #convention(part: GlobalPart): Guard {
    const { place } = part;
    const name = externalName(part.value)?.name ?? part.type ?? '';
    const type = typeOfPart(part, this.#interpreter);
    if (type === undefined) {
      if (/(?:^|\.)(?:RouteTokenTransformerConvention|ApiExplorer\w+|VersionByNamespaceConvention)$/.test(name))
        return { kind: 'harmless', note: `\`${name}\` names routes`, place };
      return { kind: 'unknown', note: `a convention for every action, \`${name}\`, is not in this code`, place };
    }
    const text = this.#interpreter.program.text(type.unit.file);
    if (!/Filters\b|Authoriz|EndpointMetadata|AllowAnonymous/.test(text)) return { kind: 'harmless', note: 'a convention', place };
    return { kind: 'unknown', note: `the convention \`${type.type.name}\` may add guards`, place };
  }
}

/** Two sayings about one action. */
export function both(a: Said, b: Said): Said {
  return {
    authorize: [...a.authorize, ...b.authorize],
    anonymous: [...a.anonymous, ...b.anonymous],
    other: [...a.other, ...b.other],
  };
}

/** `a, b` of one argument. */
function texts(value: Value | undefined): string[] {
  return (asString(value) ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** `new AuthorizeAttribute { Roles = "a" }` as an argument. */
function created(expression: Expression, name: string): string[] {
  const value = expression.kind === 'call' ? expression.arguments.find((each) => each.name === name)?.value : undefined;
  return value?.kind === 'string' ? texts({ kind: 'literal', value: value.value }) : [];
}
