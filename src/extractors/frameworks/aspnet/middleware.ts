/** What middleware, filters and conventions of a program do about access. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import type { ClassValue, ClosureValue, CodePlace, Value } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import { guardOfFunction } from '../function-guards.ts';
import { passesWithout } from '../go/early-exits.ts';
import type { GlobalPart, Middleware } from './application.ts';

/** Middleware that has nothing to do with who may call what. */
const HARMLESS =
  /^Use(?:Routing|Cors|Https?Redirection|Hsts|StaticFiles|StaticFileServer|DefaultFiles|FileServer|DirectoryBrowser|Spa\w*|Blazor\w*|WebAssembly\w*|WebSockets|Session|CookiePolicy|ResponseCaching|OutputCache|ResponseCompression|RequestDecompression|RequestLocalization|RequestTimeouts|RateLimiter|IpRateLimiting|ClientRateLimiting|HttpLogging|W3CLogging|\w*Logging|Serilog\w*|\w*ExceptionHandler\w*|ExceptionHandling|ExceptionPage|DeveloperExceptionPage|DatabaseErrorPage|MigrationsEndPoint|StatusCodePages\w*|ProblemDetails|Swagger\w*|OpenApi\w*|ReDoc|SwaggerUI\d?|NSwag\w*|Scalar\w*|Knife4UI|ForwardedHeaders|HttpMethodOverride|PathBase|Antiforgery|HealthChecks\w*|HealthChecksUI|HttpMetrics|MetricServer|Prometheus\w*|OpenTelemetry\w*|MiniProfiler|ElmahIo|ApplicationInsights\w*|Sentry\w*|ElasticApm|AllElasticApm|CorrelationId|HangfireServer|HeaderPropagation|ResponseHeaders|SecurityHeaders|Welcome\w*|HostFiltering|ApiVersioning|Kestrel|IIS\w*|Urls|Autofac\w*|Lamar|ServiceProvider\w*|Steeltoe\w*|Mvc|Owin|GraphQL\w*|Rewriter|Authentication|Azure(?:AppConfiguration|SignalR)|Xfo|Xss\w*|Csp\w*|NoCache\w*|ReferrerPolicy|XContentTypeOptions|Xfo\w*|RequestResponseLogging|Localization|ClientSideValidation|Endpoints|CloudEvents|GrpcWeb|DeveloperExceptionPage|Environment|ContentRoot|WebRoot|Setting|Configuration)$/;

/** Methods that a middleware class or a filter is entered by. */
const ENTRANCES =
  /^(?:Invoke|InvokeAsync|OnAuthorization|OnAuthorizationAsync|OnActionExecuting|OnActionExecutionAsync|OnResourceExecuting|OnResourceExecutionAsync|OnResultExecuting|OnResultExecutionAsync|BeforeAction)$/;

/** Interfaces and classes of the framework that filters are made of, and that bring no guard of their own. */
const FILTER_BASES =
  /(?:^|\.)(?:I\w*|Attribute|ActionFilterAttribute|ResultFilterAttribute|ExceptionFilterAttribute|TypeFilterAttribute|ServiceFilterAttribute|ValidationAttribute|Object|object)$/;

/** A guard, and whether `[AllowAnonymous]` lifts it. */
export interface GlobalGuard {
  readonly guard: Guard;
  readonly lifted: boolean;
}

export function guardOfMiddleware({ name, value, place, conditional }: Middleware, interpreter: Interpreter): GlobalGuard {
  const judged = middleware(name, value, place, interpreter);
  if (!conditional || judged.guard.kind === 'harmless') return judged;
  return { ...judged, guard: { ...judged.guard, kind: 'unknown', note: `${judged.guard.note}, under a condition` } };
}

function middleware(name: string, value: Value, place: CodePlace, interpreter: Interpreter): GlobalGuard {
  if (HARMLESS.test(name)) return { guard: { kind: 'harmless', note: `\`${name}\` has nothing to do with access`, place }, lifted: false };
  if (value.kind === 'class') return guardOfType(value, place, interpreter);
  if (value.kind === 'closure') return judge(value, place, interpreter);
  const named = name === 'UseMiddleware' && value.kind === 'external' ? value.name : name;
  return { guard: { kind: 'unknown', note: `\`${named}\` is not in this code and may guard`, place }, lifted: false };
}

/** What a class of the program does that stands before actions: middleware, a filter, an attribute. */
export function guardOfType(type: ClassValue, place: CodePlace, interpreter: Interpreter): GlobalGuard {
  const line = interpreter.lineage(type);
  const named = `\`${type.type.name}\``;
  const missing = line
    .flatMap((each) => each.type.supertypes.filter((above) => interpreter.typeNamed(above, each) === undefined))
    .find((above) => !FILTER_BASES.test(above.name));
  if (missing !== undefined) {
    return { guard: { kind: 'unknown', note: `${named} extends \`${missing.name}\`, which is not in this code`, place }, lifted: false };
  }
  const entrances = line.flatMap((each) =>
    each.type.methods
      .filter(({ name }) => ENTRANCES.test(name))
      .map((method): ClosureValue => ({ kind: 'closure', function: method, unit: each.unit, scope: interpreter.scopeIn(each) })),
  );
  // A filter that is only named by the attribute: `TypeFilterAttribute` with `typeof(X)`.
  const filters = entrances.length > 0 ? [] : filterTypes(type, interpreter);
  const judged = [
    ...entrances.map((each) => judge(each, place, interpreter)),
    ...filters.map((each) => guardOfType(each, place, interpreter)),
  ];
  return (
    judged.find(({ guard }) => guard.kind === 'required') ??
    judged.find(({ guard }) => guard.kind !== 'harmless') ?? {
      guard: { kind: 'harmless', note: `${named} has nothing to do with access`, place },
      lifted: false,
    }
  );
}

/** Filters that the constructors of an attribute name. */
function filterTypes(type: ClassValue, interpreter: Interpreter): ClassValue[] {
  return type.type.methods.flatMap(({ name, body = [] }) =>
    name !== 'constructor'
      ? []
      : body.flatMap((statement) => {
          const call = statement.kind === 'expression' && statement.value.kind === 'call' ? statement.value : undefined;
          return (call?.arguments ?? []).flatMap(({ value }) => {
            const found = value.kind === 'type' ? interpreter.typeNamed(value.type, type) : undefined;
            return found === undefined || found.type === type.type ? [] : [found];
          });
        }),
  );
}

function judge(closure: ClosureValue, place: CodePlace, interpreter: Interpreter): GlobalGuard {
  const { start, end } = closure.function.whole;
  const lifted = interpreter.program.text(closure.unit.file).slice(start, end).includes('AllowAnonymous');
  const guard = { ...guardOfFunction(closure, interpreter), place };
  const pass = guard.kind === 'required' ? passesWithout(closure.function) : undefined;
  if (pass === undefined) return { guard, lifted };
  return { guard: { ...guard, kind: pass === 'credential' ? 'optional' : 'unknown', note: `${guard.note}, but not always` }, lifted };
}

/** A class that a filter or convention is made from, wherever it is written: `new X()`, `typeof(X)`, `<X>`. */
export function typeOfPart({ value, type, place }: GlobalPart, interpreter: Interpreter): ClassValue | undefined {
  if (value.kind === 'object' && value.type !== undefined) return value.type;
  if (value.kind === 'class') return value;
  const unit = type === undefined ? undefined : interpreter.program.unit(place.file);
  const found = unit === undefined || type === undefined ? undefined : interpreter.lookup(unit, type);
  return found?.kind === 'class' ? found : undefined;
}
