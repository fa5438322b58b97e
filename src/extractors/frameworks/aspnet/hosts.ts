/** Builders and options of ASP.NET Core, as the interpreter meets them. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asString, type CallSite, type Dialect, type EvaluatedArgument, type Host, host, type Value } from '../../interpret/value.ts';
import { table } from '../../table.ts';
import { pathText, WILDCARD } from '../path-text.ts';
import { type Application, type Endpoint, EndpointGroup } from './application.ts';
import { Extensions } from './extensions.ts';
import { Mediator } from './mediator.ts';
import { Policy } from './policies.ts';
import { PolicyHost } from './policy-hosts.ts';
import { ServicesHost } from './services-host.ts';

/** What all hosts share. */
export class Setup {
  readonly application: Application;
  readonly interpreter: Interpreter;
  readonly extensions: Extensions;
  readonly mediator: Mediator;

  constructor(application: Application, interpreter: Interpreter) {
    this.application = application;
    this.interpreter = interpreter;
    this.extensions = new Extensions(interpreter);
    this.mediator = new Mediator(interpreter);
  }

  /** Runs a callback with what it is given. */
  configure(callback: Value | undefined, given: Value, site: CallSite): void {
    if (callback?.kind !== 'closure') return;
    const argument: EvaluatedArgument = { value: given, expression: { kind: 'null', at: site.place.span }, place: site.place };
    this.interpreter.enter(callback, [argument], { conditional: site.conditional });
  }

  /** The last argument that is a function: `AddMvc(options => ...)`. */
  configureLast(given: Value, site: CallSite): void {
    this.configure(
      site.arguments.map(({ value }) => value).findLast(({ kind }) => kind === 'closure'),
      given,
      site,
    );
  }
}

export function dialect(setup: () => Setup): Dialect {
  return {
    external({ name }, site) {
      if (/(?:^|\.)WebApplication\.Create(?:Slim|Empty)?Builder$/.test(name)) return host(new BuilderHost(setup()));
      if (/(?:^|\.)WebApplication\.Create$/.test(name)) return new BuilderHost(setup()).build();
      if (/(?:^|\.)AuthorizationPolicyBuilder$/.test(name)) {
        const policy = new Policy();
        policy.add(
          'AddAuthenticationSchemes',
          site.arguments.map(({ value }) => value),
          false,
        );
        return host(new PolicyHost(policy, setup()));
      }
      return undefined;
    },
    parameter: ({ type }) => parameterHost(type, setup()),
  };
}

/** A parameter that the framework fills in. */
export function parameterHost(type: string, setup: Setup): Value | undefined {
  switch (type.slice(type.lastIndexOf('.') + 1)) {
    case 'IServiceCollection':
      return host(new ServicesHost(setup));
    case 'IApplicationBuilder':
    case 'WebApplication':
    case 'IEndpointRouteBuilder':
      return host(new EndpointsHost(setup.application.root, setup));
    default:
      return undefined;
  }
}

/** `WebApplicationBuilder`: it adds the authorization middleware by itself where policies are registered. */
class BuilderHost implements Host {
  readonly #setup: Setup;

  constructor(setup: Setup) {
    this.#setup = setup;
    setup.application.found = true;
    setup.application.authorizes = true;
  }

