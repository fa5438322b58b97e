/** Paths of Micronaut: URI templates (RFC 6570) of class and method. */
import { asStrings, type Value } from '../../interpret/value.ts';
import { table } from '../../table.ts';
import { type Annotation, argumentValue } from '../java/annotations.ts';
import type { Settings } from '../java/settings.ts';
import { pathText, WILDCARD } from '../path-text.ts';
import { joinPaths } from '../router-tree.ts';

/** Mapping annotations and their method. */
export const MAPPINGS: Readonly<Record<string, string>> = table({
  Get: 'GET',
  Post: 'POST',
  Put: 'PUT',
  Patch: 'PATCH',
  Delete: 'DELETE',
  Head: 'HEAD',
  Options: 'OPTIONS',
  Trace: 'TRACE',
});

/** The paths that a mapping or controller annotation names, one at least; settings filled in. */
export function pathsOf(annotation: Annotation | undefined, settings: Settings): string[] {
  const value = argumentValue(annotation, 'uris') ?? argumentValue(annotation, 'value', 'uri') ?? argumentValue(annotation, 'uri');
  return value === undefined ? ['/'] : texts(value).map((path) => settings.fill(path));
}

function texts(value: Value): string[] {
  if (value.kind === 'list') return value.items.flatMap(texts);
  return asStrings(value) ?? [pathText(value) ?? WILDCARD];
}

/**
 * `{?a,b}` is no part of the path, `{/x}` is a segment, `{+x}` and `{x:3}` are the parameter `x`. The context path goes first.
 * @param parts context path, controller, method
 */
export function templateOf(parts: readonly string[]): string {
  return joinPaths(
    parts.map((part) =>
      part
        .replaceAll(/\{[?&#][^{}]*\}/g, '')
        .replaceAll(/\{\.[^{}]*\}/g, '')
        .replaceAll(/\{\/(\w+)(?!\w)[^{}]*\}/g, '/{$1}')
        .replaceAll(/\{\+?(\w+)(?::[^{}]*|\*)?\}/g, '{$1}')
        .replaceAll('**', WILDCARD),
    ),
  );
}

/** Names in `{?a,b}`. */
export function queryNames(path: string): string[] {
  return [...path.matchAll(/\{[?&]([^{}]*)\}/g)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.trim().replace(/\*$/, '')),
  );
}
