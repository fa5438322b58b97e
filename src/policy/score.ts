import type { Severity } from '../findings/finding.ts';
import type { Report } from '../findings/report.ts';

export type Letter = 'A' | 'B' | 'C' | 'D' | 'E' | 'F';

interface Grade {
  /** 0 to 100, whole. */
  readonly score: number;
  readonly letter: Letter;
}

interface ConcernGrade extends Grade {
  readonly concern: string;
}

/** What mending every finding of a rule would give. */
interface Gain {
  readonly ruleId: string;
  readonly findings: number;
  /** Points of the whole score, at least 1. */
  readonly points: number;
}

export interface Score extends Grade {
  /** Concerns of which any rule ran, in order of their names. */
  readonly concerns: readonly ConcernGrade[];
  /** What would raise the score most, best first, {@link MOST_GAINS} at most. */
  readonly gains: readonly Gain[];
}

/** Share of a concern's score that a rule of this severity takes where it finds something everywhere. */
const WEIGHTS: Readonly<Record<Severity, number>> = { error: 0.4, warn: 0.15, info: 0.03 };

/** A score with an error never reads as an A. */
const MOST_WITH_ERROR = 89;

const MOST_GAINS = 3;

/** Lowest score of each letter. */
const LETTERS: readonly (readonly [Letter, number])[] = [
  ['A', 90],
  ['B', 80],
  ['C', 65],
  ['D', 50],
  ['E', 30],
];

/** Not of the API: the policy, and the difference between two states of it. */
const APART = new Set(['waiver', 'regress']);

interface Fault {
  readonly ruleId: string;
  readonly concern: string;
  readonly severity: Severity;
  findings: number;
}

/**
 * The score of a run, as `docs/score.md` explains it: each rule that finds something takes a share of its concern's 100 points, half of it
 * for the first finding and the rest as they spread over the operations; the whole is the mean of the concerns' mean and the worst of
 * them. Known and waived findings count: nothing was mended. Undefined when something could not be judged, for then nobody knows.
 */
export function score(report: Report): Score | undefined {
  if (report.diagnostics.length > 0 || report.documents.length === 0) return undefined;
  const operations = Math.max(
    1,
    report.documents.reduce((sum, document) => sum + document.operations, 0),
  );
  const concernOf = new Map(report.rules.map(({ id, concern }) => [id, concern]));
  const faults = new Map<string, Fault>();
  for (const { ruleId, severity, members } of report.findings) {
    const concern = concernOf.get(ruleId) ?? 'custom';
    if (APART.has(concern)) continue;
    const known = faults.get(ruleId);
    const count = members?.length ?? 1;
    if (known === undefined) faults.set(ruleId, { ruleId, concern, severity, findings: count });
    else known.findings += count;
  }
  const concerns = [...new Set(concernOf.values())].filter((concern) => !APART.has(concern)).sort();
  if (concerns.length === 0) return undefined;
  const all = [...faults.values()];
  const whole = total(all, concerns, operations);
  const gains = all
    .map((fault) => ({
      fault,
      points:
        Math.round(
          total(
            all.filter((other) => other !== fault),
            concerns,
            operations,
          ),
        ) - Math.round(whole),
    }))
    .filter(({ points }) => points >= 1)
    .sort((a, b) => b.points - a.points || (a.fault.ruleId < b.fault.ruleId ? -1 : 1))
    .slice(0, MOST_GAINS)
    .map(({ fault: { ruleId, findings }, points }): Gain => ({ ruleId, findings, points }));
  return {
    ...grade(whole),
    concerns: concerns.map((concern) => ({ concern, ...grade(ofConcern(all, concern, operations)) })),
    gains,
  };
}

function total(faults: readonly Fault[], concerns: readonly string[], operations: number): number {
  const scores = concerns.map((concern) => ofConcern(faults, concern, operations));
  const mean = scores.reduce((sum, each) => sum + each, 0) / scores.length;
  const whole = (mean + Math.min(...scores)) / 2;
  return faults.some(({ severity }) => severity === 'error') ? Math.min(MOST_WITH_ERROR, whole) : whole;
}

function ofConcern(faults: readonly Fault[], concern: string, operations: number): number {
  let left = 100;
  for (const fault of faults) {
    if (fault.concern !== concern) continue;
    const spread = 0.5 + 0.5 * Math.min(1, fault.findings / operations);
    left *= 1 - WEIGHTS[fault.severity] * spread;
  }
  return left;
}

/** Rounded, but never up to what only a document without findings has. */
function grade(exact: number): Grade {
  const rounded = exact < 100 ? Math.min(99, Math.round(exact)) : 100;
  return { score: rounded, letter: LETTERS.find(([, least]) => rounded >= least)?.[0] ?? 'F' };
}
