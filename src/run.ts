/** The pipeline in one page: files are discovered, parsed, modelled and judged, and become a report. */
import type { Bundle } from './documents/bundle.ts';
import type { SourceDocument, Span } from './documents/document.ts';
import { lineIndex } from './documents/lines.ts';
import { loadBundles } from './documents/load.ts';
import type { Place } from './documents/place.ts';
import { get } from './documents/tree.ts';
import type { Preset, Rule } from './engine/define-rule.ts';
import { docsUrl } from './engine/docs-url.ts';
import { type ActiveRule, type EngineResult, type EngineRuleset, lint, trustedRuleset } from './engine/engine.ts';
import { inPreset } from './engine/presets.ts';
import type { EngineFinding, OnRule } from './engine/session.ts';
import { UserError } from './errors.ts';
import { createFindings, type Draft } from './findings/create.ts';
import type { Range, Severity } from './findings/finding.ts';
import type { Diagnostic, DocumentReport, FailOn, Report, RuleInfo } from './findings/report.ts';
import { discover } from './inputs/discover.ts';
import type { Workspace } from './inputs/workspace.ts';
import { buildApi } from './model/build.ts';
import { foreign } from './model/foreign.ts';
import { exitCode } from './policy/verdict.ts';
import { allRules, rulesByConcern } from './rules/index.ts';
import { TOOL } from './tool.ts';

export interface RunRequest {
  readonly workspace: Workspace;
  /** Paths, directories and globs; empty to discover documents by content. */
  readonly patterns: readonly string[];
  readonly preset: Preset;
  /** A user's Spectral ruleset (YAML or JSON) that runs beside ours, relative to the workspace. */
  readonly rulesetFile?: string | undefined;
  /** Wins over preset and ruleset. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  readonly failOn: FailOn;
  readonly onProgress?: (done: number, total: number, file: string) => void;
  /** Called before and after a rule of the user's ruleset runs at a node. */
  readonly onRule?: OnRule;
}

/**
 * Judges every document that the request names or discovers.
 * @throws UserError for usage, configuration and for finding no document at all.
 */
export async function run(request: RunRequest): Promise<Report> {
  const { workspace, patterns, failOn, preset } = request;
  const ruleset = await selectRules(request);
  const { files, passedOver } = await discover(workspace, { patterns });
  if (files.length === 0) {
    throw new UserError('no OpenAPI document found: name one (`apiward openapi.yaml`) or run in a folder that holds one', 3);
  }
  const result = new Collector();
  for (const [done, file] of files.entries()) {
    request.onProgress?.(done, files.length, file);
    for (const bundle of await loadBundles(file, workspace)) await judge(bundle, ruleset, result, request.onRule);
  }
  const findings = createFindings(result.drafts);
  const code = exitCode(findings, result.diagnostics, failOn);
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const rules = ruleInfo(result.rulesets.size > 0 ? result.rulesets : [ruleset.forFile('', '')], ruleset.rules);
  return {
    tool: TOOL,
    verdict: code === 0 ? 'pass' : 'fail',
    exitCode: code,
    summary: { error: count('error'), warn: count('warn'), info: count('info'), documents: result.documents.length, rules: rules.length },
    documents: result.documents,
    ...(passedOver.size > 0 && { passedOver: Object.fromEntries(passedOver) }),
    findings,
    diagnostics: result.diagnostics,
    failOn,
    preset,
    rules,
  };
}

async function selectRules(request: RunRequest): Promise<EngineRuleset> {
  const { workspace, preset, rulesetFile, severities } = request;
  if (rulesetFile !== undefined) {
    // Loaded only here: a run without a user's ruleset needs none of Spectral's own rules and functions.
    const { loadCustomRuleset } = await import('./engine/custom-rulesets.ts');
    return loadCustomRuleset(rulesetFile, { workspace, rules: allRules, preset, severities });
  }
  const active = allRules.flatMap((rule): ActiveRule[] => {
    const chosen = inPreset(rule, preset);
    const severity = severities[rule.id] ?? chosen.severity;
    return severity === 'off' ? [] : [{ rule, severity, options: chosen.options }];
  });
  return trustedRuleset(active);
}

