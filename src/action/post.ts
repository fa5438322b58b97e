import type { Report } from '../findings/report.ts';
import { type Changes, readDiff } from '../github/changes.ts';
import { planCheck, postCheck } from '../github/checks.ts';
import { planUpload, upload } from '../github/code-scanning.ts';
import type { Diff } from '../github/diff.ts';
import type { GitHubEvent } from '../github/event.ts';
import { placeInDiff } from '../github/place.ts';
import type { GitHub } from '../github/port.ts';
import { refusal } from '../github/refusal.ts';
import { planComment, postComment } from '../github/sticky.ts';
import { planSuggestions, postSuggestions } from '../github/suggestions.ts';
import type { Target } from '../github/target.ts';
import { maskSecrets } from '../model/mask.ts';
import { type AnnotationOptions, annotations, restLine } from '../reporters/github.ts';
import { judged } from '../reporters/judged.ts';
import { count } from '../reporters/ranking.ts';
import { proposes } from './base.ts';
import type { Host } from './host.ts';
import type { Inputs } from './inputs.ts';
import type { Judgement } from './judge.ts';

/** What there is to post, and where what is not posted is told. */
export interface Posting {
  readonly report: Report;
  readonly inputs: Inputs;
  readonly event: GitHubEvent;
  readonly host: Host;
  readonly links: { readonly blobUrl: string | undefined; readonly runUrl: string | undefined };
  readonly textOf: (file: string) => string | undefined;
  readonly localDiff: Judgement['localDiff'];
  /** Takes a plain line, safe to print. */
  readonly note: (line: string) => void;
  /** Does something on the runner; a failure is told and changes nothing. */
  readonly attempt: (what: string, action: () => unknown) => Promise<void>;
}

/** A posting that GitHub can be asked to do. */
interface Connected extends Posting {
  readonly github: GitHub;
  readonly target: Target;
}

/** Comment, annotations, suggestions, code scanning, each by itself: one that is refused keeps no other back. */
export async function postToGitHub(posting: Posting): Promise<void> {
  const { report, inputs, event, host, note } = posting;
  const target = targetOf(posting);
  const connected =
    inputs.token === undefined || target === undefined ? undefined : { ...posting, target, github: host.github(inputs.token) };
  if (connected === undefined) {
    const why = inputs.token === undefined ? 'there is no token' : 'the runner does not tell the repository';
    for (const what of wanted(posting)) note(`Not posted: ${what}: ${why}. The verdict stands.`);
    if (inputs.annotations === 'commands') await annotate(posting, proposes(event) ? await posting.localDiff() : undefined);
    return;
  }
  if (event.note !== undefined) note(`Posted as far as the event allows: ${event.note}.`);
  await writeComment(connected);
  const { offered, placed } = await changes(connected);
  if (inputs.annotations === 'checks') await check(connected, placed);
  else if (inputs.annotations === 'commands') await annotate(posting, placed);
  if (inputs.suggestions && offered !== undefined) await suggest(connected, offered, report);
  if (inputs.uploadSarif) await codeScanning(connected);
}

/** What the inputs ask to post to GitHub itself, in words. */
function wanted({ report, inputs, event }: Posting): string[] {
  const something = judged(report).length > 0 || report.diagnostics.length > 0;
  return [
    ...(event.number !== undefined && inputs.comment !== 'never' && something ? [COMMENT] : []),
    ...(inputs.annotations === 'checks' ? ['check run'] : []),
    ...(inputs.uploadSarif ? [SARIF] : []),
  ];
}

const COMMENT = 'comment on the pull request';
const SARIF = 'SARIF report to code scanning';

/** Asks GitHub for something; a refusal is one line that names the permission. */
async function ask<Value>(
  what: string,
  permission: string,
  { event, note }: Posting,
  action: () => Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await action();
  } catch (error) {
    note(refusal(what, error, permission, event));
    return undefined;
  }
}

async function writeComment(posting: Connected): Promise<void> {
  const { report, inputs, links, github, target, host, note, attempt } = posting;
  const plan = planComment(report, inputs.comment, target, links.blobUrl);
  if (plan === undefined) return;
  const result = await ask(COMMENT, 'pull-requests: write', posting, () => postComment(github, plan, target));
  if (result?.done === 'newer') note(`Not posted: ${COMMENT}: a later run has written it already. The verdict stands.`);
  const url = result?.url;
  if (url !== undefined) await attempt('output comment-url', () => host.output('comment-url', url));
}

