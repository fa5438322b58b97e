/** The vocabulary in which the object types of each OAS version are written down; `validate.ts` walks documents with it. */
import type { JsonObject } from '../../documents/tree.ts';

/** What may stand at one place of a document. */
export type Shape =
  | AnyShape
  | TextShape
  | FlagShape
  | NumberShape
  | ListShape
  | MapShape
  | ObjectShape
  | UnionShape
  | ReferenceShape
  | EitherShape;

/** Any JSON value: examples, defaults, extensions. */
export interface AnyShape {
  readonly kind: 'any';
}

export interface TextShape {
  readonly kind: 'text';
  /** The only texts allowed. */
  readonly values?: readonly string[];
  readonly form?: TextForm;
}

/** A form that a text must have. */
interface TextForm {
  readonly test: (text: string) => boolean;
  /** Completes "`host` must ...". */
  readonly says: string;
}

export interface FlagShape {
  readonly kind: 'flag';
  /** The only value allowed. */
  readonly only?: true;
}

export interface NumberShape {
  readonly kind: 'number';
  readonly limit: 'none' | 'positive' | 'count';
}

export interface ListShape {
  readonly kind: 'list';
  readonly items: Shape;
  readonly nonEmpty: boolean;
  /** Two items with the same identity are one too many; undefined: this item has none. */
  readonly identity?: (item: unknown) => string | undefined;
  /** What is wrong with the list as a whole, at one of its items. */
  readonly rule?: (items: readonly unknown[]) => { readonly index: number; readonly message: string } | undefined;
}

/** An object whose keys are names that the author chooses. */
export interface MapShape {
  readonly kind: 'map';
  readonly values: Shape;
  readonly keys?: TextShape;
  /** Keys that begin with `x-` are extensions, not entries. */
  readonly extensions?: boolean;
  /** Exactly one entry. */
  readonly single?: boolean;
}

/** One of the specification's objects. */
export interface ObjectShape {
  readonly kind: 'object';
  /** As the specification calls it, e.g. `Operation Object`. */
  readonly name: string;
  /** Built when first asked for, since objects contain each other. */
  readonly spec: ObjectSpec;
}

interface ObjectSpec {
  readonly fields: ReadonlyMap<string, Shape>;
  readonly required: readonly string[];
  /** Fields named by a pattern: paths, response codes. */
  readonly patterned?: PatternedFields;
  /** `x-` fields are allowed. */
  readonly extensions: boolean;
  /** Unknown fields are allowed. */
  readonly open: boolean;
  /** Fields of sibling variants, each with what it belongs to: "goes only with `in: query`". */
  readonly misplaced: ReadonlyMap<string, string>;
  readonly rules: readonly ObjectRule[];
  /** A `$ref` in it leads to another object of the same type. */
  readonly refersToOwnType: boolean;
  /** True for an object that follows another specification and is left alone. */
  readonly foreign?: (raw: JsonObject, document: unknown) => boolean;
}

interface PatternedFields {
  readonly test: (key: string) => boolean;
  readonly shape: Shape;
  /** The message for a key that is neither a field nor matches. */
  readonly says: (key: string) => string;
}

/** A condition on several fields of an object; `key` is the field to point at. */
export type ObjectRule = (raw: JsonObject, name: string) => { readonly key?: string; readonly message: string } | undefined;

/** An object whose fields depend on the values of one or two of them. */
export interface UnionShape {
  readonly kind: 'union';
  readonly name: string;
  readonly pick: (raw: JsonObject) => ObjectShape;
}

/** An object of the target's type or a Reference Object that leads to one. */
export interface ReferenceShape {
  readonly kind: 'reference';
  readonly target: ObjectShape | UnionShape;
  readonly reference: ObjectShape;
}

/** A shape that depends on the JSON type of the value. */
export interface EitherShape {
  readonly kind: 'either';
  readonly pick: (value: unknown) => Shape;
  /** Replaces the expectation in "must be ...". */
  readonly says: string;
}

export const any: AnyShape = { kind: 'any' };
export const text: TextShape = { kind: 'text' };
export const flag: FlagShape = { kind: 'flag' };
export const mustBeTrue: FlagShape = { kind: 'flag', only: true };
export const number: NumberShape = { kind: 'number', limit: 'none' };
export const positive: NumberShape = { kind: 'number', limit: 'positive' };
/** A whole number, zero or more. */
export const count: NumberShape = { kind: 'number', limit: 'count' };

export function oneOf(...values: string[]): TextShape {
  return { kind: 'text', values };
}

export function form(says: string, test: (text: string) => boolean): TextShape {
  return { kind: 'text', form: { says, test } };
}

