import type { Place } from '../documents/place.ts';
import { get, getString } from '../documents/tree.ts';
import { partName } from './part-name.ts';

/** Steps of a schema path that name nothing by themselves. */
const SILENT = new Set(['schema', 'allOf', 'oneOf', 'anyOf', 'content', 'itemSchema']);

/**
 * What a place is called in a message, backticks included: `` `User.email` ``, `` query parameter `limit` of GET /pets ``,
 * `` `items` in the request body of POST /orders ``.
 */
export function label(place: Place): string {
  const { path } = place;
  const [first, second, third] = path.slice(0, 3).map(String);
  const root = place.document.value;
  if (first === 'components' && second === 'schemas' && third !== undefined) return quoted(third, path, 3);
  if (first === 'definitions' && second !== undefined) return quoted(second, path, 2);
  if (first === 'components' && second === 'pathItems' && third !== undefined) {
    return inOperation(get(get(get(root, first), second), third), `pathItems/${third}`, path.slice(3));
  }
  if (first === 'components' || first === 'parameters' || first === 'responses') {
    const [kind = '', name = '', rest] = first === 'components' ? [second, third, path.slice(3)] : [first, second, path.slice(2)];
    return `${inside(rest)}${COMPONENT_KINDS.get(kind) ?? 'component'} \`${name}\``;
  }
  if (first !== undefined && PATHS.has(first) && second !== undefined) {
    return inOperation(get(get(root, first), second), second, path.slice(2));
  }
  // A file that is a path item: its path stands where it is referred to.
  if (first !== undefined && METHODS.has(first) && get(get(root, first), 'responses') !== undefined) {
    return inOperation(root, `in ${place.document.file}`, path);
  }
  const trail = quoted(partName(place.document) ?? '', path);
  return trail === '' ? 'the document' : trail;
}

/** Fields of the root that hold path items. */
const PATHS = new Set(['paths', 'x-ms-paths', 'webhooks', 'x-webhooks']);

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']);

const COMPONENT_KINDS: ReadonlyMap<string, string> = new Map([
  ['parameters', 'parameter'],
  ['responses', 'response'],
  ['requestBodies', 'request body'],
  ['headers', 'header'],
  ['securitySchemes', 'security scheme'],
  ['examples', 'example'],
  ['callbacks', 'callback'],
  ['links', 'link'],
  ['mediaTypes', 'media type'],
]);

function inOperation(item: unknown, path: string, rest: readonly (string | number)[]): string {
  const [method] = rest;
  if (method === undefined) return `\`${path}\``;
  if (method === 'parameters') return `${parameter(get(item, 'parameters'), rest.slice(1))} of ${path}`;
  const more = method === 'additionalOperations';
  const operation = more ? get(get(item, 'additionalOperations'), String(rest[1])) : get(item, String(method));
  const name = `${more ? rest[1] : String(method).toUpperCase()} ${path}`;
  const [section, key, ...inner] = rest.slice(more ? 2 : 1);
  switch (section) {
    case 'parameters':
      return `${parameter(get(operation, 'parameters'), [key ?? '', ...inner])} of ${name}`;
    case 'requestBody':
      return `${inside([key ?? '', ...inner])}the request body of ${name}`;
    case 'responses': {
      const at = inner.indexOf('headers');
      if (at === 0 && inner[1] !== undefined) return `header \`${inner[1]}\` of the ${key} response of ${name}`;
      return `${inside(inner)}the ${key} response of ${name}`;
    }
    case undefined:
      return name;
    default:
      return `\`${section}\` of ${name}`;
  }
}

function parameter(list: unknown, [index, ...rest]: readonly (string | number)[]): string {
  const raw = Array.isArray(list) ? list[Number(index)] : undefined;
  const name = getString(raw, 'name');
  const location = getString(raw, 'in');
  const text = name === undefined ? 'a parameter' : `${location === undefined ? '' : `${location} `}parameter \`${name}\``;
  return `${inside(rest)}${text}`;
}

/** `` `a.b` in `` for the part of a path that lies inside a schema; empty when nothing there has a name. */
function inside(path: readonly (string | number)[]): string {
  const text = quoted('', path);
  return text === '' ? '' : `${text} in `;
}

/** @param from the first step after the name */
function quoted(name: string, path: readonly (string | number)[], from = 0): string {
  let text = name;
  for (let index = from; index < path.length; index++) {
    const step = path[index];
    // An entry of a list names nothing.
    if (typeof step !== 'string') continue;
    if (step === 'properties' && index + 1 < path.length) {
      index++;
      text += `${text === '' ? '' : '.'}${path[index]}`;
    } else if (step === 'items') text += '[]';
    else if (step === 'additionalProperties' || step === 'patternProperties') text += '.*';
    else if (step === 'content') index++;
    else if (!SILENT.has(step)) text += `${text === '' ? '' : '.'}${step}`;
  }
  return text === '' ? '' : `\`${text}\``;
}
