/** Annotations of Java declarations, with those that the program's own annotations bring along. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import {
  argumentOf,
  asBoolean,
  asString,
  type ClassValue,
  type CodePlace,
  type EvaluatedArgument,
  externalName,
  type Value,
} from '../../interpret/value.ts';
import type { Decorator } from '../../syntax/unit.ts';

/** An annotation with its arguments evaluated. */
export interface Annotation {
  /** Simple name. */
  readonly name: string;
  readonly arguments: readonly EvaluatedArgument[];
  readonly place: CodePlace;
  /** As written, for annotations inside of arguments. */
  readonly decorator: Decorator;
  /** Its declaration, for an annotation of the program. */
  readonly declared?: ClassValue;
}

/** Where an annotation is written: names in it are looked up from there. */
type Owner = Pick<ClassValue, 'unit' | 'scope'>;

/** The annotations of a declaration; one of the program's own (`@AdminOnly`) stands before those it is annotated with itself. */
export function annotationsOf(decorators: readonly Decorator[], owner: Owner, interpreter: Interpreter, depth = 0): Annotation[] {
  return decorators.flatMap((decorator): Annotation[] => {
    const place = { file: owner.unit.file, span: decorator.at };
    const name = decorator.name.slice(decorator.name.lastIndexOf('.') + 1);
    const own = { name, arguments: interpreter.argumentsIn(decorator.arguments, owner.unit, owner.scope), place, decorator };
    const declared = depth > 3 ? undefined : interpreter.lookup(owner.unit, decorator.name, owner.scope);
    if (declared?.kind !== 'class') return [own];
    // What the annotation brings along is found where the program uses it.
    return [
      { ...own, declared },
      ...annotationsOf(declared.type.decorators, declared, interpreter, depth + 1).map((each) => ({ ...each, place })),
    ];
  });
}

export function find(annotations: readonly Annotation[], ...names: readonly string[]): Annotation | undefined {
  return annotations.find(({ name }) => names.includes(name));
}

/** The argument of one of the names; `value` may be written without its name. */
export function argumentValue(annotation: Annotation | undefined, ...names: readonly string[]): Value | undefined {
  if (annotation === undefined) return undefined;
  const position = names.includes('value') ? 0 : 99;
  return argumentOf(annotation.arguments, position, ...names)?.value;
}

/** The value of an annotation argument that is a boolean. */
export function flag(annotation: Annotation | undefined, name: string): boolean | undefined {
  return asBoolean(argumentValue(annotation, name));
}

/** Name of an enum constant: `RequestMethod.GET`, statically imported or not. */
export function constantName(value: Value): string | undefined {
  const name = externalName(value)?.name ?? asString(value);
  return name?.slice(name.lastIndexOf('.') + 1);
}
