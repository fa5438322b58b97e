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
]);

/** Keywords whose value is data, where `$ref` and `$id` mean nothing. */
const data = new Set(['const', 'default', 'enum', 'example', 'examples']);

interface Item<Trail> {
  readonly value: unknown;
  readonly names: boolean;
  readonly trail: Trail;
}

/**
 * Visits every object whose keys are keywords or names, in document order; data, such as examples, and `x-` extensions are left out.
 * `descend` makes the trail of a child from its parent's.
 *
 * @param freeRoot the root is a file of unknown shape, whose keys may all be names
 */
export function walkKeywords<Trail>(
  root: unknown,
  freeRoot: boolean,
  trail: Trail,
  descend: (trail: Trail, key: string | number, child: unknown) => Trail,
  visit: (object: JsonObject, trail: Trail) => void,
): void {
  const stack: Item<Trail>[] = [{ value: root, names: freeRoot, trail }];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const first = stack.length;
    if (Array.isArray(item.value)) {
      for (const [index, child] of item.value.entries()) {
        if (isContainer(child)) stack.push({ value: child, names: false, trail: descend(item.trail, index, child) });
      }
    } else if (isObject(item.value)) {
      visit(item.value, item.trail);
      for (const [key, child] of Object.entries(item.value)) {
        if (!isContainer(child) || (!item.names && (data.has(key) || key.startsWith('x-')))) continue;
        stack.push({ value: child, names: !item.names && nameMaps.has(key), trail: descend(item.trail, key, child) });
      }
    }
    reverseFrom(stack, first);
  }
}

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function reverseFrom(stack: unknown[], first: number): void {
  for (let low = first, high = stack.length - 1; low < high; low++, high--) [stack[low], stack[high]] = [stack[high], stack[low]];
}
