/** The documents as they were, under the same rules: what is known, what is gone, what changed. */
import { OpenedCode } from './code/opened.ts';
import type { Code } from './code/read.ts';
import type { Bundle } from './documents/bundle.ts';
import type { Limits } from './documents/limits.ts';
import { loadBundles } from './documents/load.ts';
import type { EngineRuleset } from './engine/engine.ts';
import type { SessionOptions } from './engine/session.ts';
import { UserError } from './errors.ts';
import type { Draft } from './findings/create.ts';
import type { OpenedAround } from './inputs/base-source.ts';
import { discover } from './inputs/discover.ts';
import type { Workspace } from './inputs/workspace.ts';
import { Inspection } from './inspection.ts';
import type { Api } from './model/api.ts';
import { otherFormats } from './policy/document-names.ts';

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
  /** The repository around the workspace, where that is a folder of one. */
  readonly around?: OpenedAround;
}

type SeverityOf = (api: Api) => SessionOptions['severity'];

/** The base of one run. */
export class BaseDocuments {
  readonly inspection = new Inspection();
  readonly notes: string[];
  readonly #base: Base;
  readonly #ruleset: EngineRuleset;
  readonly #severity: SeverityOf;
  readonly #limits: Partial<Limits> | undefined;
  readonly #judged: ReadonlySet<string>;
  readonly #code: OpenedCode | undefined;
  /** Root files of the base under the names that they have now. */
  readonly names = new Map<string, string>();

  /**
   * @param ruleset what judges the run
   * @param severity what the policy says of single operations of a document
   * @param judged root files of now
   * @param code as it was
   */
  constructor(
    base: Base,
    ruleset: EngineRuleset,
    severity: SeverityOf,
    { judged, code, limits }: { judged: readonly string[]; code?: Code | undefined; limits?: Partial<Limits> | undefined },
  ) {
    this.#severity = severity;
    this.#limits = limits;
    this.#judged = new Set(judged);
    this.#base = base;
    this.#ruleset = ruleset;
    this.notes = [...(base.notes ?? [])];
    this.#code = code && new OpenedCode(code, this.inspection);
  }

  /** A document that is the same: code may have changed around it. */
  keep(api: Api): void {
    this.#code?.beside(api);
  }

  /** Documents that are gone: the code was what they describe. */
  async keepGone(files: readonly string[]): Promise<void> {
    if (this.#code?.hasRoutes !== true) return;
    // Nothing is said of them, or counted.
    const aside = new Inspection();
    for (const file of files) {
      const bundles = await loadBundles(file, this.#base.workspace, this.#limits).catch(() => []);
      for (const bundle of bundles) {
        const api = aside.open(bundle);
        if (api !== undefined) this.#code.beside(api);
      }
    }
  }

  /** Judges the code as it was; every document must be known by now. */
  async judgeCode(): Promise<void> {
    for (const { bundle, api, holds } of this.#code?.ready() ?? []) {
      await this.inspection.judge(bundle, api, this.#ruleset, { holds, compared: { base: undefined }, severity: this.#severity(api) });
    }
  }

  get hasRoutes(): boolean {
    return this.#code?.hasRoutes === true;
  }

  /** What the code of a build module was. */
  code(name: string): Api | undefined {
    return this.#code?.find(name);
  }

  /** Whether nothing that the document is made of has changed. */
  unchanged(bundle: Bundle): boolean {
    const { same } = this.#base;
    // A file that is not there now may have been there then.
    return same !== undefined && bundle.unloaded.length === 0 && bundle.documents.every(({ file }) => same(file));
  }

  /** A document as it was, and how it is judged; undefined when it is new or could not be read then. */
  async open({ root }: Bundle): Promise<{ readonly api: Api; readonly judge: () => Promise<void> } | undefined> {
    const { workspace } = this.#base;
    try {
      const file = await this.#formerFile(root.file);
      if ((await workspace.kind(file)) !== 'file') return undefined;
      const bundle = (await loadBundles(file, workspace, this.#limits)).find((each) => each.root.index === root.index);
      if (bundle === undefined) return undefined;
      this.names.set(file, root.file);
      const opened = this.inspection.open(bundle);
      if (opened === undefined) {
        this.#note(root.file, 'its base is no OpenAPI document that can be read');
        return undefined;
      }
      const api = this.#code?.beside(opened) ?? opened;
      const options = { compared: { base: undefined }, severity: this.#severity(api) };
      return { api, judge: () => this.inspection.judge(bundle, api, this.#ruleset, options) };
    } catch (error) {
      this.#note(root.file, error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  /** Build modules that served something and do not any more, each with a file of it. @param names of the code that is judged */
  goneCode(names: readonly string[]): { readonly name: string; readonly file: string }[] {
    const gone = (this.#code?.names ?? []).filter((name) => !names.includes(name));
    return gone.map((name) => ({ name, file: this.#code?.find(name)?.documents[1]?.file ?? name }));
  }

  /** Documents that the base has and the run does not judge. */
  async gone(patterns: readonly string[], judged: ReadonlySet<string>): Promise<string[]> {
    const { workspace, renamed } = this.#base;
    const before = new Set([...judged].map((file) => renamed?.get(file) ?? file));
    try {
      const { files } = await discover(workspace, { patterns });
      return files.filter((file) => !before.has(file) && !judged.has(file) && !this.names.has(file));
    } catch (error) {
      // A named path that the base does not have is new.
      if (!(error instanceof UserError)) throw error;
      return [];
    }
  }

  /** Where a document stood: a rename that the base tells, or the same document in the other format. */
  async #formerFile(file: string): Promise<string> {
    const { workspace, renamed } = this.#base;
    const told = renamed?.get(file);
    if (told !== undefined || (await workspace.kind(file)) === 'file') return told ?? file;
    for (const other of otherFormats(file)) {
      if (!this.#judged.has(other) && (await workspace.kind(other)) === 'file') return other;
    }
    return file;
  }

  get drafts(): readonly Draft[] {
    return this.inspection.drafts;
  }

  #note(file: string, reason: string): void {
    this.notes.push(`${file}: ${reason}, so all its findings count as new`);
  }
}
