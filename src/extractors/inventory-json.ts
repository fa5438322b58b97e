/** The inventory as plain JSON, for `apiward routes --format json` and for tests. */
import { type LineIndex, lineIndex } from '../documents/lines.ts';
import type { CodeInventory } from './read-code.ts';
import type { CodePlace, CodeSchema, Enforcement, Route } from './route.ts';

export interface RouteJson {
  readonly framework: string;
  readonly method: string;
  readonly path: string;
  readonly handler: string;
  readonly file: string;
  readonly line: number;
  readonly parameters: readonly ParameterJson[];
  readonly body: BodyJson | null;
  readonly security: {
    readonly enforced: Enforcement;
    readonly documented: 'required' | 'optional' | 'public' | null;
    readonly schemes: readonly string[];
    readonly scopes: readonly string[];
    readonly evidence: readonly { readonly file: string; readonly line: number; readonly note: string }[];
  };
  /** `none`: no limit was seen. */
  readonly rateLimit: 'none' | 'unknown' | { readonly note: string; readonly file: string; readonly line: number };
}

interface ParameterJson {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: unknown;
  readonly file: string;
  readonly line: number;
}

interface BodyJson {
  readonly required: boolean;
  readonly mediaTypes: readonly string[];
  readonly schema: unknown;
  readonly file: string;
  readonly line: number;
}

/** Named schemas are written out this deep, then by `title`; so is what would make a schema longer than this many parts. */
const DEPTH = 4;
const PARTS = 4000;

/** Every route, in order of file and position; lines count from 1. */
export function inventoryJson(inventory: CodeInventory): RouteJson[] {
  const lines = new Map<string, LineIndex>();
  const lineOf = ({ file, span }: CodePlace): { file: string; line: number } => {
    const index = lines.get(file) ?? lineIndex(inventory.text(file));
    lines.set(file, index);
    return { file, line: index.position(span.start).line };
  };
  return inventory.modules
    .flatMap(({ routes, schemas }) => routes.map((route) => ({ route, schemas })))
    .map(({ route, schemas }) => routeJson(route, schemas, lineOf))
    .sort((a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.path, b.path) || compare(a.method, b.method));
}

function routeJson(
  route: Route,
  schemas: ReadonlyMap<string, CodeSchema>,
  lineOf: (place: CodePlace) => { file: string; line: number },
): RouteJson {
  const { framework, method, path, handler, place, security, rateLimit, body } = route;
  const schemaOf = (schema: CodeSchema): unknown => schemaJson(schema, schemas, 0, { left: PARTS });
  return {
    framework,
    method,
    path,
    handler,
    ...lineOf(place),
    parameters: route.parameters.map((each) => ({
      name: each.name,
      in: each.in,
      required: each.required,
      schema: schemaOf(each.schema),
      ...lineOf(each.place),
    })),
    body:
      body === undefined
        ? null
        : { required: body.required, mediaTypes: body.mediaTypes, schema: schemaOf(body.schema), ...lineOf(body.place) },
    security: {
      enforced: security.enforced,
      documented: security.documented ?? null,
      schemes: security.schemes,
      scopes: security.scopes,
      evidence: security.evidence.map((each) => ({ ...lineOf(each.place), note: each.note })),
    },
    rateLimit: rateLimit.kind === 'limited' ? { note: rateLimit.note, ...lineOf(rateLimit.place) } : rateLimit.kind,
  };
}

function schemaJson(schema: CodeSchema, schemas: ReadonlyMap<string, CodeSchema>, depth: number, budget: { left: number }): unknown {
  budget.left--;
  const { reference, keywords, properties, items, additional, anyOf, allOf } = schema;
  const own = Object.fromEntries([...keywords].map(([key, { value }]) => [key, value]));
  if (reference !== undefined) {
    const target = schemas.get(reference);
    const title = reference.replace(/\.unchecked$/, '');
    if (target === undefined || depth >= DEPTH || budget.left < 0) return { title, ...own };
    return { title, ...(schemaJson(target, schemas, depth + 1, budget) as object), ...own };
  }
  const inner = (each: CodeSchema): unknown => schemaJson(each, schemas, depth + 1, budget);
  const required = [...(properties ?? [])].filter(([, each]) => each.required).map(([name]) => name);
  return {
    ...own,
    ...(properties !== undefined && { properties: Object.fromEntries([...properties].map(([name, each]) => [name, inner(each.schema)])) }),
    ...(required.length > 0 && { required }),
    ...(items !== undefined && { items: inner(items) }),
    ...(additional !== undefined && { additionalProperties: typeof additional === 'boolean' ? additional : inner(additional) }),
    ...(anyOf !== undefined && { anyOf: anyOf.map(inner) }),
    ...(allOf !== undefined && { allOf: allOf.map(inner) }),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
