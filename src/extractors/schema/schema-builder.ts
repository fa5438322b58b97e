import type { Interpreter } from '../interpret/interpreter.ts';
import type { Scope } from '../interpret/scope.ts';
import type { ClassValue } from '../interpret/value.ts';
import { typeOf } from '../languages/python-expressions.ts';
import type { CodePlace, CodeProperty, CodeSchema } from '../route.ts';
import type { Field, TypeReference, Unit } from '../syntax/unit.ts';
import { arrayOf, objectOf, schema, withKeyword } from './schema.ts';

/** Where a type is written: names are looked up from there. */
export interface TypeContext {
  readonly unit: Unit;
  readonly scope?: Scope;
  /** What the type parameters in force stand for. */
  readonly bindings?: ReadonlyMap<string, BoundType>;
}

interface BoundType {
  readonly type: TypeReference;
  readonly context: TypeContext;
}

/** What a framework knows of types. */
export interface SchemaDialect {
  /**
   * The schema of a type that language or library bring: `string`, `LocalDate`, `Optional<T>` (by `builder.of(argument)`). Undefined for
   * a type of the program, which is then looked up.
   */
  builtin(type: TypeReference, context: TypeContext, builder: SchemaBuilder): CodeSchema | undefined;
  /** The property that a field makes, with its bounds; undefined for one that is not part of the message. */
  property(field: Field, of: CodeSchema, owner: ClassValue, builder: SchemaBuilder): NamedProperty | undefined;
  /** The same for a field of an object that stands in place and has no name; default one of the field's own name. */
  inPlace?(field: Field, of: CodeSchema, place: CodePlace): NamedProperty | undefined;
  /** Properties that are no fields (getters), and what holds of the object as a whole; given and giving the finished object. */
  object?(type: ClassValue, of: CodeSchema, builder: SchemaBuilder): CodeSchema;
  /** Types whose properties a type takes over in a changed way (`extends PartialType(X)`). */
  mapped?(type: ClassValue, builder: SchemaBuilder): readonly MappedType[];
  /** Fields of a type: default all that are not static, inherited ones first. */
  fields?(type: ClassValue): readonly Field[];
}

export interface MappedType {
  readonly type: ClassValue;
  /** Which properties are taken over. */
  readonly keeps: (name: string) => boolean;
  /** None of them is required any more. */
  readonly optional: boolean;
}

export interface NamedProperty extends CodeProperty {
  readonly name: string;
}

const DEPTH = 32;

/** Turns types into schemas. A type of the program with a name becomes one schema of {@link schemas}, and references to it. */
export class SchemaBuilder {
  /** Named schemas so far. */
  readonly schemas = new Map<string, CodeSchema>();
  readonly interpreter: Interpreter;
  readonly #dialect: SchemaDialect;
  readonly #names = new Map<string, string>();
  #depth = 0;

  readonly #suffix: string;

  /** @param suffix of every name, where two builders share one document */
  constructor(interpreter: Interpreter, dialect: SchemaDialect, suffix = '') {
    this.interpreter = interpreter;
    this.#dialect = dialect;
    this.#suffix = suffix;
  }

  /** The schema of a type; one without keywords where nothing is known. */
  of(type: TypeReference | undefined, context: TypeContext): CodeSchema {
    if (type === undefined || this.#depth > DEPTH) return schema(this.#place(type, context));
    this.#depth++;
    try {
      const found = this.#type(type, context);
      return type.nullable === true && found.reference === undefined ? withKeyword(found, 'nullable', true) : found;
    } finally {
      this.#depth--;
    }
  }

  #type(type: TypeReference, context: TypeContext): CodeSchema {
    const place = this.#place(type, context);
    const bound = context.bindings?.get(type.name);
    if (bound !== undefined) return this.of(bound.type, bound.context);
    if (type.name === 'literal') return schema(place, { const: type.value });
    if (type.name === 'union') return this.#union(type, context, place);
    if (type.name === 'intersection') return { ...schema(place), allOf: type.args.map((arg) => this.of(arg, context)) };
    if (type.name === 'object') return this.#inPlace(type, context, place);
    const builtin = this.#dialect.builtin(type, context, this);
    if (builtin !== undefined) return builtin;
    if (type.name === 'Array') return arrayOf(this.of(type.args[0], context), place);
    const found = type.name === '' ? undefined : this.interpreter.lookup(context.unit, type.name, context.scope);
    if (found?.kind === 'typing') return this.of(typeOf(found.expression), found);
    return found?.kind === 'class' ? this.ofClass(found, type.args, context) : schema(place);
  }

