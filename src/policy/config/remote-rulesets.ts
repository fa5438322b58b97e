/** Spectral rulesets that a policy of another repository names: fetched with it, and laid over the workspace. */
import { parseDocuments } from '../../documents/parse.ts';
import { get } from '../../documents/tree.ts';
import { UserError } from '../../errors.ts';
import { joinPath, normalizePath } from '../../inputs/paths.ts';
import { type Workspace, WorkspaceError } from '../../inputs/workspace.ts';
import type { Problems } from './problems.ts';
import type { Source, Sources } from './sources.ts';

/** Folder of the overlay. What a repository has of that name is never read instead. */
const FOLDER = '.apiward-policy/';
/** Files of rulesets that one policy may bring. */
const MOST = 20;

/** Fetched texts by the path under which the run reads them. */
export class RemoteRulesets {
  readonly files: Record<string, string> = {};
  readonly #sources: Sources;
  readonly #problems: Problems;

  constructor(sources: Sources, problems: Problems) {
    this.#sources = sources;
    this.#problems = problems;
  }

  /** The rulesets of a source as this run reads them: those of this repository are files already. */
  async of({ file, config }: Source): Promise<string[]> {
    const { remote } = file.origin;
    const names = config.rulesets ?? [];
    if (remote === undefined) return [...names];
    const paths: string[] = [];
    for (const [index, name] of names.entries()) {
      const prefix = `${FOLDER}${remote.owner}/${remote.repo}/${remote.sha}`;
      try {
        await this.#take(prefix, normalizePath(name) ?? '', { owner: remote.owner, repo: remote.repo, ref: remote.sha });
        paths.push(`${prefix}/${normalizePath(name)}`);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        this.#problems.add(file, ['rulesets', index], `\`${name}\` cannot be read: ${error.message}`);
      }
    }
    return paths;
  }

  /** A ruleset and the files that it extends. */
  async #take(prefix: string, path: string, from: { readonly owner: string; readonly repo: string; readonly ref: string }): Promise<void> {
    const open = [path];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const key = `${prefix}/${next}`;
      if (Object.hasOwn(this.files, key)) continue;
      if (Object.keys(this.files).length >= MOST) throw new UserError(`the rulesets of a policy have more than ${MOST} files`);
      const { text } = await this.#sources.fetch({ ...from, path: next });
      this.files[key] = text;
      for (const parent of parentsOf(next, text)) open.push(parent);
    }
  }
}

/** Files of the same repository that a ruleset extends. */
function parentsOf(path: string, text: string): string[] {
  const value = parseDocuments(path, text)[0]?.value;
  const list = get(value, 'extends');
  const entries = (Array.isArray(list) ? list : [list]).map((entry) => (Array.isArray(entry) ? entry[0] : entry));
  return entries.flatMap((entry) => {
    if (typeof entry !== 'string' || !/\.(?:ya?ml|json)$/i.test(entry) || entry.includes('://')) return [];
    const joined = normalizePath(joinPath(path, entry));
    return joined === undefined || joined.startsWith('..') ? [] : [joined];
  });
}

/** The workspace with the texts that came with the policy. */
export function withPolicyFiles(workspace: Workspace, files: Readonly<Record<string, string>>): Workspace {
  const encoder = new TextEncoder();
  const read = async (file: string, most?: number): Promise<Uint8Array> => {
    if (!file.startsWith(FOLDER)) return workspace.read(file, most);
    const text = Object.hasOwn(files, file) ? files[file] : undefined;
    if (text === undefined) throw new WorkspaceError('missing', file, 'it did not come with the policy.');
    return encoder.encode(text);
  };
  return {
    read,
    readStart: async (file, bytes) => (file.startsWith(FOLDER) ? (await read(file)).subarray(0, bytes) : workspace.readStart(file, bytes)),
    list: (directory) => workspace.list(directory),
    kind: async (path) => (path.startsWith(FOLDER) ? (Object.hasOwn(files, path) ? 'file' : undefined) : workspace.kind(path)),
  };
}
