/** Routes as an OpenAPI document, for the rules and for `apiward routes --openapi`. */
import type { CodeSchema, Route, RouteBody, RouteParameter, RouteResponse } from '../route.ts';
import { CodeDocument } from './code-document.ts';
import { type CodeTree, leaf, list, node } from './code-tree.ts';
import { type SchemaNames, schemaTree } from './schema-tree.ts';
import { schemeTree, securityTree } from './security-tree.ts';

/** Routes with the named schemas that they refer to. */
export interface RouteSet {
  readonly routes: readonly Route[];
  readonly schemas: ReadonlyMap<string, CodeSchema>;
}

export interface CodeDocumentOptions {
  readonly title: string;
  /** What findings know the document by. */
  readonly name: string;
  /** Text of a source file. */
  readonly text: (file: string) => string;
  /**
   * How a route is written that code declares public. `open`: as what it is, `security: []`. `declared`: under a scheme of that name, so
   * that rules about a lack of security leave it alone; for it was said on purpose.
   */
  readonly publicRoutes: 'open' | 'declared';
}

/** Every method that a route for any method is written as. */
const ANY_METHOD = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const METHODS = new Set(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE']);

/**
 * An OpenAPI 3.1 document of some routes with the schemas that they refer to; undefined when there are no routes. Of two routes with one method and path the first counts, and of
 * two schemas with one name the later one is numbered.
 */
export function codeDocument(sets: readonly RouteSet[], options: CodeDocumentOptions): CodeDocument | undefined {
  const all = sets.flatMap(({ routes }) => routes);
  const [first] = all;
  if (first === undefined) return undefined;
  const paths = new Map<string, Map<string, CodeTree>>();
  const schemas = new Map<string, CodeTree>();
  for (const set of sets) {
    const written = namesIn(set, schemas);
    const referred = new Set<string>();
    const names: SchemaNames = (name) => {
      referred.add(name);
      return written(name);
    };
    for (const route of set.routes) addRoute(route, paths, names, options);
    // A class that became parameters, say, is no input by itself. What a schema refers to is added while they are gone through.
    for (const name of referred) {
      const schema = set.schemas.get(name);
      if (schema !== undefined) schemas.set(written(name), schemaTree(schema, names));
    }
  }
  const items = new Map(
    [...paths].map(([path, entries]): [string, CodeTree] => [path, { place: [...entries.values()][0]?.place, entries }]),
  );
  const schemes = schemeTree(all, options.publicRoutes);
  const tree = node(first.place, {
    openapi: leaf('3.1.0', first.place),
    info: node(first.place, { title: leaf(options.title), version: leaf('0') }),
    paths: { place: first.place, entries: items },
    components: node(first.place, {
      ...(schemas.size > 0 && { schemas: { place: first.place, entries: schemas } }),
      ...(schemes !== undefined && { securitySchemes: schemes }),
    }),
  });
  return CodeDocument.of(tree, options.name, options.text);
}

function namesIn({ schemas }: RouteSet, taken: ReadonlyMap<string, unknown>): SchemaNames {
  const names = new Map<string, string>();
  const used = new Set(taken.keys());
  for (const name of schemas.keys()) {
    // Where one class stands for two schemas, only the second needs a longer name.
    const plain = name.replace(/\.unchecked$/, '');
    const wanted = name !== plain && schemas.has(plain) ? `${plain}Unvalidated` : plain;
    let free = wanted;
    for (let count = 2; used.has(free); count++) free = `${wanted}${count}`;
    used.add(free);
    names.set(name, free);
  }
  return (name) => names.get(name) ?? name;
}

function addRoute(route: Route, paths: Map<string, Map<string, CodeTree>>, names: SchemaNames, options: CodeDocumentOptions): void {
  const { path, wildcards } = writtenPath(route.path);
  const item = paths.get(path) ?? new Map<string, CodeTree>();
  for (const method of route.method === '*' ? ANY_METHOD : [route.method]) {
    const key = method.toLowerCase();
    if (METHODS.has(method) && !item.has(key)) item.set(key, operationTree(route, wildcards, names, options));
  }
  if (item.size > 0) paths.set(path, item);
}

/** Wildcards become parameters, which OpenAPI has instead. */
function writtenPath(path: string): { path: string; wildcards: readonly string[] } {
  const wildcards: string[] = [];
  const written = path.replaceAll('{*}', () => {
    const name = wildcards.length === 0 ? 'any' : `any${wildcards.length + 1}`;
    wildcards.push(name);
    return `{${name}}`;
  });
  return { path: written, wildcards };
}

function operationTree(route: Route, wildcards: readonly string[], names: SchemaNames, { publicRoutes }: CodeDocumentOptions): CodeTree {
  const { place } = route;
  const parameters = [
    ...route.parameters.map((each) => parameterTree(each, names)),
    ...wildcards.map((name) =>
      node(place, {
        name: leaf(name, place),
        in: leaf('path', place),
        required: leaf(true, place),
        schema: node(place, { type: leaf('string', place) }),
      }),
    ),
  ];
  return node(place, {
    ...(route.handler !== '' && { summary: leaf(route.handler, place) }),
    ...(route.deprecated === true && { deprecated: leaf(true, place) }),
    ...(route.tags !== undefined &&
      route.tags.length > 0 && {
        tags: list(
          place,
          route.tags.map((tag) => leaf(tag, place)),
        ),
      }),
    ...(parameters.length > 0 && { parameters: list(place, parameters) }),
    ...(route.body !== undefined && { requestBody: bodyTree(route.body, names) }),
    responses: responsesTree(route.responses ?? [], place, names),
    security: securityTree(route, publicRoutes),
    ...codeFacts(route, wildcards),
  });
}

/** What only code can tell, in the words of the model (`model/counterpart.ts`). */
function codeFacts({ method, security, rateLimit, place }: Route, wildcards: readonly string[]): Record<string, CodeTree | undefined> {
  const texts = (values: readonly string[]): CodeTree | undefined =>
    values.length === 0
      ? undefined
      : list(
          place,
          values.map((value) => leaf(value, place)),
        );
  return {
    'x-apiward-enforced': leaf(security.enforced, security.evidence[0]?.place ?? place),
    'x-apiward-scopes': texts(security.scopes),
    'x-apiward-evidence':
      security.evidence.length === 0
        ? undefined
        : list(
            place,
            security.evidence.map(({ note, place: at }) => leaf(note, at)),
          ),
    'x-apiward-rate-limit': rateLimit.kind === 'limited' ? leaf(rateLimit.note, rateLimit.place) : undefined,
    'x-apiward-rate-limit-unknown': rateLimit.kind === 'unknown' ? leaf(true, place) : undefined,
    'x-apiward-any-method': method === '*' ? leaf(true, place) : undefined,
    'x-apiward-wildcards': texts(wildcards),
  };
}

function parameterTree({ name, in: location, required, schema, place }: RouteParameter, names: SchemaNames): CodeTree {
  return node(place, {
    name: leaf(name, place),
    in: leaf(location, place),
    ...(required && { required: leaf(true, place) }),
    schema: schemaTree(schema, names),
  });
}

function bodyTree({ required, mediaTypes, schema, place }: RouteBody, names: SchemaNames): CodeTree {
  const media = new Map(mediaTypes.map((type) => [type, node(place, { schema: schemaTree(schema, names) })]));
  return node(place, { ...(required && { required: leaf(true, place) }), content: { place, entries: media } });
}

function responsesTree(responses: readonly RouteResponse[], place: Route['place'], names: SchemaNames): CodeTree {
  const entries = new Map<string, CodeTree>();
  for (const { status, mediaType, schema, place: at } of responses) {
    const content =
      schema === undefined ? undefined : { place: at, entries: new Map([[mediaType, node(at, { schema: schemaTree(schema, names) })]]) };
    entries.set(status, node(at, { description: leaf('', at), content }));
  }
  if (entries.size === 0) entries.set('200', node(place, { description: leaf('', place) }));
  return { place, entries };
}
