/** Changes of a document that change nothing about the API, each at random places. */
import { getObject, isObject, type JsonObject } from '../../../src/documents/tree.ts';

type Doc = Record<string, unknown>;

/** A number from 0 to 1. */
export type Random = () => number;

export type Transform = (document: Doc, random: Random) => unknown;

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'];

const copy = <Value>(value: Value): Value => structuredClone(value);

/** Every object of a document, with the keys that lead to it. */
function* objects(root: unknown): Generator<{ object: Doc; path: readonly string[] }> {
  const open: { value: unknown; path: readonly string[] }[] = [{ value: root, path: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next;
    if (isObject(value)) yield { object: value as Doc, path };
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value)) open.push({ value: child, path: [...path, key] });
  }
}

/** Whether a path leads to a schema by keywords alone, and not to an example or a property map. */
function isSchema(path: readonly string[]): boolean {
  if (path.some((key) => key === 'example' || key === 'examples' || key === 'default' || key.startsWith('x-'))) return false;
  const [last, holder] = [path.at(-1) ?? '', path.at(-2) ?? ''];
  if (holder === 'properties' || holder === 'schemas' || holder === 'definitions') return path.at(-3) !== 'properties';
  return (last === 'schema' || last === 'items') && holder !== 'properties';
}

function schemas(document: Doc): Doc[] {
  return Array.from(objects(document))
    .filter(({ path }) => isSchema(path))
    .map(({ object }) => object);
}

function reorder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reorder);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, child]) => [key, reorder(child)]),
  );
}

function renameComponents(document: Doc): unknown {
  const components = getObject(document, 'components') ?? {};
  const renamed = (ref: string): string => ref.replace(/^(#\/components\/(?!securitySchemes)[^/]+\/)/, '$1Renamed_');
  for (const { object } of objects(document)) if (typeof object['$ref'] === 'string') object['$ref'] = renamed(object['$ref']);
  for (const [section, map] of Object.entries(components)) {
    if (section === 'securitySchemes' || !isObject(map)) continue;
    (components as Doc)[section] = Object.fromEntries(Object.entries(map).map(([name, value]) => [`Renamed_${name}`, value]));
  }
  return document;
}

function renameSchemes(document: Doc): unknown {
  const components = getObject(document, 'components') as Doc | undefined;
  const schemes = getObject(components, 'securitySchemes');
  if (components === undefined || schemes === undefined) return document;
  const rename = (map: JsonObject): Doc => Object.fromEntries(Object.entries(map).map(([name, value]) => [`other_${name}`, value]));
  components['securitySchemes'] = rename(schemes);
  for (const { object } of objects(document)) {
    const { security } = object;
    if (Array.isArray(security)) object['security'] = security.map((item) => (isObject(item) ? rename(item) : item)).reverse();
  }
  return document;
}

/** Replaces references by what they lead to, as long as that holds no reference of its own. */
function inline(document: Doc, random: Random): unknown {
  const found = getObject(getObject(document, 'components'), 'schemas') ?? {};
  for (const schema of schemas(document)) {
    const name = /^#\/components\/schemas\/([\w-]+)$/.exec(String(schema['$ref']))?.[1];
    const target = name === undefined ? undefined : found[name];
    if (!isObject(target) || Object.keys(schema).length > 1 || random() < 0.5 || JSON.stringify(target).includes('$ref')) continue;
    delete schema['$ref'];
    Object.assign(schema, copy(target));
  }
  return document;
}

function describe(document: Doc): unknown {
  for (const schema of schemas(document)) if (schema['$ref'] === undefined) schema['description'] = 'Something else.';
  return document;
}

/** Keywords that mean the same in a branch of `allOf`. */
const MOVABLE = ['maxLength', 'minLength', 'pattern', 'enum', 'maxItems', 'properties', 'required', 'maximum', 'minimum', 'items'];

function split(document: Doc, random: Random): unknown {
  for (const schema of schemas(document)) {
    if (['$ref', 'allOf', 'oneOf', 'anyOf', 'additionalProperties'].some((key) => key in schema)) continue;
    const branch: Doc = {};
    for (const key of MOVABLE) {
      if (!(key in schema) || random() < 0.5) continue;
      branch[key] = schema[key];
      delete schema[key];
    }
    if (Object.keys(branch).length > 0) schema['allOf'] = [branch];
  }
  return document;
}

function eachOperation(document: Doc, visit: (operation: Doc) => void): void {
  for (const item of Object.values(getObject(document, 'paths') ?? {})) {
    for (const method of METHODS) {
      const operation = getObject(item, method);
      if (operation !== undefined) visit(operation as Doc);
    }
  }
}

function securityToOperations(document: Doc): unknown {
  const { security } = document;
  if (security === undefined) return document;
  delete document['security'];
  eachOperation(document, (operation) => {
    operation['security'] ??= copy(security);
  });
  return document;
}

function addAnswers(document: Doc): unknown {
  eachOperation(document, (operation) => {
    const responses = (operation['responses'] ?? {}) as Doc;
    responses['418'] ??= { description: 'A teapot.' };
    operation['responses'] = responses;
  });
  return document;
}

const on =
  (change: Transform): Transform =>
  (document, random) =>
    change(copy(document), random);

/** By name. None may give a finding. */
export const harmless: Readonly<Record<string, Transform>> = {
  reorder: (document) => reorder(document),
  renameComponents: on(renameComponents),
  renameSchemes: on(renameSchemes),
  inline: on(inline),
  describe: on(describe),
  split: on(split),
  securityToOperations: on(securityToOperations),
  addAnswers: on(addAnswers),
};
