import type { Program } from '../program.ts';
import type { FunctionDeclaration, Statement, Unit } from '../syntax/unit.ts';
import type { ModuleTarget, Resolver } from './resolve.ts';
import { directoryOf } from './source-paths.ts';

/** Names that the language itself brings. */
const BUILTIN = new Set(
  'append,cap,clear,close,complex,copy,delete,imag,len,make,max,min,new,panic,print,println,real,recover,bool,byte,complex64,complex128,error,float32,float64,int,int8,int16,int32,int64,rune,string,uint,uint8,uint16,uint32,uint64,uintptr,any,comparable,iota,_'.split(
    ',',
  ),
);

/** Packages are folders; their paths begin with the module that a `go.mod` names. */
export function goResolver(program: Program): Resolver {
  const folders = new Map<string, string[]>();
  const modules: { readonly path: string; readonly folder: string }[] = [];
  for (const file of program.files) {
    if (file.endsWith('.go')) {
      const files = folders.get(directoryOf(file));
      if (files === undefined) folders.set(directoryOf(file), [file]);
      else files.push(file);
    } else if (/(?:^|\/)go\.mod$/.test(file)) {
      const path = /^[ \t]*module[ \t]+"?([^\s"]+)/m.exec(program.text(file))?.[1];
      if (path !== undefined) modules.push({ path, folder: directoryOf(file) });
    }
  }
  modules.sort((a, b) => b.path.length - a.path.length);
  const declared = new Map<string, Map<string, Unit>>();

  /** Every name that a package declares, with the file that does. */
  const namesOf = (folder: string): Map<string, Unit> => {
    const known = declared.get(folder);
    if (known !== undefined) return known;
    const names = new Map<string, Unit>();
    declared.set(folder, names);
    for (const file of folders.get(folder) ?? []) {
      const unit = program.unit(file);
      for (const statement of unit?.statements ?? []) {
        for (const name of namesIn(statement)) if (unit !== undefined && !names.has(name)) names.set(name, unit);
      }
    }
    return names;
  };
  const methods = new Map<string, Map<string, { readonly function: FunctionDeclaration; readonly unit: Unit }>>();
  const methodsOf = (folder: string): Map<string, { readonly function: FunctionDeclaration; readonly unit: Unit }> => {
    const known = methods.get(folder);
    if (known !== undefined) return known;
    const found = new Map<string, { readonly function: FunctionDeclaration; readonly unit: Unit }>();
    methods.set(folder, found);
    for (const file of folders.get(folder) ?? []) {
      const unit = program.unit(file);
      for (const statement of unit?.statements ?? []) {
        const receiver = statement.kind === 'function' ? statement.function.receiver?.type?.name : undefined;
        if (unit !== undefined && statement.kind === 'function' && receiver !== undefined)
          found.set(`${receiver}.${statement.function.name}`, { function: statement.function, unit });
      }
    }
    return found;
  };
  const unitOf = (folder: string): Unit | undefined => {
    for (const file of folders.get(folder) ?? []) {
      const unit = program.unit(file);
      if (unit !== undefined) return unit;
    }
    return undefined;
  };
  const packageFolder = (path: string): string | undefined => {
    const module = modules.find((each) => path === each.path || path.startsWith(`${each.path}/`));
    if (module === undefined) return modules.length === 0 ? bySuffix(path, folders) : undefined;
    const rest = path.slice(module.path.length + 1);
    const folder = [module.folder, rest].filter((part) => part !== '').join('/');
    return folders.has(folder) ? folder : undefined;
  };
  const packageOf = (path: string): ModuleTarget => {
    const folder = packageFolder(path);
    const unit = folder === undefined ? undefined : unitOf(folder);
    return unit === undefined ? { kind: 'external', name: path } : { kind: 'unit', unit };
  };
  return {
    module: (_, path) => packageOf(path),
    method: (from, type, name) => methodsOf(directoryOf(from.file)).get(`${type}.${name}`),
    implied(from, name) {
      if (BUILTIN.has(name)) return undefined;
      const beside = namesOf(directoryOf(from.file)).get(name);
      if (beside !== undefined) return { kind: 'unit', unit: beside, member: name };
      // A package whose name is not the last part of its path.
      for (const { from: path, imported } of from.imports) {
        const folder = imported === '*' ? packageFolder(path) : undefined;
        const unit = folder === undefined ? undefined : unitOf(folder);
        if (unit?.package === name) return { kind: 'unit', unit };
      }
      return undefined;
    },
  };
}

function namesIn(statement: Statement): string[] {
  if (statement.kind === 'type') return [statement.type.name];
  if (statement.kind === 'function') return statement.function.receiver === undefined ? [statement.function.name] : [];
  if (statement.kind !== 'declare') return [];
  const { target } = statement;
  if (target.kind === 'name') return [target.name];
  return target.kind === 'list' ? target.items.flatMap((item) => (item.kind === 'name' ? [item.name] : [])) : [];
}

/** Without a `go.mod`: the folder whose path the import ends with. */
function bySuffix(path: string, folders: ReadonlyMap<string, unknown>): string | undefined {
  const parts = path.split('/');
  for (let start = 0; start < parts.length; start++) {
    const folder = parts.slice(start).join('/');
    if (folders.has(folder)) return folder;
  }
  return undefined;
}
