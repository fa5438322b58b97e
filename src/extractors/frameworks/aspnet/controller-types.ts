/** Which types are controllers, and which of their methods are actions. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import type { ClassValue } from '../../interpret/value.ts';
import type { FunctionDeclaration } from '../../syntax/unit.ts';
import { typesOf } from '../../syntax/walk.ts';
import { type Attribute, find } from './attributes.ts';

/** A method with those that it overrides. */
export interface Action {
  readonly method: FunctionDeclaration;
  readonly owner: ClassValue;
  readonly overrides: readonly { readonly method: FunctionDeclaration; readonly owner: ClassValue }[];
}

/** A type with its supertypes, and all parts of each that is partial. */
export function lineOf(type: ClassValue, interpreter: Interpreter): ClassValue[] {
  const line: ClassValue[] = [];
  for (const each of partsOf(type, interpreter).flatMap((part) => interpreter.lineage(part))) {
    for (const part of each.type.partial === true ? partsOf(each, interpreter) : [each]) {
      if (!line.some((known) => known.type === part.type)) line.push(part);
    }
  }
  return line;
}

/** The parts of a type, in order of file; only the type itself when it is in one piece. */
export function partsOf(type: ClassValue, interpreter: Interpreter): ClassValue[] {
  if (type.type.partial !== true) return [type];
  const { program } = interpreter;
  const wanted = `class ${type.type.name}`;
  return [...program.files].flatMap((file): ClassValue[] => {
    const unit = file.endsWith('.cs') && program.text(file).includes(wanted) ? program.unit(file) : undefined;
    if (unit === undefined || unit.package !== type.unit.package) return [];
    return [...typesOf(unit)]
      .filter(({ name, partial }) => name === type.type.name && partial === true)
      .map((part): ClassValue => ({ kind: 'class', type: part, unit, scope: interpreter.rootScope(unit) }));
  });
}

/** Whether a type is a controller, by its attributes, its base classes or its name; `line` as of {@link lineOf}. */
export function isController({ type }: ClassValue, line: readonly ClassValue[], attributes: readonly Attribute[]): boolean {
  if (type.abstract || type.kind !== 'class' || type.typeParameters.length > 0) return false;
  if (find(attributes, 'NonController') !== undefined) return false;
  if (find(attributes, 'ApiController', 'Controller') !== undefined) return true;
  const extended = line.some((each) =>
    each.type.supertypes.some(({ name }) => /(?:^|\.)(?:ControllerBase|Controller|ODataController)$/.test(name)),
  );
  if (extended) return true;
  // A class may be a controller by its name alone; clients are named so as well, but have no verbs.
  return (
    type.name.endsWith('Controller') &&
    line.some((each) =>
      each.type.methods.some(({ decorators }) => decorators.some(({ name }) => /^Http(?:Get|Post|Put|Patch|Delete)/.test(name))),
    )
  );
}

/** Public methods, each with what it overrides. */
export function actionsOf(line: readonly ClassValue[]): Action[] {
  const actions: { method: FunctionDeclaration; owner: ClassValue; overrides: { method: FunctionDeclaration; owner: ClassValue }[] }[] = [];
  for (const owner of line) {
    if (owner.type.kind === 'interface') continue;
    for (const method of owner.type.methods) {
      if (method.name === 'constructor' || method.modifiers.includes('static') || !method.modifiers.includes('public')) continue;
      const same = actions.find(
        (each) =>
          each.owner !== owner &&
          each.method.name === method.name &&
          each.method.parameters.length === method.parameters.length &&
          each.method.modifiers.includes('override'),
      );
      if (same !== undefined) same.overrides.push({ method, owner });
      else actions.push({ method, owner, overrides: [] });
    }
  }
  return actions;
}
