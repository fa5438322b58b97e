import { parseDocuments } from '../../documents/parse.ts';
import { getArray, getObject, getString } from '../../documents/tree.ts';
import type { Program } from '../program.ts';
import type { Unit } from '../syntax/unit.ts';
import type { ModuleTarget, Resolver } from './resolve.ts';
import { directoryOf, joinPath, nearestUp } from './source-paths.ts';

const EXTENSIONS = [
  '',
  '.ts',
  '.tsx',
  '.js',
  '.mjs',
  '.cjs',
  '.mts',
  '.cts',
  '.jsx',
  '/index.ts',
  '/index.tsx',
  '/index.js',
  '/index.mjs',
  '/index.cjs',
];

/** Relative modules, `paths` and `baseUrl` of the nearest tsconfig.json, packages of the same workspace. */
export function javaScriptResolver(program: Program): Resolver {
  const packages = workspacePackages(program);
  const configs = new Map<string, PathConfig | undefined>();
  const find = (path: string): Unit | undefined => {
    for (const base of [path, path.replace(/\.[cm]?js$/, '')]) {
      for (const extension of EXTENSIONS) {
        if (program.has(base + extension)) return program.unit(base + extension);
      }
    }
    return undefined;
  };
  const target = (path: string | undefined): ModuleTarget | undefined => {
    const unit = path === undefined ? undefined : find(path);
    return unit === undefined ? undefined : { kind: 'unit', unit };
  };
  return {
    implied: () => undefined,
    module(from, specifier) {
      const directory = directoryOf(from.file);
      if (specifier.startsWith('.')) return target(joinPath(directory, specifier)) ?? { kind: 'missing' };
      const configFile = nearestUp(program, directory, ['tsconfig.json', 'jsconfig.json']);
      if (configFile !== undefined && !configs.has(configFile)) configs.set(configFile, readConfig(program, configFile, 0));
      const config = configFile === undefined ? undefined : configs.get(configFile);
      for (const path of config === undefined ? [] : mapped(config, specifier)) {
        const found = target(path);
        if (found !== undefined) return found;
      }
      const [scope = '', name = ''] = specifier.split('/');
      const packageName = scope.startsWith('@') ? `${scope}/${name}` : scope;
      const folder = packages.get(packageName);
      const rest = specifier.slice(packageName.length);
      if (folder !== undefined) {
        const found = rest === '' ? (target(`${folder}/src`) ?? target(folder)) : (target(folder + rest) ?? target(`${folder}/src${rest}`));
        if (found !== undefined) return found;
      }
      return { kind: 'external', name: specifier.replace(/^node:/, '') };
    },
  };
}

interface PathConfig {
  readonly base: string | undefined;
  /** Pattern with one `*` at most, and where it leads. */
  readonly paths: readonly (readonly [pattern: string, targets: readonly string[]])[];
}

function mapped({ base, paths }: PathConfig, specifier: string): string[] {
  const found: string[] = [];
  for (const [pattern, targets] of paths) {
    const star = pattern.indexOf('*');
    const [before, after] = star === -1 ? [pattern, ''] : [pattern.slice(0, star), pattern.slice(star + 1)];
    const fits = star === -1 ? specifier === pattern : specifier.startsWith(before) && specifier.endsWith(after);
    if (!fits) continue;
    const middle = specifier.slice(before.length, specifier.length - after.length);
    found.push(...targets.map((to) => to.replace('*', () => middle)));
  }
  if (base !== undefined) found.push(joinPath(base, `./${specifier}`) ?? '');
  return found;
}

/** `compilerOptions` of a tsconfig.json; comments and trailing commas are allowed there, which YAML's reader takes as well once they are gone. */
function readConfig(program: Program, file: string, depth: number): PathConfig | undefined {
  const directory = directoryOf(file);
  // Longer ones are no configuration that a person wrote.
  const text = program.text(file);
  const [document] = text.length > 20_000 ? [] : parseDocuments('tsconfig.yaml', withoutComments(text));
  const options = getObject(document?.value, 'compilerOptions');
  const baseUrl = getString(options, 'baseUrl');
  const base = baseUrl === undefined ? undefined : joinPath(directory, baseUrl);
  const paths = Object.entries(getObject(options, 'paths') ?? {}).map(([pattern, targets]): [string, string[]] => {
    const list = Array.isArray(targets) ? targets.filter((item) => typeof item === 'string') : [];
    return [pattern, list.flatMap((item) => joinPath(base ?? directory, item) ?? [])];
  });
  if (paths.length > 0 || base !== undefined) return { base, paths };
  const extended = getString(document?.value, 'extends') ?? getArray(document?.value, 'extends')?.[0];
  if (typeof extended !== 'string' || !extended.startsWith('.') || depth > 4) return undefined;
  const parent = joinPath(directory, extended);
  const named = [parent, `${parent}.json`].find((path) => path !== undefined && program.has(path));
  return named === undefined ? undefined : readConfig(program, named, depth + 1);
}

function withoutComments(text: string): string {
  // Strings first, so that `//` inside of one is left alone.
  return text
    .replaceAll(/("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, string: string | undefined) => string ?? ' ')
    .replaceAll(/,(\s*[}\]])/g, '$1')
    .replaceAll('\t', ' ');
}

/** Folders of the workspace's own packages by name. */
function workspacePackages(program: Program): Map<string, string> {
  const packages = new Map<string, string>();
  for (const file of program.files) {
    if (!/(?:^|\/)package\.json$/.test(file)) continue;
    const name = getString(parseDocuments(file, program.text(file))[0]?.value, 'name');
    if (name !== undefined) packages.set(name, directoryOf(file));
  }
  return packages;
}
