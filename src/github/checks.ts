import { get, getString } from '../documents/tree.ts';
import { digest } from '../findings/digest.ts';
import type { Severity } from '../findings/finding.ts';
import type { Report } from '../findings/report.ts';
import { type Annotation, type AnnotationOptions, bestAnnotations } from '../reporters/github.ts';
import { count } from '../reporters/ranking.ts';
import { jobSummary } from '../reporters/summary.ts';
import { verdictLine } from '../reporters/verdict.ts';
import { apiPath, type Body, type GitHub } from './port.ts';
import type { Target } from './target.ts';

/** Annotations that one request may hold. */
const BATCH = 50;
/** What is shown in all: GitHub allows 80 writes a minute, which other steps share. */
const SHOWN = 1000;
/** Characters of a check's title and summary. */
const TITLE = 255;
const SUMMARY = 65_535;

const LEVELS: Readonly<Record<Severity, string>> = { error: 'failure', warn: 'warning', info: 'notice' };

/** A check run to be made, whole: its annotations are sent in batches. */
export interface CheckPlan {
  readonly name: string;
  readonly headSha: string;
  /** The same for the same content. */
  readonly externalId: string;
  readonly conclusion: 'success' | 'failure' | 'neutral';
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly Body[];
  /** How many findings have no annotation. */
  readonly left: number;
}

/** @param warnOnly the job passes in spite of violations; the check then is neutral */
export function planCheck(
  report: Report,
  target: Target,
  warnOnly: boolean,
  options: AnnotationOptions & { readonly blobUrl?: string | undefined },
): CheckPlan {
  const { shown, left } = bestAnnotations(report, SHOWN, options);
  const violations = report.verdict === 'pass' ? 'success' : warnOnly && report.exitCode === 1 ? 'neutral' : 'failure';
  const title = verdictLine(report);
  const annotations = shown.map(annotation);
  const rest = left > 0 ? `\n${count(left, 'finding')} without an annotation: the JSON report has them all.\n` : '';
  return {
    name: ['apiward', `(${[target.workflow, target.job].filter((part) => part !== '').join(' / ')})`, target.category]
      .join(' ')
      .slice(0, TITLE),
    headSha: target.event.head,
    externalId: `apiward:${digest(JSON.stringify([violations, title, annotations]))}`,
    conclusion: violations,
    title: title.slice(0, TITLE),
    summary: `${jobSummary(report, { blobUrl: options.blobUrl, bytes: SUMMARY - 200 })}${rest}`,
    annotations,
    left,
  };
}

function annotation({ severity, file, range, title, message }: Annotation): Body {
  const start = range?.start ?? { line: 1, column: 1 };
  const end = range?.end ?? start;
  // GitHub refuses columns on more than one line.
  const columns =
    range !== undefined && start.line === end.line ? { start_column: start.column, end_column: Math.max(start.column, end.column) } : {};
  return {
    path: file,
    start_line: start.line,
    end_line: Math.max(start.line, end.line),
    ...columns,
    annotation_level: LEVELS[severity],
    message,
    title: title.slice(0, TITLE),
  };
}

/**
 * Makes the check run, or completes the one that an earlier attempt left unfinished; the same content is never posted twice. It is complete
 * from its first request on, so that an interruption leaves fewer annotations and no check that never ends.
 */
export async function postCheck(github: GitHub, plan: CheckPlan, { owner, repo }: Target): Promise<void> {
  const query = `?check_name=${encodeURIComponent(plan.name)}&filter=latest`;
  const listed = await github.list(`${apiPath`/repos/${owner}/${repo}/commits/${plan.headSha}/check-runs`}${query}`, {
    pages: 1,
    key: 'check_runs',
  });
  const existing = listed.items.find((item) => getString(item, 'external_id') === plan.externalId);
  let id = existing === undefined ? undefined : idOf(existing);
  let sent = existing === undefined ? 0 : annotationCount(existing);
  const output = (batch: readonly Body[]): Body => ({ title: plan.title, summary: plan.summary, annotations: batch });
  if (id === undefined) {
    const first = plan.annotations.slice(0, BATCH);
    const { name, headSha, externalId, conclusion } = plan;
    const created = await github.post(apiPath`/repos/${owner}/${repo}/check-runs`, {
      name,
      head_sha: headSha,
      external_id: externalId,
      status: 'completed',
      conclusion,
      output: output(first),
    });
    id = idOf(created);
    sent = first.length;
  }
  for (; sent < plan.annotations.length; sent += BATCH) {
    // Annotations are added to those that stand there.
    await github.patch(
      apiPath`/repos/${owner}/${repo}/check-runs/${id ?? 0}`,
      { output: output(plan.annotations.slice(sent, sent + BATCH)) },
      { repeatable: false },
    );
  }
}

function idOf(check: unknown): number | undefined {
  const id = get(check, 'id');
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

function annotationCount(check: unknown): number {
  const number = get(get(check, 'output'), 'annotations_count');
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : 0;
}
