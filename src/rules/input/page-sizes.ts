import type { Api, Operation, Parameter, Schema } from '../../model/api.ts';
import { splitWords } from '../../model/words.ts';
import { perApi } from './requests.ts';

const phrases = (list: readonly string[]): ReadonlySet<string> => new Set(list.map((phrase) => splitWords(phrase).join(' ')));

/** Names that say by themselves how many results come back. Whole names only: `rate limit` and `credit_limit` are something else. */
const sizeNames = phrases([
  'limit',
  'page size',
  'page limit',
  'per page',
  'count',
  'top',
  'max results',
  'max result',
  'max items',
  'max records',
  'max keys',
  'max page size',
  'results per page',
  'items per page',
  'records per page',
  'rows per page',
  'limit per page',
  'num results',
  'page[size]',
  'page[limit]',
  'query limit',
]);

/** Names that do so beside a parameter that picks a page. */
const sizeNamesOfPages = phrases(['size', 'take', 'rows', 'first', 'last', 'length', 'num', 'results', 'number', 'n']);

const pageNames = phrases([
  'page',
  'page number',
  'page no',
  'offset',
  'skip',
  'start',
  'from',
  'cursor',
  'after',
  'before',
  'marker',
  'page token',
  'next token',
  'continuation token',
  'start index',
  'page[number]',
  'page[offset]',
  'page[after]',
]);

/** Parameters that pick which part of a list comes back. */
export function picksPage(parameter: Parameter): boolean {
  return pageNames.has(parameter.words.join(' '));
}

/** Query parameters that set how many results come back, by the schema that bounds them. */
export const pageSizes: (api: Api) => ReadonlyMap<Schema, Parameter> = perApi((api) => {
  const found = new Map<Schema, Parameter>();
  for (const parameter of api.parameters) {
    if (parameter.schema !== undefined && isPageSize(parameter) && !found.has(parameter.schema)) found.set(parameter.schema, parameter);
  }
  return found;
});

/** Whether a parameter sets how many results come back. */
export function isPageSize(parameter: Parameter): boolean {
  if (parameter.location !== 'query' || !isNumber(parameter.schema)) return false;
  const name = parameter.words.join(' ');
  if (name === 'count' && parameter.usedBy.length > 0 && parameter.usedBy.every(answersOneThing)) return false;
  if (sizeNames.has(name)) return true;
  return sizeNamesOfPages.has(name) && parameter.usedBy.some((operation) => operation.parameters.some(picksPage));
}

/** A documented success answer with no list in it: `count` is then an amount of something else. */
function answersOneThing({ responses }: Operation): boolean {
  const schemas = responses
    .filter(({ status }) => status.startsWith('2'))
    .flatMap(({ response }) => response.content.flatMap(({ schema }) => schema ?? []));
  return (
    schemas.length > 0 &&
    schemas.every((schema) => schema.properties.size > 0 && ![...schema.properties.values()].some(({ schema }) => mayHoldList(schema)))
  );
}

function mayHoldList(schema: Schema): boolean {
  return schema.types.length === 0 || schema.types.includes('array') || schema.types.includes('object');
}

function isNumber(schema: Schema | undefined): boolean {
  if (schema === undefined) return false;
  if (schema.types.length > 0) return schema.types.some((type) => type === 'integer' || type === 'number');
  return schema.alternatives.some(isNumberType);
}

function isNumberType(schema: Schema): boolean {
  return schema.types.includes('integer') || schema.types.includes('number');
}

/** The largest page a schema admits: its maximum, its largest listed value or its alternatives' (Infinity when one has none). */
export function largestPage(schema: Schema): number {
  const own = ownLargest(schema);
  if (own < Number.POSITIVE_INFINITY || schema.alternatives.length === 0) return own;
  return largest(schema.alternatives.filter(isNumberType).map(ownLargest));
}

function ownLargest({ values, maximum }: Schema): number {
  if (values === undefined) return maximum ?? Number.POSITIVE_INFINITY;
  return largest(values.map((value) => (typeof value === 'number' ? value : 0)));
}

/** Lists from documents can be too long to spread. */
function largest(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b), 0);
}
