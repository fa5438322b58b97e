import { languageOf } from '../extractors/syntax/language.ts';
import { globMatcher, isGlob } from '../inputs/glob.ts';
import { normalizePath } from '../inputs/paths.ts';
import type { Workspace } from '../inputs/workspace.ts';

/** What the patterns of a run say of source files. */
export interface CodeScope {
  /** Whether a file is judged. */
  readonly accepts: (file: string) => boolean;
  /** Whether what a pattern stands for holds one of some files. */
  readonly holds: (pattern: string, files: readonly string[]) => boolean;
  /** The patterns without those that name a source file: what is left is searched for documents. */
  readonly documents: readonly string[];
  /** Whether anything is searched for documents at all. */
  readonly hasDocuments: boolean;
}

/**
 * @param patterns as of a run: files, folders and globs, those with `!` take away
 * @param setting `auto`, `off`, or globs of the source files that are judged
 * @returns undefined when no code is judged
 */
export async function codeScope(
  patterns: readonly string[],
  setting: readonly string[],
  workspace: Workspace,
): Promise<CodeScope | undefined> {
  if (setting.includes('off')) return undefined;
  const added = patterns.filter((pattern) => !pattern.startsWith('!'));
  const removed = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => matcher(pattern.slice(1)));
  const selecting: string[] = [];
  for (const pattern of added) if (await mayHoldCode(pattern, workspace)) selecting.push(pattern);
  if (added.length > 0 && selecting.length === 0) return undefined;
  const selected = selecting.map(matcher);
  const asked = setting.includes('auto') ? [] : setting.map(matcher);
  const documents = patterns.filter((pattern) => pattern.startsWith('!') || isGlob(pattern) || languageOf(pattern) === undefined);
  return {
    accepts: (file) =>
      (selected.length === 0 || selected.some((matches) => matches(file))) &&
      (asked.length === 0 || asked.some((matches) => matches(file))) &&
      !removed.some((matches) => matches(file)),
    holds: (pattern, files) => files.some(matcher(pattern)),
    documents,
    hasDocuments: added.length === 0 || documents.some((pattern) => !pattern.startsWith('!')),
  };
}

/** Documents have the extensions of JSON and YAML; anything else, and every folder, may hold code. */
async function mayHoldCode(pattern: string, workspace: Workspace): Promise<boolean> {
  if (isGlob(pattern)) return !/\.(?:json|ya?ml)$/i.test(pattern);
  return languageOf(pattern) !== undefined || (await workspace.kind(normalizePath(pattern) ?? pattern)) === 'directory';
}

/** A folder takes everything below it along. */
function matcher(pattern: string): (file: string) => boolean {
  const path = normalizePath(pattern) ?? pattern;
  if (path === '') return () => true;
  const matches = globMatcher(path);
  return (file) => file === path || file.startsWith(`${path}/`) || matches(file);
}
