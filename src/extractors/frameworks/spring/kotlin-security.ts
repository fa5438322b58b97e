/** The Kotlin DSL of Spring Security, `http { authorizeHttpRequests { authorize("/a", permitAll) } }`, of servlets and of WebFlux. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asString, type CallSite, type EvaluatedArgument, type Host, host, type Value } from '../../interpret/value.ts';
import { type Access, accessOf, expressionAccess } from './access.ts';
import type { Chain } from './chains.ts';
import { type Matcher, unlessNone } from './matchers.ts';

/** Sections that hold rules. */
const AUTHORIZE = /^authorize(?:HttpRequests|Requests|Exchange)$/;

/** What the sections of a DSL say without one of their own. */
export interface Sections {
  readonly chain: Chain;
  /** Anything but rules means the same as in the builder of Java. */
  section(method: string, site: CallSite): void;
  /** Requests that arguments name. */
  matchers(site: CallSite): Matcher[];
}

/** `HttpSecurityDsl`, `ServerHttpSecurityDsl`: the receiver of `http { }`. */
export class HttpSecurityDslHost implements Host {
  readonly #sections: Sections;
  readonly #interpreter: Interpreter;

  constructor(sections: Sections, interpreter: Interpreter) {
    this.#sections = sections;
    this.#interpreter = interpreter;
  }

  call(method: string, site: CallSite): Value | undefined {
    if (!SECTIONS.test(method)) return undefined;
    const { chain } = this.#sections;
    if (!AUTHORIZE.test(method)) {
      this.#sections.section(method, site);
      return { kind: 'unknown' };
    }
    chain.authorizes = true;
    if (method === 'authorizeRequests') chain.opens = true;
    const lambda = site.arguments.at(-1)?.value;
    if (lambda?.kind === 'closure')
      this.#interpreter.enter(lambda, [], { receiver: host(new AuthorizeDslHost(this.#sections)), conditional: site.conditional });
    else chain.extended = true;
    return { kind: 'unknown' };
  }
}

/** Methods of the DSL; anything else in its braces is a function of somebody else. */
const SECTIONS =
  /^(?:authorize(?:HttpRequests|Requests|Exchange)|securityMatchers?|httpBasic|formLogin|oauth2\w+|saml2\w*|x509|jee|oneTimeTokenLogin|webAuthn|addFilter\w*|with|apply|csrf|cors|headers|sessionManagement|securityContext|requestCache|exceptionHandling|rememberMe|logout|anonymous|portMapper|redirectToHttps|requiresChannel|passwordManagement)$/;

/** What a rule asks, as a value of the DSL: `permitAll`, `hasRole("A")`. */
class AccessValueHost implements Host {
  readonly access: Access;

  constructor(access: Access) {
    this.access = access;
  }

  call(): Value | undefined {
    return undefined;
  }
}

/** `anyRequest`, `anyExchange`. */
class AnyRequestHost implements Host {
  call(): Value | undefined {
    return undefined;
  }
}

/** The receiver of `authorizeHttpRequests { }`: keeps its rules in the order in which they are asked. */
class AuthorizeDslHost implements Host {
  readonly #sections: Sections;

  constructor(sections: Sections) {
    this.#sections = sections;
  }

  member(name: string): Value | undefined {
    if (name === 'anyRequest' || name === 'anyExchange') return host(new AnyRequestHost());
    const access = accessOf(name, []);
    return access === undefined || access.kind === 'authorizes' || name === 'access' ? undefined : host(new AccessValueHost(access));
  }

  call(method: string, site: CallSite): Value | undefined {
    if (method === 'authorize') {
      this.#authorize(site);
      return { kind: 'unknown' };
    }
    const texts = site.arguments.flatMap(({ value }) => (value.kind === 'list' ? value.items.map(asString) : [asString(value)]));
    const access = method === 'access' ? undefined : accessOf(method, texts);
    return access === undefined ? undefined : host(new AccessValueHost(access));
  }

  /** `authorize([method,] [pattern, [servletPath,]] access)`; without a pattern it is for every request. */
  #authorize(site: CallSite): void {
    const { arguments: args, place, conditional } = site;
    const access = args.find(({ name }) => name === 'access') ?? args.filter(({ name }) => name === undefined).at(-1);
    const targets = args.filter((each) => each !== access);
    for (const matcher of this.#matchers(targets, site)) {
      // Whether a rule under a condition is there at all is not known.
      const read = conditional ? { ...matcher, patterns: unlessNone(matcher.patterns) } : matcher;
      this.#sections.chain.rules.push({ ...read, access: accessIn(access?.value), place });
    }
  }

  #matchers(targets: readonly EvaluatedArgument[], site: CallSite): Matcher[] {
    const isAny = targets.some(({ value }) => value.kind === 'host' && value.host instanceof AnyRequestHost);
    if (targets.length === 0 || isAny) return [{ method: undefined, patterns: ['/**'] }];
    const read = this.#sections.matchers({ ...site, arguments: targets });
    // The path of a servlet stands before the pattern.
    return targets.filter(({ value }) => asString(value) !== undefined).length > 1
      ? read.map((each) => ({ ...each, patterns: undefined }))
      : read;
  }
}

function accessIn(value: Value | undefined): Access {
  if (value?.kind === 'host' && value.host instanceof AccessValueHost) return value.host.access;
  const text = asString(value);
  return text === undefined ? { kind: 'unknown', note: '`authorize()` by code of its own', scopes: [] } : expressionAccess(text);
}
