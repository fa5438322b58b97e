/** Paths of controllers and methods, with prefix and version. */
import { asStrings, externalName, fieldOf, type Value } from '../../interpret/value.ts';
import { colonTemplate, pathText, WILDCARD } from '../path-text.ts';
import { joinPaths } from '../router-tree.ts';
import type { NestApp } from './app.ts';
import type { Applied } from './decorators.ts';

/** The paths that a decorator's argument names. */
export function pathsOf(value: Value | undefined): string[] {
  if (value === undefined) return [''];
  const single = pathText(value);
  if (single !== undefined) return [single];
  return asStrings(value) ?? [WILDCARD];
}

export function controllerPaths({ arguments: [first] }: Applied): string[] {
  if (first?.value.kind !== 'object') return pathsOf(first?.value);
  return pathsOf(fieldOf(first.value, 'path'));
}

/** Global prefix, version, then the controller's own path. */
export function templates(local: string, decorators: readonly Applied[], app: NestApp): string[] {
  const excluded = app.excluded.some((path) => colonTemplate(path).replaceAll('/', '') === local.replaceAll('/', ''));
  const prefix = excluded ? '' : colonTemplate(app.prefix);
  if (app.versionPrefix === undefined) return [joinPaths([prefix, local])];
  const own = decorators.find(({ name }) => name === 'Version')?.arguments[0]?.value;
  const controller = decorators.find(({ name }) => name === 'Controller')?.arguments[0]?.value;
  const value = own ?? fieldOf(controller, 'version');
  const versions =
    value === undefined ? app.defaultVersions : (asStrings(value) ?? (externalName(value)?.name === 'VERSION_NEUTRAL' ? [] : [WILDCARD]));
  if (versions.length === 0) return [joinPaths([prefix, local])];
  return versions.map((version) => joinPaths([prefix, `${app.versionPrefix ?? ''}${version}`, local]));
}
