import { isAbsolute, relative, resolve, sep } from 'node:path';
import { decode } from '../documents/decode.ts';
import { UserError } from '../errors.ts';
import type { Finding } from '../findings/finding.ts';
import type { Report } from '../findings/report.ts';
import { readLocalDiff } from '../github/changes.ts';
import type { Diff } from '../github/diff.ts';
import type { GitHubEvent } from '../github/event.ts';
import { openSides } from '../inputs/base-source.ts';
import { DiskWorkspace } from '../inputs/disk.ts';
import { normalizePath } from '../inputs/paths.ts';
import { type RunRequest, run } from '../run.ts';
import { runInWorker } from '../worker/run-in-worker.ts';
import { baseFor, GIT_TIME, proposes } from './base.ts';
import { checkCheckout } from './checkout.ts';
import type { Host } from './host.ts';
import type { Inputs } from './inputs.ts';
import { policyFor } from './policy.ts';

/** What was judged. */
export interface Judgement {
  /** Files are named as the repository names them. */
  readonly report: Report;
  /** Text of a judged file, by the name in the report; undefined when it cannot be had. */
  readonly textOf: (file: string) => Promise<string | undefined>;
  /** What the change shows by the clone itself, for when GitHub does not tell; undefined when the clone does not either. */
  readonly localDiff: () => Promise<Diff | undefined>;
  /** What is doubtful about what was judged, a plain line each. */
  readonly notes: readonly string[];
}

/** Judges the checked-out repository. @throws UserError for a mistake of the user's */
export async function judge(inputs: Inputs, event: GitHubEvent, host: Host): Promise<Judgement> {
  const directory = resolve(host.workspace, inputs.workingDirectory);
  const prefix = relative(host.workspace, directory).split(sep).join('/');
  if (prefix === '..' || prefix.startsWith('../') || isAbsolute(prefix)) {
    throw new UserError(`input working-directory \`${inputs.workingDirectory}\` leaves the repository: name a folder in it`);
  }
  const doubt = await checkCheckout(directory, event, host.env);
  const workspace = new DiskWorkspace(directory);
  const compared = await baseFor({ directory, prefix, inputs, event, host });
  const sides = openSides(workspace, undefined, compared.source);
  const ruled = await policyFor({ inputs, event, host, compared, head: workspace, base: sides.base?.workspace });
  const request: Omit<RunRequest, 'workspace' | 'base' | 'cache'> = {
    patterns: inputs.documents,
    policy: ruled.policy,
    policySource: ruled.source,
    autoScope: compared.source !== undefined && proposes(event) ? 'new' : 'all',
    known: ruled.heedsLists ? { today: host.today } : undefined,
    // Making them costs time, and only a pull request can show them.
    edits: inputs.suggestions && event.number !== undefined,
  };
  const report =
    host.threads === undefined
      ? await run({ ...request, workspace, base: sides.base })
      : await runInWorker(
          { ...request, directory, stdin: undefined, base: compared.source },
          { threads: host.threads, seconds: inputs.rulesetSeconds },
        );
  const textOf = async (file: string): Promise<string | undefined> => {
    try {
      return decode(await workspace.read(prefix === '' ? file : file.slice(prefix.length + 1))).text;
    } catch {
      // What is made of the text is then left out.
      return undefined;
    }
  };
  return {
    report: prefix === '' ? report : below(report, prefix),
    textOf,
    localDiff: async () =>
      compared.commit === undefined ? undefined : readLocalDiff(directory, compared.commit, { env: host.env, timeout: GIT_TIME }),
    notes: [...(doubt === undefined ? [] : [doubt]), ...compared.notes, ...ruled.notes],
  };
}

function below(report: Report, prefix: string): Report {
  // What decides at the root of the repository is named `../x` from the folder.
  const nameOf = (file: string): string => normalizePath(`${prefix}/${file}`) ?? file;
  const moved = <Item extends { readonly file: string }>(item: Item): Item => ({ ...item, file: nameOf(item.file) });
  const finding = (item: Finding): Finding => ({
    ...moved(item),
    related: item.related.map(moved),
    ...(item.edits === undefined ? {} : { edits: item.edits.map(moved) }),
    ...(item.waiver === undefined ? {} : { waiver: moved(item.waiver) }),
  });
  const { comparison } = report;
  return {
    ...report,
    documents: report.documents.map((document) => ({
      ...moved(document),
      ...(document.parts === undefined ? {} : { parts: document.parts.map(nameOf) }),
    })),
    diagnostics: report.diagnostics.map(moved),
    findings: report.findings.map(finding),
    ...(comparison === undefined
      ? {}
      : { comparison: { ...comparison, fixed: comparison.fixed.map(moved), gone: comparison.gone.map(nameOf) } }),
  };
}
