import { type Extraction, type Extractor, type ExtractorContext, NOTHING } from '../extractor.ts';
import { Interpreter } from '../interpret/interpreter.ts';
import { asBoolean, asString, type CodePlace, externalName, fieldOf, host, type Value } from '../interpret/value.ts';
import type { Route, RouteParameter, RouteRateLimit } from '../route.ts';
import { schema } from '../schema/schema.ts';
import { type Documented, type Guard, securityOf } from '../security.ts';
import type { Statement } from '../syntax/unit.ts';
import { expressionsOf } from '../syntax/walk.ts';
import { guardOf } from './express-guards.ts';
import { requestParts } from './express-requests.ts';
import { dialect, FastifyHost, FastifyRegistry } from './fastify/hosts.ts';
import { guardOfHandler, nameOf, refuses } from './function-guards.ts';
import { unknownSecurityNote } from './notes.ts';
import { colonTemplate, templateNames, WILDCARD } from './path-text.ts';
import { conditionally, joinPaths, type PlacedRoute, placedRoutes } from './router-tree.ts';
import { enterUncalled, withGuessed } from './unentered.ts';
import { jsonSchema } from './validators/json-schema.ts';

const MAKES = /^(?:[fF]astify|fastify\.(?:default|fastify))$/;

/** Fastify: plugins with their contexts, hooks, schemas. */
export default {
  id: 'fastify',
  languages: ['javascript', 'typescript', 'tsx'],
  words: ["'fastify'", '"fastify"', 'FastifyInstance', 'FastifyPluginAsync', 'fastify-plugin'],
  extract,
} satisfies Extractor;

function extract(context: ExtractorContext): Extraction {
  const { program, files } = context;
  const registry = new FastifyRegistry();
  const found = { placed: true };
  const interpreter: Interpreter = new Interpreter(
    program,
    dialect(registry, () => interpreter, found),
  );
  for (const file of files) interpreter.read(file);
  let known = 0;
  enterUncalled(context, interpreter, MAKES, () => {
    known = registry.nodes.length;
    found.placed = false;
  });
  found.placed = true;
  const guessed = registry.nodes.splice(known);
  for (const file of files) enterPlugins(file, registry, interpreter);
  const all = withGuessed(placedRoutes(registry.nodes, false), placedRoutes(guessed, false));
  const routes = all.flatMap((placed) => routesOf(placed, registry, interpreter));
  if (routes.length === 0) return NOTHING;
  const complete = routes.every(({ path }) => !path.includes(WILDCARD)) && !interpreter.exhausted;
  return { routes, schemas: new Map(), notes: unknownSecurityNote('fastify', routes), complete, cut: interpreter.exhausted };
}

/** Plugins that nothing registers by name: folders of them are loaded by `@fastify/autoload`, or by another program. */
function enterPlugins(file: string, registry: FastifyRegistry, interpreter: Interpreter): void {
  const unit = interpreter.program.unit(file);
  for (const { name } of unit?.exports ?? []) {
    const value = unit === undefined || (name !== 'default' && name !== '=') ? undefined : interpreter.exported(unit, name);
    const plugin =
      value?.kind === 'result' && externalName(value)?.module.startsWith('fastify-plugin') === true ? value.arguments[0]?.value : value;
    if (plugin?.kind !== 'closure' || interpreter.wasEntered(plugin.function)) continue;
    const [first] = plugin.function.parameters;
    if (first === undefined || !/^(?:fastify|app|server|instance|api)$/i.test(first.name)) continue;
    const place = { file, span: first.at };
    const context = new FastifyHost(registry, () => interpreter, undefined, false);
    interpreter.enter(plugin, [{ value: host(context), expression: { kind: 'null', at: first.at }, place }]);
  }
}

function routesOf({ route, paths, guards, detached }: PlacedRoute, registry: FastifyRegistry, interpreter: Interpreter): Route[] {
  const handler = route.handlers.at(-1);
  if (handler === undefined) return [];
  const said = registry.options.get(handler.value);
  const template = joinPaths([...(detached ? [WILDCARD] : []), ...paths.map(colonTemplate)]);
  const before = [...guards, ...route.handlers.slice(0, -1).map((each) => ({ ...each, conditional: false }))];
  const chain = before.map(({ value, place, conditional }) => conditionally(guardOfHook(value, place, interpreter), conditional));
  if (detached) chain.unshift({ kind: 'unknown', note: 'where this plugin is registered was not found', place: route.place });
  const declared = fieldOf(said?.options, 'schema');
  const place = said?.place ?? route.place;
  chain.push(
    handler.value.kind === 'closure'
      ? guardOfHandler(handler.value, { path: template, before: chain }, interpreter)
      : { kind: 'unknown', note: 'the handler could not be found in this code', place: handler.place },
  );
  const name =
    handler.value.kind === 'closure' && handler.value.function.name !== '' ? handler.value.function.name : fileName(handler.place);
  return route.methods.map((method) => ({
    framework: 'fastify',
    method,
    path: template,
    handler: name,
    place: route.place,
    ...request(template, declared, [handler], place),
    ...responses(declared, place),
    security: securityOf(chain, documentedBy(declared)),
    rateLimit: rateLimit(registry.contexts.get(handler.value), said?.options, registry),
  }));
}

function fileName({ file }: CodePlace): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

