import type { Place } from '../../documents/place.ts';
import { get } from '../../documents/tree.ts';
import type { Schema, SchemaPart } from '../api.ts';
import { patternFacts } from '../pattern.ts';
import { isBound, isBoundedString } from '../string-bounds.ts';
import { numberRange } from './number-range.ts';

/** Stands for a schema where a bound is told as text. */
export const A_SCHEMA = '{...}';

/** A bound of the base that the head loosens or lacks. */
interface Loosening {
  /** The keyword of the base that bound most. */
  readonly keyword: string;
  /** Its value then, as text. */
  readonly before: string;
  /** What is left of it in the head, as text; undefined for nothing. */
  readonly after: string | undefined;
}

/** A bound that got looser, with the schema objects that say it. */
export interface LooseBound extends Loosening {
  /** The object of the base that held the keyword, and the one of the head that holds it, or would: a definition that others share. */
  readonly base: Place;
  readonly head: Place;
}

/** Every bound on a value that the head loosens. Where the base had several ways to say it, the loosest counts. */
export function looseBounds(base: readonly Schema[], head: Schema): LooseBound[] {
  const found = loosenings(base, head);
  return found.map((loosening) => {
    const has = ({ raw }: SchemaPart): boolean => get(raw, loosening.keyword) !== undefined;
    const [was = base[0]] = base.filter(({ parts }) => parts.some(has));
    const index = was?.parts.findIndex(has) ?? -1;
    // Where both are made up of the same number of objects, they are the same ones.
    const counterpart = was?.parts.length === head.parts.length ? head.parts[index] : undefined;
    return {
      ...loosening,
      base: was?.parts[index]?.place ?? was?.place ?? head.place,
      head: (head.parts.find(has) ?? counterpart)?.place ?? head.place,
    };
  });
}

function loosenings(base: readonly Schema[], head: Schema): Loosening[] {
  if (head.never) return [];
  return [
    ...looserOf('string', base, head, strings),
    ...looserOf('number', base, head, numbers),
    ...looserOf('array', base, head, arrays),
    ...looserOf('object', base, head, objects),
  ];
}

type Kind = 'string' | 'number' | 'array' | 'object';

function looserOf(
  kind: Kind,
  base: readonly Schema[],
  head: Schema,
  compare: (base: Schema, head: Schema) => Loosening[],
): readonly Loosening[] {
  if (!admits(head, kind)) return [];
  let fewest: Loosening[] | undefined;
  for (const schema of base) {
    if (!admits(schema, kind)) continue;
    const found = compare(schema, head);
    if (found.length === 0) return [];
    if (fewest === undefined || found.length < fewest.length) fewest = found;
  }
  return fewest ?? [];
}

/** Whether a value may be of a kind; nothing said is everything admitted. */
function admits({ types, never }: Schema, kind: Kind): boolean {
  if (never) return false;
  if (types.length === 0) return true;
  return kind === 'number' ? types.includes('number') || types.includes('integer') : types.includes(kind);
}

/** Formats that a validator checks; `password`, `byte` and the like only describe. */
const CHECKED_FORMATS: ReadonlySet<string> = new Set(
  (
    'date date-time time duration email idn-email hostname idn-hostname ipv4 ipv6 uri uri-reference uri-template url iri iri-reference ' +
    'uuid guid ulid json-pointer relative-json-pointer regex'
  ).split(' '),
);

function strings(base: Schema, head: Schema): Loosening[] {
  const found: Loosening[] = [];
  if (head.values !== undefined) return found;
  if (base.values !== undefined) return [{ keyword: keywordOf(base, 'enum', 'const'), before: list(base.values), after: undefined }];
  const format = checkedFormat(base);
  const isFormatted = checkedFormat(head) !== undefined;
  const before = restricting(base);
  const after = restricting(head);
  const isRestricted = after.length > 0 || isFormatted;
  const shown = before[0] ?? '';
  if (before.length > 0 && !isRestricted) {
    // Something may still stand there that lets everything pass.
    found.push({ keyword: 'pattern', before: shown, after: head.pattern });
  } else if (before.some(isWhole) && after.length > 0 && !isFormatted && !after.some(isWhole)) {
    found.push({ keyword: 'pattern', before: shown, after: head.pattern });
  }
  if (format !== undefined && !isRestricted) found.push({ keyword: 'format', before: format, after: undefined });
  const length = lengthLoosening(base, head, shown);
  // What only a pattern bounded is told with it.
  if (length !== undefined && (length.keyword === 'maxLength' || found.length === 0)) found.push(length);
  if ((base.minLength ?? 0) > (head.minLength ?? 0) && !found.some(({ keyword }) => keyword === 'pattern')) {
    const isImplied = (head.patterns.length > 0 && base.patterns.length === 0) || isFormatted;
    if (!isImplied) found.push({ keyword: 'minLength', before: String(base.minLength), after: limitText(head.minLength) });
  }
  return found;
}

