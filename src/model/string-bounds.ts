import { get } from '../documents/tree.ts';
import type { Schema } from './api.ts';
import { patternFacts } from './pattern.ts';

/** Formats whose strings have a largest length by their own definition and that validators enforce. `email`, `uri` and `byte` have none. */
const boundedFormats: ReadonlySet<string> = new Set([
  'date',
  'date-time',
  'time',
  'full-date',
  'partial-time',
  'date-time-rfc1123',
  'google-datetime',
  'google-duration',
  'uuid',
  'guid',
  'ulid',
  'ipv4',
  'ipv6',
  'hostname',
  'char',
  'int8',
  'int16',
  'int32',
  'int64',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
]);

/** Whether a `maxLength`, `maxItems` or `maxProperties` is a bound at all: generators write the largest int32 where they know none. */
export function isBound(limit: number | undefined): boolean {
  return limit !== undefined && limit < 2 ** 31 - 1;
}

/** Whether the length of a string has an upper bound: `maxLength`, `enum` or `const`, a format of bounded length, or a bounded pattern. */
export function isBoundedString(schema: Schema, moreFormats: readonly string[] = []): boolean {
  if (isBound(schema.maxLength) || schema.values !== undefined) return true;
  const format = schema.format?.toLowerCase();
  if (format !== undefined && (boundedFormats.has(format) || moreFormats.includes(format))) return true;
  return schema.patterns.some((pattern) => (patternFacts(pattern)?.maxLength ?? Number.POSITIVE_INFINITY) < Number.POSITIVE_INFINITY);
}

/** Raw bytes rather than text: `format: binary`, 2.0 `type: file`, 3.1+ `contentMediaType` without an encoding. Sizes are judged as uploads. */
export function isBinary(schema: Schema): boolean {
  if (schema.format === 'binary' || schema.types.includes('file')) return true;
  return schema.parts.some(({ raw }) => {
    const media = get(raw, 'contentMediaType');
    return typeof media === 'string' && get(raw, 'contentEncoding') === undefined && !/^text\/|json|xml/i.test(media);
  });
}
