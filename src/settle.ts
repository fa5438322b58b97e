/** What is known, waived and new among the findings of a run, and what the policy itself has to answer for. */
import type { BaseDocuments } from './base.ts';
import { bundleOf } from './documents/load.ts';
import type { Place } from './documents/place.ts';
import { checkPolicy } from './engine/check-policy.ts';
import type { ActiveRule } from './engine/engine.ts';
import type { Draft } from './findings/create.ts';
import type { Severity } from './findings/finding.ts';
import type { BaselineReport, Fixed, ListedFinding } from './findings/report.ts';
import type { Inspection } from './inspection.ts';
import type { PolicyChange, PolicyFacts } from './model/policy.ts';
import { BASELINE_FILE, type Baseline } from './policy/baseline/baseline.ts';
import { reviewBaseline } from './policy/baseline/review.ts';
import { entriesFor } from './policy/baseline/write.ts';
import { type Compared, compare } from './policy/compare.ts';
import { baselineNames } from './policy/document-names.ts';
import { addedInlineWaivers } from './policy/tamper/tamper.ts';
import { TextDocument } from './policy/tamper/text-document.ts';
import { applyWaivers } from './policy/waivers/apply.ts';
import { type InlineWaiver, inlineWaivers } from './policy/waivers/inline.ts';
import type { WaiversFile } from './policy/waivers/read.ts';
import type { Waiver } from './policy/waivers/waiver.ts';

/** What a policy knows of findings. On a pull request all of it is the base's. */
export interface KnownFindings {
  readonly waivers?: WaiversFile | undefined;
  readonly baseline?: Baseline | undefined;
  /** Longest time that a waiver may run, in days from today. */
  readonly waiverDays: { readonly [Level in Severity]?: number };
  /** From how many days before its end a waiver is reported. */
  readonly noticeDays: number;
  /** The day of the run, `YYYY-MM-DD` in UTC. */
  readonly today: string;
  /** Documents of the baseline that the workspace does not have any more. */
  readonly missing: ReadonlySet<string>;
  /** What a baseline written now would hold is told. */
  readonly list: boolean;
  /** Edits of the policy by what is judged. */
  readonly changes: readonly PolicyChange[];
}

export interface SettleRequest {
  readonly head: Inspection;
  readonly base: BaseDocuments | undefined;
  /** Root files that are the same in the base, which was not judged for them. */
  readonly unchanged: ReadonlySet<string>;
  /** Without it findings are only compared with the base. */
  readonly known: KnownFindings | undefined;
  /** Rules that judge the policy, as the run has them. */
  readonly policyRules: readonly ActiveRule[];
  /** The rules that ran, with their severity. */
  readonly active: ReadonlyMap<string, Severity>;
  /** Ids of all rules, those of the user's rulesets included. */
  readonly rules: ReadonlySet<string>;
  /** Every document of the workspace was judged. */
  readonly complete: boolean;
  /** Waivers and baseline are those of the base: what the change adds to them does not count yet. */
  readonly isPolicyOfBase: boolean;
}

export interface Settled {
  /** With status and waiver; those on the policy come last. */
  readonly drafts: readonly Draft[];
  readonly fixed: readonly Fixed[];
  readonly baseline?: BaselineReport;
}

