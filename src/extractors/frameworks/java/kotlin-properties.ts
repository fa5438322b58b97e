/** Properties of Kotlin classes as Jackson and jakarta.validation see them. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import type { Field } from '../../syntax/unit.ts';

/** Whether Jackson writes a property; one that is private has no getter, unless the constructor takes it. */
export function isKotlinProperty({ modifiers }: Field): boolean {
  return modifiers.includes('component') || !modifiers.includes('private');
}

/** Targets on which nobody looks for constraints: validation reads fields and getters. */
const UNSEEN = new Set(['param', 'property', 'setparam', 'delegate', 'receiver', 'file']);

/**
 * A property with the annotations that validation finds. Of a constructor's property, one without a target goes to the parameter, where
 * nobody looks for it (Kotlin's specification, annotation use-site targets), unless the compiler is told otherwise.
 */
export function validatedProperty(field: Field, isConstraint: (name: string) => boolean, reachesField: boolean): Field {
  const isComponent = field.modifiers.includes('component');
  const decorators = field.decorators.filter(({ name, target }) => {
    if (!isConstraint(name.slice(name.lastIndexOf('.') + 1))) return true;
    return target === undefined ? !isComponent || reachesField : !UNSEEN.has(target);
  });
  return { ...field, decorators };
}

const known = new WeakMap<Interpreter, boolean>();

/** Whether the build tells Kotlin's compiler to put annotations on the field too (since Kotlin 2.2). */
export function annotatesFields(interpreter: Interpreter): boolean {
  const present = known.get(interpreter);
  if (present !== undefined) return present;
  const { program } = interpreter;
  const found = [...program.files].some(
    (file) => BUILD.test(file) && program.text(file).includes('annotation-default-target=param-property'),
  );
  known.set(interpreter, found);
  return found;
}

const BUILD = /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?)$/;
