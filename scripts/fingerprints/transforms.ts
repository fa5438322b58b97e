/** Changes of a document that change nothing of its meaning, and one that does. */
import { dump, load } from 'js-yaml';

export type Tree = Record<string, unknown>;
/** The files of a document, the root among them. */
export interface Files {
  readonly root: string;
  readonly files: Readonly<Record<string, string>>;
}

type Transform = (document: Tree, judged: ReadonlySet<string>) => Files;

const ROOT = 'api/openapi.json';
const json = (value: unknown, indent?: number): string => JSON.stringify(value, null, indent);
const alone = (root: string, text: string): Files => ({ root, files: { [root]: text } });

/** The document as it is taken for the base. */
export const original = (document: Tree): Files => alone(ROOT, json(document, 2));

/** By name; `judged` are the pointers of what has findings. */
export const HARMLESS: Readonly<Record<string, Transform>> = {
  'keys reordered': (document) => alone(ROOT, json(map(document, reversed), 2)),
  'lists reordered': (document) => alone(ROOT, json(map(document, reversedLists), 2)),
  reindented: (document) => alone(ROOT, json(document, 7)),
  'on one line': (document) => alone(ROOT, json(document)),
  'JSON to YAML': (document) => alone('api/openapi.yaml', dump(document)),
  'JSON to YAML and back': (document) => alone(ROOT, json(load(dump(document)), 2)),
  'lines moved': (document) => alone(ROOT, `\n\n\n${json({ 'x-moved': Array.from({ length: 40 }, (_, line) => line), ...document }, 2)}`),
  'YAML with comments': (document) => alone('api/openapi.yml', `# Moved\n\n${dump(document).replace(/^(\s*)(\w+):/gm, '$1# $2\n$1$2:')}`),
  'unrelated components renamed': (document, judged) => alone(ROOT, json(renamed(document, judged), 2)),
  'split, the root refers to its parts': (document) => split(document, true),
  'split, the parts refer to each other': (document) => split(document, false),
};

/** Adds one thing that one rule finds. */
export function worsened(document: Tree): Files {
  const tags = Array.isArray(document['tags']) ? document['tags'] : [];
  return alone(ROOT, json({ ...document, tags: [{ name: 'added', description: 'See <script>alert(1)</script>.' }, ...tags] }, 2));
}

type Change = (value: unknown, parent: string) => unknown;

/** Applies a change to every value, the innermost first. */
function map(value: unknown, change: Change, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => map(item, change, key));
    return change(items, key);
  }
  if (typeof value !== 'object' || value === null) return change(value, key);
  return change(Object.fromEntries(Object.entries(value).map(([name, child]) => [name, map(child, change, name)])), key);
}

const reversed: Change = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).reverse()) : value;

/** Lists whose order means nothing. */
const SETS = new Set(['parameters', 'tags', 'required', 'anyOf', 'oneOf', 'schemes', 'produces', 'consumes', 'security']);
const reversedLists: Change = (value, key) => (Array.isArray(value) && SETS.has(key) ? [...value].reverse() : value);

