/** What the mapper of config/routes.rb knows wherever it is: names, options, the routes so far. */
import { BLOCK } from '../../languages/ruby-expressions.ts';
import type { Argument, Expression } from '../../syntax/unit.ts';
import { WILDCARD } from '../path-text.ts';
import type { Constants } from './constants.ts';
import { named, positional, textOf, textsOf, valueAt } from './literals.ts';
import { optionalPaths } from './optional-parts.ts';
import { below, type RailsRoute, type RouteScope, railsTemplate } from './route-scope.ts';

/** More routes than any application has. */
const MOST = 20_000;

export abstract class RouteContext {
  readonly routes: RailsRoute[] = [];
  /** Something could not be followed, so that there may be more routes. */
  opaque: string | undefined;
  readonly constants: Constants;

  constructor(constants: Constants) {
    this.constants = constants;
  }

  doubt(reason: string): void {
    this.opaque ??= reason;
  }

  literal(expression: Expression | undefined, scope: RouteScope): string | undefined {
    if (expression === undefined) return undefined;
    if (expression.kind === 'string') return expression.value;
    if (expression.kind === 'name') {
      const known = scope.names.get(expression.name) ?? this.constants.value(expression.name, ['']);
      return known === undefined || known === expression ? undefined : textOf(known);
    }
    if (expression.kind === 'concat') return expression.parts.map((part) => this.literal(part, scope) ?? WILDCARD).join('');
    if (expression.kind === 'member' && /^(?:to_s|to_sym|freeze)$/.test(expression.name)) return this.literal(expression.object, scope);
    return undefined;
  }

  texts(expression: Expression | undefined, scope: RouteScope): string[] | undefined {
    return textsOf(expression, (name) => scope.names.get(name) ?? this.constants.value(name, ['']));
  }

  /** Where something is nested: below the member of a resource. */
  base(scope: RouteScope): string {
    const { resource, on, path, pathNames } = scope;
    const newName = pathNames.get('new') ?? 'new';
    if (resource === undefined || on === 'collection' || !resource.plural) return on === 'new' ? below(path, newName) : path;
    return on === 'member'
      ? below(resource.path, `:${resource.param}`)
      : on === 'new'
        ? below(path, newName)
        : below(resource.path, `:${resource.nestedParam}`);
  }

  /** Options that hold for everything inside. */
  options(args: readonly Argument[], scope: RouteScope): Partial<RouteScope> {
    let { json, patterns, constraints, fixed } = scope;
    const all = new Map(patterns);
    const add = (name: string | undefined, value: Expression): void => {
      if (name === 'format') json ||= isJson(value);
      else if (name !== undefined && value.kind === 'regex') all.set(name, value.value);
    };
    for (const { name, value } of args) {
      if (name === 'defaults') {
        json ||= isJson(valueAt(value, 'format'));
        if (value.kind === 'map') fixed = [...fixed, ...value.entries.flatMap(({ key }) => key ?? [])];
      } else if (name === 'format') json ||= isJson(value);
      else if (name === 'constraints') {
        if (value.kind === 'map') for (const { key, value: of } of value.entries) add(key, of);
        else constraints = [...constraints, { value, place: { file: scope.file, span: value.at } }];
      } else add(name, value);
    }
    patterns = all;
    const [only, except] = ['only', 'except'].map((name) => this.texts(named(args, name), scope));
    const controller = this.literal(named(args, 'controller'), scope);
    const module = this.literal(named(args, 'module'), scope);
    const shallow = named(args, 'shallow');
    const shallowPath = this.literal(named(args, 'shallow_path'), scope);
    const pathNames = named(args, 'path_names');
    return {
      json,
      patterns,
      constraints,
      fixed,
      ...(only !== undefined && { only }),
      ...(except !== undefined && { except }),
      ...(controller !== undefined && { controller }),
      ...(module !== undefined && { module: joined(scope.module, module) }),
      ...(shallow?.kind === 'boolean' && { shallow: shallow.value }),
      ...(shallowPath !== undefined && { outer: below(scope.outer, shallowPath) }),
      ...(pathNames?.kind === 'map' && {
        pathNames: new Map([
          ...scope.pathNames,
          ...pathNames.entries.map(({ key = '', value }) => [key, this.literal(value, scope) ?? WILDCARD] as const),
        ]),
      }),
    };
  }

  /** What `namespace` changes. */
  namespaced(args: readonly Argument[], scope: RouteScope): Partial<RouteScope> {
    const own = this.literal(positional(args)[0], scope) ?? WILDCARD;
    const path = below(this.base(scope), this.literal(named(args, 'path'), scope) ?? own);
    const module = named(args, 'module') === undefined ? own : (this.literal(named(args, 'module'), scope) ?? '');
    const rest = args.filter((each) => each.name !== 'path' && each.name !== 'module');
    return {
      ...this.options(rest, scope),
      path,
      outer: path,
      module: joined(scope.module, module),
      resource: undefined,
      on: undefined,
      controller: undefined,
    };
  }

  /** What `scope` changes. */
  scoped(args: readonly Argument[], scope: RouteScope): Partial<RouteScope> {
    const given = named(args, 'path');
    let path = this.base(scope);
    for (const each of [...positional(args).filter(({ kind }) => kind !== 'map'), ...(given === undefined ? [] : [given])])
      if (each.kind !== 'null') path = below(path, this.literal(each, scope) ?? WILDCARD);
    const options = this.options(args, scope);
    const isOutermost = scope.resource === undefined && named(args, 'shallow_path') === undefined;
    return {
      ...options,
      path,
      outer: isOutermost ? path : (options.outer ?? scope.outer),
      on: scope.resource === undefined ? undefined : 'collection',
    };
  }

  push(method: string, path: string, controller: string, action: string, expression: Expression, scope: RouteScope, devise?: string): void {
    if (controller === '' || this.routes.length >= MOST) {
      this.doubt('a route whose controller could not be told');
      return;
    }
    const place = { file: scope.file, span: expression.at };
    const guards = scope.conditional
      ? [...scope.guards, { kind: 'unknown' as const, note: 'registered under a condition', place }]
      : scope.guards;
    const route: Omit<RailsRoute, 'path'> = {
      method,
      controller: controller.startsWith('/') ? controller.slice(1) : joined(scope.module, controller),
      action,
      json: scope.json,
      patterns: scope.patterns,
      fixed: scope.fixed,
      guards,
      constraints: scope.constraints,
      ...(devise !== undefined && { devise }),
      place,
    };
    for (const each of optionalPaths(path)) this.routes.push({ ...route, path: railsTemplate(each) });
  }
}

/** Two parts of the path of a controller. */
function joined(outer: string, inner: string): string {
  return outer === '' ? inner : inner === '' ? outer : `${outer}/${inner}`;
}

/** Named arguments as a hash. */
export function mapOf(args: readonly Argument[], { at }: Expression): Expression {
  return {
    kind: 'map',
    entries: args.flatMap(({ name, value }) => (name === undefined || name === BLOCK ? [] : [{ key: name, value, at }])),
    at,
  };
}

function isJson(value: Expression | undefined): boolean {
  return (
    value !== undefined && ((value.kind === 'string' && value.value === 'json') || (value.kind === 'regex' && /json/.test(value.value)))
  );
}
