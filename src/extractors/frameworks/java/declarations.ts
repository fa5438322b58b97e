/** Types and methods of Java as frameworks by annotation see them. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import type { ClassValue } from '../../interpret/value.ts';
import type { FunctionDeclaration, TypeReference } from '../../syntax/unit.ts';
import { typesOf } from '../../syntax/walk.ts';

/** A method where it is declared. */
export interface Declared {
  readonly method: FunctionDeclaration;
  readonly owner: ClassValue;
}

/** Every type of some files, nested ones included. */
export function typesIn(files: readonly string[], interpreter: Interpreter): ClassValue[] {
  return files.flatMap((file) => {
    const unit = interpreter.program.unit(file);
    if (unit === undefined) return [];
    return [...typesOf(unit)].flatMap((type): ClassValue[] => {
      const value = interpreter.lookup(unit, [...type.owners, type.name].join('.'));
      return value?.kind === 'class' && value.type === type ? [value] : [];
    });
  });
}

/** Every method of a type once, with the declarations that it implements, the implementation first. */
export function implementations(line: readonly ClassValue[]): Declared[][] {
  const byKey = new Map<string, Declared[]>();
  for (const owner of line) {
    for (const method of owner.type.methods) {
      const key = `${method.name}/${method.parameters.length}`;
      const list = byKey.get(key);
      if (list === undefined) byKey.set(key, [{ method, owner }]);
      // Two methods of one class with the same key are overloads, not one implementing the other.
      else if (list.some((each) => each.owner === owner)) byKey.set(`${key}#${byKey.size}`, [{ method, owner }]);
      else list.push({ method, owner });
    }
  }
  return [...byKey.values()];
}

/** Supertypes of a type that may bring routes and guards and are not in the program. */
export function missingSupertypes(type: ClassValue, harmless: RegExp, interpreter: Interpreter): TypeReference[] {
  return interpreter
    .lineage(type)
    .flatMap((each) =>
      each.type.supertypes.filter((reference) => !harmless.test(reference.name) && interpreter.typeNamed(reference, each) === undefined),
    );
}
