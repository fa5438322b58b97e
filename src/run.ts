/** The pipeline in one page: files are discovered, parsed, modelled, judged and compared, and become a report. */
import { type Base, BaseDocuments } from './base.ts';
import type { CodeScope } from './code/scope.ts';
import type { Bundle } from './documents/bundle.ts';
import { codeFolder } from './documents/code-name.ts';
import { loadBundles } from './documents/load.ts';
import { written } from './documents/place.ts';
import type { Rule } from './engine/define-rule.ts';
import { docsUrl } from './engine/docs-url.ts';
import type { EngineResult } from './engine/engine.ts';
import type { Compared, OnRule, SessionOptions } from './engine/session.ts';
import { createFindings, gatherDrafts } from './findings/create.ts';
import type { Severity, Status } from './findings/finding.ts';
import type { Report, RuleInfo, Scope } from './findings/report.ts';
import { renderEdits } from './fixes/render.ts';
import { ALL_CODE, find } from './found.ts';
import type { Cache } from './inputs/cache.ts';
import type { Workspace } from './inputs/workspace.ts';
import { Inspection } from './inspection.ts';
import { hasToSettle, type KnownRequest, readChanges, readKnown, tellsApart } from './known.ts';
import { maskReport } from './mask.ts';
import type { Api } from './model/api.ts';
import { baselineNotes } from './policy/baseline/notes.ts';
import type { Policy } from './policy/config/policy.ts';
import { goneCodeChange } from './policy/tamper/gone.ts';
import { exitCode } from './policy/verdict.ts';
import { allRules, rulesByConcern } from './rules/index.ts';
import { activeRules, rulesOf, severityAtPlace } from './ruleset.ts';
import { settle } from './settle.ts';
import { TOOL } from './tool.ts';

export interface RunRequest {
  readonly workspace: Workspace;
  /** Paths, directories and globs; empty to discover documents by content. */
  readonly patterns: readonly string[];
  /** What it is judged by. */
  readonly policy: Policy;
  /** Where the policy's rulesets, waivers and baseline are read. Default: the base, where there is one. */
  readonly policySource?: 'base' | 'head' | undefined;
  /** What it is compared with. */
  readonly base?: Base | undefined;
  /** What `auto` is for the scope of the policy. Default: new, where there is something to compare with. */
  readonly autoScope?: Scope | undefined;
  /** Waivers and baseline are heeded; without it no finding is waived or known by a list. */
  readonly known?: KnownRequest | undefined;
  /** Whether findings carry their certain edits as text; it costs a second parse of each document that has any. */
  readonly edits?: boolean | undefined;
  /** Documents that are not judged, with what was wrong with them before: that they took too long. */
  readonly stopped?: ReadonlyMap<string, string> | undefined;
  /** Keeps what parsing source code gives between runs. */
  readonly cache?: Cache | undefined;
  readonly onProgress?: (done: number, total: number, file: string) => void;
  /** Called before and after a rule of the user's ruleset runs at a node. */
  readonly onRule?: OnRule;
}

/**
 * Judges every document that the request names or discovers.
 * @throws UserError for usage, configuration and for finding no document at all.
 */
