import type { Program } from '../program.ts';
import type { Unit } from '../syntax/unit.ts';
import type { ModuleTarget, Resolver } from './resolve.ts';
import { directoryOf, foldersUp } from './source-paths.ts';

/** Absolute modules are looked for in every folder from the importing file upwards, nearest first, and in `src` beside them. */
export function pythonResolver(program: Program): Resolver {
  const find = (path: string): ModuleTarget | undefined => {
    for (const file of [`${path}.py`, `${path}/__init__.py`]) {
      const unit = program.has(file) ? program.unit(file) : undefined;
      if (unit !== undefined) return { kind: 'unit', unit };
    }
    return undefined;
  };
  const search = (from: Unit, specifier: string): ModuleTarget => {
    const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
    const path = specifier.slice(dots).replaceAll('.', '/');
    if (dots > 0) {
      const folders = foldersUp(directoryOf(from.file));
      const base = folders[dots - 1];
      if (base === undefined) return { kind: 'missing' };
      const target = path === '' ? base : join(base, path);
      // A package without `__init__.py` has no unit of its own; what is below it may.
      return (
        find(target) ??
        (path === '' ? { kind: 'external', name: base.replaceAll('/', '.') } : { kind: 'external', name: target.replaceAll('/', '.') })
      );
    }
    for (const folder of foldersUp(directoryOf(from.file))) {
      const found = find(join(folder, path)) ?? find(join(folder, `src/${path}`));
      if (found !== undefined) return found;
    }
    return { kind: 'external', name: specifier };
  };
  // The same names are asked for again and again, and mostly they are a package's.
  const known = new Map<string, ModuleTarget>();
  return {
    implied: () => undefined,
    module(from: Unit, specifier: string) {
      const key = `${directoryOf(from.file)}\0${specifier}`;
      const present = known.get(key);
      if (present !== undefined) return present;
      const target = search(from, specifier);
      known.set(key, target);
      return target;
    },
  };
}

function join(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}
