import type { Program } from '../program.ts';
import type { Unit } from '../syntax/unit.ts';
import type { ModuleTarget, Resolver } from './resolve.ts';
import { directoryOf, foldersUp } from './source-paths.ts';

/** A file that declares a type, and the namespaces that the file is in. */
interface Declaring {
  readonly file: string;
  readonly namespaces: readonly string[];
}

const DECLARATION = /\b(?:class|interface|enum|record(?:\s+(?:class|struct))?|struct)\s+([A-Za-z_]\w*)/g;
const NAMESPACE = /^[ \t\uFEFF]*namespace\s+([\w.]+)/gm;
const GLOBAL_USING = /^[ \t\uFEFF]*global\s+using\s+(?:static\s+)?([\w.]+)\s*;/gm;

/** Types by their namespace: that of the file itself and those around it, its usings, and the global usings of its project. */
export function csharpResolver(program: Program): Resolver {
  const declared = new Map<string, Declaring[]>();
  const globals = new Map<string, string[]>();
  const projects = new Set<string>();
  for (const file of program.files) {
    if (/\.csproj$/i.test(file)) projects.add(directoryOf(file));
    if (!file.endsWith('.cs')) continue;
    const text = program.text(file);
    const namespaces = [...text.matchAll(NAMESPACE)].map(([, name]) => name ?? '');
    for (const name of new Set([...text.matchAll(DECLARATION)].map(([, each]) => each ?? ''))) {
      const files = declared.get(name);
      if (files === undefined) declared.set(name, [{ file, namespaces }]);
      else files.push({ file, namespaces });
    }
    if (text.includes('global using'))
      globals.set(
        file,
        [...text.matchAll(GLOBAL_USING)].map(([, name]) => name ?? ''),
      );
  }
  const projectOf = (file: string): string => foldersUp(directoryOf(file)).find((folder) => projects.has(folder)) ?? '';
  const globalsOf = new Map<string, string[]>();
  for (const [file, names] of globals) globalsOf.set(projectOf(file), [...(globalsOf.get(projectOf(file)) ?? []), ...names]);

  const unitOf = (files: readonly Declaring[], from: Unit): Unit | undefined => {
    const nearest = [...files].sort((a, b) => shared(b.file, from.file) - shared(a.file, from.file))[0];
    return nearest === undefined ? undefined : program.unit(nearest.file);
  };
  const inNamespace = (name: string, namespace: string, from: Unit): Unit | undefined =>
    unitOf(
      (declared.get(name) ?? []).filter(({ namespaces }) => (namespaces.length === 0 ? namespace === '' : namespaces.includes(namespace))),
      from,
    );
  /** `A.B.Outer.Inner` is the type `Outer.Inner` of the namespace `A.B`. */
  const qualified = (path: string, from: Unit): ModuleTarget | undefined => {
    const parts = path.split('.');
    for (let length = parts.length; length > 0; length--) {
      const unit = inNamespace(parts[length - 1] ?? '', parts.slice(0, length - 1).join('.'), from);
      if (unit !== undefined) return { kind: 'unit', unit, member: parts.slice(length - 1).join('.') };
    }
    return undefined;
  };
  return {
    module: (from, path) => qualified(path, from) ?? { kind: 'external', name: path },
    implied(from, name) {
      if (!declared.has(name)) return ofStatic(from, name, qualified);
      const own = (from.package ?? '').split('.');
      const around = own.map((_, index) => own.slice(0, own.length - index).join('.'));
      const usings = from.imports.filter(({ imported }) => imported === '**').map((each) => each.from);
      for (const namespace of [...around, '', ...usings, ...(globalsOf.get(projectOf(from.file)) ?? [])]) {
        const unit = inNamespace(name, namespace, from) ?? below(namespace, around, name, from, inNamespace);
        if (unit !== undefined) return { kind: 'unit', unit, member: name };
      }
      // Usings that a build file adds: the only type of that name in the project is meant.
      const project = projectOf(from.file);
      const inProject = (declared.get(name) ?? []).filter(({ file }) => projectOf(file) === project);
      const unit = inProject.length === 1 ? unitOf(inProject, from) : undefined;
      return unit === undefined ? ofStatic(from, name, qualified) : { kind: 'unit', unit, member: name };
    },
  };
}

/** A using inside of a namespace may be written relative to those around it. */
function below(
  namespace: string,
  around: readonly string[],
  name: string,
  from: Unit,
  find: (name: string, namespace: string, from: Unit) => Unit | undefined,
): Unit | undefined {
  for (const outer of around) {
    const unit = outer === '' ? undefined : find(name, `${outer}.${namespace}`, from);
    if (unit !== undefined) return unit;
  }
  return undefined;
}

/** `using static A.B.C`: a member of the type. */
function ofStatic(from: Unit, name: string, find: (path: string, from: Unit) => ModuleTarget | undefined): ModuleTarget | undefined {
  for (const { imported, from: path } of from.imports) {
    const target = imported === '**' ? find(path, from) : undefined;
    if (target?.kind !== 'unit' || target.member === undefined) continue;
    const owner = target.unit.statements.find((each) => each.kind === 'type' && each.type.name === target.member);
    if (owner?.kind !== 'type') continue;
    const { fields, methods, statements } = owner.type;
    const has =
      [...fields, ...methods].some((each) => each.name === name) ||
      statements.some((each) => each.kind === 'type' && each.type.name === name);
    if (has) return { ...target, member: `${target.member}.${name}` };
  }
  return undefined;
}

/** Length of the common beginning: of two types with one name, the nearer is meant. */
function shared(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
