import type { Program } from '../program.ts';
import type { Unit } from '../syntax/unit.ts';
import type { ModuleTarget, Resolver } from './resolve.ts';

const NAMESPACE = /^[ \t]*(?:<\?php[ \t]+)?namespace[ \t]+([\w\\]+)/m;
const DECLARATION = /^[ \t]*(?:(?:abstract|final|readonly)[ \t]+){0,3}(?:class|interface|trait|enum)[ \t]+(\w+)/gm;

/** Types by qualified name, wherever their files are. */
export function phpResolver(program: Program): Resolver {
  const declared = new Map<string, string>();
  for (const file of program.files) {
    if (!file.endsWith('.php')) continue;
    const text = program.text(file);
    const namespace = NAMESPACE.exec(text)?.[1] ?? '';
    for (const [, name = ''] of text.matchAll(DECLARATION)) {
      const path = namespace === '' ? name : `${namespace}\\${name}`;
      if (!declared.has(path)) declared.set(path, file);
    }
  }
  const find = (path: string): ModuleTarget | undefined => {
    const file = declared.get(path);
    const unit = file === undefined ? undefined : program.unit(file);
    return unit === undefined ? undefined : { kind: 'unit', unit, member: path.slice(path.lastIndexOf('\\') + 1) };
  };
  return {
    module: (_, path) => find(path.replace(/^\\/, '')) ?? { kind: 'external', name: path.replace(/^\\/, '') },
    implied(from: Unit, name: string) {
      if (name.startsWith('\\')) return find(name.slice(1)) ?? { kind: 'external', name: name.slice(1) };
      const [first = '', ...rest] = name.split('\\');
      const alias = rest.length === 0 ? undefined : from.imports.find((each) => each.name === first);
      if (alias !== undefined) {
        const path = [alias.from, ...rest].join('\\');
        return find(path) ?? { kind: 'external', name: path };
      }
      return find(from.package === undefined ? name : `${from.package}\\${name}`) ?? (rest.length > 0 ? find(name) : undefined);
    },
  };
}
