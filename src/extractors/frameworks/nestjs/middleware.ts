/** Which routes a module's middleware stands before. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asString, type ClassValue, externalName, fieldOf, type Value } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import { guardOf } from '../express-guards.ts';
import { guardOfFunction } from '../function-guards.ts';
import { WILDCARD } from '../path-text.ts';
import { conditionally } from '../router-tree.ts';
import type { MiddlewareUse } from './app.ts';

export interface RouteOf {
  readonly method: string;
  /** Without the global prefix, as a template. */
  readonly path: string;
  readonly controller: ClassValue;
}

/** What middleware that `configure(consumer)` sets up does about access to a route. */
export function middlewareGuards(uses: readonly MiddlewareUse[], route: RouteOf, interpreter: Interpreter): Guard[] {
  return uses
    .filter((use) => use.routes.some((each) => concerns(each, route)) && !use.excluded.some((each) => concerns(each, route)))
    .flatMap((use) =>
      use.values.map(({ value, place }): Guard => {
        const handler = value.kind === 'class' ? interpreter.methodOf(value, 'use') : undefined;
        const guard = handler === undefined ? guardOf(value, place, interpreter) : { ...guardOfFunction(handler, interpreter), place };
        const named = value.kind === 'class' ? `\`${value.type.name}\`` : undefined;
        return conditionally(named === undefined ? guard : { ...guard, note: guard.note.replace('`use`', named) }, use.conditional);
      }),
    );
}

/** `'cats'`, `'*'`, `CatsController`, `{ path: 'cats/:id', method: RequestMethod.GET }`. */
function concerns(target: Value, route: RouteOf): boolean {
  if (target.kind === 'class') return target.type === route.controller.type;
  const method = fieldOf(target, 'method');
  const named = method === undefined ? undefined : externalName(method)?.name.replace(/^.*\./, '');
  if (named !== undefined && named !== 'ALL' && named !== route.method && route.method !== '*') return false;
  const path = asString(target) ?? asString(fieldOf(target, 'path'));
  // What cannot be read may be this route.
  if (path === undefined) return true;
  return matches(path, route.path, method !== undefined && named !== 'ALL');
}

/** Exact for a route with a method; a path alone stands for everything below it too. */
function matches(pattern: string, path: string, exact: boolean): boolean {
  const wanted = pattern.split('/').filter((part) => part !== '');
  const parts = path.split('/').filter((part) => part !== '');
  for (const [index, part] of wanted.entries()) {
    if (/[*]|\(\.\*\)/.test(part)) return true;
    const other = parts[index];
    if (other === undefined) return false;
    if (part.startsWith(':') || part.startsWith('{')) {
      if (!/^\{|^:/.test(other)) return false;
    } else if (part !== other && other !== WILDCARD) return false;
  }
  return !exact || parts.length === wanted.length;
}
