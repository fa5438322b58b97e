/** Security filter chains of Spring Security, read from the calls on `HttpSecurity` and its reactive twin. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asString, type CallSite, type CodePlace, type Host, host, type Value } from '../../interpret/value.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { table } from '../../table.ts';
import { type Access, accessOf } from './access.ts';
import { type AnonymousAuthorities, anonymousIn } from './anonymous.ts';
import { HttpSecurityDslHost, type Sections } from './kotlin-security.ts';
import { type Matcher, matchersOf, UNREAD, unlessNone } from './matchers.ts';

export interface Rule extends Matcher {
  readonly access: Access;
  readonly place: CodePlace;
}

export class Chain {
  readonly place: CodePlace;
  readonly order: ChainOrder;
  /** It is there on a condition only. */
  readonly conditional: boolean;
  /** Which requests the chain is for; empty for all. */
  readonly matchers: Matcher[] = [];
  readonly rules: Rule[] = [];
  readonly schemes: string[] = [];
  /** There is a section that authorizes requests. */
  authorizes = false;
  /** What no rule names is let through (`authorizeRequests`) rather than refused (`authorizeHttpRequests`). */
  opens = false;
  /** Filters of the program or of a package are added, or another configurer applied. */
  extended = false;
  /** Something was called on it. */
  configured = false;
  /** What an anonymous caller has, where it is not the role of Spring. */
  anonymous: AnonymousAuthorities | undefined;

  constructor(place: CodePlace, { order, conditional }: { readonly order: ChainOrder; readonly conditional: boolean }) {
    this.place = place;
    this.order = order;
    this.conditional = conditional;
  }
}

/** Where a chain stands: by the order of its bean, then by that of its class; undefined where it could not be read. */
type ChainOrder = readonly [ofBean: number | undefined, ofType: number | undefined];

const AUTHORIZE = /^authorize(?:HttpRequests|Requests|Exchange)$/;
const MATCHERS = /^(?:requestMatchers|antMatchers|mvcMatchers|regexMatchers|pathMatchers|matchers|requestMatcher|anyRequest|anyExchange)$/;
const OWN_MATCHER = /^(?:securityMatchers?|antMatcher|mvcMatcher|requestMatcher|requestMatchers|regexMatcher)$/;

const SCHEMES: Readonly<Record<string, string>> = table({
  httpBasic: 'basic',
  formLogin: 'session',
  oauth2Login: 'oauth2',
  oauth2ResourceServer: 'bearer',
  saml2Login: 'saml2',
  x509: 'mutualTLS',
});

/** `HttpSecurity`, `ServerHttpSecurity` and the configurers that chain back to them. */
export class HttpSecurityHost implements Host {
  readonly fluent = true;
  readonly chain: Chain;
  readonly #interpreter: Interpreter;

  constructor(chain: Chain, interpreter: Interpreter) {
    this.chain = chain;
    this.#interpreter = interpreter;
  }

  call(method: string, site: CallSite): Value | undefined {
    const { chain } = this;
    if (method !== 'build') chain.configured = true;
    if (method === '' || method === 'invoke') return this.#dsl(site);
    if (AUTHORIZE.test(method)) {
      chain.authorizes = true;
      if (method === 'authorizeRequests') chain.opens = true;
      const registry = host(new RegistryHost(this));
      if (site.arguments.length === 0) return registry;
      this.enter(site, registry);
      return host(this);
    }
    if (OWN_MATCHER.test(method)) {
      const [first] = site.arguments;
      if (method === 'securityMatchers' && first?.value.kind === 'closure') {
        const before = chain.matchers.length;
        this.enter(site, host(new OwnMatchersHost(chain)));
        if (chain.matchers.length === before) chain.matchers.push(UNREAD);
      } else chain.matchers.push(...matchersOf(method, site));
    }
    const scheme = Object.hasOwn(SCHEMES, method) ? SCHEMES[method] : undefined;
    if (scheme !== undefined && !disables(site)) chain.schemes.push(scheme);
    if (method === 'anonymous' || method === 'authorities') chain.anonymous = anonymousIn(method, site) ?? chain.anonymous;
    if (/^addFilter|^apply$|^with$/.test(method)) chain.extended = true;
    return host(this);
  }

