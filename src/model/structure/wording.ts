/** The sentences of structure findings. */
import { getString, type JsonObject } from '../../documents/tree.ts';
import { nearest } from '../../nearest.ts';
import type { OasVersion } from '../api.ts';
import type { ObjectShape, Shape } from './types.ts';
import { shapesOf, versionWithField } from './versions.ts';

/** What a field must be. */
function expectation(shape: Shape): string {
  switch (shape.kind) {
    case 'any':
      return 'anything';
    case 'text':
      return shape.values === undefined ? 'a string' : choice(shape.values);
    case 'flag':
      return shape.only ? '`true`' : 'true or false';
    case 'number':
      return { none: 'a number', positive: 'a number above zero', count: 'a whole number, zero or more' }[shape.limit];
    case 'list':
      return 'a list';
    case 'map':
      return 'an object';
    case 'object':
    case 'union':
      return `an object (${shape.name})`;
    case 'reference':
      return `an object (${shape.target.name})`;
    case 'either':
      return shape.says;
  }
}

function choice(values: readonly string[]): string {
  return values.length === 1 ? `\`${values[0]}\`` : `one of ${values.map((value) => `\`${value}\``).join(', ')}`;
}

/** What stands there instead. */
function actual(value: unknown): string {
  if (value === null) return 'empty (null)';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return `the string \`${cut(value)}\``;
  return `\`${cut(String(value))}\``;
}

/** Text of a document, short enough for a message. */
export function cut(text: string, most = 60): string {
  return text.length > most ? `${text.slice(0, most - 3)}...` : text;
}

export function wrongValue(label: string, shape: Shape, value: unknown): string {
  const near = shape.kind === 'text' && shape.values !== undefined && typeof value === 'string' ? nearest(value, shape.values) : undefined;
  const remedy = near === undefined || (shape.kind === 'text' && shape.values?.length === 1) ? '' : `: did you mean \`${near}\`?`;
  return `${label} must be ${expectation(shape)}, not ${actual(value)}${value === null ? ': fill it or remove it' : remedy}`;
}

export function unknownField(key: string, shape: ObjectShape, version: OasVersion): string {
  const { fields, patterned, extensions, misplaced } = shape.spec;
  if (patterned !== undefined) return patterned.says(cut(key));
  const belongs = misplaced.get(key);
  if (belongs !== undefined) return `\`${key}\` ${belongs}: remove it here`;
  const says = `\`${cut(key)}\` is not a field of ${an(shape.name)}`;
  if (fields.has('schema') && shapesOf(version).shapes.schema.spec.fields.has(key)) return `${says}: move it into \`schema\``;
  const other = versionWithField(shape.name, key, version);
  if (other !== undefined) return `${says} in OpenAPI ${version}, though it is in ${other}: remove it or name it \`x-${key}\``;
  const near = nearest(key, fields.keys());
  if (near !== undefined) return `${says}: did you mean \`${near}\`?`;
  return `${says}: remove it${extensions ? ` or name it \`x-${cut(key)}\`` : ''}`;
}

export function missingField(key: string, shape: ObjectShape, raw: JsonObject): string {
  const field = shape.spec.fields.get(key);
  const needed = field?.kind === 'flag' && field.only ? `${key}: true` : key;
  const name = getString(raw, 'name');
  return `${shape.name}${name === undefined || name === '' ? '' : ` \`${cut(name)}\``} needs \`${needed}\`: add it`;
}

export function misplacedRef(shape: ObjectShape): string {
  return `\`$ref\` cannot stand here: write the ${shape.name} itself`;
}

/** `a Schema Object`, `an Operation Object`. */
export function an(name: string): string {
  return `${/^[AEIOUX]/.test(name) ? 'an' : 'a'} ${name}`;
}
