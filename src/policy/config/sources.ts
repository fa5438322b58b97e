/** Reads a policy and everything that it extends, the weakest first. */
import type { Path } from '../../documents/document.ts';
import type { Preset } from '../../engine/define-rule.ts';
import { UserError } from '../../errors.ts';
import { type Workspace, WorkspaceError } from '../../inputs/workspace.ts';
import { ConfigFile, type Origin } from './config-file.ts';
import type { Config } from './fields.ts';
import type { PolicyNote } from './policy.ts';
import type { Problems } from './problems.ts';
import { readConfig } from './read.ts';
import { isPinned, parseReference, type RemoteReference } from './reference.ts';

/**
 * Fetches a file of another repository on GitHub.
 * @returns its text, and the SHA of the commit that `ref` names
 * @throws an Error whose message says why not, fit for users
 */
export type FetchPolicy = (
  owner: string,
  repo: string,
  path: string,
  ref: string,
) => Promise<{ readonly text: string; readonly sha: string }>;

/** Bounds of what a policy may extend. `milliseconds` are for one file. */
export const EXTENDS_LIMITS = { depth: 5, sources: 20, bytes: 256 * 1024, milliseconds: 15_000 };

/** One policy of the chain. */
export interface Source {
  readonly file: ConfigFile;
  readonly config: Config;
  /** The last preset among its `extends`; its own `preset` wins. */
  readonly extended?: Preset;
  /** Where in this repository it comes from: itself, or the entry of `extends` that leads to it. */
  readonly anchor: Anchor;
}

interface Anchor {
  readonly file: ConfigFile;
  readonly path: Path;
}

export class Sources {
  readonly list: Source[] = [];
  readonly notes: PolicyNote[] = [];
  readonly #workspace: Workspace;
  readonly #fetch: FetchPolicy | undefined;
  readonly #problems: Problems;
  readonly #known = new Set<string>();

  constructor(workspace: Workspace, fetch: FetchPolicy | undefined, problems: Problems) {
    this.#workspace = workspace;
    this.#fetch = fetch;
    this.#problems = problems;
  }

  /** Adds a file of this repository after all that it extends. */
  async addFile(path: string): Promise<void> {
    const bytes = await this.#read(path);
    await this.#add(new ConfigFile({ name: path, path }, bytes, this.#problems), [keyOf({ name: path, path })], undefined);
  }