export function list(items: Shape, more: Partial<Omit<ListShape, 'kind' | 'items'>> = {}): ListShape {
  return { kind: 'list', items, nonEmpty: false, ...more };
}

export function map(values: Shape, more: Omit<MapShape, 'kind' | 'values'> = {}): MapShape {
  return { kind: 'map', values, ...more };
}

export function either(says: string, pick: (value: unknown) => Shape): EitherShape {
  return { kind: 'either', says, pick };
}

interface ObjectParts extends Partial<Omit<ObjectSpec, 'fields' | 'misplaced'>> {
  readonly fields?: Readonly<Record<string, Shape>>;
  readonly misplaced?: ReadonlyMap<string, string>;
}

/** An object type. `build` runs when a document first needs it. */
export function object(name: string, build: () => ObjectParts): ObjectShape {
  let spec: ObjectSpec | undefined;
  return {
    kind: 'object',
    name,
    get spec() {
      if (spec === undefined) {
        const parts = build();
        spec = {
          required: [],
          extensions: true,
          open: false,
          rules: [],
          refersToOwnType: false,
          misplaced: new Map(),
          ...parts,
          fields: new Map(Object.entries(parts.fields ?? {})),
        };
      }
      return spec;
    },
  };
}

interface VariantParts {
  readonly fields: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly rules?: readonly ObjectRule[];
}

/**
 * An object that a field discriminates: its variants share the common fields, and a field of one variant in another is named as such.
 * An object whose discriminator is missing or unknown is judged by that alone.
 */
export function discriminated(
  name: string,
  field: string,
  common: {
    readonly fields: Readonly<Record<string, Shape>>;
    readonly required: readonly string[];
    readonly rules?: readonly ObjectRule[];
  },
  variants: () => Readonly<Record<string, VariantParts>>,
): UnionShape {
  let built:
    | { readonly shapes: ReadonlyMap<string, ObjectShape>; readonly missing: ObjectShape; readonly unknown: ObjectShape }
    | undefined;
  const build = () => {
    const entries = Object.entries(variants());
    const owners = new Map<string, string[]>();
    for (const [value, variant] of entries) {
      for (const key of Object.keys(variant.fields)) owners.set(key, [...(owners.get(key) ?? []), value]);
    }
    const misplaced = new Map([...owners].map(([key, values]) => [key, `goes only with \`${field}: ${values.join('` or `')}\``]));
    const shapes = entries.map(([value, variant]): [string, ObjectShape] => [
      value,
      object(name, () => ({
        fields: { [field]: text, ...common.fields, ...variant.fields },
        required: [...common.required, ...(variant.required ?? [])],
        rules: [...(common.rules ?? []), ...(variant.rules ?? [])],
        misplaced,
      })),
    ]);
    const anything = Object.fromEntries([...owners.keys()].map((key) => [key, any]));
    const fallback = (open: boolean): ObjectShape =>
      object(name, () => ({
        fields: { ...anything, ...common.fields, [field]: oneOf(...entries.map(([value]) => value)) },
        required: [field, ...common.required],
        rules: common.rules ?? [],
        open,
      }));
    return { shapes: new Map(shapes), missing: fallback(false), unknown: fallback(true) };
  };
  return {
    kind: 'union',
    name,
    pick(raw) {
      built ??= build();
      if (!Object.hasOwn(raw, field)) return built.missing;
      const value = raw[field];
      return (typeof value === 'string' ? built.shapes.get(value) : undefined) ?? built.unknown;
    },
  };
}

/** At most one of the fields. */
export function exclusive(first: string, second: string): ObjectRule {
  return (raw) =>
    Object.hasOwn(raw, first) && Object.hasOwn(raw, second)
      ? { key: second, message: `\`${first}\` and \`${second}\` exclude each other: keep one of them` }
      : undefined;
}

/** Exactly one of the fields. */
export function exactlyOne(first: string, second: string): ObjectRule {
  const both = exclusive(first, second);
  return (raw, name) =>
    Object.hasOwn(raw, first) || Object.hasOwn(raw, second)
      ? both(raw, name)
      : { message: `${name} needs \`${first}\` or \`${second}\`: add one of them` };
}

/** Fields that make no sense beside another. */
export function notBeside(other: string, keeper: string, ...fields: string[]): ObjectRule {
  return (raw) => {
    const key = Object.hasOwn(raw, other) && !Object.hasOwn(raw, keeper) ? fields.find((field) => Object.hasOwn(raw, field)) : undefined;
    return key === undefined
      ? undefined
      : { key, message: `\`${key}\` goes only with \`${keeper}\`, not with \`${other}\`: remove it or put it into the media type` };
  };
}
