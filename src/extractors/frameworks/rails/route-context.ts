/** What the mapper of config/routes.rb knows wherever it is: names, options, the routes so far. */
import { BLOCK } from '../../languages/ruby-expressions.ts';
import type { Argument, Expression } from '../../syntax/unit.ts';
import { WILDCARD } from '../path-text.ts';
import type { Constants } from './constants.ts';
import { named, textOf, textsOf, valueAt } from './literals.ts';
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
    const { resource, on, path } = scope;
    if (resource === undefined || on === 'collection' || !resource.plural) return on === 'new' ? below(path, 'new') : path;
    return on === 'member'
      ? below(resource.path, `:${resource.param}`)
      : on === 'new'
        ? below(path, 'new')
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
    return {
      json,
      patterns,
      constraints,
      fixed,
      ...(only !== undefined && { only }),
      ...(except !== undefined && { except }),
      ...(controller !== undefined && { controller }),
      ...(module !== undefined && { module: joined(scope.module, module) }),
      ...(isTrue(named(args, 'shallow')) && { shallow: true }),
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
    this.routes.push({
      method,
      path: railsTemplate(path),
      controller: controller.startsWith('/') ? controller.slice(1) : joined(scope.module, controller),
      action,
      json: scope.json,
      patterns: scope.patterns,
      fixed: scope.fixed,
      guards,
      constraints: scope.constraints,
      ...(devise !== undefined && { devise }),
      place,
    });
  }
}

/** Two parts of the path of a controller. */
export function joined(outer: string, inner: string): string {
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

function isTrue(value: Expression | undefined): boolean {
  return value?.kind === 'boolean' && value.value;
}
