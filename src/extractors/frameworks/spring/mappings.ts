/** Methods and paths of mapping annotations. */
import { asStrings, type Value } from '../../interpret/value.ts';
import { table } from '../../table.ts';
import { type Annotation, argumentValue, constantName } from '../java/annotations.ts';
import { pathText, WILDCARD } from '../path-text.ts';
import { joinPaths } from '../router-tree.ts';

/** Mapping annotations and their method; `''` for the one that names it. */
export const MAPPINGS: Readonly<Record<string, string>> = table({
  GetMapping: 'GET',
  PostMapping: 'POST',
  PutMapping: 'PUT',
  PatchMapping: 'PATCH',
  DeleteMapping: 'DELETE',
  RequestMapping: '',
});

/** Upper case; `*` for every method. */
export function verbsOf(mapping: Annotation, base: Annotation | undefined): string[] {
  const fixed = MAPPINGS[mapping.name];
  if (fixed !== undefined && fixed !== '') return [fixed];
  const value = argumentValue(mapping, 'method') ?? argumentValue(base, 'method');
  if (value === undefined) return ['*'];
  const names = (value.kind === 'list' ? value.items : [value]).map(constantName);
  return names.every((name) => name !== undefined) ? (names as string[]) : ['*'];
}

export function texts(value: Value): string[] {
  if (value.kind === 'list') return value.items.flatMap(texts);
  return asStrings(value) ?? [pathText(value) ?? WILDCARD];
}

/** `{id:[0-9]+}` is the parameter `id`; `/**` at the end stands for anything. */
export function templateOf(parts: readonly string[]): string {
  const plain = parts.map((part) =>
    stripPatterns(part)
      .replaceAll('**', WILDCARD)
      .replaceAll(/\{\*(\w+)\}/g, '{$1}'),
  );
  return joinPaths(plain);
}

/** Takes patterns out of path variables; they may hold braces of their own. */
function stripPatterns(path: string): string {
  let result = '';
  let depth = 0;
  let skipping = false;
  for (const character of path) {
    if (character === '{') depth++;
    if (character === '}' && --depth === 0) skipping = false;
    if (depth === 1 && character === ':') skipping = true;
    if (!skipping) result += character;
  }
  return result;
}
