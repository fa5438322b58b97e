import { type Extraction, type Extractor, type ExtractorContext, NOTHING } from '../extractor.ts';
import { Interpreter } from '../interpret/interpreter.ts';
import { type ClosureValue, externalName } from '../interpret/value.ts';
import type { Route, RouteRateLimit } from '../route.ts';
import type { SchemaBuilder } from '../schema/schema-builder.ts';
import { type Guard, securityOf } from '../security.ts';
import { within } from '../syntax/walk.ts';
import { guardOfValue } from './flask/decorators.ts';
import { dialect } from './flask/dialect.ts';
import { type DocumentedHandler, docstringDocuments } from './flask/docstrings.ts';
import { documentedBy } from './flask/documented.ts';
import { Registry } from './flask/hosts.ts';
import { marshmallowBuilder } from './flask/marshmallow.ts';
import { ruleTemplate } from './flask/paths.ts';
import { requestOf } from './flask/requests.ts';
import { type Answer, answersOf, answersPages } from './flask/views.ts';
import { guardOfHandler } from './function-guards.ts';
import { unknownSecurityNote } from './notes.ts';
import { WILDCARD } from './path-text.ts';
import type { AppliedDecorator } from './python/decorators.ts';
import { conditionally, type PlacedRoute, placedRoutes } from './router-tree.ts';

/** Flask with flask-smorest, flask-apispec, RESTful, RESTX and APIFlask. */
export default {
  id: 'flask',
  languages: ['python'],
  words: ['flask'],
  extract,
} satisfies Extractor;

function extract({ program, files, module }: ExtractorContext): Extraction {
  const registry = new Registry();
  const interpreter: Interpreter = new Interpreter(
    program,
    dialect(registry, () => interpreter),
  );
  for (const file of files) interpreter.read(file);
  enterFactories(files, interpreter);
  const builder = marshmallowBuilder(interpreter);
  const placed = placedRoutes(registry.nodes, false);
  const documented: DocumentedHandler[] = [];
  const routes = placed.flatMap((each) => routesOf(each, registry, builder, documented));
  if (routes.length === 0) return NOTHING;
  const reads = files.some((file) => DOCSTRINGS.test(program.text(file)));
  const { documents, notes } = docstringDocuments(reads ? documented : [], module, (file) => program.text(file));
  const complete = routes.every(({ path, method }) => !path.includes(WILDCARD) && method !== '*') && !interpreter.exhausted;
  return {
    routes,
    schemas: builder.schemas,
    ...(documents.length > 0 && { documents }),
    notes: [...unknownSecurityNote('flask', routes), ...notes],
    complete,
    cut: interpreter.exhausted,
  };
}

const FACTORY = /^(?:create|make|build|get|init)_?\w*app\w*$|^app_factory$/i;

/** Packages that read OpenAPI from docstrings. */
const DOCSTRINGS = /\b(?:flasgger|apispec)\b/;

/** Runs application factories that nothing calls: the server does (`flask --app pkg:create_app`). */
function enterFactories(files: readonly string[], interpreter: Interpreter): void {
  for (const file of files) {
    const unit = interpreter.program.unit(file);
    for (const statement of unit?.statements ?? []) {
      if (unit === undefined || statement.kind !== 'function' || interpreter.wasEntered(statement.function)) continue;
      const makes =
        FACTORY.test(statement.function.name) ||
        (statement.function.body ?? []).some(
          (each) =>
            (each.kind === 'declare' || each.kind === 'return' || each.kind === 'expression') &&
            each.value !== undefined &&
            [...within(each.value)].some(
              (inner) => inner.kind === 'call' && inner.callee.kind === 'name' && /Flask$|OpenAPI$/.test(inner.callee.name),
            ),
        );
      if (!makes) continue;
      const factory = interpreter.lookup(unit, statement.function.name);
      if (factory?.kind === 'closure') interpreter.enter(factory, []);
    }
  }
}

function routesOf(placed: PlacedRoute, registry: Registry, builder: SchemaBuilder, documented: DocumentedHandler[]): Route[] {
  const { route, paths, guards, detached } = placed;
  const { interpreter } = builder;
  const handler = route.handlers.at(-1);
  const view = handler === undefined ? undefined : registry.views.get(handler.value);
  if (view === undefined) return [];
  const before = guards.map(({ value, place, conditional }) => conditionally(guardOfValue(value, place, interpreter), conditional));
  if (detached) before.unshift({ kind: 'unknown', note: 'where this blueprint is registered was not found', place: route.place });
  const rules = [...(detached ? [WILDCARD] : []), ...paths];
  const template = ruleTemplate(rules);
  const limited = guards.find(({ value }) => externalName(value)?.module.startsWith('flask_limiter') === true);
  return answersOf(view, interpreter).flatMap(({ methods, handler: closure, decorators, missing }) => {
    if (closure !== undefined && answersPages(closure.function)) return [];
    const place = route.place;
    const around = [...view.around, ...decorators];
    const chain: Guard[] = [...before, ...around.map((each) => guardOfValue(each.value, each.place, interpreter))];
    for (const name of missing) chain.push({ kind: 'unknown', note: `\`${name}\`, which the view extends, is not in this code`, place });
    if (closure === undefined) chain.push({ kind: 'unknown', note: 'the view could not be found in this code', place });
    else chain.push(guardOfHandler(closure, { path: template, before: chain }, interpreter));
    const { doc } = closure?.function ?? {};
    if (closure !== undefined && doc !== undefined)
      for (const method of methods) documented.push({ file: closure.unit.file, doc, method, path: template });
    return methods.map(
      (method): Route => ({
        framework: 'flask',
        method,
        path: template,
        handler: closure === undefined ? '' : handlerName(closure),
        place,
        ...(closure === undefined
          ? { parameters: [] }
          : requestOf({ verb: method, template, rules, handler: closure, decorators: around }, builder)),
        security: securityOf(chain, documentedBy(around)),
        rateLimit: limited === undefined ? rateLimit(around, registry) : { kind: 'limited', note: 'flask-limiter', place: limited.place },
      }),
    );
  });
}

function handlerName({ function: declared, owner }: Pick<Answer['handler'] & ClosureValue, 'function' | 'owner'>): string {
  return owner === undefined ? declared.name : `${owner.type.name}.${declared.name}`;
}

function rateLimit(decorators: readonly AppliedDecorator[], registry: Registry): RouteRateLimit {
  const ofLimiter = decorators.filter(({ value }) => externalName(value)?.module.startsWith('flask_limiter') === true);
  const own = ofLimiter.find(({ value }) => /(?:limit|shared_limit)$/.test(externalName(value)?.name ?? ''));
  if (own !== undefined) return { kind: 'limited', note: 'flask-limiter', place: own.place };
  if (ofLimiter.some(({ value }) => externalName(value)?.name.endsWith('exempt') === true)) return { kind: 'none' };
  const [limit] = registry.limits;
  return limit === undefined ? { kind: 'none' } : { kind: 'limited', ...limit };
}
