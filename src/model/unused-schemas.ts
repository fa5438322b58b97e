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
  // A definition that stands in a file of its own is an alias here.
  const targets = new Map(definitions.map((definition) => [definition, targetOf(definition, references)]));
  for (const target of targets.values()) {
    walkKeywords<Place>(
      target.value,
      false,
      target.place,
      (place, key) => place.at(key),
      (object, place) => {
        for (const ref of referencesIn(object)) {
          const found = references.seek(ref, place)?.value;
          if (found !== target.value) referred.add(found);
        }
      },
    );
  }
  const isServing = (definition: Found): boolean => referred.has(targets.get(definition)?.value);
  return [...definitions.filter((definition) => !isServing(definition)), ...definitions.filter(isServing)];
}

function targetOf(definition: Found, references: SchemaReferences): Found {
  const { value, place } = definition;
  return isObject(value) && references.isAlias(value, place) ? (references.follow(value, place) ?? definition) : definition;
}

function referencesIn(object: JsonObject): readonly string[] {
  const ref = referenceOf(object);
  const mapping = get(get(object, 'discriminator'), 'mapping');
  if (!isObject(mapping)) return ref === undefined ? [] : [ref];
  const named = Object.values(mapping).filter((name) => typeof name === 'string');
  return [...(ref === undefined ? [] : [ref]), ...named.flatMap((name) => [name, `#/components/schemas/${name}`])];
}
