import { IgnoreRules } from '../../inputs/ignore-rules.ts';
import { directoryOf } from '../../inputs/paths.ts';
import { type Workspace, WorkspaceError } from '../../inputs/workspace.ts';
import type { PolicyChange } from '../../model/policy.ts';
import { isLinked } from './files.ts';
import { TextDocument } from './text-document.ts';

/**
 * Says of each document that was judged at the base and is not now why that is, at the line that did it where a line did.
 * @param gone paths at the base
 */
export async function goneDocuments(gone: readonly string[], head: Workspace, base: Workspace): Promise<PolicyChange[]> {
  const changes: PolicyChange[] = [];
  for (const file of gone) changes.push(await goneDocument(file, head, base));
  return changes;
}

/** The same of the routes of a build module. @param file one that held some of them */
export function goneCodeChange({ name, file }: { readonly name: string; readonly file: string }): PolicyChange {
  const what = `The code of \`${name.replaceAll('`', "'")}\` was judged at the base and is not any more:`;
  return { place: new TextDocument(file).root, message: `${what} its routes are deleted, ignored, or left out of this run` };
}

async function goneDocument(file: string, head: Workspace, base: Workspace): Promise<PolicyChange> {
  const what = `\`${file.replaceAll('`', "'")}\` was judged at the base and is not any more:`;
  const document = new TextDocument(file);
  if (await isLinked(head, file)) return { place: document.root, message: `${what} it is a link now, and links are not followed` };
  if ((await head.kind(file)) === undefined) return { place: document.root, message: `${what} it is deleted or renamed` };
  for (const ignore of ignoreFiles(file)) {
    const [now, then] = [await read(head, ignore), await read(base, ignore)];
    const span = now === then ? undefined : addedLine(now, then, file, directoryOf(ignore));
    if (span === undefined) continue;
    return { place: new TextDocument(ignore, now).root, span, message: `${what} \`${ignore}\` takes it out here` };
  }
  return { place: document.root, message: `${what} it is no OpenAPI document now, or it is left out of this run` };
}

/** The files that may ignore a path, from the root down. */
function ignoreFiles(file: string): string[] {
  const folders = directoryOf(file)
    .split('/')
    .filter((folder) => folder !== '');
  return ['', ...folders.map((_, index) => `${folders.slice(0, index + 1).join('/')}/`)].map((folder) => `${folder}.gitignore`);
}

/** The first line that is new and ignores the file or a folder above it. */
function addedLine(now: string, then: string, file: string, directory: string): { start: number; end: number } | undefined {
  const known = new Set(then.split(/\r?\n/));
  let start = 0;
  for (const line of now.split('\n')) {
    const pattern = line.replace(/\r$/, '');
    if (!known.has(pattern) && ignores(pattern, file, directory)) return { start, end: start + pattern.length };
    start += line.length + 1;
  }
  return undefined;
}

function ignores(pattern: string, file: string, directory: string): boolean {
  const rules = IgnoreRules.none.with(directory, pattern);
  const folders = file.split('/').slice(0, -1);
  const inside = directory === '' ? 0 : directory.split('/').length;
  const above = folders.map((_, index) => folders.slice(0, index + 1).join('/')).slice(inside);
  return above.some((folder) => rules.ignores(folder, true)) || rules.ignores(file, false);
}

async function read(workspace: Workspace, file: string): Promise<string> {
  try {
    return new TextDecoder().decode(await workspace.readStart(file, 1024 * 1024));
  } catch (error) {
    if (error instanceof WorkspaceError) return '';
    throw error;
  }
}
