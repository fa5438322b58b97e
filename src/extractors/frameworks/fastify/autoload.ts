/** `@fastify/autoload`: plugins of a folder, with the names of its subfolders as prefixes. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asBoolean, asString, type CallSite, type EvaluatedArgument, fieldOf, type Value } from '../../interpret/value.ts';
import { languageOf } from '../../syntax/language.ts';
import type { FastifyHost } from './hosts.ts';

const DEPTH = 12;

interface Loading {
  readonly interpreter: Interpreter;
  readonly options: EvaluatedArgument | undefined;
  readonly site: CallSite;
  readonly hooks: boolean;
  readonly cascades: boolean;
  readonly prefixes: boolean;
}

/** Registers what the options name; false when the folder could not be found out. */
export function autoload(host: FastifyHost, options: EvaluatedArgument | undefined, site: CallSite, interpreter: Interpreter): boolean {
  const dir = asString(fieldOf(options?.value, 'dir'))?.replace(/^\//, '');
  if (dir === undefined) return false;
  const loading: Loading = {
    interpreter,
    options,
    site,
    hooks: asBoolean(fieldOf(options?.value, 'autoHooks')) === true,
    cascades: asBoolean(fieldOf(options?.value, 'cascadeHooks')) === true,
    prefixes: asBoolean(fieldOf(options?.value, 'dirNameRoutePrefix')) !== false,
  };
  const prefix = asString(fieldOf(fieldOf(options?.value, 'options'), 'prefix')) ?? '';
  const files = [...interpreter.program.files].filter((file) => file.startsWith(`${dir}/`) && /script|tsx/.test(languageOf(file) ?? ''));
  folder(dir, files, prefix, host, loading, 0);
  return true;
}

function folder(dir: string, files: readonly string[], prefix: string, host: FastifyHost, loading: Loading, depth: number): void {
  if (depth > DEPTH) return;
  const own = files.filter((file) => !file.slice(dir.length + 1).includes('/'));
  const base = (file: string): string => file.slice(dir.length + 1).replace(/\.[cm]?[jt]sx?$/, '');
  const hooks = loading.hooks ? own.find((file) => /autohooks$/i.test(base(file))) : undefined;
  // Without hooks of its own a folder adds nothing to its parent's context.
  const context = hooks === undefined ? host : host.child('', loading.site);
  if (hooks !== undefined) plugin(hooks, '', context, loading, true);
  const index = own.find((file) => base(file) === 'index');
  for (const file of index === undefined ? own : [index]) {
    if (file !== hooks) plugin(file, prefix, context, loading, false);
  }
  for (const name of new Set(files.filter((file) => !own.includes(file)).map((file) => file.slice(dir.length + 1).split('/')[0] ?? ''))) {
    const inner = files.filter((file) => file.startsWith(`${dir}/${name}/`));
    const path = loading.prefixes ? `${prefix}/${name.replace(/^_(?=\w)/, ':')}` : prefix;
    folder(`${dir}/${name}`, inner, path, loading.cascades ? context : host, loading, depth + 1);
  }
}

/** The default export of a file, or what it exports under `module.exports`. */
function plugin(file: string, prefix: string, host: FastifyHost, { interpreter, options, site }: Loading, shared: boolean): void {
  const unit = interpreter.program.unit(file);
  if (unit === undefined) return;
  const exported = (name: string): Value | undefined =>
    unit.exports.some((each) => each.name === name) ? interpreter.exported(unit, name) : undefined;
  const value = exported('default') ?? exported('=');
  if (value === undefined) return;
  const own = asString(exported('prefixOverride')) ?? asString(exported('autoPrefix'));
  const path = own === undefined ? prefix : exported('prefixOverride') === undefined ? `${prefix}/${own}` : own;
  host.load(value, { path, shared, options, site });
}
