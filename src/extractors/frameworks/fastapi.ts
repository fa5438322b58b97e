import { type Extraction, type Extractor, type ExtractorContext, NOTHING } from '../extractor.ts';
import { Interpreter } from '../interpret/interpreter.ts';
import { argumentOf, asBoolean, asString, type ClosureValue, externalName, type Value } from '../interpret/value.ts';
import type { Route, RouteRateLimit } from '../route.ts';
import type { SchemaBuilder } from '../schema/schema-builder.ts';
import { type Guard, securityOf } from '../security.ts';
import { dependencyOf, guardOfDependency, guardOfMiddleware, parameterDependencies } from './fastapi/dependencies.ts';
import { dialect, type Endpoint, Registry } from './fastapi/hosts.ts';
import { requestOf, responseOf } from './fastapi/parameters.ts';
import { pydanticBuilder } from './fastapi/pydantic.ts';
import { guardOfHandler } from './function-guards.ts';
import { unknownSecurityNote } from './notes.ts';
import { WILDCARD } from './path-text.ts';
import { conditionally, type HandlerValue, joinPaths, type PlacedRoute, placedRoutes } from './router-tree.ts';

/** FastAPI: routers, dependencies, pydantic models. */
export default {
  id: 'fastapi',
  languages: ['python'],
  words: ['fastapi'],
  extract,
} satisfies Extractor;

function extract({ program, files }: ExtractorContext): Extraction {
  const registry = new Registry();
  const interpreter: Interpreter = new Interpreter(
    program,
    dialect(registry, () => interpreter),
  );
  for (const file of files) interpreter.read(file);
  const builder = pydanticBuilder(interpreter);
  const placed = placedRoutes(registry.nodes, false);
  const routes = placed.flatMap((each) => routesOf(each, registry, builder));
  if (routes.length === 0) return NOTHING;
  const complete = routes.every(({ path }) => !path.includes(WILDCARD)) && !interpreter.exhausted;
  return { routes, schemas: builder.schemas, notes: unknownSecurityNote('fastapi', routes), complete, cut: interpreter.exhausted };
}

function routesOf(placed: PlacedRoute, registry: Registry, builder: SchemaBuilder): Route[] {
  const { route, paths, guards, detached } = placed;
  const handler = route.handlers.at(-1);
  const endpoint = handler === undefined ? undefined : registry.endpoints.get(handler.value);
  const closure = endpoint?.function;
  if (
    endpoint !== undefined &&
    asBoolean(argumentOf(endpoint.arguments, 99, 'include_in_schema')?.value) === false &&
    closure === undefined
  )
    return [];
  const before: readonly (HandlerValue & { readonly conditional?: boolean })[] = [...guards, ...route.handlers.slice(0, -1)];
  const chain = before.map(({ value, place, conditional }) => conditionally(guardOfValue(value, place, builder), conditional === true));
  if (detached) chain.unshift({ kind: 'unknown', note: 'where this router is included was not found', place: route.place });
  const template = templateOf(paths, detached);
  const outer = [...chain];
  if (closure === undefined) chain.push({ kind: 'unknown', note: 'the handler could not be found in this code', place: route.place });
  else chain.push(...guardsOfHandler(closure, template, chain, builder.interpreter));
  const dependencies = before.flatMap(({ value }) => dependencyOf(value)?.value ?? []);
  const { interpreter } = builder;
  return route.methods.map((method) => ({
    framework: 'fastapi',
    method,
    path: template,
    handler: closure === undefined ? '' : handlerName(closure),
    place: route.place,
    ...(closure === undefined ? { parameters: [] } : requestOf(template, closure, dependencies, builder)),
    ...withResponses(endpoint, builder),
    security: securityOf(chain),
    rateLimit: rateLimit(closure, before, outer, registry, interpreter),
  }));
}

function withResponses(endpoint: Endpoint | undefined, builder: SchemaBuilder): Pick<Route, 'responses'> {
  const responses = endpoint === undefined ? undefined : responseOf(endpoint, builder);
  return responses === undefined ? {} : { responses };
}

