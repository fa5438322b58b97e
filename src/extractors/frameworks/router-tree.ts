/** Routers of frameworks that are written as calls: what is registered, in order, and what that makes of each route. */

import type { CodePlace, Value } from '../interpret/value.ts';
import type { Guard } from '../security.ts';

/** A path of which every part is known or a wildcard; undefined parts read as `{*}`. */
export type PathText = string;

interface RouterEntry {
  readonly kind: 'guard' | 'mount' | 'route';
  /** Prefix or path as the framework writes it. */
  readonly path: PathText;
  readonly place: CodePlace;
  readonly conditional: boolean;
}

/** Something that every later route below the path passes. */
export interface GuardEntry extends RouterEntry {
  readonly kind: 'guard';
  readonly value: Value;
  /** Stands before everything that is mounted, applications of their own too. */
  readonly everywhere: boolean;
}

export interface MountEntry extends RouterEntry {
  readonly kind: 'mount';
  readonly router: RouterNode;
  /** An application of its own: only guards that stand everywhere are passed on to it. */
  readonly isolated: boolean;
}

export interface RouteEntry extends RouterEntry {
  readonly kind: 'route';
  readonly methods: readonly string[];
  /** Guards of its own first, the handler last. */
  readonly handlers: readonly HandlerValue[];
}

export interface HandlerValue {
  readonly value: Value;
  readonly place: CodePlace;
}

/** What one router or application gathers. */
export class RouterNode {
  readonly entries: (GuardEntry | MountEntry | RouteEntry)[] = [];
  /** An application: the root of a tree. A router that is mounted nowhere has a prefix that nobody knows. */
  readonly isRoot: boolean;
  mounted = false;

  constructor(isRoot: boolean) {
    this.isRoot = isRoot;
  }

  guard(path: PathText, value: Value, place: CodePlace, conditional: boolean, everywhere = true): void {
    this.entries.push({ kind: 'guard', path, value, place, conditional, everywhere });
  }

  mount(path: PathText, router: RouterNode, place: CodePlace, conditional: boolean, isolated = false): void {
    router.mounted = true;
    this.entries.push({ kind: 'mount', path, router, place, conditional, isolated });
  }

  route(methods: readonly string[], path: PathText, handlers: readonly HandlerValue[], place: CodePlace, conditional: boolean): void {
    this.entries.push({ kind: 'route', methods, path, handlers, place, conditional });
  }
}

/** A route with all that lies before it. */
export interface PlacedRoute {
  readonly route: RouteEntry;
  /** Prefixes, outermost first, then the route's own path. */
  readonly paths: readonly PathText[];
  readonly guards: readonly GuardEntry[];
  /** The root is no application: more may lie before. */
  readonly detached: boolean;
}

const MOST_ROUTES = 20_000;
const MOST_GUARDS = 200;
const DEPTH = 24;

/** The routes of all routers, in order of registration; guards count for what is registered after them (`ordered`), or for all. */
export function placedRoutes(routers: readonly RouterNode[], ordered: boolean): PlacedRoute[] {
  const placed: PlacedRoute[] = [];
  const visit = (
    node: RouterNode,
    paths: readonly PathText[],
    outer: readonly GuardEntry[],
    detached: boolean,
    open: readonly RouterNode[],
  ): void => {
    if (open.includes(node) || open.length > DEPTH) return;
    const own: GuardEntry[] = ordered ? [] : node.entries.filter((entry) => entry.kind === 'guard');
    for (const entry of node.entries) {
      if (placed.length >= MOST_ROUTES) return;
      if (entry.kind === 'guard') {
        if (ordered) own.push(entry);
        continue;
      }
      const guards = capped([...outer, ...own.filter(({ path }) => covers(path, entry.path))]);
      if (entry.kind === 'mount') {
        const passed = entry.isolated ? guards.filter(({ everywhere }) => everywhere) : guards;
        visit(entry.router, [...paths, entry.path], passed, detached, [...open, node]);
      } else placed.push({ route: entry, paths: [...paths, entry.path], guards, detached });
    }
  };
  for (const node of routers) if (!node.mounted) visit(node, [], [], !node.isRoot, []);
  return placed;
}

/** More guards than any route has are not all judged, and so nothing is claimed of them. */
function capped(guards: readonly GuardEntry[]): readonly GuardEntry[] {
  const [first] = guards;
  if (first === undefined || guards.length <= MOST_GUARDS) return guards;
  return [{ ...first, value: { kind: 'unknown' } }, ...guards.slice(0, MOST_GUARDS)];
}

/** Whether what is registered below a prefix sees requests of a path. Wildcards and parameters may, so they do. */
function covers(prefix: PathText, path: PathText): boolean {
  const wanted = prefix.split('/').filter((part) => part !== '');
  const parts = path.split('/').filter((part) => part !== '');
  for (const [index, part] of wanted.entries()) {
    const other = parts[index];
    if (other === undefined) return false;
    if (part === other || /[*:{(]/.test(part) || /[*:{(]/.test(other)) continue;
    return false;
  }
  return true;
}

/** Joins prefixes and a path: one slash between, none at the end. */
export function joinPaths(paths: readonly PathText[]): string {
  const joined = paths
    .flatMap((path) => path.split('/'))
    .filter((part) => part !== '')
    .join('/');
  return `/${joined}`;
}

/** Why a guard that stands under a condition cannot be counted on. */
export function conditionally(guard: Guard, conditional: boolean): Guard {
  if (!conditional || guard.kind === 'harmless') return guard;
  return { ...guard, kind: 'unknown', note: `${guard.note}, under a condition` };
}
