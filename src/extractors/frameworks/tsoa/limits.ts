/** Limits that JSDoc states and that tsoa checks: `@maxLength 10`, `@isInt limit`, `@pattern ^[a-z]+$ "only letters"`. */
import type { CodePlace, CodeSchema } from '../../route.ts';
import { withKeyword } from '../../schema/schema.ts';
import type { Doc } from '../../syntax/unit.ts';
import { table } from '../../table.ts';

/** One tag of a comment. */
export interface Limit {
  readonly tag: string;
  /** What follows the tag, on its line. */
  readonly text: string;
  readonly place: CodePlace;
}

const NUMBERS: Readonly<Record<string, string>> = table({
  maxLength: 'maxLength',
  minLength: 'minLength',
  maximum: 'maximum',
  minimum: 'minimum',
  maxItems: 'maxItems',
  minItems: 'minItems',
});

/** Tags that say what kind of value it is. */
const KINDS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  isInt: { type: 'integer', format: 'int32' },
  isInteger: { type: 'integer', format: 'int32' },
  isLong: { type: 'integer', format: 'int64' },
  isFloat: { type: 'number', format: 'float' },
  isDouble: { type: 'number', format: 'double' },
  isString: { type: 'string' },
  isBool: { type: 'boolean' },
  isBoolean: { type: 'boolean' },
  isDate: { type: 'string', format: 'date' },
  isDateTime: { type: 'string', format: 'date-time' },
  uniqueItems: { uniqueItems: true },
});

/** Every tag of a doc comment that stands at the beginning of a line. */
export function limitsIn(doc: Doc | undefined, file: string): Limit[] {
  if (doc === undefined) return [];
  const limits: Limit[] = [];
  let start = doc.at.start;
  for (const line of doc.text.split('\n')) {
    const [lead = '', tag, text = ''] = /^[\s/*]*@(\w+)(.*)$/.exec(line) ?? [];
    if (tag !== undefined) {
      const from = start + lead.indexOf('@');
      limits.push({ tag, text: text.replace(/\*\/\s*$/, '').trim(), place: { file, span: { start: from, end: start + line.length } } });
    }
    start += line.length + 1;
  }
  return limits;
}

/** The limits that name a parameter, without its name. */
export function limitsOf(name: string, limits: readonly Limit[]): Limit[] {
  return limits.flatMap((limit) => {
    const [first = '', ...rest] = limit.text.split(/\s+/);
    return first === name && limit.tag !== 'param' ? [{ ...limit, text: rest.join(' ') }] : [];
  });
}

/** A schema with the limits that are known. */
export function withLimits(of: CodeSchema, limits: readonly Limit[]): CodeSchema {
  return limits.reduce((read, { tag, text, place }) => {
    const kind = Object.hasOwn(KINDS, tag) ? KINDS[tag] : undefined;
    if (kind !== undefined) return Object.entries(kind).reduce((each, [key, value]) => withKeyword(each, key, value, place), read);
    const keyword = Object.hasOwn(NUMBERS, tag) ? NUMBERS[tag] : undefined;
    const [word = ''] = text.split(/\s+/);
    if (keyword !== undefined) return word === '' || Number.isNaN(Number(word)) ? read : withKeyword(read, keyword, Number(word), place);
    if (tag === 'format' && word !== '') return withKeyword(read, 'format', word, place);
    // A message may follow the pattern, in quotes.
    if (tag !== 'pattern' || text === '') return read;
    const quoted = /^(["'`])(.*?)\1/.exec(text)?.[2];
    const message = text.search(/\s["'`]/);
    return withKeyword(read, 'pattern', quoted ?? (message === -1 ? text : text.slice(0, message).trimEnd()), place);
  }, of);
}
