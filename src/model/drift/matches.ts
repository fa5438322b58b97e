import type { Api, Operation } from '../api.ts';
import type { CodeApi } from '../counterpart.ts';
import { LoosePaths } from './loose.ts';
import { operationKey, type Segments, WILDCARD } from './paths.ts';
import { Patterns } from './patterns.ts';
import { pathsInCode, type Relation, type Relations, tierOf } from './relation.ts';
import { type CodeOperation, codeOperations, type DocumentOperation, documentOperations } from './sides.ts';

/** The same operation in the code and in a document. */
export interface OperationPair {
  readonly code: Operation;
  readonly document: Operation;
}

/** Code and a document that belong together. */
export interface ApiMatch {
  readonly code: CodeApi;
  readonly document: Api;
  /** See {@link tierOf}. */
  readonly tier: number;
  /** In the order of the code. */
  readonly pairs: readonly OperationPair[];
  /** Operations of the code that the document describes, be it in a more or less general form. */
  readonly described: ReadonlySet<Operation>;
  /** Operations of the document that the code may serve, be it by a route whose path is not wholly known. */
  readonly served: ReadonlySet<Operation>;
  /** Operations of the document without a route of their own, which one with a parameter in that place answers instead. */
  readonly answeredBy: ReadonlyMap<Operation, Operation>;
  /** Operations of the document that lie outside of the prefix under which the code stands. */
  readonly elsewhere: ReadonlySet<Operation>;
}

/** Compares code with a document; undefined when they do not belong together: at least half of the smaller side must be the same. */
export function matchApi(code: CodeApi, document: Api, { known, below }: Relations): ApiMatch | undefined {
  const routes = codeOperations(code.api);
  const operations = documentOperations(document);
  const tables = [
    { relation: known, routes: byKey(routes.filter(({ path }) => path === 'known')) },
    { relation: below, routes: byKey(routes.filter(({ path }) => path === 'below')) },
  ];
  const documentsOf = new Map<CodeOperation, DocumentOperation>();
  const described = new Set<Operation>();
  const served = new Set<Operation>();
  const elsewhere = new Set<Operation>();
  for (const each of operations) {
    let isInside = false;
    for (const { relation, routes: table } of tables) {
      if (relation === undefined) continue;
      for (const path of pathsInCode(each, relation)) {
        isInside = true;
        for (const route of table.get(operationKey(each.method, path)) ?? []) {
          if (!documentsOf.has(route)) documentsOf.set(route, each);
          described.add(route.operation);
          served.add(each.operation);
        }
      }
    }
    if (!isInside) elsewhere.add(each.operation);
  }
  if (!belongTogether(routes, operations, documentsOf, served, known ?? below)) return undefined;
  const rest = operations.filter(({ operation }) => !served.has(operation));
  addImplied(rest, routes, known ?? below, served);
  addLoose(rest, routes, known, described, served);
  return {
    code,
    document,
    tier: Math.max(...[known, below].map((relation) => (relation === undefined ? 0 : tierOf(relation)))),
    pairs: routes.flatMap((route): OperationPair[] => {
      const found = documentsOf.get(route);
      return found === undefined ? [] : [{ code: route.operation, document: found.operation }];
    }),
    described,
    served,
    elsewhere,
    answeredBy: answers(rest, routes, known, served),
  };
}

/** Which routes answer what has none of its own: `/articles/{slug}` answers `/articles/feed`. */
function answers(
  rest: readonly DocumentOperation[],
  routes: readonly CodeOperation[],
  relation: Relation | undefined,
  served: ReadonlySet<Operation>,
): ReadonlyMap<Operation, Operation> {
  const found = new Map<Operation, Operation>();
  const open = rest.filter(({ operation }) => !served.has(operation));
  if (relation === undefined || open.length === 0) return found;
  const loose = new LoosePaths<CodeOperation>();
  for (const route of routes) if (route.path === 'known') loose.add(route.method, route.segments, route);
  for (const each of open) {
    for (const path of pathsInCode(each, relation)) {
      const answering = loose.find(each.method, path);
      if (answering !== 'all' && answering[0] !== undefined) found.set(each.operation, answering[0].operation);
    }
  }
  return found;
}

function byKey(routes: readonly CodeOperation[]): ReadonlyMap<string, readonly CodeOperation[]> {
  const table = new Map<string, CodeOperation[]>();
  for (const route of routes) {
    const key = operationKey(route.method, route.segments);
    const same = table.get(key);
    if (same === undefined) table.set(key, [route]);
    else same.push(route);
  }
  return table;
}

function belongTogether(
  routes: readonly CodeOperation[],
  operations: readonly DocumentOperation[],
  documentsOf: ReadonlyMap<CodeOperation, DocumentOperation>,
  served: ReadonlySet<Operation>,
  relation: Relation | undefined,
): boolean {
  const telling = routes.filter(({ isTelling }) => isTelling);
  const described = telling.filter((route) => documentsOf.has(route)).length;
  const asked = operations.filter(({ isTelling }) => isTelling);
  const found = asked.filter(({ operation }) => served.has(operation)).length;
  const smaller = Math.min(telling.length, asked.length);
  const matched = Math.min(described, found);
  if (smaller === 0 || matched * 2 < smaller) return false;
  // One operation alone is found below some prefix in many documents.
  return matched >= 2 || (smaller === 1 && relation?.prefix.length === 0);
}

/** What is served without a route of its own: HEAD by GET, OPTIONS by the server, anything by patterns and routes for any method. */
function addImplied(
  rest: readonly DocumentOperation[],
  routes: readonly CodeOperation[],
  relation: Relation | undefined,
  served: Set<Operation>,
): void {
  const gets = new Set<string>();
  const patterns = new Patterns();
  for (const { method, segments, path, anyMethod } of routes) {
    if (method === 'GET') gets.add(segments.join('/'));
    if (path === 'known' && !anyMethod) continue;
    patterns.add({ method, anyMethod, segments: path === 'below' ? [WILDCARD, ...segments] : segments });
  }
  for (const each of rest) {
    const paths = placesOf(each, relation);
    const isServed =
      each.method === 'OPTIONS' ||
      (each.method === 'HEAD' && paths.some((path) => gets.has(path.join('/')))) ||
      paths.some((path) => patterns.mayServe(each.method, path));
    if (isServed) served.add(each.operation);
  }
}

/** One side of what is left may be the general form of the other. */
function addLoose(
  rest: readonly DocumentOperation[],
  routes: readonly CodeOperation[],
  relation: Relation | undefined,
  described: Set<Operation>,
  served: Set<Operation>,
): void {
  const open = routes.filter(({ operation, path }) => path === 'known' && !described.has(operation));
  if (relation === undefined || open.length === 0) return;
  const loose = new LoosePaths<DocumentOperation>();
  const all: DocumentOperation[] = [];
  for (const each of rest) {
    if (served.has(each.operation)) continue;
    all.push(each);
    for (const path of pathsInCode(each, relation)) loose.add(each.method, path, each);
  }
  for (const { method, segments, operation } of open) {
    const found = loose.find(method, segments);
    if (found.length === 0) continue;
    described.add(operation);
    for (const each of found === 'all' ? all : found) served.add(each.operation);
  }
}

/** Everywhere that an operation of the document may stand in the code. */
function placesOf(operation: DocumentOperation, relation: Relation | undefined): readonly Segments[] {
  const places = relation === undefined ? [] : pathsInCode(operation, relation);
  return [...places, ...operation.full, operation.bare];
}