/** Whatever fails on one document is said of it, and the others are judged all the same. */
async function judge(bundle: Bundle, ruleset: EngineRuleset, result: Collector, onRule: OnRule | undefined): Promise<void> {
  const { root } = bundle;
  if (result.refuse(bundle)) return;
  try {
    const api = buildApi(bundle);
    if (api === undefined) {
      const { message, at } = foreign(root);
      const [found] = root.locate([at]);
      const range = rangeOf(
        root,
        at.length === 0 ? { start: found?.value.start ?? 0, end: found?.value.start ?? 0 } : (found?.key ?? { start: 0, end: 0 }),
      );
      result.diagnostics.push({ kind: 'not-openapi', file: root.file, message, range });
      return;
    }
    const parts = bundle.documents.map(({ file }) => file).filter((file) => file !== root.file);
    result.documents.push({
      file: root.file,
      version: api.versionText,
      operations: api.operations.length,
      ...(parts.length > 0 && { parts }),
    });
    for (const { place, message } of api.limits) result.unread(place, message);
    result.addLint(root, await lint(bundle, api, ruleset, onRule));
  } catch (error) {
    if (error instanceof UserError) throw error;
    const message = `apiward failed on this document (${text(error)}): please report this bug`;
    result.diagnostics.push({ kind: 'engine-error', file: root.file, message });
  }
}

/** Gathers what all documents give; a finding in a file that two documents share is kept once. */
class Collector {
  readonly drafts: Draft[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly documents: DocumentReport[] = [];
  /** Everything that judged anything. */
  readonly rulesets = new Set<EngineResult['rulesets'][number]>();
  readonly #seen = new Set<string>();

  /** Tells what makes the documents of a bundle unreadable; true when the root itself is. */
  refuse(bundle: Bundle): boolean {
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

  /** A part of a document that was not modelled, and so not judged. */
  unread({ document, path, pointer }: Place, message: string): void {
    const [at] = document.locate([path]);
    const range = rangeOf(document, at?.key ?? at?.value ?? { start: 0, end: 0 });
    this.#once(`${document.file}#${document.index}${pointer} ${message}`, () =>
      this.diagnostics.push({ kind: 'unreadable', file: document.file, message, range }),
    );
  }

  addLint({ file }: SourceDocument, { findings, failures, rulesets }: EngineResult): void {
    for (const ruleset of rulesets) this.rulesets.add(ruleset);
    for (const finding of findings) this.#add(finding);
    for (const { ruleId, error, by } of failures) {
      const ours = by === 'apiward';
      const advice = ours ? 'please report this bug' : 'mend the rule, or turn it off for this file with `overrides`';
      const message = `rule ${ruleId}${ours ? '' : ' of your ruleset'} failed on this document (${text(error)}): ${advice}`;
      this.diagnostics.push({ kind: ours ? 'engine-error' : 'ruleset-error', file, message, ruleId });
    }
  }

  #add({ ruleId, rule, description = '', severity, message, place, span, related }: EngineFinding): void {
    const key = `${ruleId} ${place.document.file}#${place.document.index}${place.pointer} ${span?.start ?? ''} ${message}`;
    const { why, fix, owasp, cwe } = rule ?? { why: description, fix: '', owasp: undefined, cwe: undefined };
    this.#once(key, () => this.drafts.push({ ruleId, severity, message, place, span, related, why, fix, owasp, cwe }));
  }

  #once(key: string, add: () => void): void {
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    add();
  }
}

/** Of a rule that several rulesets have, the first counts. */
function ruleInfo(rulesets: Iterable<EngineResult['rulesets'][number]>, ours: readonly Rule[]): RuleInfo[] {
  const own = new Map(ours.map((rule) => [rule.id, rule]));
  const concerns = new Map(Object.entries(rulesByConcern).flatMap(([concern, list]) => list.map(({ id }) => [id, concern])));
  const levels: readonly Severity[] = ['error', 'warn', 'info', 'info'];
  const active = new Map<string, EngineResult['rulesets'][number]['rules'][string]>();
  for (const rule of [...rulesets].flatMap((ruleset) => Object.values(ruleset.rules))) {
    // -1 is Spectral's `off`, which its types do not name.
    if (rule.enabled && Number(rule.severity) !== -1 && !active.has(rule.name)) active.set(rule.name, rule);
  }
  return [...active.values()]
    .map(({ name, severity, description, documentationUrl }): RuleInfo => {
      const rule = own.get(name);
      const level = levels[severity] ?? 'info';
      if (rule === undefined) {
        const docs = documentationUrl === null ? {} : { docs: documentationUrl };
        return { id: name, title: description ?? name, why: description ?? '', fix: '', concern: 'custom', severity: level, ...docs };
      }
      const { id, title, why, fix, owasp, cwe } = rule;
      const risk = { ...(owasp === undefined ? {} : { owasp }), ...(cwe === undefined ? {} : { cwe }) };
      return { id, title, why, fix, concern: concerns.get(id) ?? 'custom', severity: level, docs: docsUrl(id), ...risk };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
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
