/** TypeScript types as tsoa reads them: interfaces, aliases, classes, utility types. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import type { ClassValue } from '../../interpret/value.ts';
import type { CodeProperty, CodeSchema } from '../../route.ts';
import { arrayOf, mapOf, objectOf, schema } from '../../schema/schema.ts';
import { type NamedProperty, SchemaBuilder, type TypeContext } from '../../schema/schema-builder.ts';
import type { Field, TypeReference } from '../../syntax/unit.ts';
import { table } from '../../table.ts';
import { limitsIn, withLimits } from './limits.ts';

const TYPES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  string: { type: 'string' },
  number: { type: 'number', format: 'double' },
  bigint: { type: 'integer' },
  boolean: { type: 'boolean' },
  Date: { type: 'string', format: 'date-time' },
  Buffer: { type: 'string', format: 'byte' },
  Readable: { type: 'string', format: 'binary' },
  'Express.Multer.File': { type: 'string', format: 'binary' },
  File: { type: 'string', format: 'binary' },
  any: {},
  unknown: {},
  object: { type: 'object' },
  void: {},
  undefined: {},
});

/** @param closed `noImplicitAdditionalProperties: throw-on-extras`: properties that a type does not name are refused */
export function typeBuilder(interpreter: Interpreter, closed: boolean): SchemaBuilder {
  return new SchemaBuilder(interpreter, {
    builtin,
    property,
    object: (_, of) => (closed ? { ...of, additional: false } : of),
  });
}

function builtin(type: TypeReference, context: TypeContext, builder: SchemaBuilder): CodeSchema | undefined {
  const place = { file: context.unit.file, span: type.at };
  const [first, second] = type.args;
  switch (type.name) {
    case 'Array':
    case 'ReadonlyArray':
    case 'Set':
      return arrayOf(builder.of(first, context), place);
    case 'Record':
    case 'Map':
      return mapOf(second === undefined ? true : builder.of(second, context), place);
    case 'Promise':
    case 'Readonly':
    case 'Awaited':
    case 'NonNullable':
      return first === undefined ? undefined : builder.of(first, context);
    case 'Partial':
      return changed(
        first,
        context,
        builder,
        () => true,
        () => false,
      );
    case 'Required':
      return changed(
        first,
        context,
        builder,
        () => true,
        () => true,
      );
    case 'Pick':
    case 'Omit': {
      const names = new Set(literals(second, context, builder));
      return changed(
        first,
        context,
        builder,
        (name) => names.has(name) === (type.name === 'Pick'),
        (each) => each.required,
      );
    }
    default: {
      const known = Object.hasOwn(TYPES, type.name) ? TYPES[type.name] : undefined;
      return known === undefined ? undefined : schema(place, known);
    }
  }
}

/** The properties of a type that are kept, and whether each is required then. */
function changed(
  type: TypeReference | undefined,
  context: TypeContext,
  builder: SchemaBuilder,
  keeps: (name: string) => boolean,
  required: (property: CodeProperty) => boolean,
): CodeSchema | undefined {
  if (type === undefined) return undefined;
  const of = builder.of(type, context);
  const properties = [...builder.propertiesOf(of)].filter(([name]) => keeps(name));
  const { additional } = (of.reference === undefined ? undefined : builder.schemas.get(of.reference)) ?? of;
  const object = objectOf(new Map(properties.map(([name, each]) => [name, { ...each, required: required(each) }])), of.place);
  return additional === undefined ? object : { ...object, additional };
}

/** `'a' | 'b'`, or an alias of it. */
function literals(type: TypeReference | undefined, context: TypeContext, builder: SchemaBuilder): string[] {
  if (type === undefined) return [];
  if (type.name === 'literal') return typeof type.value === 'string' ? [type.value] : [];
  if (type.name === 'union') return type.args.flatMap((each) => literals(each, context, builder));
  const named = builder.interpreter.typeNamed(type, context);
  return named?.type.alias === undefined || named.type.alias.name === type.name ? [] : literals(named.type.alias, named, builder);
}

function property(field: Field, of: CodeSchema, owner: ClassValue): NamedProperty | undefined {
  if (field.modifiers.includes('private') || field.modifiers.includes('protected') || field.name === '' || field.name.startsWith('#'))
    return undefined;
  const limits = limitsIn(field.doc, owner.unit.file);
  if (limits.some(({ tag }) => tag === 'ignore')) return undefined;
  const optional = field.optional || field.value !== undefined;
  return { name: field.name, schema: withLimits(of, limits), required: !optional, place: { file: owner.unit.file, span: field.at } };
}