export async function run(request: RunRequest): Promise<Report> {
  const { workspace, policy, onRule } = request;
  const { settings } = policy;
  const judgedBy = request.policySource === 'head' ? undefined : request.base;
  const policyWorkspace = judgedBy?.workspace ?? workspace;
  const ruleset = await rulesOf(policy, policyWorkspace);
  const patterns = patternsOf(request);
  const head = new Inspection();
  const { files, passedOver, scope, sides, code } = await find(request, patterns, head);
  const ids = new Set([...allRules.map(({ id }) => id), ...Object.keys(ruleset.forFile('', '').rules)]);
  const known = request.known && (await readKnown(request.known, policy, workspace, policyWorkspace, ids));
  const base =
    request.base === undefined
      ? undefined
      : new BaseDocuments(request.base, ruleset, (api) => severityIn(policy, api, scope), {
          judged: files,
          code: sides?.base,
          limits: settings.limits,
        });
  const unchanged = new Set<string>();
  const comparedTo = (before: Api | undefined, bundle: Bundle): Compared | undefined =>
    base !== undefined || (known !== undefined && (tellsApart(known) || head.waiving.includes(bundle))) ? { base: before } : undefined;
  // A document says something else when the code beside it changes, and can be judged once all documents are known.
  const isCodeSame = sides === undefined || sides.same || !(code.hasRoutes || base?.hasRoutes === true);
  const later: { readonly done: number; readonly file: string; readonly judge: () => Promise<void> }[] = [];
  for (const [done, file] of files.entries()) {
    request.onProgress?.(done, files.length, file);
    const stop = request.stopped?.get(file);
    if (stop !== undefined) {
      head.leaveOut(file, stop);
      continue;
    }
    const bundles = await loadBundles(file, workspace, settings.limits);
    // The documents of one file are the same together or not at all, since they are known by its name.
    if (isCodeSame && base !== undefined && bundles.every((bundle) => base.unchanged(bundle))) unchanged.add(file);
    for (const bundle of bundles) {
      const opened = head.open(bundle);
      if (opened === undefined) continue;
      const api = code.beside(opened);
      const isSame = unchanged.has(bundle.root.file);
      if (isSame) base?.keep(opened);
      const before = isSame ? undefined : await base?.open(bundle);
      const judge = async (): Promise<void> => {
        await before?.judge();
        const compared = comparedTo(before?.api, bundle);
        await head.judge(bundle, api, ruleset, { onRule, compared, severity: severityAtPlace(policy, api) });
      };
      if (code.hasRoutes || base?.hasRoutes === true) later.push({ done, file, judge });
      else await judge();
    }
  }
  for (const { done, file, judge } of later) {
    request.onProgress?.(done, files.length, file);
    await judge();
  }
  if (code.names.length > 0) request.onProgress?.(files.length, files.length, ALL_CODE);
  const gone = base === undefined ? [] : await base.gone(scope?.documents ?? patterns, new Set(files));
  const isAllSame = isCodeSame && gone.length === 0 && files.every((file) => unchanged.has(file));
  if (!isAllSame) {
    await base?.keepGone(gone);
    await base?.judgeCode();
  }
  for (const { bundle, api, holds } of code.ready()) {
    const name = bundle.root.file;
    if (isAllSame && base !== undefined) unchanged.add(name);
    const compared = comparedTo(base?.code(name), bundle);
    await head.judge(bundle, api, ruleset, { holds, onRule, compared, severity: severityIn(policy, api, scope) });
  }
  const rules = ruleInfo(head.rulesets.size > 0 ? head.rulesets : [ruleset.forFile('', '')], ruleset.rules);
  const goneCode = base?.goneCode(code.names) ?? [];
  const changes =
    judgedBy === undefined ? [] : [...(await readChanges(policy, workspace, judgedBy, gone)), ...goneCode.map(goneCodeChange)];
  const active = new Map(rules.map(({ id, severity }) => [id, severity]));
  const settled =
    base === undefined && !hasToSettle(known, head)
      ? undefined
      : settle({
          head,
          base,
          unchanged,
          known: known && { ...known, changes: [...known.changes, ...changes] },
          policyRules: activeRules(policy, '', '').filter(({ rule }) => rule.visit === 'policy'),
          active,
          rules: ids,
          complete: request.patterns.length === 0,
          isPolicyOfBase: judgedBy !== undefined,
        });
  const drafts = settled === undefined ? head.drafts : gatherDrafts(settled.drafts);
  const findings = createFindings(drafts, request.edits === true ? renderEdits(drafts.map(({ edits = [] }) => edits)) : []);
  const isListed = settled?.baseline?.size !== undefined;
  const auto = isListed ? 'new' : (request.autoScope ?? (base === undefined ? 'all' : 'new'));
  const counts = settings.scope === 'auto' ? auto : settings.scope;
  const counted = findings.filter(({ status }) => status !== 'waived' && (counts === 'all' || status === 'new'));
  const exit = exitCode(counted, head.diagnostics, settings.failOn, settings.thresholds);
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const countStatus = (status: Status): number => findings.filter((finding) => finding.status === status).length;
  const remote = head.remoteReferences;
  return maskReport({
    tool: TOOL,
    verdict: exit === 0 ? 'pass' : 'fail',
    exitCode: exit,
    summary: { error: count('error'), warn: count('warn'), info: count('info'), documents: head.documents.length, rules: rules.length },
    statuses: { new: countStatus('new'), existing: countStatus('existing'), waived: countStatus('waived') },
    scope: counts,
    ...(settled &&
      (base !== undefined || isListed) && {
        comparison: {
          base: request.base?.label ?? settled.baseline?.file ?? '',
          fixed: settled.fixed,
          gone: [...gone, ...goneCode.map(({ name }) => name)],
          notes: [...(base?.notes ?? []), ...baselineNotes(settled.baseline)],
        },
      }),
    ...(settled?.baseline && { baseline: settled.baseline }),
    documents: head.documents,
    ...((passedOver.size > 0 || remote > 0) && {
      passedOver: { ...Object.fromEntries(passedOver), ...(remote > 0 && { 'remote-reference': remote }) },
    }),
    findings,
    diagnostics: head.diagnostics,
    failOn: settings.failOn,
    preset: policy.preset,
    policy: { digest: policy.digest, sources: policy.sources, notes: policy.notes },
    rules,
  });
}

/** As {@link severityAtPlace}; of code, only what stands in a file that is judged is said. */
function severityIn(policy: Policy, api: Api, scope: CodeScope | undefined): SessionOptions['severity'] {
  const said = severityAtPlace(policy, api);
  if (scope === undefined || codeFolder(api.place.document.file) === undefined) return said;
  return (rule, place, severity) => (scope.accepts(written(place).document.file) ? (said?.(rule, place, severity) ?? severity) : 'off');
}

/** What is searched: what the user names, else what the policy includes; less what it excludes. */
function patternsOf({ patterns, policy: { settings } }: RunRequest): string[] {
  return [...(patterns.length > 0 ? patterns : settings.include), ...settings.exclude.map((glob) => `!${glob}`)];
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
