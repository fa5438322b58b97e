/** What judging one tree of files gives, before anything is compared, waived or counted. */
import type { Bundle } from './documents/bundle.ts';
import type { SourceDocument, Span } from './documents/document.ts';
import { lineIndex } from './documents/lines.ts';
import { type Place, written } from './documents/place.ts';
import { get } from './documents/tree.ts';
import { type EngineResult, type EngineRuleset, lint } from './engine/engine.ts';
import type { EngineFinding, SessionOptions } from './engine/session.ts';
import { UserError } from './errors.ts';
import type { Draft } from './findings/create.ts';
import type { Range } from './findings/finding.ts';
import type { Diagnostic, DocumentReport } from './findings/report.ts';
import type { Api } from './model/api.ts';
import { buildApi } from './model/build.ts';
import { foreign } from './model/foreign.ts';
import { WAIVE_WORD } from './policy/waivers/comments.ts';

/** Gathers what all documents give; a finding in a file that two documents share is kept once. */
export class Inspection {
  readonly drafts: Draft[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly documents: DocumentReport[] = [];
  /** Everything that judged anything. */
  readonly rulesets = new Set<EngineResult['rulesets'][number]>();
  /** Bundles that hold waivers. */
  readonly waiving: Bundle[] = [];
  /** References to other hosts, which nobody follows. */
  remoteReferences = 0;
  readonly #seen = new Set<string>();
  /** Of findings in parts of documents: the further documents that reach them. */
  readonly #shared = new Map<string, Bundle[]>();

  /** A document that is not even read. */
  leaveOut(file: string, why: string): void {
    const start = { line: 1, column: 1 };
    this.documents.push({ file, version: undefined, operations: 0 });
    this.diagnostics.push({ kind: 'unreadable', file, message: `The document ${why}.`, range: { start, end: start } });
  }

  /** Code that could not be read for a bug of ours. */
  failed(file: string, reader: string, error: unknown): void {
    const message = `the reader of ${reader} failed on this code (${text(error)}): please report this bug, or leave the code out with \`code\``;
    this.diagnostics.push({ kind: 'engine-error', file, message });
  }

  /** Code of which nothing could be judged. */
  unreadCode(file: string, notes: readonly string[]): void {
    this.documents.push({ file, version: undefined, operations: 0, code: { readers: [], notes } });
  }

  /**
   * The model of a bundle; undefined when it has none, which is told then. Whatever else cannot be read of it is told too.
   * @param code what is said of it when it was put together from source code
   */
  open(bundle: Bundle, code?: DocumentReport['code']): Api | undefined {
    const { root } = bundle;
    if (this.#refuse(bundle)) return undefined;
    return this.#guarded(root, () => {
      const api = buildApi(bundle);
      if (api === undefined) this.#foreign(root);
      else this.#model(bundle, api, code);
      return api;
    });
  }

