import type { Program } from '../program.ts';
import type { Unit } from '../syntax/unit.ts';
import { KotlinNames } from './kotlin-names.ts';
import type { ModuleTarget, Resolver } from './resolve.ts';
import { directoryOf } from './source-paths.ts';

/**
 * Types by qualified name, for Java and Kotlin alike: a Java file's path ends with package and type, as the compiler wants it; a Kotlin
 * file is found by what it declares.
 */
export function javaResolver(program: Program): Resolver {
  const kotlin = new KotlinNames(program);
  const byName = new Map<string, string[]>();
  for (const file of program.files) {
    if (!file.endsWith('.java')) continue;
    const name = file.slice(file.lastIndexOf('/') + 1, -'.java'.length);
    const files = byName.get(name);
    if (files === undefined) byName.set(name, [file]);
    else files.push(file);
  }
  const find = (qualified: string, from: Unit): Unit | undefined => {
    const path = `${qualified.replaceAll('.', '/')}.java`;
    const java = (byName.get(qualified.slice(qualified.lastIndexOf('.') + 1)) ?? []).filter(
      (file) => file === path || file.endsWith(`/${path}`),
    );
    const nearest = [...java, ...kotlin.files(qualified)].sort((a, b) => shared(b, from.file) - shared(a, from.file))[0];
    return nearest === undefined ? undefined : program.unit(nearest);
  };
  /** `a.b.Outer.Inner` is the type `Outer.Inner` of the file `a/b/Outer.java`. */
  const type = (qualified: string, from: Unit): ModuleTarget | undefined => {
    const parts = qualified.split('.');
    for (let length = parts.length; length > 0 && (isType(parts[length - 1]) || from.language === 'kotlin'); length--) {
      const unit = find(parts.slice(0, length).join('.'), from);
      if (unit !== undefined) return { kind: 'unit', unit, member: parts.slice(length - 1).join('.') };
    }
    return undefined;
  };
  return {
    module: (from, qualified) => type(qualified, from) ?? { kind: 'external', name: qualified },
    implied(from, name) {
      if (!isType(name) && from.language !== 'kotlin') return undefined;
      const beside = `${directoryOf(from.file)}/${name}.java`.replace(/^\//, '');
      const unit = program.has(beside) ? program.unit(beside) : undefined;
      if (unit !== undefined) return { kind: 'unit', unit, member: name };
      const packages = [from.package, ...from.imports.filter(({ imported }) => imported === '**').map((each) => each.from)];
      for (const each of packages) {
        const found = each === undefined ? undefined : type(`${each}.${name}`, from);
        // The package itself may be called like a type of the one above it.
        if (found?.kind === 'unit' && found.unit !== from) return found;
      }
      return undefined;
    },
  };
}

function isType(name: string | undefined): boolean {
  return /^[A-Z]/.test(name ?? '');
}

/** Length of the common beginning: of two types with one name, the one in the same module is meant. */
function shared(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
