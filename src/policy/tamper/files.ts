import { decode } from '../../documents/decode.ts';
import type { SourceDocument } from '../../documents/document.ts';
import { parseDocuments } from '../../documents/parse.ts';
import { directoryOf, normalizePath } from '../../inputs/paths.ts';
import { type Workspace, WorkspaceError } from '../../inputs/workspace.ts';
import { CONFIG_FILES } from '../config/load.ts';
import { OWNERS_FILES } from './owners.ts';
import { TextDocument } from './text-document.ts';

/** What a file is to the policy. */
export type PolicyFileKind = 'config' | 'waivers' | 'baseline' | 'ruleset' | 'extended policy' | 'workflow';

/** A file that decides what is judged and how. */
export interface PolicyFile {
  /** In its workspace, as messages name it. */
  readonly path: string;
  readonly kind: PolicyFileKind;
  /** It is a link, wherever that leads. */
  readonly isLink: boolean;
  /** As a tree where it can be read as one, else as text. */
  readonly document: SourceDocument;
  readonly text: string;
}

const WORKFLOWS = '.github/workflows';

/** What decides at the root of a repository whether and how each of its folders is judged: files, and folders of them. */
export const DECIDING_FILES: readonly string[] = [WORKFLOWS, ...CONFIG_FILES, ...OWNERS_FILES];

/** Larger files are no policy. */
const MOST_BYTES = 16 * 1024 * 1024;
const LIMITS = { bytes: MOST_BYTES, depth: 64, aliasedNodes: 10_000, mergedKeys: 10_000 };

/**
 * Reads the files of a policy that a workspace has: those that the policies of the base and the head name, any config in the root, and
 * the workflows that run apiward. What cannot be read counts as empty text.
 * @param up stands before the paths in documents: `../`
 */
export async function readPolicyFiles(workspace: Workspace, named: ReadonlyMap<string, PolicyFileKind>, up = ''): Promise<PolicyFile[]> {
  const wanted = new Map(CONFIG_FILES.map((path): [string, PolicyFileKind] => [path, 'config']));
  for (const [path, kind] of named) {
    const normal = normalizePath(path);
    if (normal !== undefined && normal !== '') wanted.set(normal, kind);
  }
  const found: PolicyFile[] = [];
  for (const [path, kind] of wanted) {
    const file = await readPolicyFile(workspace, path, kind, up);
    if (file !== undefined) found.push(file);
  }
  for (const name of await names(workspace, WORKFLOWS)) {
    if (!/\.ya?ml$/i.test(name)) continue;
    const file = await readPolicyFile(workspace, `${WORKFLOWS}/${name}`, 'workflow', up);
    if (file?.text.includes('apiward')) found.push(file);
  }
  return found;
}

async function readPolicyFile(workspace: Workspace, path: string, kind: PolicyFileKind, up: string): Promise<PolicyFile | undefined> {
  const isLink = await isLinked(workspace, path);
  if (!isLink && (await workspace.kind(path)) === undefined) return undefined;
  const bytes = await workspace.read(path).catch((error: unknown) => {
    if (error instanceof WorkspaceError) return new Uint8Array();
    throw error;
  });
  const { text } = decode(bytes.length > MOST_BYTES ? new Uint8Array() : bytes);
  const [document] = /\.(?:json|ya?ml)$/i.test(path) ? parseDocuments(up + path, text, LIMITS) : [];
  const isTree = document?.value !== undefined && document.problems.length === 0;
  return { path, kind, isLink, text, document: isTree ? document : new TextDocument(up + path, text) };
}

/** Whether a path is a link itself: listings never follow them. */
export async function isLinked(workspace: Workspace, path: string): Promise<boolean> {
  const directory = directoryOf(path);
  const name = path.slice(directory === '' ? 0 : directory.length + 1);
  const entries = await workspace.list(directory).catch(() => []);
  return entries.some((entry) => entry.name === name && entry.kind === 'other');
}

async function names(workspace: Workspace, directory: string): Promise<string[]> {
  const entries = await workspace.list(directory).catch(() => []);
  return entries.map(({ name }) => name);
}