function lengthLoosening(base: Schema, head: Schema, pattern: string): Loosening | undefined {
  const [then, now] = [longest(base), longest(head)];
  // A format of bounded length has no number of its own.
  if (then >= now || (now === Number.POSITIVE_INFINITY && isBoundedString(head))) return undefined;
  const [stated, left] = [base.maxLength, head.maxLength];
  if (stated !== undefined && isBound(stated) && stated < (left ?? Number.POSITIVE_INFINITY)) {
    return { keyword: 'maxLength', before: String(stated), after: limitText(left) };
  }
  return { keyword: 'pattern', before: pattern, after: head.pattern };
}

function checkedFormat({ format }: Schema): string | undefined {
  return format !== undefined && CHECKED_FORMATS.has(format.toLowerCase()) ? format : undefined;
}

/** Patterns that refuse something. One that cannot be read is taken at its word. */
function restricting({ patterns }: Schema): readonly string[] {
  return patterns.filter((pattern) => patternFacts(pattern)?.loose !== true);
}

/** Whether a pattern speaks of the whole value. */
function isWhole(pattern: string): boolean {
  const facts = patternFacts(pattern);
  return facts?.anchoredStart === true && facts.anchoredEnd;
}

function longest({ maxLength, patterns }: Schema): number {
  const limit = isBound(maxLength) ? (maxLength ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  return Math.min(limit, ...patterns.slice(0, 20).map((pattern) => patternFacts(pattern)?.maxLength ?? Number.POSITIVE_INFINITY));
}

function numbers(base: Schema, head: Schema): Loosening[] {
  if (head.values !== undefined) return [];
  if (base.values !== undefined) return [{ keyword: keywordOf(base, 'enum', 'const'), before: list(base.values), after: undefined }];
  const found: Loosening[] = [];
  const [before, after] = [numberRange(base), numberRange(head)];
  if (before.high < after.high) found.push({ keyword: 'maximum', before: String(before.high), after: limitText(after.high) });
  if (before.low > after.low) found.push({ keyword: 'minimum', before: String(before.low), after: limitText(after.low) });
  return found;
}

function arrays(base: Schema, head: Schema): Loosening[] {
  const found: Loosening[] = [];
  const isTuple = head.items?.never === true;
  if (!isTuple && isBound(base.maxItems) && (!isBound(head.maxItems) || (base.maxItems ?? 0) < (head.maxItems ?? 0))) {
    found.push({ keyword: 'maxItems', before: String(base.maxItems), after: limitText(head.maxItems) });
  }
  if ((base.minItems ?? 0) > (head.minItems ?? 0)) {
    found.push({ keyword: 'minItems', before: String(base.minItems), after: limitText(head.minItems) });
  }
  return found;
}

function objects(base: Schema, head: Schema): Loosening[] {
  const found: Loosening[] = [];
  if (
    isBound(base.maxProperties) &&
    !isClosed(head) &&
    (!isBound(head.maxProperties) || (base.maxProperties ?? 0) < (head.maxProperties ?? 0))
  ) {
    found.push({ keyword: 'maxProperties', before: String(base.maxProperties), after: limitText(head.maxProperties) });
  }
  const opened = openedValues(base, head);
  if (opened !== undefined) found.push(opened);
  return found;
}

/** Unknown properties that were refused, or described, and now pass. */
function openedValues(base: Schema, head: Schema): Loosening | undefined {
  const keyword = keywordOf(base, 'additionalProperties', 'unevaluatedProperties');
  if (isClosed(base)) {
    if (isClosed(head)) return undefined;
    const { additional } = head;
    return { keyword, before: 'false', after: additional === undefined ? undefined : typeof additional === 'object' ? A_SCHEMA : 'true' };
  }
  if (typeof base.additional !== 'object' || base.additional.empty) return undefined;
  const { additional } = head;
  if (typeof additional === 'object' ? !additional.empty : additional === false) return undefined;
  // A map that has become an object with names says nothing of others, as most objects do.
  if (additional === undefined && (head.properties.size > 0 || !isLimited(base.additional))) return undefined;
  return { keyword, before: A_SCHEMA, after: additional === undefined ? undefined : 'true' };
}

function isClosed({ additional }: Schema): boolean {
  return additional === false || (typeof additional === 'object' && additional.never);
}

/** Whether a schema bounds its values by more than their type. */
function isLimited({ values, maxLength, patterns, maximum, minimum, maxItems, maxProperties, properties }: Schema): boolean {
  return (
    [values, maxLength, maximum, minimum, maxItems, maxProperties].some((bound) => bound !== undefined) ||
    patterns.length > 0 ||
    properties.size > 0
  );
}

function keywordOf({ parts }: Schema, first: string, second: string): string {
  const says = (keyword: string): boolean => parts.some(({ raw }) => get(raw, keyword) !== undefined);
  return !says(first) && says(second) ? second : first;
}

function limitText(limit: number | undefined): string | undefined {
  return limit === undefined || !Number.isFinite(limit) ? undefined : String(limit);
}

function list(values: readonly unknown[]): string {
  const shown = values.slice(0, 3).map((value) => (typeof value === 'object' ? '...' : String(value)));
  return values.length > 3 ? `${shown.join(', ')}, ...` : shown.join(', ');
}
