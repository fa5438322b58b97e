/** Attributes of routes: what groups, arrays and chains of calls add to them. */
import { asString, type CallSite, type CodePlace, fieldOf, type Value } from '../../interpret/value.ts';
import { pathText, WILDCARD } from '../path-text.ts';
import { type MiddlewareName, middlewareNames } from './middleware-names.ts';

/** What a group or a chain of calls adds to the routes in it. */
export interface RouteAttributes {
  readonly prefixes: readonly string[];
  readonly middleware: readonly MiddlewareName[];
  readonly without: readonly string[];
  readonly namespace: string;
  readonly controller: Value | undefined;
}

/** Attributes of a route outside of any group. */
export const NO_ATTRIBUTES: RouteAttributes = { prefixes: [], middleware: [], without: [], namespace: '', controller: undefined };

/** Attributes after a call such as `prefix('x')` or `middleware('auth')`. */
export function changed(attributes: RouteAttributes, method: string, { arguments: args, place }: CallSite): RouteAttributes {
  const [first] = args;
  switch (method) {
    case 'prefix':
      return { ...attributes, prefixes: [...attributes.prefixes, pathText(first?.value) ?? WILDCARD] };
    case 'middleware':
      return { ...attributes, middleware: [...attributes.middleware, ...args.flatMap((each) => middlewareNames(each.value, each.place))] };
    case 'withoutMiddleware':
      return {
        ...attributes,
        without: [
          ...attributes.without,
          ...args.flatMap((each) => middlewareNames(each.value, each.place).flatMap(({ name }) => name ?? [])),
        ],
      };
    case 'can': {
      const name = `can:${asString(first?.value) ?? ''}`;
      return { ...attributes, middleware: [...attributes.middleware, { name, place }] };
    }
    case 'namespace':
      return { ...attributes, namespace: joinNamespace(attributes.namespace, asString(first?.value)) };
    case 'controller':
      return { ...attributes, controller: first?.value };
    default:
      return attributes;
  }
}

/** `Route::group(['prefix' => 'x', 'middleware' => [...]], ...)`. */
export function withArray(attributes: RouteAttributes, value: Value | undefined, place: CodePlace): RouteAttributes {
  const prefix = fieldOf(value, 'prefix');
  const middleware = fieldOf(value, 'middleware');
  return {
    ...attributes,
    prefixes: prefix === undefined ? attributes.prefixes : [...attributes.prefixes, pathText(prefix) ?? WILDCARD],
    middleware: middleware === undefined ? attributes.middleware : [...attributes.middleware, ...middlewareNames(middleware, place)],
    namespace: joinNamespace(attributes.namespace, asString(fieldOf(value, 'namespace'))),
  };
}

function joinNamespace(outer: string, inner: string | undefined): string {
  if (inner === undefined) return outer;
  return inner.startsWith('\\') || outer === '' ? inner.replace(/^\\/, '') : `${outer}\\${inner}`;
}
