/** Routes of the mapper that name what answers them. */
import type { Argument, Expression } from '../../syntax/unit.ts';
import { WILDCARD } from '../path-text.ts';
import type { Constants } from './constants.ts';
import { type DeviseModel, deviseRoutes } from './devise.ts';
import { singular, underscored } from './inflections.ts';
import { callOf, named, positional, textOf, valueAt } from './literals.ts';
import { RouteContext } from './route-context.ts';
import { below, type RouteScope } from './route-scope.ts';

export abstract class RouteTargets extends RouteContext {
  readonly models: readonly DeviseModel[];

  constructor(constants: Constants, models: readonly DeviseModel[]) {
    super(constants);
    this.models = models;
  }

  /** `get 'a', to: 'b#c'`, `get 'a' => 'b#c'`, `get :a, on: :member`, `match 'a', via: [...]`. */
  verb(verb: string, args: readonly Argument[], expression: Expression, scope: RouteScope): void {
    const at = named(args, 'on') === undefined ? scope.on : textOf(named(args, 'on'));
    const inside: RouteScope = {
      ...scope,
      ...this.options(args, scope),
      on: at === 'member' || at === 'collection' || at === 'new' ? at : scope.on,
    };
    const via = this.texts(named(args, 'via'), scope)?.map((each) => each.toUpperCase());
    const methods = verb === 'match' ? (via === undefined || via.includes('ALL') ? ['*'] : via) : [verb.toUpperCase()];
    const entries: [string | undefined, Expression | undefined][] = positional(args).flatMap((each) =>
      each.kind === 'map'
        ? each.entries.map(({ key, computed, value }): [string | undefined, Expression] => [key ?? this.literal(computed, scope), value])
        : [[this.literal(each, scope), named(args, 'to')]],
    );
    for (const [path, to] of entries) for (const method of methods) this.target(method, path ?? WILDCARD, to, args, expression, inside);
  }

  target(
    method: string,
    path: string,
    to: Expression | undefined,
    args: readonly Argument[],
    expression: Expression,
    scope: RouteScope,
  ): void {
    const { resource } = scope;
    const base = scope.on === 'collection' && resource !== undefined ? resource.path : this.base(scope);
    const full = below(base, this.literal(named(args, 'path'), scope) ?? path);
    const target = to === undefined ? undefined : this.literal(to, scope);
    const action = to === undefined ? undefined : actionOf(to);
    if (action !== undefined) {
      this.push(method, full, `/${action.controller}`, action.action, expression, scope);
      return;
    }
    // Redirections and applications of Rack.
    if (to !== undefined && target === undefined) {
      if (callOf(to)?.name !== 'redirect') this.doubt('a route that leads to an application of its own');
      return;
    }
    const own = this.literal(named(args, 'controller'), scope) ?? scope.controller ?? resource?.controller;
    const given = this.literal(named(args, 'action'), scope);
    const plain = path.replace(/^\/+/, '').replaceAll(/\(.*?\)/g, '');
    if (target?.includes('#') === true) {
      const [controller = '', action = ''] = target.split('#');
      this.push(method, full, controller === '' ? (own ?? '') : controller, action, expression, scope);
    } else if (target !== undefined || given !== undefined) this.push(method, full, own ?? '', target ?? given ?? '', expression, scope);
    else if (own !== undefined) this.push(method, full, own, plain.replaceAll(/[/-]/g, '_'), expression, scope);
    else if (plain.includes('/'))
      this.push(
        method,
        full,
        plain.slice(0, plain.lastIndexOf('/')),
        plain.slice(plain.lastIndexOf('/') + 1).replaceAll('-', '_'),
        expression,
        scope,
      );
    else this.doubt('a route whose controller could not be told');
  }

  devise(name: string | undefined, args: readonly Argument[], expression: Expression, scope: RouteScope): void {
    if (name === undefined) {
      this.doubt('accounts of Devise whose name could not be read');
      return;
    }
    const text = (value: Expression | undefined): string | undefined => this.literal(value, scope);
    const model = this.models.find((each) => each.name === singular(name.replace(/^.*\//, '')));
    const settings = {
      modules: model?.modules,
      only: this.texts(named(args, 'only'), scope),
      skip: this.texts(named(args, 'skip'), scope) ?? [],
      names: (key: string) => text(valueAt(named(args, 'path_names'), key)),
      controller: (key: string) => text(valueAt(named(args, 'controllers'), key)),
      module: text(named(args, 'module')),
    };
    const path = below(this.base(scope), text(named(args, 'path')) ?? name);
    const inside = {
      ...scope,
      ...this.options(
        args.filter((each) => each.name === 'defaults' || each.name === 'format' || each.name === 'constraints'),
        scope,
      ),
    };
    for (const { method, suffix, controller, action, kind } of deviseRoutes(settings))
      this.push(method, below(path, suffix), controller, action, expression, inside, kind);
  }
}

/** `BooksController.action(:show)` is an application of Rack that is an action. */
function actionOf(to: Expression): { readonly controller: string; readonly action: string } | undefined {
  const call = callOf(to);
  const action = call?.name === 'action' ? textOf(positional(call.args)[0]) : undefined;
  if (action === undefined || call?.receiver?.kind !== 'name' || !/^[A-Z:].*Controller$/.test(call.receiver.name)) return undefined;
  return { controller: underscored(call.receiver.name.replace(/^::/, '').replace(/Controller$/, '')), action };
}

/** `root 'a#b'` is `get '/', to: 'a#b'`. */
export function rootArguments(args: readonly Argument[], { at }: Expression): Argument[] {
  const [first] = positional(args);
  const path: Argument = { value: { kind: 'string', value: '/', at } };
  const rest = args.filter((each) => each.name !== undefined);
  return first === undefined || first.kind === 'map' ? [path, ...rest] : [path, { name: 'to', value: first }, ...rest];
}