  /** `http { }` of Kotlin. */
  #dsl({ arguments: args, conditional }: CallSite): Value {
    const lambda = args.at(-1)?.value;
    const sections: Sections = {
      chain: this.chain,
      section: (method, site) => this.call(method, site),
      matchers: (site) => matchersOf('requestMatchers', site),
    };
    if (lambda?.kind === 'closure')
      this.#interpreter.enter(lambda, [], { receiver: host(new HttpSecurityDslHost(sections, this.#interpreter)), conditional });
    else this.chain.extended = true;
    return host(this);
  }

  /** Runs a lambda or method reference with what it configures. */
  enter(site: CallSite, configured: Value): void {
    const [first] = site.arguments;
    if (first?.value.kind === 'closure') this.#interpreter.enter(first.value, [{ ...first, value: configured }]);
    else this.chain.extended = true;
  }
}

/** `httpBasic(AbstractHttpConfigurer::disable)`, `httpBasic { disable() }`. */
function disables({ arguments: [first] }: CallSite): boolean {
  if (first?.expression.kind === 'member') return first.expression.name === 'disable';
  if (first?.value.kind !== 'closure') return false;
  return [...expressionsOf(first.value.function.body ?? [])].some(
    (each) =>
      each.kind === 'call' &&
      (each.callee.kind === 'member' ? each.callee.name === 'disable' : each.callee.kind === 'name' && each.callee.name === 'disable'),
  );
}

/** The builder of rules. */
class RegistryHost implements Host {
  readonly #http: HttpSecurityHost;

  constructor(http: HttpSecurityHost) {
    this.#http = http;
  }

  call(method: string, site: CallSite): Value | undefined {
    if (method === 'and') return host(this.#http);
    if (method === 'dispatcherTypeMatchers') return host(new AccessHost(this, undefined, site.place));
    if (MATCHERS.test(method)) return host(new AccessHost(this, matchersOf(method, site), site.place));
    // Post processors and the like; what follows `and()` is the chain again.
    if (/^(?:build|csrf|cors|httpBasic|formLogin|sessionManagement|exceptionHandling|addFilter\w*|oauth2\w*)$/.test(method))
      return this.#http.call(method, site);
    return host(this);
  }

  add(matchers: readonly Matcher[] | undefined, access: Access, place: CodePlace): void {
    for (const matcher of matchers ?? []) this.#http.chain.rules.push({ ...matcher, access, place });
  }
}

/** `requestMatchers(...)`, waiting for what is asked of them. */
class AccessHost implements Host {
  readonly #registry: RegistryHost;
  readonly #matchers: readonly Matcher[] | undefined;
  readonly #place: CodePlace;

  constructor(registry: RegistryHost, matchers: readonly Matcher[] | undefined, place: CodePlace) {
    this.#registry = registry;
    this.#matchers = matchers;
    this.#place = place;
  }

  call(method: string, site: CallSite): Value | undefined {
    if (method === 'not')
      return host(
        new AccessHost(
          this.#registry,
          this.#matchers?.map((each) => ({ ...each, patterns: undefined })),
          this.#place,
        ),
      );
    const args = site.arguments.flatMap(({ value }) => (value.kind === 'list' ? value.items.map(asString) : [asString(value)]));
    const access = accessOf(method, args);
    // Whether a rule under a condition is there at all is not known.
    const matchers = site.conditional ? this.#matchers?.map((each) => ({ ...each, patterns: unlessNone(each.patterns) })) : this.#matchers;
    this.#registry.add(matchers, access ?? { kind: 'unknown', note: `\`${method}()\` is not known`, scopes: [] }, {
      file: site.place.file,
      span: tail(this.#place, site.place),
    });
    return host(this.#registry);
  }
}

/** The rule alone, not the whole chain of calls before it. */
function tail(matchers: CodePlace, whole: CodePlace): CodePlace['span'] {
  return { start: Math.max(whole.span.start, matchers.span.end - 1), end: whole.span.end };
}

class OwnMatchersHost implements Host {
  readonly fluent = true;
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  call(method: string, site: CallSite): Value | undefined {
    if (MATCHERS.test(method)) this.#chain.matchers.push(...matchersOf(method, site));
    return undefined;
  }
}

/** `web.ignoring().requestMatchers(...)`: what no chain sees at all. */
export class IgnoringHost implements Host {
  readonly fluent = true;
  readonly matchers: Rule[] = [];

  call(method: string, site: CallSite): Value | undefined {
    if (!MATCHERS.test(method)) return undefined;
    const access: Access = { kind: 'public', note: 'Spring Security ignores it (`ignoring()`)', scopes: [] };
    for (const matcher of matchersOf(method, site)) this.matchers.push({ ...matcher, access, place: site.place });
    return undefined;
  }
}
