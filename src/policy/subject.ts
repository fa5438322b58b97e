import { type Place, written } from '../documents/place.ts';
import type { Api, Operation, PathItem } from '../model/api.ts';
import type { Subject } from './selectors.ts';

/**
 * Tells for each place of an API what it is about: the operation or path item that it stands in, in whatever file that is. What stands
 * elsewhere, such as a shared schema, has no path.
 */
export function subjectsOf(api: Api): (place: Place) => Subject {
  const known = new Map<string, Operation | PathItem>();
  // An operation that two paths share is one place; the first path names it.
  for (const node of [...api.operations, ...api.pathItems]) {
    const key = keyOf(node.place);
    if (!known.has(key)) known.set(key, node);
  }
  const root = api.place.document.file;
  return (place) => {
    const { file } = written(place).document;
    const base: Subject = file === root ? { file } : { file, root };
    const prefix = keyOf(place).slice(0, -place.pointer.length || undefined);
    for (let pointer = place.pointer; ; pointer = pointer.slice(0, pointer.lastIndexOf('/'))) {
      const node = known.get(prefix + pointer);
      if (node !== undefined) return { ...base, ...about(node) };
      if (pointer === '') return base;
    }
  };
}

function about(node: Operation | PathItem): Partial<Subject> {
  if (node.kind === 'pathItem') return { path: node.path };
  const { path, method, tags, operationId } = node;
  return { path, method, tags, operationId };
}

function keyOf({ document, pointer }: Place): string {
  return `${document.file}#${document.index}${pointer}`;
}
