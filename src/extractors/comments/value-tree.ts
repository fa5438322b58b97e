import type { CodePlace, Value } from '../interpret/value.ts';
import { type CodeTree, leaf } from '../openapi/code-tree.ts';

/** A literal of the code as a tree; what is not known becomes undefined and is left out of objects. */
export function valueTree(value: Value, place: CodePlace, depth = 0): CodeTree | undefined {
  if (depth > 60) return undefined;
  switch (value.kind) {
    case 'literal':
      return leaf(value.value, place);
    case 'list':
      return { place, items: value.items.flatMap((item) => valueTree(item, place, depth + 1) ?? []) };
    case 'object': {
      const entries = new Map<string, CodeTree>();
      for (const [name, each] of value.fields) {
        const tree = name.startsWith('\0') ? undefined : valueTree(each, value.places.get(name) ?? place, depth + 1);
        if (tree !== undefined) entries.set(name, tree);
      }
      return { place, entries };
    }
    case 'text':
      return leaf(value.parts.map((part) => part ?? '').join(''), place);
    default:
      return undefined;
  }
}
