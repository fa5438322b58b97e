/** `resources`, `resource` and the concerns that they share. */
import type { Argument, Expression, FunctionDeclaration, Statement } from '../../syntax/unit.ts';
import { WILDCARD } from '../path-text.ts';
import { named, positional, textOf } from './literals.ts';
import { resourceActions, resourceOf } from './resources.ts';
import { below, type RouteScope } from './route-scope.ts';
import { RouteTargets } from './route-targets.ts';

/** Resources with what is nested in them. */
export abstract class RouteResources extends RouteTargets {
  readonly #concerns = new Map<string, FunctionDeclaration>();

  /** Reads what stands in a block of routes. */
  abstract walk(statements: readonly Statement[], scope: RouteScope): void;

  /** The routes of one resource, and of its block. */
  resource(
    name: string | undefined,
    isPlural: boolean,
    args: readonly Argument[],
    body: FunctionDeclaration | undefined,
    expression: Expression,
    scope: RouteScope,
  ): void {
    const text = (key: string): string | undefined => this.literal(named(args, key), scope);
    const inside: RouteScope = { ...scope, ...this.options(args, scope), controller: undefined };
    const path = below(this.base(scope), text('path') ?? name ?? WILDCARD);
    const resource = resourceOf(name ?? WILDCARD, isPlural, path, { as: text('as'), controller: text('controller'), param: text('param') });
    // Members of what is shallow stand outside, and what is nested in them.
    const shallowPath = inside.shallow && isPlural ? below(inside.outer, text('path') ?? name ?? WILDCARD) : path;
    const member = isPlural ? below(shallowPath, `:${resource.param}`) : path;
    const chosen = {
      only: this.texts(named(args, 'only'), scope) ?? scope.only,
      except: this.texts(named(args, 'except'), scope) ?? scope.except,
    };
    for (const { action, method, on, suffix } of resourceActions(isPlural, chosen))
      this.push(
        method,
        below(on === 'member' ? member : path, inside.pathNames.get(suffix) ?? suffix),
        resource.controller,
        action,
        expression,
        inside,
      );
    const own = inside.patterns.get(resource.param);
    const patterns = own === undefined ? inside.patterns : new Map(inside.patterns).set(resource.nestedParam, own);
    const nested: RouteScope = {
      ...inside,
      patterns,
      path,
      resource: { ...resource, path: shallowPath },
      on: undefined,
      only: undefined,
      except: undefined,
    };
    const none: Expression = { kind: 'map', entries: [], at: expression.at };
    for (const each of this.texts(named(args, 'concerns'), scope) ?? []) this.concern(each, none, { ...nested, depth: scope.depth + 1 });
    if (body !== undefined) this.walk(body.body ?? [], nested);
  }

  /** `concern :name do ... end`. */
  declareConcern(args: readonly Argument[], body: FunctionDeclaration | undefined): void {
    const concern = textOf(positional(args)[0]);
    if (concern !== undefined && body !== undefined) this.#concerns.set(concern, body);
    else this.doubt('a concern of routes that is an object');
  }

  /** The routes of a concern that is used; its block is given the options. */
  concern(name: string, options: Expression, scope: RouteScope): void {
    const concern = this.#concerns.get(name);
    if (concern === undefined) {
      this.doubt(`the concern \`${name}\` of routes is not known`);
      return;
    }
    const [parameter] = concern.parameters;
    this.walk(concern.body ?? [], parameter === undefined ? scope : { ...scope, names: new Map(scope.names).set(parameter.name, options) });
  }
}
