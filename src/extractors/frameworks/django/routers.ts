/** Routers of Django REST framework and drf-nested-routers. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import {
  argumentOf,
  asBoolean,
  asString,
  type CallSite,
  type ClassValue,
  type CodePlace,
  type Host,
  type Value,
} from '../../interpret/value.ts';
import { pathText, WILDCARD } from '../path-text.ts';
import { actionsOf, extraActions, lookupOf } from './view-sets.ts';

interface Registration {
  readonly prefix: string;
  readonly view: Value;
  readonly place: CodePlace;
}

interface RoutedView extends Pick<Registration, 'view' | 'place'> {
  /** With groups of regular expressions where prefixes have them. */
  readonly path: string;
  readonly actions: ReadonlyMap<string, string>;
}

/** `DefaultRouter()`, `NestedSimpleRouter(parent, 'clients', lookup='client')`. */
export class RouterHost implements Host {
  readonly #registrations: Registration[] = [];
  readonly #slash: string;
  readonly #parent: { readonly router: RouterHost; readonly prefix: string; readonly lookup: string } | undefined;

  constructor(site: CallSite, nested: boolean) {
    const trailing = site.arguments.find(({ name }) => name === 'trailing_slash');
    this.#slash = trailing !== undefined && asBoolean(trailing.value) === false ? '' : '/';
    const parent = nested ? argumentOf(site.arguments, 0, 'parent_router')?.value : undefined;
    this.#parent =
      parent?.kind === 'host' && parent.host instanceof RouterHost
        ? {
            router: parent.host,
            prefix: pathText(argumentOf(site.arguments, 1, 'parent_prefix')?.value) ?? WILDCARD,
            lookup: asString(argumentOf(site.arguments, 2, 'lookup')?.value) ?? 'nested_1',
          }
        : undefined;
  }

  call(method: string, site: CallSite): Value | undefined {
    if (method === 'register' || method === 'extend') this.#register(site);
    return undefined;
  }

  member(name: string): Value | undefined {
    if (name === 'urls' || name === 'get_urls') return { kind: 'list', items: [{ kind: 'host', host: this }], open: false };
    // `router.registry.extend(other.registry)`
    return name === 'registry' ? { kind: 'host', host: this } : undefined;
  }

  #register(site: CallSite): void {
    const first = site.arguments[0]?.value;
    if (first?.kind === 'host' && first.host instanceof RouterHost) {
      this.#registrations.push(...first.host.#registrations);
      return;
    }
    const view = argumentOf(site.arguments, 1, 'viewset')?.value;
    if (view !== undefined)
      this.#registrations.push({ prefix: pathText(argumentOf(site.arguments, 0, 'prefix')?.value) ?? WILDCARD, view, place: site.place });
  }

  routes(interpreter: Interpreter): RoutedView[] {
    return this.#registrations.flatMap(({ prefix, view, place }) => {
      const base = this.#base(interpreter) + prefix.replace(/^\^|\$$/g, '');
      if (view.kind !== 'class') return [{ path: base, view, place, actions: new Map([['*', '']]) }];
      return this.#ofViewSet(base, view, place, interpreter);
    });
  }

  /** `parents/(?P<parent_pk>[^/.]+)/` before everything that is nested. */
  #base(interpreter: Interpreter): string {
    if (this.#parent === undefined) return '';
    const { router, prefix, lookup } = this.#parent;
    const registered = router.#registrations.find((each) => each.prefix === prefix)?.view;
    const field = registered?.kind === 'class' ? lookupOf(registered, interpreter) : 'pk';
    return `${router.#base(interpreter)}${prefix}/(?P<${lookup}_${field}>[^/.]+)/`;
  }

  #ofViewSet(base: string, view: ClassValue, place: CodePlace, interpreter: Interpreter): RoutedView[] {
    const slash = this.#slash;
    const joined = base === '' ? '' : `${base}/`;
    const group = `(?P<${lookupOf(view, interpreter)}>[^/.]+)`;
    const actions = actionsOf(view, interpreter);
    const among = (pairs: readonly (readonly [string, string])[]): Map<string, string> =>
      new Map(pairs.filter(([, action]) => actions.has(action)));
    const end = (path: string): string => (path.endsWith('/') ? path.slice(0, -1) : path) + (path === '' ? '' : slash);
    const list = among([
      ['GET', 'list'],
      ['POST', 'create'],
    ]);
    const detail = among([
      ['GET', 'retrieve'],
      ['PUT', 'update'],
      ['PATCH', 'partial_update'],
      ['DELETE', 'destroy'],
    ]);
    const extra = extraActions(view, interpreter).map(
      ({ name, path, methods, isDetail, place: at }): RoutedView => ({
        path: `${joined}${isDetail ? `${group}/` : ''}${path}${slash}`,
        view,
        place: at,
        actions: new Map(methods.map((method) => [method, name])),
      }),
    );
    return [
      ...(list.size > 0 ? [{ path: end(base), view, place, actions: list }] : []),
      ...(detail.size > 0 ? [{ path: `${joined}${group}${slash}`, view, place, actions: detail }] : []),
      ...extra,
    ];
  }
}

/** Names of router classes of packages. */
export function isRouter(name: string): 'plain' | 'nested' | undefined {
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (/^(?:Default|Simple|Optional\w*|Extended\w*)Router$/.test(last)) return 'plain';
  return /^Nested(?:Simple|Default)?Router$|^NestedMixin$/.test(last) ? 'nested' : undefined;
}
