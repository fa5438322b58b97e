/** Paths that JavaScript code puts together from where it stands, as paths of the workspace. */
import { normalizePath } from '../../inputs/paths.ts';
import type { Unit } from '../syntax/unit.ts';
import { directoryOf } from './source-paths.ts';
import { asString, type CallSite, type ExternalValue, literal, UNKNOWN, type Value } from './value.ts';

/** `__dirname`, `__filename`, and the members of `import.meta`. */
export function ownPath(name: string, { file }: Unit): Value | undefined {
  switch (name) {
    case '__dirname':
    case '__DIR__':
    case 'import.meta.dirname':
      return literal(`/${directoryOf(file)}`);
    case '__filename':
    case 'import.meta.filename':
    case 'import.meta.url':
      return literal(`/${file}`);
    default:
      return undefined;
  }
}

/** `path.join(...)`, `path.dirname(x)`, `fileURLToPath(x)`; undefined for any other call. */
export function callOfPath({ module, name }: ExternalValue, { arguments: args }: CallSite): Value | undefined {
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (module === 'url' && last === 'fileURLToPath') return args[0]?.value ?? UNKNOWN;
  if (module !== 'path') return undefined;
  const texts = args.map(({ value }) => asString(value));
  if (texts.some((text) => text === undefined)) return UNKNOWN;
  if (last === 'dirname') return literal(`/${directoryOf((texts[0] ?? '').replace(/^\//, ''))}`);
  if (last !== 'join' && last !== 'resolve') return undefined;
  const joined = normalizePath(texts.join('/').replace(/^\/+/, ''));
  return joined === undefined ? UNKNOWN : literal(`${texts[0]?.startsWith('/') === true ? '/' : ''}${joined}`);
}
