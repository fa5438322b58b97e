/** The documents as they were, under the same rules: what is known, what is gone, what changed. */
import type { Bundle } from './documents/bundle.ts';
import { loadBundles } from './documents/load.ts';
import type { EngineRuleset } from './engine/engine.ts';
import { UserError } from './errors.ts';
import type { Draft } from './findings/create.ts';
import { discover } from './inputs/discover.ts';
import type { Workspace } from './inputs/workspace.ts';
import { Inspection } from './inspection.ts';
import type { Api } from './model/api.ts';

/** What a run is compared with. */
export interface Base {
  readonly workspace: Workspace;
  /** In words, for reports: `main (1a2b3c4)`. */
  readonly label: string;
  /** Where a file stood before it was renamed. */
  readonly renamed?: ReadonlyMap<string, string>;
  /** Whether a file is the same, byte for byte; without it every document is judged twice. */
  readonly same?: (file: string) => boolean;
  /** What could not be had of it, in words. */
  readonly notes?: readonly string[];
}

/** The base of one run. */
export class BaseDocuments {
  readonly inspection = new Inspection();
  readonly notes: string[];
  readonly #base: Base;
  readonly #ruleset: EngineRuleset;
  /** Root files of the base under the names that they have now. */
  readonly names = new Map<string, string>();

  constructor(base: Base, ruleset: EngineRuleset) {
    this.#base = base;
    this.#ruleset = ruleset;
    this.notes = [...(base.notes ?? [])];
  }

  /** Whether nothing that the document is made of has changed. */
  unchanged(bundle: Bundle): boolean {
    const { same } = this.#base;
    return same !== undefined && bundle.documents.every(({ file }) => same(file));
  }

  /** Judges a document as it was; undefined when it is new or could not be read then. */
  async judge({ root }: Bundle): Promise<Api | undefined> {
    const { workspace, renamed } = this.#base;
    const file = renamed?.get(root.file) ?? root.file;
    try {
      if ((await workspace.kind(file)) !== 'file') return undefined;
      const bundle = (await loadBundles(file, workspace)).find((each) => each.root.index === root.index);
      if (bundle === undefined) return undefined;
      this.names.set(file, root.file);
      const api = this.inspection.open(bundle);
      if (api === undefined) this.#note(root.file, 'its base is no OpenAPI document that can be read');
      else await this.inspection.judge(bundle, api, this.#ruleset, { compared: { base: undefined } });
      return api;
    } catch (error) {
      this.#note(root.file, error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  /** Documents that the base has and the run does not judge. */
  async gone(patterns: readonly string[], judged: ReadonlySet<string>): Promise<string[]> {
    const { workspace, renamed } = this.#base;
    const before = new Set([...judged].map((file) => renamed?.get(file) ?? file));
    try {
      const { files } = await discover(workspace, { patterns });
      return files.filter((file) => !before.has(file) && !judged.has(file));
    } catch (error) {
      // A named path that the base does not have is new.
      if (!(error instanceof UserError)) throw error;
      return [];
    }
  }

  get drafts(): readonly Draft[] {
    return this.inspection.drafts;
  }

  #note(file: string, reason: string): void {
    this.notes.push(`${file}: ${reason}, so all its findings count as new`);
  }
}