/** Compares, waives and judges the policy. */
export function settle(request: SettleRequest): Settled {
  const { head, base, unchanged, known, active, rules, complete } = request;
  if (known === undefined) return compare(head.drafts, base?.drafts ?? [], unchanged, { names: base?.names });
  const entries = known.baseline?.entries ?? [];
  const files = head.documents.map(({ file }) => file);
  const names = baselineNames(files, new Set(entries.map(({ document }) => document)));
  const judgedThen = new Set(
    base?.inspection.documents.flatMap(({ file, version }) => (version === undefined ? [] : [base.names.get(file) ?? file])),
  );
  const compared = compare(head.drafts, base?.drafts ?? [], unchanged, {
    names: base?.names,
    judged: judgedThen,
    baseline: entries,
    baselineNames: names,
  });
  const inline = unique(head.waiving.flatMap((bundle) => inlineWaivers(bundle, rules, nameOf(bundle.root.file, base))));
  const trusts = trust(request);
  const waivers = [...(known.waivers?.waivers ?? []), ...inline];
  const { drafts, facts } = applyWaivers(compared.drafts, waivers, { ...known, mostDays: known.waiverDays, active, complete, trusts });
  const added = inline.filter((waiver) => !trusts(waiver));
  const policy: PolicyFacts = {
    kind: 'policy',
    place: known.waivers?.document.root ?? new TextDocument('').root,
    raw: {},
    waivers: facts,
    changes: [...known.changes, ...addedInlineWaivers(added)],
    noticeDays: known.noticeDays,
  };
  const onPolicy = policyDrafts(request.policyRules, policy).map((draft): Draft => {
    const isAdded = draft.ruleId === 'policy-tampered' || added.some(({ place }) => isBelow(draft.place, place));
    // The policy is the base's: what is wrong with it was so before.
    return { ...draft, status: request.isPolicyOfBase && !isAdded ? 'existing' : 'new' };
  });
  const asked = known.list || known.baseline !== undefined;
  const baseline = asked ? baselineReport(request, known, { ...compared, drafts }, names) : undefined;
  return {
    drafts: [...drafts, ...onPolicy],
    fixed: base === undefined ? fixedEntries(baseline?.mended ?? [], active) : compared.fixed,
    ...(baseline && { baseline }),
  };
}

/** Without a base, what a baseline knows and the run does not find was mended since. */
function fixedEntries(mended: readonly ListedFinding[], active: SettleRequest['active']): Fixed[] {
  return mended.map(({ ruleId, document, place, fingerprint }) => {
    return {
      ruleId,
      severity: active.get(ruleId) ?? 'info',
      message: `Was at \`${place.replaceAll('`', "'")}\``,
      file: document,
      fingerprint,
    };
  });
}

function baselineReport(
  { head, active, rules }: SettleRequest,
  { baseline, today, missing }: KnownFindings,
  compared: Compared,
  names: ReadonlyMap<string, string>,
): BaselineReport {
  const { matched, drafts, identities } = compared;
  const entries = baseline?.entries ?? [];
  const judged = new Set(head.documents.map(({ file }) => names.get(file) ?? file));
  const review = reviewBaseline(entries, { matched, drafts, judged, gone: missing, active, rules });
  const now = entriesFor(drafts, identities, entries, today);
  return { file: baseline?.file ?? BASELINE_FILE, size: baseline?.entries.length, entries: now, ...review };
}

/** On a pull request a waiver in a document counts once the base has it. */
function trust({ base, unchanged, rules, isPolicyOfBase }: SettleRequest): (waiver: Waiver) => boolean {
  if (base === undefined || !isPolicyOfBase) return () => true;
  const keys = new Set<string>();
  for (const bundle of base.inspection.waiving) {
    for (const { key } of inlineWaivers(bundle, rules)) keys.add(key);
  }
  return (waiver) => waiver.origin === 'policy' || keys.has((waiver as InlineWaiver).key) || unchanged.has((waiver as InlineWaiver).root);
}

function nameOf(file: string, base: BaseDocuments | undefined): string {
  for (const [former, now] of base?.names ?? []) if (now === file) return former;
  return file;
}

function isBelow(place: Place, above: Place): boolean {
  return place.document === above.document && `${place.pointer}/`.startsWith(`${above.pointer}/`);
}

/** A waiver in a part that several documents share is one; what is wrong with it for one of them need not be for another. */
function unique(waivers: readonly InlineWaiver[]): InlineWaiver[] {
  const known = new Map<string, InlineWaiver>();
  for (const waiver of waivers) {
    const { document, pointer } = waiver.place;
    const key = `${document.file}#${document.index}${pointer}`;
    const first = known.get(key);
    if (first === undefined || first.faults.length > waiver.faults.length) known.set(key, waiver);
  }
  return [...known.values()];
}

function policyDrafts(rules: readonly ActiveRule[], policy: PolicyFacts): Draft[] {
  return rules.flatMap(({ rule, severity, options }) => {
    const { id: ruleId, why, fix, owasp, cwe } = rule;
    return checkPolicy(rule, policy, options).map(({ problem, place }): Draft => {
      const { message, span, related = [] } = problem;
      const bundle = place.document.value === undefined ? undefined : bundleOf([place.document]);
      return { ruleId, severity, message, place, span, related, bundle, why, fix, owasp, cwe };
    });
  });
}
