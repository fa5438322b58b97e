/** The pipeline in one page: files are discovered, parsed, modelled, judged and compared, and become a report. */
import { type Base, BaseDocuments } from './base.ts';
import { loadBundles } from './documents/load.ts';
import type { Preset, Rule } from './engine/define-rule.ts';
import { docsUrl } from './engine/docs-url.ts';
import { type ActiveRule, type EngineResult, type EngineRuleset, trustedRuleset } from './engine/engine.ts';
import { inPreset } from './engine/presets.ts';
import type { OnRule } from './engine/session.ts';
import { UserError } from './errors.ts';
import { createFindings, gatherDrafts } from './findings/create.ts';
import type { Severity, Status } from './findings/finding.ts';
import type { FailOn, Report, RuleInfo, Scope } from './findings/report.ts';
import { discover } from './inputs/discover.ts';
import type { Workspace } from './inputs/workspace.ts';
import { Inspection } from './inspection.ts';
import { compare } from './policy/compare.ts';
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
  /** What it is compared with. */
  readonly base?: Base | undefined;
  /** What the verdict counts. Default: what is new, where there is a base. */
  readonly scope?: Scope | undefined;
  readonly onProgress?: (done: number, total: number, file: string) => void;
  /** Called before and after a rule of the user's ruleset runs at a node. */
  readonly onRule?: OnRule;
}

/**
 * Judges every document that the request names or discovers.
 * @throws UserError for usage, configuration and for finding no document at all.
 */
export async function run(request: RunRequest): Promise<Report> {
  const { workspace, patterns, failOn, preset, onRule } = request;
  const ruleset = await selectRules(request);
  const { files, passedOver } = await discover(workspace, { patterns });
  if (files.length === 0) {
    throw new UserError('no OpenAPI document found: name one (`apiward openapi.yaml`) or run in a folder that holds one', 3);
  }
  const base = request.base === undefined ? undefined : new BaseDocuments(request.base, ruleset);
  const head = new Inspection();
  const unchanged = new Set<string>();
  for (const [done, file] of files.entries()) {
    request.onProgress?.(done, files.length, file);
    for (const bundle of await loadBundles(file, workspace)) {
      const api = head.open(bundle);
      if (api === undefined) continue;
      if (base?.unchanged(bundle)) unchanged.add(bundle.root.file);
      const before = base === undefined || unchanged.has(bundle.root.file) ? undefined : await base.judge(bundle);
      await head.judge(bundle, api, ruleset, { onRule, compared: base && { base: before } });
    }
  }
  const compared = base === undefined ? undefined : compare(head.drafts, base.drafts, unchanged);
  const findings = createFindings(compared === undefined ? head.drafts : gatherDrafts(compared.drafts));
  const scope = request.scope ?? (base === undefined ? 'all' : 'new');
  const counted = findings.filter(({ status }) => status !== 'waived' && (scope === 'all' || status === 'new'));
  const code = exitCode(counted, head.diagnostics, failOn);
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const countStatus = (status: Status): number => findings.filter((finding) => finding.status === status).length;
  const rules = ruleInfo(head.rulesets.size > 0 ? head.rulesets : [ruleset.forFile('', '')], ruleset.rules);
  return {
    tool: TOOL,
    verdict: code === 0 ? 'pass' : 'fail',
    exitCode: code,
    summary: { error: count('error'), warn: count('warn'), info: count('info'), documents: head.documents.length, rules: rules.length },
    statuses: { new: countStatus('new'), existing: countStatus('existing'), waived: countStatus('waived') },
    scope,
    ...(base &&
      compared && {
        comparison: {
          base: request.base?.label ?? '',
          fixed: compared.fixed,
          gone: await base.gone(patterns, new Set(files)),
          notes: base.notes,
        },
      }),
    documents: head.documents,
    ...(passedOver.size > 0 && { passedOver: Object.fromEntries(passedOver) }),
    findings,
    diagnostics: head.diagnostics,
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
