import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../errors.ts';
import type { Report } from '../findings/report.ts';
import { DiskWorkspace } from '../inputs/disk.ts';
import { unknownRule } from '../policy/severities.ts';
import { visible, withoutCommands } from '../reporters/escape.ts';
import { annotations, restLine } from '../reporters/github.ts';
import { json } from '../reporters/json.ts';
import { SEVERITIES } from '../reporters/ranking.ts';
import { sarif } from '../reporters/sarif.ts';
import { jobSummary } from '../reporters/summary.ts';
import { verdictLine } from '../reporters/verdict.ts';
import { allRules } from '../rules/index.ts';
import { run } from '../run.ts';
import { TOOL } from '../tool.ts';
import { runInWorker } from '../worker/run-in-worker.ts';
import type { Host } from './host.ts';
import { type Inputs, readInputs } from './inputs.ts';

/** Judges the checked-out repository and returns the job's exit code, which findings alone decide: nothing written to GitHub can change it. */
export async function main(host: Host): Promise<number> {
  let inputs: Inputs;
  let report: Report;
  try {
    inputs = readInputs((name) => host.input(name));
    report = await judge(inputs, host);
  } catch (error) {
    return stop(error, host);
  }
  await publish(report, inputs, host);
  if (report.exitCode === 0) host.log(withoutCommands(verdictLine(report)));
  else host.fail(verdictLine(report));
  return report.exitCode;
}

/** The report, with files named as the repository names them. */
async function judge(inputs: Inputs, host: Host): Promise<Report> {
  const directory = resolve(host.workspace, inputs.workingDirectory);
  const prefix = relative(host.workspace, directory);
  if (prefix === '..' || prefix.startsWith(`..${sep}`) || isAbsolute(prefix)) {
    throw new UserError(`input working-directory \`${inputs.workingDirectory}\` leaves the repository: name a folder in it`);
  }
  if (inputs.ruleset === undefined) {
    const known = new Set(allRules.map(({ id }) => id));
    for (const id of Object.keys(inputs.severities)) if (!known.has(id)) throw unknownRule(id, known);
  }
  const request = {
    patterns: inputs.documents,
    preset: inputs.preset,
    rulesetFile: inputs.ruleset,
    severities: inputs.severities,
    failOn: inputs.failOn,
  };
  const report =
    host.worker === undefined || inputs.ruleset === undefined
      ? await run({ ...request, workspace: new DiskWorkspace(directory) })
      : await runInWorker({ ...request, directory, stdin: undefined }, { program: host.worker, seconds: inputs.rulesetSeconds });
  return prefix === '' ? report : below(report, prefix.split(sep).join('/'));
}

function below(report: Report, prefix: string): Report {
  const moved = <Item extends { readonly file: string }>(item: Item): Item => ({ ...item, file: `${prefix}/${item.file}` });
  return {
    ...report,
    documents: report.documents.map(moved),
    diagnostics: report.diagnostics.map(moved),
    findings: report.findings.map((finding) => ({ ...moved(finding), related: finding.related.map(moved) })),
  };
}

/** Everything that is shown. A step that fails is told in one line and changes nothing. */
async function publish(report: Report, inputs: Inputs, host: Host): Promise<void> {
  const attempt = async (what: string, action: () => unknown): Promise<void> => {
    try {
      await action();
    } catch (error) {
      host.log(
        withoutCommands(`Not written: ${what} (${visible(error instanceof Error ? error.message : String(error))}). The verdict stands.`),
      );
    }
  };

  await attempt('outputs', () => {
    host.output('verdict', report.verdict);
    host.output('exit-code', String(report.exitCode));
    host.output('documents', String(report.summary.documents));
    host.output('highest', SEVERITIES.find((severity) => report.summary[severity] > 0) ?? 'none');
  });
  if (inputs.annotations) {
    await attempt('annotations', () => {
      const { shown, left } = annotations(report);
      for (const annotation of shown) host.annotate(annotation);
      const rest = restLine(left);
      if (rest !== undefined) host.log(rest);
    });
  }
  if (inputs.summary) await attempt('job summary', () => host.summary(jobSummary(report, { blobUrl: host.blobUrl })));
  await attempt('JSON report', async () => {
    const file = join(host.temporary, 'apiward-report.json');
    await host.writeFile(file, json(report));
    host.output('report', file);
  });
  const { sarifFile } = inputs;
  if (sarifFile !== undefined) {
    await attempt('SARIF report', async () => {
      const file = resolve(host.workspace, inputs.workingDirectory, sarifFile);
      await host.writeFile(file, sarif(report));
      host.output('sarif-file', file);
    });
  }
}

function stop(error: unknown, host: Host): number {
  const user = error instanceof UserError;
  const details = user ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = details.split('\n').map(visible).join('\n');
  host.fail(user ? message : `A bug in apiward ${TOOL.version}, not in your document. Please report it with these lines:\n${message}`);
  const code = user ? error.exitCode : 5;
  try {
    host.output('verdict', 'fail');
    host.output('exit-code', String(code));
  } catch {
    // The job fails all the same.
  }
  return code;
}
