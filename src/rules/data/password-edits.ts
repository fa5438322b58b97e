import type { Place } from '../../documents/place.ts';
import { get } from '../../documents/tree.ts';
import type { TreeEdit } from '../../documents/tree-edit.ts';
import type { Api, Schema } from '../../model/api.ts';

const COMBINING = ['$ref', '$dynamicRef', 'allOf', 'oneOf', 'anyOf', 'not', 'if', 'const', 'default'];

/** Whether a string is described where it is used and nowhere else, so that a keyword added there means this one alone. */
function isOwnString(value: Schema, place: Place): boolean {
  const { raw } = value;
  if (value.place.document !== place.document || value.place.pointer !== place.pointer) return false;
  return value.parts.length === 1 && get(raw, 'type') === 'string' && COMBINING.every((keyword) => get(raw, keyword) === undefined);
}

/**
 * The certain edit of a password that is written and read: `writeOnly: true`. 2.0 has no such keyword.
 * @param place of the property
 */
export function hidePassword(value: Schema, place: Place, api: Api): TreeEdit[] {
  const { raw } = value;
  if (api.version === '2.0' || !isOwnString(value, place)) return [];
  if (get(raw, 'writeOnly') !== undefined || get(raw, 'readOnly') === true) return [];
  return [{ kind: 'set', place: place.at('writeOnly'), value: true }];
}

/** The certain edit of a password that looks like any string: `format: password`. */
export function nameFormat(value: Schema, place: Place): TreeEdit[] {
  if (!isOwnString(value, place) || get(value.raw, 'format') !== undefined) return [];
  return [{ kind: 'set', place: place.at('format'), value: 'password' }];
}