  build(): Value {
    return host(new EndpointsHost(this.#setup.application.root, this.#setup));
  }

  member(name: string): Value | undefined {
    return name === 'Services' ? host(new ServicesHost(this.#setup)) : undefined;
  }

  call(method: string, site: CallSite): Value | undefined {
    if (method === 'Build') return this.build();
    return this.#setup.extensions.call(host(this), method, site) ?? host(this);
  }
}

const VERBS: Readonly<Record<string, string>> = table({
  MapGet: 'GET',
  MapPost: 'POST',
  MapPut: 'PUT',
  MapPatch: 'PATCH',
  MapDelete: 'DELETE',
});

/** Map calls that make no operation of an API. */
const NO_OPERATIONS =
  /^Map(?:RazorPages|RazorComponents|BlazorHub|FallbackTo\w+|Fallback|Hub|Health\w*|Swagger\w*|OpenApi\w*|Scalar\w*|ReDoc|StaticAssets|Prometheus\w*|GrpcService|GrpcReflectionService|Metrics|HealthChecksUI|Reverse\w*)$/;

/** An application, a group of endpoints, or what either gives back: endpoints are mapped, conventions added. */
export class EndpointsHost implements Host {
  readonly #group: EndpointGroup;
  readonly #setup: Setup;

  constructor(group: EndpointGroup, setup: Setup) {
    this.#group = group;
    this.#setup = setup;
  }

  member(name: string): Value | undefined {
    if (name === 'Services') return host(new ServicesHost(this.#setup));
    return undefined;
  }

  call(method: string, site: CallSite): Value | undefined {
    const { extensions } = this.#setup;
    const path = pathOf(site.arguments[0]);
    const isOwn = extensions.has(method, site) && (path === undefined || !(method in VERBS || method === 'MapGroup'));
    if (isOwn) return extensions.call(host(this), method, site) ?? host(this);
    if (method.startsWith('Map')) return this.#map(method, path, site);
    if (method.startsWith('Use')) return this.#use(method, site);
    if (/^(?:Run|RunAsync|Start|StartAsync|Dispose|New|Build|CreateApplicationBuilder)$/.test(method)) return host(this);
    const { arguments: args, place, conditional } = site;
    this.#group.conventions.push({ name: method, arguments: args, place, conditional });
    return host(this);
  }

  #map(method: string, path: string | undefined, site: CallSite): Value {
    const { application } = this.#setup;
    if (method === 'MapGroup') return host(new EndpointsHost(new EndpointGroup(this.#group, path ?? WILDCARD), this.#setup));
    if (VERBS[method] !== undefined) return this.#endpoint([VERBS[method]], path, site.arguments[1], site);
    if (method === 'MapMethods') return this.#endpoint(methodsOf(site.arguments[1]), path, site.arguments[2], site);
    if (method === 'Map' && site.arguments.length > 1) {
      const [, second] = site.arguments;
      // `app.Map("/x", branch => ...)`: a pipeline of its own.
      if (isBranch(second)) return this.#branch(path, second, site);
      return this.#endpoint(['*'], path, second, site);
    }
    if (/^MapControllers$|^Map\w*ControllerRoute$/.test(method)) return host(new EndpointsHost(application.controllers, this.#setup));
    if (method === 'MapWhen') return host(this);
    if (!NO_OPERATIONS.test(method)) application.opaque = true;
    return host(new EndpointsHost(new EndpointGroup(this.#group, path ?? ''), this.#setup));
  }

  #endpoint(methods: readonly string[], path: string | undefined, handler: EvaluatedArgument | undefined, site: CallSite): Value {
    const group = new EndpointGroup(this.#group, path ?? WILDCARD);
    if (handler !== undefined) {
      const endpoint: Endpoint = { methods, group, handler, place: site.place, conditional: site.conditional };
      this.#setup.application.endpoints.push(endpoint);
    }
    return host(new EndpointsHost(group, this.#setup));
  }

  #branch(path: string | undefined, callback: EvaluatedArgument | undefined, site: CallSite): Value {
    const group = new EndpointGroup(this.#group, path ?? WILDCARD);
    this.#setup.configure(callback?.value, host(new EndpointsHost(group, this.#setup)), { ...site, conditional: true });
    return host(this);
  }

  #use(method: string, site: CallSite): Value {
    const { application } = this.#setup;
    const [first] = site.arguments;
    if (method === 'UseEndpoints') this.#setup.configureLast(host(this), site);
    else if (method === 'UseMvc' || method === 'UseMvcWithDefaultRoute') application.authorizes = true;
    else if (method === 'UseAuthorization') application.authorizes ||= !site.conditional;
    else if (method === 'UseWhen' || method === 'MapWhen') this.#setup.configureLast(host(this), { ...site, conditional: true });
    else {
      const of = site.typeArguments?.[0];
      const value =
        of === undefined ? (first?.value ?? { kind: 'unknown' as const }) : ({ kind: 'external', module: '', name: of.name } as const);
      const named = of ?? (first?.expression.kind === 'type' ? first.expression.type : undefined);
      const type = method === 'UseMiddleware' && named !== undefined ? this.#typeNamed(named.name, site.place.file) : undefined;
      application.middleware.push({ name: method, value: type ?? value, place: site.place, conditional: site.conditional });
    }
    return host(this);
  }

  #typeNamed(name: string, file: string): Value | undefined {
    const unit = this.#setup.interpreter.program.unit(file);
    const found = unit === undefined ? undefined : this.#setup.interpreter.lookup(unit, name);
    return found?.kind === 'class' ? found : undefined;
  }
}

/** The path that an argument is; undefined for a handler, a wildcard for what nobody knows. */
function pathOf(argument: EvaluatedArgument | undefined): string | undefined {
  if (argument === undefined) return undefined;
  const known = pathText(argument.value);
  if (known !== undefined) return known;
  return argument.value.kind === 'unknown' && argument.expression.kind !== 'function' ? WILDCARD : undefined;
}

function methodsOf(argument: EvaluatedArgument | undefined): string[] {
  const { value } = argument ?? {};
  if (value?.kind !== 'list' || value.open) return ['*'];
  return value.items.map((item) => asString(item)?.toUpperCase() ?? externalMethod(item) ?? '*');
}

/** `HttpMethods.Get`. */
function externalMethod(value: Value): string | undefined {
  return value.kind === 'external' && /HttpMethods?\.\w+$/.test(value.name) ? value.name.replace(/^.*\./, '').toUpperCase() : undefined;
}

function isBranch(argument: EvaluatedArgument | undefined): boolean {
  const [parameter] = argument?.value.kind === 'closure' ? argument.value.function.parameters : [];
  return (
    parameter !== undefined &&
    (/^(?:app|branch|builder|appBuilder|a|b)$/.test(parameter.name) || parameter.type?.name === 'IApplicationBuilder')
  );
}