async function annotate(posting: Posting, diff: Diff | undefined): Promise<void> {
  const { report, host, note, attempt } = posting;
  await attempt('annotations', () => {
    const { shown, left } = annotations(report, { place: placing(posting, diff) });
    for (const annotation of shown) host.annotate(annotation);
    const rest = restLine(left);
    if (rest !== undefined) note(rest);
  });
}

async function check(posting: Connected, diff: Diff | undefined): Promise<void> {
  const { report, inputs, links, github, target, note } = posting;
  if (target.event.head === '') return note('Not posted: check run: the event names no commit. The verdict stands.');
  const plan = planCheck(report, target, inputs.warnOnly, { place: placing(posting, diff), blobUrl: links.blobUrl });
  const shown = count(plan.annotations.length, 'annotation');
  if (plan.left > 0) note(`Not annotated, since a check run shows ${shown}: ${count(plan.left, 'finding')}. The JSON report has them all.`);
  await ask(`check run with ${shown}`, 'checks: write', posting, () => postCheck(github, plan, target));
}

async function suggest(posting: Connected, diff: Diff, report: Report): Promise<void> {
  const { github, target, textOf, note } = posting;
  if (target.event.number === undefined) return;
  const plan = planSuggestions(report, diff, { textOf, mask: maskSecrets });
  if (plan.left > 0) {
    note(
      `Not suggested: ${count(plan.left, 'certain edit')} outside the changed lines, on a line with a secret, or beyond the first 20. \`apiward fix\` makes them all.`,
    );
  }
  const what = `review with ${count(plan.suggestions.length, 'suggestion')}`;
  await ask(what, 'pull-requests: write', posting, () => postSuggestions(github, plan, target));
}

async function codeScanning(posting: Connected): Promise<void> {
  const { report, github, target, host, attempt } = posting;
  const id = await ask(SARIF, 'security-events: write', posting, async () => upload(github, planUpload(report, target), target));
  if (id !== undefined) await attempt('output sarif-id', () => host.output('sarif-id', id));
}

function targetOf({ inputs, event, host, links }: Posting): Target | undefined {
  const [owner, repo, ...more] = host.facts.repository.split('/');
  if (owner === undefined || owner === '' || repo === undefined || repo === '' || more.length > 0) return undefined;
  const { workflow, job, runId } = host.facts;
  return { owner, repo, event, workflow, job, category: inputs.category, runId, runUrl: links.runUrl };
}

/** What a change shows. */
interface Shown {
  /** As GitHub tells: only on these lines does it take a suggestion. */
  readonly offered?: Diff;
  /** The same, with what the clone knows where GitHub does not tell. */
  readonly placed?: Diff | undefined;
}

/** What the change shows, when anything is placed by it. */
async function changes(posting: Connected): Promise<Shown> {
  const { report, inputs, github, target, localDiff, note } = posting;
  if ((inputs.annotations === 'none' && !inputs.suggestions) || judged(report).length === 0) return {};
  let listed: Changes | undefined;
  try {
    listed = await readDiff(github, target);
  } catch (error) {
    const local = proposes(target.event) ? await localDiff() : undefined;
    const placing = local === undefined ? 'annotations on the changed lines alone, and suggestions' : 'suggestions on the changed lines';
    note(refusal(placing, error, 'pull-requests: read', target.event));
    if (local !== undefined) note('Annotations are placed by what the clone says of the change.');
    return { placed: local };
  }
  if (listed === undefined) return {};
  const { diff, complete } = listed;
  const untold = [...new Set(judged(report).map(({ file }) => file))].filter((file) =>
    diff.has(file) ? diff.get(file)?.lines === undefined : !complete,
  );
  if (untold.length === 0) return { offered: diff, placed: diff };
  const local = await localDiff();
  if (local === undefined) {
    note(`Annotated where it stands, since neither GitHub nor the clone tells the changed lines: ${count(untold.length, 'file')}.`);
    return { offered: diff, placed: diff };
  }
  const filled = untold.flatMap((file) => {
    const known = local.get(file);
    return known === undefined ? [] : [[file, known] as const];
  });
  return { offered: diff, placed: new Map([...diff, ...filled]) };
}

function placing({ textOf }: Posting, diff: Diff | undefined): NonNullable<AnnotationOptions['place']> {
  if (diff === undefined) return ({ file, range }) => ({ file, range });
  const lines = new Map<string, readonly string[] | undefined>();
  const linesOf = (file: string): readonly string[] | undefined => {
    if (!lines.has(file)) lines.set(file, textOf(file)?.split(/\r\n|\r|\n/));
    return lines.get(file);
  };
  return (finding) => placeInDiff(finding, diff, linesOf);
}