/** A hook: like middleware, and `request.jwtVerify()` refuses by itself unless somebody catches it. */
function guardOfHook(value: Value, place: CodePlace, interpreter: Interpreter): Guard {
  if (value.kind === 'choice') {
    const inner = value.options.map((option) => guardOfHook(option, place, interpreter));
    const [first] = inner;
    if (first !== undefined && inner.every(({ kind }) => kind === first.kind)) return first;
    return { kind: 'unknown', note: 'one of several functions is enough, and they do not ask for the same', place };
  }
  const called = externalName(value);
  if (called?.module === '@fastify/bearer-auth')
    return { kind: 'required', note: '@fastify/bearer-auth refuses requests without a key', place, schemes: ['bearer'] };
  if (called?.module === '@fastify/basic-auth')
    return { kind: 'required', note: '@fastify/basic-auth refuses requests without a password', place, schemes: ['basic'] };
  if (value.kind === 'closure') {
    const verify = verifies(value.function.body ?? []);
    if (verify !== undefined) {
      const named = nameOf(value);
      if (verify === 'caught' && !refuses(value.function) && !repliesIn(value.function.body ?? [])) {
        return { kind: 'optional', note: `${named} verifies the token, and goes on without one`, place, schemes: ['jwt'] };
      }
      return { kind: 'required', note: `${named} verifies the token`, place, schemes: ['jwt'] };
    }
  }
  return guardOf(value, place, interpreter);
}

/** Whether a body calls `jwtVerify()`, and whether it catches what that throws. */
function verifies(body: readonly Statement[]): 'thrown' | 'caught' | undefined {
  const calls = (statements: readonly Statement[]): boolean =>
    [...expressionsOf(statements)].some(
      (each) => each.kind === 'call' && each.callee.kind === 'member' && each.callee.name === 'jwtVerify',
    );
  if (!calls(body)) return undefined;
  return body.some((statement) => statement.kind === 'block' && statement.of === 'try' && calls([statement])) ? 'caught' : 'thrown';
}

/** Sends an answer itself, which ends the request. */
function repliesIn(body: readonly Statement[]): boolean {
  return [...expressionsOf(body)].some(
    (each) => each.kind === 'call' && each.callee.kind === 'member' && /^(?:send|code|status)$/.test(each.callee.name),
  );
}

/** Parts of a route's schema, then what the handler reads. */
function request(
  template: string,
  declared: Value | undefined,
  handlers: Parameters<typeof requestParts>[1],
  place: CodePlace,
): Pick<Route, 'parameters' | 'body'> {
  const parameters = new Map<string, RouteParameter>();
  const at = (name: string): CodePlace => (declared?.kind === 'object' ? (declared.places.get(name) ?? place) : place);
  for (const [name, location] of [
    ['params', 'path'],
    ['querystring', 'query'],
    ['query', 'query'],
    ['headers', 'header'],
  ] as const) {
    const of = jsonSchema(fieldOf(declared, name), at(name));
    for (const [key, property] of of?.properties ?? []) {
      const required = location === 'path' || property.required;
      parameters.set(`${location} ${key}`, { name: key, in: location, required, schema: property.schema, place: property.place });
    }
  }
  for (const name of templateNames(template)) {
    if (!parameters.has(`path ${name}`))
      parameters.set(`path ${name}`, { name, in: 'path', required: true, schema: schema(place, { type: 'string' }), place });
  }
  const read = requestParts(template, handlers, place);
  for (const parameter of read.parameters) {
    const key = `${parameter.in} ${parameter.name}`;
    if (!parameters.has(key)) parameters.set(key, parameter);
  }
  const body = jsonSchema(fieldOf(declared, 'body'), at('body'));
  const whole = body === undefined ? read.body : { required: true, mediaTypes: ['application/json'], schema: body, place: body.place };
  return { parameters: [...parameters.values()], ...(whole !== undefined && { body: whole }) };
}

function responses(declared: Value | undefined, place: CodePlace): Pick<Route, 'responses'> {
  const response = fieldOf(declared, 'response');
  if (response?.kind !== 'object') return {};
  const found = [...response.fields].flatMap(([status, value]) => {
    if (!/^[1-5]\w{2}$/i.test(status)) return [];
    const at = response.places.get(status) ?? place;
    const of = jsonSchema(value, at);
    return [{ status: status.toUpperCase(), mediaType: 'application/json', ...(of !== undefined && { schema: of }), place: at }];
  });
  return { responses: found };
}

/** `schema.security`, as `@fastify/swagger` has it. */
function documentedBy(declared: Value | undefined): Documented | undefined {
  const security = fieldOf(declared, 'security');
  if (security?.kind !== 'list') return undefined;
  const names = security.items.flatMap((item) => (item.kind === 'object' ? [...item.fields.keys()] : []));
  const optional = security.items.some((item) => item.kind === 'object' && item.fields.size === 0);
  if (names.length === 0) return { level: 'public' };
  return { level: optional ? 'optional' : 'required', schemes: names };
}

function rateLimit(context: FastifyHost | undefined, options: Value | undefined, registry: FastifyRegistry): RouteRateLimit {
  const own = fieldOf(fieldOf(options, 'config'), 'rateLimit');
  if (asBoolean(own) === false) return { kind: 'none' };
  for (let at = context; at !== undefined; at = at.parent) {
    const limit = registry.limits.get(at.node);
    if (limit !== undefined) return { kind: 'limited', ...limit };
  }
  const config = fieldOf(options, 'config');
  if (own === undefined || context === undefined) return { kind: 'none' };
  const place = (config?.kind === 'object' ? config.places.get('rateLimit') : undefined) ?? { file: '', span: { start: 0, end: 0 } };
  const most = fieldOf(own, 'max');
  return {
    kind: 'limited',
    note: `@fastify/rate-limit${most === undefined ? '' : `, ${asString(most) ?? (most.kind === 'literal' ? most.value : '')} requests`}`,
    place,
  };
}
