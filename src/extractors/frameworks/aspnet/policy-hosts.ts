import { asString, type CallSite, type CodePlace, type Host, host, type Value } from '../../interpret/value.ts';
import type { Setup } from './hosts.ts';
import { Policy } from './policies.ts';

/** `AuthorizationPolicyBuilder`, and the policy that it builds. */
export class PolicyHost implements Host {
  readonly policy: Policy;
  readonly #setup: Setup;

  constructor(policy: Policy, setup: Setup) {
    this.policy = policy;
    this.#setup = setup;
  }

  member(name: string): Value | undefined {
    // `builder.Requirements.Add(x)`, `builder.AuthenticationSchemes.Add(x)`.
    if (name !== 'Requirements' && name !== 'AuthenticationSchemes') return undefined;
    const method = name === 'Requirements' ? 'AddRequirements' : 'AddAuthenticationSchemes';
    const list: Host = { call: (_, site) => this.call(method, site) };
    return host(list);
  }

  call(method: string, site: CallSite): Value | undefined {
    const own = this.#setup.extensions.call(host(this), method, site);
    if (own !== undefined) return host(this);
    const values = site.arguments.map(({ value }) => value);
    if (method === 'Combine') for (const value of values) this.policy.merge(policyOf(value, this.#setup, site) ?? new Policy());
    else if (method !== 'Build') this.policy.add(method, values, site.conditional);
    return host(this);
  }
}

/** The policy that a value is, or that a callback builds. */
export function policyOf(value: Value | undefined, setup: Setup, site: CallSite): Policy | undefined {
  if (value?.kind === 'host' && value.host instanceof PolicyHost) return value.host.policy;
  if (value?.kind !== 'closure') return undefined;
  const policy = new Policy();
  setup.configure(value, host(new PolicyHost(policy, setup)), { ...site, conditional: false });
  return policy;
}

/** `AuthorizationOptions` and `AuthorizationBuilder`. */
export class AuthorizationOptionsHost implements Host {
  readonly #setup: Setup;
  readonly #services: Host | undefined;

  constructor(setup: Setup, services?: Host) {
    this.#setup = setup;
    this.#services = services;
  }

  member(name: string): Value | undefined {
    if (name === 'Services' && this.#services !== undefined) return host(this.#services);
    if (name !== 'DefaultPolicy' && name !== 'FallbackPolicy') return undefined;
    const { defaultPolicy, fallbackPolicy } = this.#setup.application;
    const policy = (name === 'DefaultPolicy' ? defaultPolicy : fallbackPolicy) ?? authenticated();
    return host(new PolicyHost(policy, this.#setup));
  }

  call(method: string, site: CallSite): Value | undefined {
    const own = this.#setup.extensions.call(host(this), method, site);
    if (own !== undefined) return host(this);
    const [first, second] = site.arguments.map(({ value }) => value);
    const kind = /^(?:Add|Set)(Default|Fallback)?Policy$/.exec(method);
    if (kind === null) return host(this);
    const named = asString(first);
    const policy = policyOf(named === undefined ? first : second, this.#setup, site);
    if (kind[1] !== undefined) this.#set(kind[1], policy, site.place, site.conditional);
    if (named !== undefined && policy !== undefined) {
      policy.place = site.place;
      policy.conditional = site.conditional;
      this.#setup.application.policies.set(named, policy);
    }
    return host(this);
  }

  assign(name: string, value: Value, place: CodePlace, conditional: boolean): void {
    const kind = /^(Default|Fallback)Policy$/.exec(name)?.[1];
    if (kind === undefined || (value.kind === 'literal' && value.value === null)) return;
    const site: CallSite = { arguments: [], place, conditional };
    this.#set(kind, policyOf(value, this.#setup, site), place, conditional || value.kind === 'choice');
  }

  #set(kind: string, policy: Policy | undefined, place: CodePlace, conditional: boolean): void {
    const set = policy ?? new Policy();
    set.place = place;
    set.conditional = conditional || policy === undefined;
    if (kind === 'Default') this.#setup.application.defaultPolicy = set;
    else this.#setup.application.fallbackPolicy = set;
  }
}

/** The default policy of the framework. */
function authenticated(): Policy {
  const policy = new Policy();
  policy.add('RequireAuthenticatedUser', [], false);
  return policy;
}
