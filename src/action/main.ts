import { UserError } from '../errors.ts';
import { type GitHubEvent, readEvent } from '../github/event.ts';
import { ConfigError, problemLine } from '../policy/config/problems.ts';
import { visible, withoutCommands } from '../reporters/escape.ts';
import { stoppedSummary } from '../reporters/summary.ts';
import { verdictLine } from '../reporters/verdict.ts';
import { TOOL } from '../tool.ts';
import type { Host } from './host.ts';
import { type Inputs, readInputs } from './inputs.ts';
import { type Judgement, judge } from './judge.ts';
import { publish } from './publish.ts';

/** Mistakes of a policy that are marked on their lines: GitHub shows ten of a kind. */
const ANNOTATED = 10;

/** Judges the checked-out repository and returns the job's exit code, which findings alone decide: nothing written to GitHub can change it. */
export async function main(host: Host): Promise<number> {
  let inputs: Inputs | undefined;
  let judgement: Judgement;
  const event = readEvent(host.facts.event);
  try {
    inputs = readInputs((name) => host.input(name));
    judgement = await judge(inputs, event, host);
  } catch (error) {
    if (error instanceof UserError && error.exitCode === 3 && inputs?.needsDocuments === false) return nothing(error, host);
    return stop(error, host);
  }
  return conclude(judgement, inputs, event, host);
}

/** Settles the exit code, then shows everything. */
export async function conclude(judgement: Judgement, inputs: Inputs, event: GitHubEvent, host: Host): Promise<number> {
  const { report } = judgement;
  const code = inputs.warnOnly && report.exitCode === 1 ? 0 : report.exitCode;
  host.settle(code);
  await publish(judgement, inputs, event, host);
  const verdict = verdictLine(report);
  if (code !== 0) host.fail(verdict);
  else host.log(withoutCommands(report.exitCode === 0 ? verdict : `${verdict}. The job passes, since mode is \`warn\`.`));
  return code;
}

/** No document, where that is allowed. */
async function nothing(error: UserError, host: Host): Promise<number> {
  host.settle(0);
  await tell(host, { verdict: 'pass', code: 0, message: error.message });
  host.log(withoutCommands(`Nothing was judged: ${visible(error.message)}`));
  return 0;
}

async function stop(error: unknown, host: Host): Promise<number> {
  const user = error instanceof UserError;
  const code = user ? error.exitCode : 5;
  host.settle(code);
  const mistakes = error instanceof ConfigError ? error.problems : [];
  for (const { file, at, message } of mistakes.slice(0, ANNOTATED)) {
    host.annotate({ severity: 'error', file: visible(file), range: { start: at, end: at }, title: 'policy', message: visible(message) });
  }
  const details =
    mistakes.length > 0
      ? mistakes.map(problemLine).join('\n')
      : user
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
  const message = details.split('\n').map(visible).join('\n');
  const text = user ? message : `A bug in apiward ${TOOL.version}, not in your document. Please report it with these lines:\n${message}`;
  host.fail(text);
  await tell(host, { verdict: 'fail', code, message: text });
  return code;
}

/** The outputs and the summary of a run without a report. */
async function tell(host: Host, { verdict, code, message }: { verdict: string; code: number; message: string }): Promise<void> {
  try {
    host.output('verdict', verdict);
    host.output('exit-code', String(code));
    if (host.input('summary').trim() !== 'false') await host.summary(stoppedSummary(message));
  } catch {
    // The job ends with its code all the same.
  }
}
