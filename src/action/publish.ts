import { join, resolve } from 'node:path';
import type { Report } from '../findings/report.ts';
import type { GitHubEvent } from '../github/event.ts';
import { visible, withoutCommands } from '../reporters/escape.ts';
import { renderFile } from '../reporters/formats.ts';
import { json } from '../reporters/json.ts';
import { judged } from '../reporters/judged.ts';
import { SEVERITIES } from '../reporters/ranking.ts';
import { sarif } from '../reporters/sarif.ts';
import { jobSummary } from '../reporters/summary.ts';
import type { Host, RunnerFacts } from './host.ts';
import type { Inputs } from './inputs.ts';
import type { Judgement } from './judge.ts';
import { postToGitHub } from './post.ts';

/**
 * Everything that is shown, after the verdict. A step that fails is told in one line of the log and of the summary, and changes nothing.
 */
export async function publish(
  { report, textOf, localDiff, notes: doubts }: Judgement,
  inputs: Inputs,
  event: GitHubEvent,
  host: Host,
): Promise<void> {
  const notes: string[] = [];
  const note = (line: string): void => {
    notes.push(line);
    host.log(withoutCommands(line));
  };
  const attempt = async (what: string, action: () => unknown): Promise<void> => {
    try {
      await action();
    } catch (error) {
      note(`Not written: ${what} (${visible(error instanceof Error ? error.message : String(error))}). The verdict stands.`);
    }
  };

  for (const doubt of doubts) note(visible(doubt));
  await attempt('outputs', () => {
    for (const [name, value] of Object.entries(outputs(report))) host.output(name, value);
  });
  await attempt('JSON report', async () => {
    const file = join(host.temporary, 'apiward-report.json');
    await host.writeFile(file, json(report));
    host.output('report', file);
  });
  const { sarifFile } = inputs;
  if (sarifFile !== undefined) {
    await attempt('SARIF report', async () => {
      const file = resolve(host.workspace, inputs.workingDirectory, sarifFile);
      await host.writeFile(file, sarif(report, { category: inputs.category }));
      host.output('sarif-file', file);
    });
  }
  const texts = new Map<string, string>();
  if (inputs.reports.some(({ format }) => format === 'rdjson') || inputs.annotations !== 'none' || inputs.suggestions) {
    // Only text that something is made of: of files with counted findings.
    for (const file of new Set([...judged(report), ...report.diagnostics].map((item) => item.file))) {
      const text = await textOf(file);
      if (text !== undefined) texts.set(file, text);
    }
  }
  const known = (file: string): string | undefined => texts.get(file);
  for (const { format, file } of inputs.reports) {
    await attempt(`${format} report`, () =>
      host.writeFile(resolve(host.workspace, inputs.workingDirectory, file), renderFile(format, report, known)),
    );
  }
  const links = { blobUrl: blobUrl(event, host.facts), runUrl: runUrl(host.facts) };
  await attempt('posts', () => postToGitHub({ report, inputs, event, host, links, textOf: known, localDiff, note, attempt }));
  if (inputs.summary) await attempt('job summary', () => host.summary(jobSummary(report, { blobUrl: links.blobUrl, notes })));
}

function outputs(report: Report): Record<string, string> {
  const counted = judged(report);
  const { statuses } = report;
  return {
    verdict: report.verdict,
    'exit-code': String(report.exitCode),
    new: String(statuses.new),
    existing: String(statuses.existing),
    fixed: String(report.comparison?.fixed.length ?? 0),
    waived: String(statuses.waived),
    'expiring-waivers': String(report.findings.filter(({ ruleId }) => ruleId === 'waiver-expiring').length),
    highest: SEVERITIES.find((severity) => counted.some((finding) => finding.severity === severity)) ?? 'none',
    documents: String(report.summary.documents),
    'policy-digest': report.policy?.digest ?? '',
  };
}

const REPOSITORY = /^[\w.-]+\/[\w.-]+$/;
const SERVER = /^https?:\/\/[\w.:-]+$/;

/** Address of the judged commit's files; undefined when the runner does not tell. */
function blobUrl({ kind, head, sha }: GitHubEvent, { repository, serverUrl }: RunnerFacts): string | undefined {
  // On pull_request_target the default commit is the base's.
  const commit = kind === 'pull_request_target' ? head : sha;
  if (commit === '' || !REPOSITORY.test(repository) || !SERVER.test(serverUrl)) return undefined;
  return `${serverUrl}/${repository}/blob/${commit}`;
}

function runUrl({ repository, serverUrl, runId }: RunnerFacts): string | undefined {
  if (runId === 0 || !REPOSITORY.test(repository) || !SERVER.test(serverUrl)) return undefined;
  return `${serverUrl}/${repository}/actions/runs/${runId}`;
}