  /** The schema of a type of the program, by reference. */
  ofClass(type: ClassValue, args: readonly TypeReference[], context: TypeContext): CodeSchema {
    const place = { file: type.unit.file, span: type.type.at };
    const { alias, kind, values, typeParameters } = type.type;
    const bindings = new Map(
      typeParameters.flatMap((name, index): [string, BoundType][] => {
        const argument = args[index];
        return argument === undefined ? [] : [[name, { type: argument, context }]];
      }),
    );
    const inside: TypeContext = { unit: type.unit, scope: this.interpreter.scopeIn(type), bindings };
    if (kind === 'alias') return this.of(alias, inside);
    if (kind === 'enum') return schema(place, { ...enumType(values ?? []), enum: [...(values ?? [])] });
    if (type.type.name === '') return this.#object(type, inside, place);
    const name = this.#name(type, args, context);
    if (!this.schemas.has(name)) {
      // Stands for itself while it is being built: a type may hold itself.
      this.schemas.set(name, schema(place));
      this.schemas.set(name, this.#object(type, inside, place));
    }
    return { ...schema(place), reference: name };
  }

  /** Properties of an object, whether it is a reference or stands in place. */
  propertiesOf(of: CodeSchema): ReadonlyMap<string, CodeProperty> {
    const target = of.reference === undefined ? of : this.schemas.get(of.reference);
    return target?.properties ?? new Map();
  }

  #object(type: ClassValue, context: TypeContext, place: CodePlace): CodeSchema {
    const properties = new Map<string, CodeProperty>();
    const line = [...this.interpreter.lineage(type)].reverse();
    for (const each of line) {
      for (const { type: from, keeps, optional } of this.#dialect.mapped?.(each, this) ?? []) {
        for (const [name, property] of this.propertiesOf(this.ofClass(from, [], context))) {
          if (keeps(name)) properties.set(name, optional ? { ...property, required: false } : property);
        }
      }
      const inside = each.type === type.type ? context : this.#inherited(each, type, context);
      const fields = this.#dialect.fields?.(each) ?? each.type.fields.filter(({ modifiers }) => !modifiers.includes('static'));
      for (const field of fields) {
        const read = this.#dialect.property(field, this.of(field.type, inside), each, this);
        if (read !== undefined) properties.set(read.name, { schema: read.schema, required: read.required, place: read.place });
      }
    }
    const object = objectOf(properties, place);
    return this.#dialect.object?.(type, object, this) ?? object;
  }

  /** What a supertype's own parameters stand for, as the subtype writes them: `extends Page<User>`. */
  #inherited(above: ClassValue, type: ClassValue, context: TypeContext): TypeContext {
    const written = type.type.supertypes.find(({ name }) => name === above.type.name || name.endsWith(`.${above.type.name}`));
    const bindings = new Map(
      above.type.typeParameters.flatMap((name, index): [string, BoundType][] => {
        const argument = written?.args[index];
        return argument === undefined ? [] : [[name, { type: argument, context }]];
      }),
    );
    return { unit: above.unit, scope: this.interpreter.scopeIn(above), bindings };
  }

  #inPlace(type: TypeReference, context: TypeContext, place: CodePlace): CodeSchema {
    const properties = new Map<string, CodeProperty>();
    for (const field of type.fields ?? []) {
      const of = this.of(field.type, context);
      const at = { file: context.unit.file, span: field.at };
      const plain = { name: field.name, schema: of, required: !field.optional, place: at };
      const read = this.#dialect.inPlace === undefined ? plain : this.#dialect.inPlace(field, of, at);
      if (read !== undefined) properties.set(read.name, { schema: read.schema, required: read.required, place: read.place });
    }
    return objectOf(properties, place);
  }

  #union(type: TypeReference, context: TypeContext, place: CodePlace): CodeSchema {
    const literals = type.args.filter(({ name }) => name === 'literal').map(({ value }) => value as string | number | boolean);
    if (literals.length === type.args.length) return schema(place, { ...enumType(literals), enum: literals });
    return { ...schema(place), anyOf: type.args.map((arg) => this.of(arg, context)) };
  }

  /** A name for the schema of a type: its own, with its arguments; numbered when another type has it already. */
  #name(type: ClassValue, args: readonly TypeReference[], context: TypeContext): string {
    const resolved = args.map((arg) => context.bindings?.get(arg.name)?.type.name ?? arg.name);
    const wanted = [type.type.name, ...resolved].join('_').replaceAll(/[^\w.-]/g, '') || 'Schema';
    const key = `${type.unit.file}#${type.type.at.start}#${resolved.join(',')}`;
    const present = this.#names.get(key);
    if (present !== undefined) return present;
    const taken = new Set(this.#names.values());
    let name = wanted + this.#suffix;
    for (let count = 2; taken.has(name); count++) name = `${wanted}${count}${this.#suffix}`;
    this.#names.set(key, name);
    return name;
  }

  #place(type: TypeReference | undefined, { unit }: TypeContext): CodePlace {
    return { file: unit.file, span: type?.at ?? { start: 0, end: 0 } };
  }
}

function enumType(values: readonly (string | number | boolean)[]): { type?: string } {
  const types = new Set(values.map((value) => (typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value)));
  const [only] = types;
  return types.size === 1 && only !== undefined ? { type: only } : {};
}
