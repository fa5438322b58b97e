import type { Place } from '../../documents/place.ts';
import { get } from '../../documents/tree.ts';
import type { Schema } from '../../model/api.ts';
import { numberRange } from '../../model/change/number-range.ts';
import { isBound, isBoundedString } from '../../model/string-bounds.ts';
import { quotedList } from '../regress/wording.ts';

/** A bound of which code and document say two things; of an `enum` what only one side lists. */
export interface Difference {
  readonly keyword: string;
  readonly code: string;
  readonly document: string;
}

interface Facts {
  readonly keyword: string;
  readonly of: (schema: Schema) => number | undefined;
}

/** Numbers that both sides may state. Below 2, `minLength` and `minItems` only say that something must be there. */
const LIMITS: readonly Facts[] = [
  { keyword: 'maxLength', of: ({ maxLength }) => real(maxLength) },
  { keyword: 'minLength', of: ({ minLength }) => (minLength !== undefined && minLength > 1 ? minLength : undefined) },
  { keyword: 'maximum', of: (schema) => finite(numberRange(schema).high) },
  { keyword: 'minimum', of: (schema) => finite(numberRange(schema).low) },
  { keyword: 'maxItems', of: ({ maxItems }) => real(maxItems) },
  { keyword: 'minItems', of: ({ minItems }) => (minItems !== undefined && minItems > 1 ? minItems : undefined) },
];

/** Bounds that keep a value from being as large, or as far below zero, as a client likes. */
const DROPPED: readonly Facts[] = LIMITS.filter(({ keyword }) => keyword.startsWith('max') || keyword === 'minimum');

/** Formats that say what a text must look like. */
const FORMATS: ReadonlySet<string> = new Set(['uuid', 'date', 'date-time', 'time', 'email', 'ipv4', 'ipv6', 'uri', 'hostname']);
/** Formats of texts that code reads as something else: numbers that are too large, and files. */
const READ_OTHERWISE: ReadonlySet<string> = new Set([
  'decimal',
  'int64',
  'int32',
  'uint64',
  'binary',
  'byte',
  'bigint',
  'number',
  'double',
  'float',
]);

/**
 * What the code states otherwise than every way of the document; nothing where either says nothing.
 * @param isText whether the value comes as text, as those of parameters do
 */
export function differences(code: Schema, document: readonly Schema[], isText: boolean): Difference[] {
  if (code.alternatives.length > 0 || code.never) return [];
  const all = document.map((schema) => differencesOf(code, schema, isText));
  return all.some((found) => found.length === 0) ? [] : (all[0] ?? []);
}

function differencesOf(code: Schema, document: Schema, isText: boolean): Difference[] {
  const type = typeDifference(code, document, isText);
  if (type !== undefined) return [type];
  const found = LIMITS.flatMap(({ keyword, of }): Difference[] => {
    const [a, b] = [of(code), of(document)];
    return a === undefined || b === undefined || a === b ? [] : [{ keyword, code: String(a), document: String(b) }];
  });
  const values = valuesDifference(code, document);
  return values === undefined ? found : [...found, values];
}

function typeDifference(code: Schema, document: Schema, isText: boolean): Difference | undefined {
  if (!code.typed || !document.typed || code.types.length === 0 || document.types.length === 0) return undefined;
  const [format, other] = [code.format?.toLowerCase() ?? '', document.format?.toLowerCase() ?? ''];
  if (!code.types.some((type) => document.types.some((same) => isAlike(type, same)))) {
    if (READ_OTHERWISE.has(format) && code.types.includes('string')) return undefined;
    if (document.types.includes('file') || (READ_OTHERWISE.has(other) && document.types.includes('string'))) return undefined;
    // A list as text with commas, a flag as `true`, and an object as text are conventions of frameworks.
    const isConvention = [code, document].some(({ types }) => types.some((type) => ['array', 'object', 'boolean'].includes(type)));
    // What comes as text is text before it is read as something else.
    if (isText && (isConvention || code.types.includes('string'))) return undefined;
    return { keyword: 'type', code: code.types.join(' or '), document: document.types.join(' or ') };
  }
  const isClash = FORMATS.has(format) && FORMATS.has(other) && format !== other && code.types.includes('string');
  return isClash ? { keyword: 'format', code: format, document: other } : undefined;
}

function isAlike(a: string, b: string): boolean {
  return a === b || (a === 'integer' && b === 'number') || (a === 'number' && b === 'integer');
}

function valuesDifference({ values: code }: Schema, { values: document }: Schema): Difference | undefined {
  if (code === undefined || document === undefined) return undefined;
  const [a, b] = [named(code), named(document)];
  const added = [...a.keys()].filter((value) => !b.has(value));
  const missing = [...b.keys()].filter((value) => !a.has(value));
  if (added.length === 0 && missing.length === 0) return undefined;
  const show = (shown: readonly string[], all: ReadonlyMap<string, string>): string =>
    quotedList(shown.map((value) => all.get(value) ?? ''));
  return { keyword: 'enum', code: show(added, a), document: show(missing, b) };
}

/** Values without case, as frameworks rename constants; `null` is said by the type. */
function named(values: readonly unknown[]): Map<string, string> {
  return new Map(values.filter((value) => value !== null).map((value) => [String(JSON.stringify(value)).toLowerCase(), String(value)]));
}

/** The bound that a document states and the code does not; `kept` where the code has those that the document states. */
export function droppedBound(code: Schema, document: readonly Schema[]): Difference | 'kept' | undefined {
  if (code.alternatives.length > 0 || !code.typed) return undefined;
  let kept: 'kept' | undefined;
  for (const { keyword, of } of DROPPED) {
    const stated = document.map(of);
    if (stated.some((limit) => limit === undefined) || !concerns(keyword, code)) continue;
    if (of(code) !== undefined) kept = 'kept';
    else if (code.values === undefined && !(keyword === 'maxLength' && isBoundedString(code))) {
      return { keyword, code: 'none', document: String(stated[0]) };
    }
  }
  return kept;
}

function concerns(keyword: string, { types }: Schema): boolean {
  if (keyword === 'maxLength') return types.includes('string');
  return keyword === 'maxItems' ? types.includes('array') : types.includes('integer') || types.includes('number');
}

/** Where a schema says a keyword; undefined when it does not. */
export function keywordPlace({ parts }: Schema, keyword: string): Place | undefined {
  return parts.find(({ raw }) => get(raw, keyword) !== undefined)?.place.at(keyword);
}

function real(limit: number | undefined): number | undefined {
  return isBound(limit) ? limit : undefined;
}

function finite(limit: number): number | undefined {
  return Number.isFinite(limit) ? limit : undefined;
}
