import { splitReference } from '../documents/reference-uri.ts';
import { get, getString, isObject, type JsonObject } from '../documents/tree.ts';
import { digest } from './digest.ts';

/** Longer names are told by their beginning and a digest. */
const MOST = 200;

/** Lists whose entries are told by their place: a tuple's first item is its first item. */
const TUPLES = new Set(['prefixItems', 'items']);

/** Lists of schemas, whose entries often have no name. */
const SCHEMA_LISTS = new Set(['allOf', 'anyOf', 'oneOf']);

/** Keywords that tell what a schema is for. Bounds and annotations are what findings are mended with: they must not rename it. */
const STRUCTURE = ['properties', 'items', 'allOf', 'anyOf', 'oneOf', 'not', 'const', 'if', 'required'];

/**
 * What an entry of a list is called: by its name, URL, scheme, reference or shape, never by its index. Equal entries share a name.
 * @param list key of the list
 * @param target what the entry refers to, when it is a reference that leads somewhere
 */
export function entryName(list: string, entry: unknown, index: number, target: () => unknown): string {
  if (TUPLES.has(list)) return String(index);
  if (!isObject(entry)) return short(`=${typeof entry === 'object' ? '[]' : String(entry)}`);
  // Of a waivers file.
  if (list === 'waivers') return short(`waiver:${getString(entry, 'rule') ?? ''} ${getString(entry, 'at') ?? ''}`);
  const ref = getString(entry, '$ref');
  if (ref !== undefined) return short(nameOf(target()) ?? `ref:${referenceName(ref)}`);
  return short(nameOf(entry) ?? shapeOf(list, entry));
}

/** `#/components/schemas/Pet`, `./schemas/Pet.yaml` and `./all.yaml#/Pet` are all `Pet`. */
export function referenceName(ref: string): string {
  const { uri, fragment } = splitReference(ref);
  const last = fragment.slice(fragment.lastIndexOf('/') + 1);
  return last !== '' ? last.replaceAll('~1', '/').replaceAll('~0', '~') : fileStem(uri);
}

/** File name without folder and extension. */
function fileStem(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.(?:json|ya?ml)$/i, '');
}

function nameOf(entry: unknown): string | undefined {
  const name = getString(entry, 'name');
  if (name !== undefined) return `${getString(entry, 'in') ?? 'name'}:${name}`;
  const url = getString(entry, 'url');
  if (url !== undefined) return `url:${url}`;
  const title = getString(entry, 'title');
  return title === undefined ? undefined : `title:${title}`;
}

function shapeOf(list: string, entry: JsonObject): string {
  if (SCHEMA_LISTS.has(list)) {
    const type = get(entry, 'type');
    const types = (Array.isArray(type) ? type : [type]).filter((each) => typeof each === 'string' && each !== 'null').sort();
    return `schema:${[...types, ...STRUCTURE.filter((keyword) => Object.hasOwn(entry, keyword))].join(',')}`;
  }
  const keys = Object.keys(entry).filter((key) => !key.startsWith('x-') && key !== 'description');
  return `keys:${keys.sort().join(',')}`;
}

function short(name: string): string {
  return name.length <= MOST ? name : `${name.slice(0, MOST)}…${digest(name)}`;
}