/** Prefixes and path; `{name:path}` is a parameter like any other, and a slash at the end counts. */
function templateOf(paths: readonly string[], detached: boolean): string {
  const joined = joinPaths([...(detached ? [WILDCARD] : []), ...paths]).replaceAll(/\{(\w+):\w+\}/g, '{$1}');
  const last = paths.findLast((path) => path !== '') ?? '';
  return last.endsWith('/') && joined !== '/' ? `${joined}/` : joined;
}

function guardOfValue(value: Value, place: Guard['place'], builder: SchemaBuilder): Guard {
  const dependency = dependencyOf(value);
  if (dependency !== undefined) return guardOfDependency(dependency, builder.interpreter);
  return guardOfMiddleware(value, place, builder.interpreter);
}

/** Dependencies of the handler's parameters and of its class, its decorators, then its own body. */
function guardsOfHandler(closure: ClosureValue, path: string, before: readonly Guard[], interpreter: Interpreter): Guard[] {
  const own = parameterDependencies(closure, interpreter).map((each) => guardOfDependency(each, interpreter));
  const ofClass = (closure.owner === undefined ? [] : interpreter.lineage(closure.owner)).flatMap((each) =>
    each.type.fields.flatMap(({ value }): Guard[] => {
      const dependency = value === undefined ? undefined : dependencyOf(interpreter.evaluateIn(value, each.unit, each.scope));
      return dependency === undefined ? [] : [guardOfDependency(dependency, interpreter)];
    }),
  );
  const decorators = (closure.decorators ?? []).map((value): Guard => guardOfDecorator(value, closure));
  const chain = [...own, ...ofClass, ...decorators];
  return [...chain, guardOfHandler(closure, { path, before: [...before, ...chain] }, interpreter)];
}

const HARMLESS_DECORATORS =
  /^(?:slowapi|fastapi_cache|functools|fastapi_utils|cachetools|aiocache|opentelemetry|sentry_sdk|prometheus_client)\b/;

function guardOfDecorator(value: Value, closure: ClosureValue): Guard {
  const place = { file: closure.unit.file, span: closure.function.at };
  const called = externalName(value);
  if (called !== undefined && HARMLESS_DECORATORS.test(called.module))
    return { kind: 'harmless', note: `${called.module} has nothing to do with access`, place };
  const inner = value.kind === 'closure' ? value.function : undefined;
  if (inner !== undefined && inner.suspects.length === 0)
    return { kind: 'harmless', note: `\`${inner.name}\` has nothing to do with access`, place };
  return { kind: 'unknown', note: `decorator \`${inner?.name ?? called?.name ?? ''}\` may guard`, place };
}

function rateLimit(
  closure: ClosureValue | undefined,
  before: readonly HandlerValue[],
  chain: readonly Guard[],
  registry: Registry,
  interpreter: Interpreter,
): RouteRateLimit {
  for (const value of closure?.decorators ?? []) {
    const called = externalName(value);
    if (value.kind !== 'result' || called?.module.startsWith('slowapi') !== true || !/limit$/.test(called.name)) continue;
    return { kind: 'limited', note: `slowapi ${asString(value.arguments[0]?.value) ?? ''}`.trim(), place: value.place };
  }
  const own = closure === undefined ? [] : parameterDependencies(closure, interpreter);
  for (const { value, place } of [...own, ...before.map((each) => dependencyOf(each.value) ?? each)]) {
    if (externalName(value)?.name.endsWith('RateLimiter') === true) return { kind: 'limited', note: 'fastapi-limiter', place };
  }
  const [limit] = registry.limits;
  if (limit !== undefined) return { kind: 'limited', ...limit };
  return chain.some(({ kind }) => kind === 'unknown') ? { kind: 'unknown' } : { kind: 'none' };
}

function handlerName({ function: declared, owner }: ClosureValue): string {
  return owner === undefined ? declared.name : `${owner.type.name}.${declared.name}`;
}