  /** Adds a policy of another repository that was named outside any file. @throws UserError when it cannot be had */
  async addRemote(remote: RemoteReference): Promise<void> {
    const origin = await this.fetch(remote);
    const file = new ConfigFile(origin, origin.text, this.#problems);
    this.#noteUnpinned(`${remote.owner}/${remote.repo}/${remote.path}@${remote.ref}`, origin, { file, path: [] });
    await this.#add(file, [keyOf(origin)], undefined);
  }

  async #add(file: ConfigFile, trail: readonly string[], from: Anchor | undefined): Promise<void> {
    const config = readConfig(file, this.#problems);
    const anchor = from ?? { file, path: [] };
    let extended: Preset | undefined;
    for (const [index, entry] of (config.extends ?? []).entries()) {
      const path = Array.isArray(file.value['extends']) ? ['extends', index] : ['extends'];
      const reference = parseReference(entry, file.origin);
      const here = from ?? { file, path };
      if (reference.kind === 'wrong') this.#problems.add(file, path, `\`${entry}\` in \`extends\` ${reference.why}`);
      else if (reference.kind === 'preset') extended = reference.preset;
      else await this.#extend(entry, reference, { file, path }, trail, here);
    }
    this.list.push({ file, config, anchor, ...(extended !== undefined && { extended }) });
  }

  async #extend(
    entry: string,
    reference: { readonly kind: 'file'; readonly path: string } | { readonly kind: 'remote'; readonly remote: RemoteReference },
    at: Anchor,
    trail: readonly string[],
    anchor: Anchor,
  ): Promise<void> {
    const fault = (why: string): void => this.#problems.add(at.file, at.path, `\`${entry}\` in \`extends\` ${why}`);
    if (trail.length > EXTENDS_LIMITS.depth) return fault(`is more than ${EXTENDS_LIMITS.depth} policies deep: extend its parents here`);
    if (this.#known.size >= EXTENDS_LIMITS.sources)
      return fault(`is one of more than ${EXTENDS_LIMITS.sources} policies: put some of them together`);
    try {
      const { text, ...origin } =
        reference.kind === 'file'
          ? { name: reference.path, path: reference.path, text: await this.#read(reference.path) }
          : await this.fetch(reference.remote);
      const key = keyOf(origin);
      if (trail.includes(key))
        return fault(`extends itself through ${[...trail.slice(trail.indexOf(key)), key].map(shownKey).join(' -> ')}`);
      // What two policies share counts once, where it is first met.
      if (this.#known.has(key)) return;
      this.#known.add(key);
      if (reference.kind === 'remote' && at.file.origin.remote === undefined) this.#noteUnpinned(entry, origin, at);
      await this.#add(new ConfigFile(origin, text, this.#problems), [...trail, key], anchor);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const meant = reference.kind === 'file' && /^[\w-]+\/[\w.-]+\/\S+$/.test(entry);
      const advice = meant ? `; for a policy of another repository write \`${entry}@<commit SHA>\`` : '';
      fault(`cannot be read: ${error.message}${advice}`);
    }
  }

  #noteUnpinned(entry: string, { remote }: Origin, { file, path }: Anchor): void {
    if (remote === undefined || isPinned(remote.ref)) return;
    const pinned = `${entry.slice(0, entry.indexOf('@'))}@${remote.sha}`;
    const message = `\`${entry}\` is not pinned, so that it may change unseen: write \`${pinned}\``;
    this.notes.push({ file: file.name, at: file.position(path), message });
  }

  async #read(path: string): Promise<Uint8Array> {
    try {
      const bytes = await this.#workspace.readStart(path, EXTENDS_LIMITS.bytes + 1);
      if (bytes.length > EXTENDS_LIMITS.bytes) throw new UserError(`${path} is larger than ${EXTENDS_LIMITS.bytes} bytes`);
      return bytes;
    } catch (error) {
      if (error instanceof WorkspaceError) throw new UserError(error.message.replace(/\.$/, ''));
      throw error;
    }
  }

  /** A file of another repository, within bounds. @throws UserError when it cannot be had */
  async fetch({ owner, repo, path, ref, asked = ref }: RemoteReference): Promise<Origin & { readonly text: string }> {
    if (this.#fetch === undefined) throw new UserError('this run has no access to the GitHub API, which it is fetched through');
    const { text, sha } = await within(EXTENDS_LIMITS.milliseconds, this.#fetch(owner, repo, path, ref)).catch((error: unknown) => {
      throw new UserError(error instanceof Error ? error.message : String(error));
    });
    if (typeof text !== 'string' || !isPinned(String(sha))) throw new UserError('GitHub gave no file and commit');
    if (isPinned(ref) && sha !== ref) throw new UserError(`GitHub gave the commit ${sha} instead`);
    if (text.length > EXTENDS_LIMITS.bytes) throw new UserError(`it is larger than ${EXTENDS_LIMITS.bytes} bytes`);
    const shownRef = isPinned(asked) ? asked.slice(0, 12) : asked;
    return { name: `${owner}/${repo}/${path}@${shownRef}`, path, remote: { owner, repo, ref: asked, sha }, text };
  }
}

function keyOf({ path, remote }: Origin): string {
  return remote === undefined ? path : `${remote.owner.toLowerCase()}/${remote.repo.toLowerCase()}/${path}@${remote.sha}`;
}

function shownKey(key: string): string {
  return key.replace(/(?<=@[0-9a-f]{12})[0-9a-f]{28}$/, '');
}

async function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`GitHub did not answer within ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
