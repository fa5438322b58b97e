import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Report } from '../findings/report.ts';
import { type BaseSource, openSides } from '../inputs/base-source.ts';
import { DiskWorkspace } from '../inputs/disk.ts';
import { cachePlace, openCache } from '../inputs/open-cache.ts';
import type { Snapshot } from '../inputs/snapshot.ts';
import type { Workspace } from '../inputs/workspace.ts';
import type { Policy } from '../policy/config/policy.ts';
import { dayOf } from '../policy/day.ts';
import { type FileFormat, renderFile } from '../reporters/formats.ts';
import { type RunRequest, run } from '../run.ts';
import type { Rendered, WorkerRequest } from '../worker/protocol.ts';
import { renderInWorker, runInWorker, type WorkerOptions } from '../worker/run-in-worker.ts';
import type { Arguments } from './arguments.ts';
import { type Io, now } from './io.ts';
import { checkLinks, checkOperands } from './operands.ts';
import { policyOf } from './policy.ts';
import { Progress } from './progress.ts';
import { areSmall } from './quick.ts';
import { chooseRoot } from './root.ts';
import { STDIN, withFiles, withStdin } from './stdin.ts';

/** What a command line judges, and where. */
export interface Judged {
  readonly report: Report;
  /** The files as they were judged. */
  readonly workspace: Workspace;
  /** Absolute path of the workspace's root. */
  readonly directory: string;
}

interface Circumstances {
  /** Contents that stand in for those on disk, by path in the workspace. */
  readonly files?: ReadonlyMap<string, Uint8Array> | undefined;
  readonly edits?: boolean;
  /** A commit that is judged instead of what is on disk. */
  readonly head?: Snapshot;
  /** What it is compared with. */
  readonly base?: BaseSource;
  /** The report lists what a baseline would hold. */
  readonly list?: boolean;
  /** Default: the one that the folder and the command line have. */
  readonly policy?: Policy;
}

/** Judges the documents that a command line names, or finds them. */
export async function judge(args: Arguments, io: Io, circumstances: Circumstances = {}): Promise<Judged> {
  const { request, inThread, workspace, directory, progress } = await prepare(args, io, circumstances);
  try {
    const report = inThread === undefined ? await run(request) : await runInWorker(inThread.request, inThread.options);
    return { report, workspace, directory };
  } finally {
    progress.clear();
  }
}

/** The same for a report that is only wanted as text: a thread writes it itself. */
export async function judgeAs(format: FileFormat, args: Arguments, io: Io): Promise<Rendered> {
  const { request, inThread, progress } = await prepare(args, io, {});
  try {
    if (inThread !== undefined) return await renderInWorker(inThread.request, format, inThread.options);
    const report = await run(request);
    return { text: renderFile(format, report, () => undefined), exitCode: report.exitCode };
  } finally {
    progress.clear();
  }
}

/** A run that has not begun. */
interface Prepared extends Omit<Judged, 'report'> {
  readonly request: RunRequest;
  /** Set where the run needs a thread. */
  readonly inThread: { readonly request: WorkerRequest; readonly options: WorkerOptions } | undefined;
  readonly progress: Progress;
}

async function prepare(
  args: Arguments,
  io: Io,
  // Of the formats only this one shows edits.
  { files, edits = args.format === 'rdjson', head, base, list = false, policy }: Circumstances,
): Promise<Prepared> {
  // What a commit holds need not be on disk.
  if (head === undefined) checkOperands(args.operands, io.cwd);
  const piped = args.operands.includes('-');
  const root = chooseRoot(
    io.cwd,
    args.operands.filter((operand) => operand !== '-'),
    args.ruleset,
    (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true,
  );
  const { directory } = root;
  if (head === undefined) checkLinks(root.patterns, directory);
  const stdin = piped ? await io.stdin() : undefined;
  const sides = openSides(new DiskWorkspace(directory), head, base);
  const workspace = withStdin(withFiles(sides.workspace, files), stdin);
  const progress = new Progress(io.stderr);
  const onProgress: RunRequest['onProgress'] = (done, total, file) => progress.update(done, total, file);
  const request: Omit<RunRequest, 'workspace' | 'base' | 'cache'> = {
    patterns: piped ? [STDIN, ...root.patterns] : root.patterns,
    policy: policy ?? (await policyOf(args, io, sides.workspace, root.ruleset)),
    policySource: 'head',
    edits,
    known: { today: dayOf(now(io)), list },
  };
  const hasRulesets = request.policy.settings.rulesets.length > 0;
  const isQuick = (head ?? base) === undefined && !hasRulesets && areSmall(args.operands, io.cwd, stdin?.length);
  const kept = args.value('cache');
  const place = kept === undefined ? undefined : cachePlace(resolve(io.cwd, kept), io.env);
  // Opened here as well, so that a folder that cannot be one is told before anything runs.
  const cache = openCache(place, directory);
  const { threads } = io;
  const inThread: Prepared['inThread'] =
    threads === undefined || isQuick
      ? undefined
      : {
          request: { ...request, directory, stdin, files, head, base, cache: place },
          options: { threads, seconds: args.rulesetSeconds, onProgress },
        };
  return { request: { ...request, workspace, base: sides.base, cache, onProgress }, inThread, workspace, directory, progress };
}
