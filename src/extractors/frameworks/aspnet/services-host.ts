/** `IServiceCollection` and the options that are set on it. */
import { asString, type CallSite, type CodePlace, type Host, host, type Value } from '../../interpret/value.ts';
import { table } from '../../table.ts';
import type { Setup } from './hosts.ts';
import { AuthorizationOptionsHost } from './policy-hosts.ts';

const SCHEMES: Readonly<Record<string, string>> = table({
  AddJwtBearer: 'Bearer',
  AddMicrosoftIdentityWebApi: 'Bearer',
  AddBearerToken: 'BearerToken',
  AddCookie: 'Cookies',
  AddOpenIdConnect: 'OpenIdConnect',
  AddMicrosoftIdentityWebApp: 'OpenIdConnect',
  AddNegotiate: 'Negotiate',
  AddCertificate: 'Certificate',
});

/** Service collections and the builders that hang on them. */
export class ServicesHost implements Host {
  readonly fluent = true;
  readonly #setup: Setup;

  constructor(setup: Setup) {
    this.#setup = setup;
  }

  member(name: string): Value | undefined {
    return name === 'Services' ? host(this) : undefined;
  }

  call(method: string, site: CallSite): Value | undefined {
    const { application, extensions } = this.#setup;
    const own = extensions.call(host(this), method, site);
    if (own !== undefined) return own.kind === 'host' ? own : host(this);
    if (SCHEMES[method] !== undefined) application.schemes.add(asString(site.arguments[0]?.value) ?? SCHEMES[method]);
    else if (method === 'AddScheme') application.schemes.add(asString(site.arguments[0]?.value) ?? 'scheme');
    else if (method === 'AddAuthorization' || method === 'AddAuthorizationCore' || method === 'AddAuthorizationBuilder') {
      this.#setup.configureLast(host(new AuthorizationOptionsHost(this.#setup)), site);
      return method === 'AddAuthorizationBuilder' ? host(new AuthorizationOptionsHost(this.#setup, this)) : host(this);
    } else if (/^Add(?:Controllers(?:WithViews)?|Mvc|MvcCore|MvcOptions|RazorPages)$/.test(method)) {
      this.#setup.configureLast(host(new MvcOptionsHost(this.#setup)), site);
    } else if (/^(?:Post)?Configure(?:All)?$/.test(method)) this.#configureOptions(site);
    else if (method === 'AddRateLimiter') this.#setup.configureLast(host(new RateLimiterHost(this.#setup)), site);
    return host(this);
  }

  /** `Configure<MvcOptions>(options => ...)`. */
  #configureOptions(site: CallSite): void {
    const of = site.typeArguments?.[0]?.name ?? '';
    if (/(?:^|\.)MvcOptions$/.test(of)) this.#setup.configureLast(host(new MvcOptionsHost(this.#setup)), site);
    if (/(?:^|\.)AuthorizationOptions$/.test(of)) this.#setup.configureLast(host(new AuthorizationOptionsHost(this.#setup)), site);
    if (/(?:^|\.)RateLimiterOptions$/.test(of)) this.#setup.configureLast(host(new RateLimiterHost(this.#setup)), site);
  }
}

class RateLimiterHost implements Host {
  readonly fluent = true;
  readonly #setup: Setup;

  constructor(setup: Setup) {
    this.#setup = setup;
  }

  call(): Value | undefined {
    return undefined;
  }

  assign(name: string, _: Value, place: CodePlace): void {
    if (name === 'GlobalLimiter') this.#setup.application.globalLimit = { note: '`GlobalLimiter` limits every request', place };
  }
}

/** `MvcOptions`: filters and conventions for every action. */
class MvcOptionsHost implements Host {
  readonly #setup: Setup;

  constructor(setup: Setup) {
    this.#setup = setup;
  }

  member(name: string): Value | undefined {
    const { application } = this.#setup;
    const parts = name === 'Filters' ? application.filters : name === 'Conventions' ? application.conventions : undefined;
    if (parts === undefined) return undefined;
    const list: Host = {
      call: (method, { arguments: args, typeArguments, place, conditional }) => {
        const last = method === 'Insert' ? args[1] : args[0];
        const type = typeArguments?.[0]?.name ?? (last?.expression.kind === 'type' ? last.expression.type.name : undefined);
        if (/^(?:Add|AddService|Insert)$/.test(method)) parts.push({ value: last?.value ?? { kind: 'unknown' }, type, place, conditional });
        return host(list);
      },
    };
    return host(list);
  }

  call(method: string, site: CallSite): Value | undefined {
    return this.#setup.extensions.call(host(this), method, site) ?? host(this);
  }
}
