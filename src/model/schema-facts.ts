import { isObject, type JsonObject } from '../documents/tree.ts';
import type { Schema, SchemaPart } from './api.ts';
import { descriptive } from './schema-keywords.ts';

/** What the keywords of merged schema objects say of a value, their children aside. */
export type SchemaFacts = Pick<
  Schema,
  | 'types'
  | 'typed'
  | 'empty'
  | 'nullable'
  | 'readOnly'
  | 'writeOnly'
  | 'format'
  | 'pattern'
  | 'patterns'
  | 'values'
  | 'minLength'
  | 'maxLength'
  | 'minimum'
  | 'maximum'
  | 'minItems'
  | 'maxItems'
  | 'maxProperties'
>;

/** Types that keywords imply where none is written, the first found counts. */
const IMPLIED = ['object', 'array', 'string', 'number'] as const;
const OBJECT = 1;
const ARRAY = 2;
const STRING = 4;
const NUMBER = 8;

const NO_STRINGS: readonly string[] = [];

/** Reads all facts in one pass over the keywords: rules ask many of every schema. */
export function readFacts(parts: readonly SchemaPart[]): SchemaFacts {
  const reader = new Reader();
  for (const { raw } of parts) reader.part(raw);
  return reader.facts();
}

class Reader {
  #declared: readonly string[] | undefined;
  #implied = 0;
  #empty = true;
  #nullable = false;
  #readOnly = false;
  #writeOnly = false;
  #format: string | undefined;
  #patterns: string[] | undefined;
  #values: readonly unknown[] | undefined;
  #isConstant = false;
  #minLength: number | undefined;
  #maxLength: number | undefined;
  #minimum: number | undefined;
  #maximum: number | undefined;
  #minItems: number | undefined;
  #maxItems: number | undefined;
  #maxProperties: number | undefined;

  part(raw: JsonObject): void {
    for (const keyword in raw) {
      const value = raw[keyword];
      switch (keyword) {
        case 'type':
          this.#type(value);
          break;
        case 'nullable':
          if (value === true) this.#nullable = true;
          continue;
        case 'readOnly':
          if (value === true) this.#readOnly = true;
          continue;
        case 'writeOnly':
          if (value === true) this.#writeOnly = true;
          continue;
        case 'format':
          if (typeof value === 'string') this.#format ??= value;
          break;
        case 'pattern':
          this.#implied |= STRING;
          if (typeof value === 'string') {
            if (this.#patterns === undefined) this.#patterns = [value];
            else this.#patterns.push(value);
          }
          break;
        case 'enum':
          if (Array.isArray(value) && !this.#isConstant && (this.#values === undefined || value.length < this.#values.length))
            this.#values = value;
          break;
        case 'const':
          if (!this.#isConstant) this.#values = [value];
          this.#isConstant = true;
          break;
        case 'minLength':
          this.#implied |= STRING;
          this.#minLength = highest(this.#minLength, value);
          break;
        case 'maxLength':
          this.#implied |= STRING;
          this.#maxLength = lowest(this.#maxLength, value);
          break;
        case 'minimum':
          this.#implied |= NUMBER;
          this.#minimum = highest(this.#minimum, value);
          break;
        case 'maximum':
          this.#implied |= NUMBER;
          this.#maximum = lowest(this.#maximum, value);
          break;
        case 'exclusiveMinimum':
          this.#minimum = highest(this.#minimum, value);
          break;
        case 'exclusiveMaximum':
          this.#maximum = lowest(this.#maximum, value);
          break;
        case 'multipleOf':
          this.#implied |= NUMBER;
          break;
        case 'minItems':
          this.#implied |= ARRAY;
          this.#minItems = highest(this.#minItems, value);
          break;
        case 'maxItems':
          this.#implied |= ARRAY;
          this.#maxItems = lowest(this.#maxItems, value);
          break;
        case 'items':
        case 'prefixItems':
        case 'uniqueItems':
        case 'contains':
          this.#implied |= ARRAY;
          break;
        case 'maxProperties':
          this.#implied |= OBJECT;
          this.#maxProperties = lowest(this.#maxProperties, value);
          break;
        case 'properties':
        case 'additionalProperties':
        case 'patternProperties':
        case 'minProperties':
        case 'propertyNames':
          this.#implied |= OBJECT;
          break;
        default:
          if (descriptive.has(keyword) || keyword === 'discriminator' || keyword.startsWith('x-')) continue;
      }
      this.#empty = false;
    }
  }

  facts(): SchemaFacts {
    return {
      types: this.#declared === undefined ? this.#impliedTypes() : withoutNull(this.#declared),
      typed: this.#declared !== undefined,
      empty: this.#empty,
      nullable: this.#nullable,
      readOnly: this.#readOnly,
      writeOnly: this.#writeOnly,
      format: this.#format,
      pattern: this.#patterns?.[0],
      patterns: this.#patterns ?? NO_STRINGS,
      values: this.#values,
      minLength: this.#minLength,
      maxLength: this.#maxLength,
      minimum: this.#minimum,
      maximum: this.#maximum,
      minItems: this.#minItems,
      maxItems: this.#maxItems,
      maxProperties: this.#maxProperties,
    };
  }

  #type(value: unknown): void {
    if (typeof value === 'string') {
      if (value === 'null') this.#nullable = true;
      this.#declare(SINGLE[value] ?? [value]);
    } else if (Array.isArray(value)) {
      const names = value.filter((name) => typeof name === 'string');
      if (names.includes('null')) this.#nullable = true;
      if (names.length > 0) this.#declare(names);
    }
  }

  #declare(names: readonly string[]): void {
    // A set, because the lists of a document have any length.
    const known = this.#declared === undefined ? undefined : new Set(this.#declared);
    const both = known === undefined ? names : names.filter((name) => known.has(name) || (name === 'integer' && known.has('number')));
    // Contradicting parts admit nothing; the first one is then the better description.
    if (both.length > 0) this.#declared = both;
  }

  #impliedTypes(): readonly string[] {
    const first = IMPLIED.find((_, index) => (this.#implied & (1 << index)) !== 0);
    if (first !== undefined) return SINGLE[first] ?? [first];
    if (this.#values === undefined) return NO_STRINGS;
    return [...new Set(this.#values.filter((value) => value !== null).map((value) => jsonType(value)))];
  }
}

/** Lists of one type, shared by all schemas that have it. */
const SINGLE: Readonly<Record<string, readonly string[]>> = Object.assign(
  Object.create(null),
  Object.fromEntries(['string', 'integer', 'number', 'boolean', 'object', 'array', 'null'].map((name) => [name, [name]])),
);

function withoutNull(types: readonly string[]): readonly string[] {
  return types.includes('null') ? types.filter((name) => name !== 'null') : types;
}

function highest(known: number | undefined, value: unknown): number | undefined {
  if (!isBound(value)) return known;
  return known === undefined ? value : Math.max(known, value);
}

function lowest(known: number | undefined, value: unknown): number | undefined {
  if (!isBound(value)) return known;
  return known === undefined ? value : Math.min(known, value);
}

/** YAML has `.inf` and `.nan`, and JSON 1e999: no bounds. */
function isBound(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** JSON Schema name of a value's type. */
function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (isObject(value)) return 'object';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
