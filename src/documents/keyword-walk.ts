import { isObject, type JsonObject } from './tree.ts';

/** Keywords whose value maps free names to objects: a `default` or `x-rate` below them is a name. */
const nameMaps = new Set([
  '$defs',
  'additionalOperations',
  'callbacks',
  'content',
  'definitions',
  'dependentSchemas',
  'encoding',
  'headers',
  'links',
  'mediaTypes',
  'parameters',
  'pathItems',
  'paths',
  'patternProperties',
  'properties',
  'requestBodies',
  'responses',
  'schemas',
  'securityDefinitions',
  'securitySchemes',
  'variables',
  'webhooks',
  // What 3.0 documents use for `webhooks`, and Azure's paths with query strings.
  'x-webhooks',
  'x-ms-paths',
]);

/** Keywords whose value is data, where `$ref` and `$id` mean nothing. */
const data = new Set(['const', 'default', 'enum', 'example', 'examples']);

/** What the keys of an object are: keywords, free names, or (in a file of unknown shape) whichever they look like. */
type Keys = 'keywords' | 'names' | 'either';

interface Item<Trail> {
  readonly value: unknown;
  readonly keys: Keys;
  readonly trail: Trail;
}

/**
 * Visits every object whose keys are keywords or names, in document order; data, such as examples, and `x-` extensions are left out.
 * `descend` makes the trail of a child from its parent's; a `visit` that returns false leaves out what is below.
 *
 * @param freeRoot the root is of unknown shape, such as a whole file: its keys may be names or the keywords of a schema
 */
export function walkKeywords<Trail>(
  root: unknown,
  freeRoot: boolean,
  start: Trail,
  descend: (trail: Trail, key: string | number, child: unknown) => Trail,
  visit: (object: JsonObject, trail: Trail) => unknown,
): void {
  const stack: Item<Trail>[] = [{ value: root, keys: freeRoot ? 'either' : 'keywords', trail: start }];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const first = stack.length;
    const { value, keys, trail } = item;
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) {
        const child: unknown = value[index];
        if (isContainer(child)) stack.push({ value: child, keys: 'keywords', trail: descend(trail, index, child) });
      }
    } else if (isObject(value)) {
      if (visit(value, trail) === false) continue;
      // Most values are no containers, and a list of all entries would be made for those few that are.
      for (const key in value) {
        const child = value[key];
        if (!isContainer(child) || (keys === 'keywords' && isSilent(key))) continue;
        stack.push({ value: child, keys: keysBelow(keys, key), trail: descend(trail, key, child) });
      }
    }
    reverseFrom(stack, first);
  }
}

function isSilent(key: string): boolean {
  return data.has(key) || (key.startsWith('x-') && !nameMaps.has(key));
}

function keysBelow(keys: Keys, key: string): Keys {
  if (keys === 'names' || !nameMaps.has(key)) return 'keywords';
  return keys === 'either' ? 'either' : 'names';
}

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function reverseFrom(stack: unknown[], first: number): void {
  for (let low = first, high = stack.length - 1; low < high; low++, high--) [stack[low], stack[high]] = [stack[high], stack[low]];
}
