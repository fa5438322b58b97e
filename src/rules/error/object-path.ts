import type { Operation } from '../../model/api.ts';
import { splitWords, type Words } from '../../model/words.ts';

const ID_WORDS = new Set(['id', 'uuid', 'guid', 'ulid', 'key', 'slug', 'number', 'reference', 'hash']);

/** The last path parameter that picks one object (`/users/{userId}`, `/users/{user}`); undefined for paths of versions, regions and the like. */
export function objectParameter(operation: Operation): string | undefined {
  const segments = operation.path.split('/');
  for (let index = segments.length - 1; index > 0; index--) {
    const name = /^\{([^{}]+)\}$/.exec(segments[index] as string)?.[1];
    if (name === undefined) continue;
    const words = splitWords(name);
    if (ID_WORDS.has(words.at(-1) ?? '') || namesItsCollection(words, splitWords(segments[index - 1] as string))) return name;
  }
  return undefined;
}

/** `/users/{username}`, `/pets/{pet}`: the parameter begins like the segment before it. */
function namesItsCollection(parameter: Words, collection: Words): boolean {
  const last = collection.at(-1) ?? '';
  return last.length > 2 && (parameter[0]?.startsWith(last) ?? false);
}