/** Every map of definitions, by the pointer that references begin with. */
function sections(document: Tree): [string, Tree][] {
  const components = isTree(document['components']) ? Object.entries(document['components']) : [];
  const all: [string, unknown][] = [
    ...components.filter(([name]) => name !== 'securitySchemes').map(([name, value]): [string, unknown] => [`#/components/${name}`, value]),
    ...['definitions', 'parameters', 'responses'].map((name): [string, unknown] => [`#/${name}`, document[name]]),
  ];
  return all.filter((each): each is [string, Tree] => isTree(each[1]));
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function renamed(document: Tree, judged: ReadonlySet<string>): unknown {
  const names = new Map<string, string>();
  for (const [base, section] of sections(document)) {
    for (const name of Object.keys(section)) {
      const pointer = `${base}/${escaped(name)}`;
      const has = [...judged].some((found) => `#${found}` === pointer || `#${found}`.startsWith(`${pointer}/`));
      if (!has) names.set(pointer, `${pointer}Renamed`);
    }
  }
  const copy = structuredClone(document);
  for (const [base, section] of sections(copy)) {
    for (const name of Object.keys(section)) {
      if (!names.has(`${base}/${escaped(name)}`)) continue;
      section[`${name}Renamed`] = section[name];
      delete section[name];
    }
  }
  return map(copy, (value) => (typeof value === 'string' ? (names.get(value) ?? value) : value));
}

/** One file for each definition and each path. With `aliases` the root keeps an entry that refers to each definition. */
function split(document: Tree, aliases: boolean): Files {
  const folder = 'api';
  const files: Record<string, string> = {};
  const places = new Map<string, string>();
  const taken = new Set<string>();
  const used = references(document);
  for (const [base, section] of sections(document)) {
    // An example's file is data.
    if (base.endsWith('/examples')) continue;
    // OAS 2.0 lets only schemas be references there.
    if (aliases && (base === '#/parameters' || base === '#/responses')) continue;
    for (const name of Object.keys(section)) {
      // Without an entry in the root nothing would lead to what nothing refers to.
      if (!aliases && !used.has(`${base}/${escaped(name)}`)) continue;
      // A name that is no file name stays in the root.
      const file = `${base.slice(base.lastIndexOf('/') + 1)}/${name}.json`;
      if (!/^[\w.-]+$/.test(name) || taken.has(file.toLowerCase())) continue;
      taken.add(file.toLowerCase());
      places.set(`${base}/${escaped(name)}`, file);
    }
  }
  const copy = structuredClone(document);
  const parts = new Map<string, unknown>();
  for (const [base, section] of sections(copy)) {
    for (const name of Object.keys(section)) {
      const file = places.get(`${base}/${escaped(name)}`);
      if (file === undefined) continue;
      parts.set(file, section[name]);
      if (aliases) section[name] = { $ref: `./${file}` };
      else delete section[name];
    }
  }
  const paths = isTree(copy['paths']) ? copy['paths'] : {};
  for (const [number, path] of Object.keys(paths).entries()) {
    const file = `paths/p${number}.json`;
    if (!isTree(paths[path]) || path.startsWith('x-') || '$ref' in paths[path]) continue;
    parts.set(file, paths[path]);
    paths[path] = { $ref: `./${file}` };
  }
  const root = aliases ? copy : map(copy, (value, key) => repoint(value, key, './', './openapi.json'));
  files[ROOT] = json(root, 2);
  for (const [file, value] of parts) {
    files[`${folder}/${file}`] = json(
      map(value, (inner, key) => repoint(inner, key, '../', '../openapi.json')),
      2,
    );
  }
  return { root: ROOT, files };

  function repoint(value: unknown, key: string, up: string, home: string): unknown {
    if (typeof value !== 'string' || !value.startsWith('#/') || (key !== '$ref' && !places.has(value))) return value;
    const direct = places.get(value);
    if (!aliases && direct !== undefined) return up + direct;
    // What lies deeper in a definition that moved.
    const outer = aliases ? undefined : [...places.keys()].find((pointer) => value.startsWith(`${pointer}/`));
    if (outer !== undefined) return `${up}${places.get(outer)}#${value.slice(outer.length)}`;
    return up === './' ? value : home + value;
  }
}

/** The definitions that paths and the rest of the document lead to. */
function references(document: Tree): Set<string> {
  const definitions = new Map<string, unknown>(
    sections(document).flatMap(([base, section]) =>
      Object.keys(section).map((name) => [`${base}/${escaped(name)}`, section[name]] as const),
    ),
  );
  const found = new Set<string>();
  // What only an extension names is not read.
  const outside = map(document, withoutExtensions) as Tree;
  for (const [, section] of sections(outside)) for (const name of Object.keys(section)) delete section[name];
  const pending: unknown[] = [outside];
  for (const value of pending) {
    map(value, (inner) => {
      const pointer =
        typeof inner === 'string'
          ? inner
              .split('/')
              .slice(0, inner.startsWith('#/components/') ? 4 : 3)
              .join('/')
          : '';
      if (!definitions.has(pointer) || found.has(pointer)) return inner;
      found.add(pointer);
      pending.push(map(definitions.get(pointer), withoutExtensions));
      return inner;
    });
  }
  return found;
}

const withoutExtensions: Change = (value) =>
  isTree(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith('x-'))) : value;

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
