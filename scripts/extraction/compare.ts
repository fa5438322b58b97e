/** Compares what was read of code with the document that is expected of it. */
import { get, getArray, getObject, getString, isObject } from '../../src/documents/tree.ts';
import { inventoryJson, type RouteJson } from '../../src/extractors/inventory-json.ts';
import type { CodeInventory } from '../../src/extractors/read-code.ts';

type Access = 'required' | 'open' | 'unsaid';

interface Operation {
  readonly key: string;
  /** `query limit`; those of the path by position, as generators rename them: `path 0`. */
  readonly parameters: readonly string[];
  readonly access: Access;
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** One comparison in numbers, and each difference in words. */
export interface Comparison {
  readonly expected: number;
  readonly found: number;
  readonly more: number;
  readonly parameters: number;
  readonly parametersFound: number;
  readonly parametersMore: number;
  /** Operations of both sides of which the document says who may call them. */
  readonly access: number;
  readonly accessSame: number;
  readonly differences: readonly string[];
}

/** Operations of documents, with path parameters by position. */
export function operationsOf(documents: readonly unknown[]): Operation[] {
  return documents.flatMap((document) =>
    Object.entries(getObject(document, 'paths') ?? {}).flatMap(([path, item]) =>
      METHODS.filter((method) => isObject(get(item, method))).map((method) => ({
        key: key(method, `${getString(document, 'basePath') ?? ''}${path}`),
        parameters: [...(getArray(item, 'parameters') ?? []), ...(getArray(get(item, method), 'parameters') ?? [])].flatMap((each) => {
          const [name, location] = [getString(each, 'name'), getString(each, 'in')];
          return name === undefined || location === undefined || location === 'body' ? [] : [parameterKey(location, name, path)];
        }),
        access: accessOf(getArray(get(item, method), 'security') ?? getArray(document, 'security')),
      })),
    ),
  );
}

/** @param expected the parsed document */
export function compare(inventory: CodeInventory, expected: readonly unknown[]): Comparison {
  const wanted = new Map(operationsOf(expected).map((operation) => [operation.key, operation]));
  const routes = inventoryJson(inventory);
  const documented = operationsOf(inventory.documents.map(({ value }) => value));
  const all = new Map([...routes.flatMap(operationsOfRoute), ...documented].map((operation) => [operation.key, operation]));
  const certain = new Map(
    routes
      .filter(({ method }) => method !== '*')
      .flatMap(operationsOfRoute)
      .map((each) => [each.key, each]),
  );
  const differences: string[] = [];
  const count = { found: 0, more: 0, parameters: 0, parametersFound: 0, parametersMore: 0, access: 0, accessSame: 0 };
  for (const [name, operation] of wanted) {
    count.parameters += operation.parameters.length;
    const read = all.get(name);
    if (read === undefined) {
      differences.push(`missing: ${name}`);
      continue;
    }
    count.found++;
    for (const parameter of operation.parameters) {
      if (read.parameters.includes(parameter)) count.parametersFound++;
      else differences.push(`missing parameter: ${name}: ${parameter}`);
    }
    for (const parameter of read.parameters) {
      if (operation.parameters.includes(parameter)) continue;
      count.parametersMore++;
      differences.push(`more parameters: ${name}: ${parameter}`);
    }
    if (operation.access === 'unsaid') continue;
    count.access++;
    if (read.access === operation.access) count.accessSame++;
    else differences.push(`access: ${name}: ${operation.access} as documented, ${read.access} as read`);
  }
  for (const name of certain.keys()) {
    if (wanted.has(name)) continue;
    count.more++;
    differences.push(`more: ${name}`);
  }
  return { expected: wanted.size, ...count, differences };
}

function parameterKey(location: string, name: string, path: string): string {
  if (location !== 'path') return `${location} ${name}`;
  return `path ${[...path.matchAll(/\{([^{}]*)\}/g)].findIndex(([, each]) => each === name)}`;
}

function accessOf(security: readonly unknown[] | undefined): Access {
  if (security === undefined) return 'unsaid';
  return security.length === 0 || security.some((each) => isObject(each) && Object.keys(each).length === 0) ? 'open' : 'required';
}

function key(method: string, path: string): string {
  const plain = path.replaceAll(/\{[^{}]*\}/g, '{}').replaceAll(/\/{2,}/g, '/');
  return `${method.toUpperCase()} ${plain === '/' ? plain : plain.replace(/\/$/, '')}`;
}

function operationsOfRoute({ method, path, parameters, security }: RouteJson): Operation[] {
  const methods = method === '*' ? METHODS : [method];
  // Where decorators claim something, it is that which the document repeats.
  const said = security.documented ?? security.enforced;
  return methods.map((each) => ({
    key: key(each, path),
    parameters: parameters.map((parameter) => parameterKey(parameter.in, parameter.name, path)),
    access: said === 'unknown' ? 'unsaid' : said === 'required' ? 'required' : 'open',
  }));
}
