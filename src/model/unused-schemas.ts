import { walkKeywords } from '../documents/keyword-walk.ts';
import type { Place } from '../documents/place.ts';
import { get, isObject, type JsonObject } from '../documents/tree.ts';
import { type Found, referenceOf, type SchemaReferences } from './schema-references.ts';

/**
 * Definitions in the order in which they must be read so that what serves others is met as that, whatever the order in the document:
 * those that nothing refers to, then the rest, of which only circles are left when the first have been read.
 */
export function readingOrder(definitions: readonly Found[], references: SchemaReferences): readonly Found[] {
  const referred = new Set<unknown>();
  for (const definition of definitions) {
    walkKeywords<Place>(
      definition.value,
      false,
      definition.place,
      (place, key) => place.at(key),
      (object, place) => {
        for (const ref of referencesIn(object)) {
          const target = references.seek(ref, place)?.value;
          if (target !== definition.value) referred.add(target);
        }
      },
    );
  }
  const isServing = ({ value }: Found): boolean => referred.has(value);
  return [...definitions.filter((definition) => !isServing(definition)), ...definitions.filter(isServing)];
}

function referencesIn(object: JsonObject): readonly string[] {
  const ref = referenceOf(object);
  const mapping = get(get(object, 'discriminator'), 'mapping');
  if (!isObject(mapping)) return ref === undefined ? [] : [ref];
  const named = Object.values(mapping).filter((name) => typeof name === 'string');
  return [...(ref === undefined ? [] : [ref]), ...named.flatMap((name) => [name, `#/components/schemas/${name}`])];
}