  /** Runs the rules on a document. Whatever fails on it is said of it, and the others are judged all the same. */
  async judge(bundle: Bundle, api: Api, ruleset: EngineRuleset, options: SessionOptions): Promise<void> {
    await this.#guarded(bundle.root, async () => {
      const { findings, failures, rulesets } = await lint(bundle, api, ruleset, options);
      for (const used of rulesets) this.rulesets.add(used);
      for (const finding of findings) this.#add(finding, bundle);
      for (const { ruleId, error, by } of failures) {
        const ours = by === 'apiward';
        const advice = ours ? 'please report this bug' : 'mend the rule, or turn it off for this file with `overrides`';
        const message = `rule ${ruleId}${ours ? '' : ' of your ruleset'} failed on this document (${text(error)}): ${advice}`;
        this.diagnostics.push({ kind: ours ? 'engine-error' : 'ruleset-error', file: bundle.root.file, message, ruleId });
      }
    });
  }

  /** Tells what makes the documents of a bundle unreadable; true when the root itself is. */
  #refuse(bundle: Bundle): boolean {
    for (const document of bundle.documents) {
      for (const problem of document.problems) {
        if (problem.kind === 'duplicate-key') continue;
        this.#once(`${document.file}#${document.index} ${problem.message} ${problem.at.start}`, () =>
          this.diagnostics.push({
            kind: 'unreadable',
            file: document.file,
            message: problem.message,
            range: rangeOf(document, problem.at),
          }),
        );
      }
    }
    const { value, problems } = bundle.root;
    if (value !== undefined && typeof value === 'object' && value !== null) return false;
    if (problems.length > 0) this.documents.push({ file: bundle.root.file, version: undefined, operations: 0 });
    return problems.length > 0;
  }

  #foreign(root: SourceDocument): void {
    const { message, at } = foreign(root);
    const [found] = root.locate([at]);
    const start = found?.value.start ?? 0;
    const range = rangeOf(root, at.length === 0 ? { start, end: start } : (found?.key ?? { start: 0, end: 0 }));
    this.diagnostics.push({ kind: 'not-openapi', file: root.file, message, range });
  }

  #model(bundle: Bundle, api: Api, code: DocumentReport['code']): void {
    const { root, documents } = bundle;
    if (documents.some(({ text }) => text.includes(WAIVE_WORD))) this.waiving.push(bundle);
    const parts = documents.map(({ file }) => file).filter((file) => file !== root.file);
    const { versionText: version, operations } = api;
    const more = { ...(parts.length > 0 && { parts }), ...(code !== undefined && { code }) };
    this.documents.push({ file: root.file, version, operations: operations.length, ...more });
    this.remoteReferences += api.brokenRefs.filter(({ reason }) => reason === 'remote').length;
    for (const { place, message } of api.limits) this.#unread(place, message);
    // A part that is broken itself has been told already.
    if (documents.some(({ value }) => value === undefined)) return;
    for (const { place, ref, reason } of api.brokenRefs) {
      const found = reason === 'unreadable' ? api.bundle.resolve(ref, place) : undefined;
      if (found?.ok === false) this.#unread(place, found.message);
    }
  }

  /** A part of a document that was not modelled, and so not judged. */
  #unread(place: Place, message: string): void {
    const { document, path, pointer } = written(place);
    const [at] = document.locate([path]);
    const range = rangeOf(document, at?.key ?? at?.value ?? { start: 0, end: 0 });
    this.#once(`${document.file}#${document.index}${pointer} ${message}`, () =>
      this.diagnostics.push({ kind: 'unreadable', file: document.file, message, range }),
    );
  }

  #add(finding: EngineFinding, bundle: Bundle): void {
    const { ruleId, rule, description = '', severity, message, place, span, related, edits, gather } = finding;
    const key =
      declaration(finding) ?? `${ruleId} ${place.document.file}#${place.document.index}${place.pointer} ${span?.start ?? ''} ${message}`;
    const { why, fix, owasp, cwe } = rule ?? { why: description, fix: '', owasp: undefined, cwe: undefined };
    const known = this.#shared.get(key);
    if (known !== undefined) known.push(bundle);
    else if (place.document.file !== bundle.root.file) this.#shared.set(key, []);
    const sharedBy = this.#shared.get(key);
    this.#once(key, () =>
      this.drafts.push({ ruleId, severity, message, place, span, related, edits, gather, bundle, sharedBy, why, fix, owasp, cwe }),
    );
  }

  #guarded<Result extends Api | undefined | Promise<void>>({ file }: SourceDocument, act: () => Result): Result | undefined {
    const fail = (error: unknown): undefined => {
      if (error instanceof UserError) throw error;
      const message = `apiward failed on this document (${text(error)}): please report this bug`;
      this.diagnostics.push({ kind: 'engine-error', file, message });
    };
    try {
      const result = act();
      return (result instanceof Promise ? result.catch(fail) : result) as Result;
    } catch (error) {
      return fail(error);
    }
  }

  #once(key: string, add: () => void): void {
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    add();
  }
}

/** A field of code that several types inherit is one, and is told once. */
function declaration({ ruleId, place }: EngineFinding): string | undefined {
  if (place.document.format !== 'code' || place.path[0] !== 'components') return undefined;
  const { document, path } = written(place);
  return `${ruleId} ${document.file} ${document.locate([path])[0]?.value.start}`;
}

function rangeOf(document: SourceDocument, span: Span): Range {
  const lines = lineIndex(document.text);
  return { start: lines.position(span.start), end: lines.position(span.end) };
}

/** An error's message; of several wrapped ones, the first real one. */
function text(error: unknown): string {
  const inner = get(error, 'errors');
  if (Array.isArray(inner) && inner.length > 0) return text(inner[0]);
  return error instanceof Error ? error.message : String(error);
}
