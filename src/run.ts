/** The pipeline in one page: files are discovered, parsed, modelled and judged, and become a report. */
import type { Bundle } from './documents/bundle.ts';
import type { SourceDocument, Span } from './documents/document.ts';
import { lineIndex } from './documents/lines.ts';
import { loadBundles } from './documents/load.ts';
import { get } from './documents/tree.ts';
import type { Preset } from './engine/define-rule.ts';
import { docsUrl } from './engine/docs-url.ts';
import { type ActiveRule, type EngineFinding, type EngineRuleset, lint, trustedRuleset } from './engine/engine.ts';
import { inPreset } from './engine/presets.ts';
import { UserError } from './errors.ts';
import { createFindings, type Draft } from './findings/create.ts';
import type { Range, Severity } from './findings/finding.ts';
import type { Diagnostic, DocumentReport, FailOn, Report, RuleInfo } from './findings/report.ts';
import { discover } from './inputs/discover.ts';
import type { Workspace } from './inputs/workspace.ts';
import { buildApi } from './model/build.ts';
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
}

/**
 * Judges every document that the request names or discovers.
 * @throws UserError for usage, configuration and for finding no document at all.
 */
export async function run(request: RunRequest): Promise<Report> {
  const { workspace, patterns, failOn, preset } = request;
  const ruleset = await selectRules(request);
  const { files } = await discover(workspace, { patterns });
  if (files.length === 0) {
    throw new UserError('no OpenAPI document found: name one (`apiward openapi.yaml`) or run in a folder that holds one', 3);
  }
  const result = new Collector();
  for (const [done, file] of files.entries()) {
    request.onProgress?.(done, files.length, file);
    for (const bundle of await loadBundles(file, workspace)) await judge(bundle, ruleset, result);
  }
  const findings = createFindings(result.drafts);
  const code = exitCode(findings, result.diagnostics, failOn);
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const rules = ruleInfo(ruleset);
  return {
    tool: TOOL,
    verdict: code === 0 ? 'pass' : 'fail',
    exitCode: code,
    summary: { error: count('error'), warn: count('warn'), info: count('info'), documents: result.documents.length, rules: rules.length },
    documents: result.documents,
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
  return { ruleset: trustedRuleset(active), rules: allRules };
}

async function judge(bundle: Bundle, ruleset: EngineRuleset, result: Collector): Promise<void> {
  const { root } = bundle;
  if (result.refuse(bundle)) return;
  const api = buildApi(bundle);
  if (api === undefined) {
    result.diagnostics.push({
      kind: 'not-openapi',
      file: root.file,
      message: notOpenApi(root),
      range: rangeOf(root, { start: 0, end: 0 }),
    });
    return;
  }
  result.documents.push({ file: root.file, version: api.versionText, operations: api.operations.length });
  try {
    const { findings, failures } = await lint(bundle, api, ruleset);
    for (const finding of findings) result.add(finding, ruleset);
    for (const { ruleId, error } of failures) {
      const message = `rule ${ruleId} failed on this document (${text(error)}): please report this bug`;
      result.diagnostics.push({ kind: 'engine-error', file: root.file, message, ruleId });
    }
  } catch (error) {
    if (ruleset.resolver === undefined) throw error;
    throw new UserError(`a rule of your ruleset failed on ${root.file}: ${text(error)}`);
  }
}

/** Gathers what all documents give; a finding in a file that two documents share is kept once. */
class Collector {
  readonly drafts: Draft[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly documents: DocumentReport[] = [];
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

  add(finding: EngineFinding, { ruleset }: EngineRuleset): void {
    const { ruleId, rule, severity, message, place, span, related } = finding;
    const key = `${ruleId} ${place.document.file}#${place.document.index}${place.pointer} ${span?.start ?? ''} ${message}`;
    const custom = ruleset.rules[ruleId];
    const why = rule?.why ?? custom?.description ?? '';
    const draft: Draft = { ruleId, severity, message, place, span, related, why, fix: rule?.fix ?? '', owasp: rule?.owasp, cwe: rule?.cwe };
    this.#once(key, () => this.drafts.push(draft));
  }

  #once(key: string, add: () => void): void {
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    add();
  }
}

function ruleInfo({ ruleset, rules }: EngineRuleset): RuleInfo[] {
  const own = new Map(rules.map((rule) => [rule.id, rule]));
  const concerns = new Map(Object.entries(rulesByConcern).flatMap(([concern, list]) => list.map(({ id }) => [id, concern])));
  const levels: readonly Severity[] = ['error', 'warn', 'info', 'info'];
  return (
    Object.values(ruleset.rules)
      // -1 is Spectral's `off`, which its types do not name.
      .filter(({ enabled, severity }) => enabled && Number(severity) !== -1)
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
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  );
}

function notOpenApi(document: SourceDocument): string {
  if (document.text.trim() === '') return 'the file is empty: an OpenAPI document starts with `openapi: 3.1.0` or `swagger: "2.0"`';
  return 'this is not an OpenAPI document: its root has no `openapi: 3.x` or `swagger: "2.0"` that apiward reads (2.0, 3.0, 3.1, 3.2)';
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
