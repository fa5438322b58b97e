/** Attributes of C# declarations, their arguments evaluated. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import {
  argumentOf,
  asString,
  type ClassValue,
  type CodePlace,
  type EvaluatedArgument,
  externalName,
  type Value,
} from '../../interpret/value.ts';
import type { Decorator, TypeReference } from '../../syntax/unit.ts';

export interface Attribute {
  /** Simple name without its `Attribute`. */
  readonly name: string;
  readonly arguments: readonly EvaluatedArgument[];
  readonly place: CodePlace;
  readonly decorator: Decorator;
  /** The class of the attribute, when it is one of the program's own. */
  readonly type: ClassValue | undefined;
}

/** Where an attribute is written: names in it are looked up from there. */
export type AttributeOwner = Pick<ClassValue, 'unit' | 'scope'>;

export function attributesOf(decorators: readonly Decorator[], owner: AttributeOwner, interpreter: Interpreter): Attribute[] {
  return decorators.map((decorator) => {
    const written = decorator.name.slice(decorator.name.lastIndexOf('.') + 1);
    return {
      name: written.replace(/(.)Attribute$/, '$1'),
      arguments: interpreter.argumentsIn(decorator.arguments, owner.unit, owner.scope),
      place: { file: owner.unit.file, span: decorator.at },
      decorator,
      type: attributeType(decorator.name, owner, interpreter),
    };
  });
}

function attributeType(name: string, { unit, scope }: AttributeOwner, interpreter: Interpreter): ClassValue | undefined {
  for (const each of [`${name}Attribute`, name]) {
    const found = interpreter.lookup(unit, each, scope);
    if (found?.kind === 'class') return found;
  }
  return undefined;
}

export function find(attributes: readonly Attribute[], ...names: readonly string[]): Attribute | undefined {
  return attributes.find(({ name }) => names.includes(name));
}

/** An argument by name, else the nth of those without one. */
export function argumentAt(attribute: Attribute | undefined, position: number, ...names: readonly string[]): Value | undefined {
  return attribute === undefined ? undefined : argumentOf(attribute.arguments, position, ...names)?.value;
}

/** The types that an attribute or call names: `typeof(X)`, `<X>`. */
export function typesNamed(args: readonly EvaluatedArgument[]): { readonly type: TypeReference; readonly argument: EvaluatedArgument }[] {
  return args.flatMap((argument) => (argument.expression.kind === 'type' ? [{ type: argument.expression.type, argument }] : []));
}

/** The last name of a constant (`StatusCodes.Status201Created`) or the text of a literal. */
export function constantName(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  const name = externalName(value)?.name ?? asString(value);
  return name?.slice(name.lastIndexOf('.') + 1);
}
