import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Report } from '../findings/report.ts';
import { type BaseSource, openSides } from '../inputs/base-source.ts';
import { DiskWorkspace } from '../inputs/disk.ts';
import type { Snapshot } from '../inputs/snapshot.ts';
import type { Workspace } from '../inputs/workspace.ts';
import type { Policy } from '../policy/config/policy.ts';
import { dayOf } from '../policy/day.ts';
import { type RunRequest, run } from '../run.ts';
import { runInWorker } from '../worker/run-in-worker.ts';
import type { Arguments } from './arguments.ts';
import { type Io, now } from './io.ts';
import { checkLinks, checkOperands } from './operands.ts';
import { policyOf } from './policy.ts';
import { Progress } from './progress.ts';
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

/** Documents of no more bytes are judged in this thread: they need no limit of time, and starting another takes longer than they do. */
const QUICK_BYTES = 1024 * 1024;

/** Judges the documents that a command line names, or finds them. */
export async function judge(
  args: Arguments,
  io: Io,
  // Of the formats only this one shows edits.
  { files, edits = args.format === 'rdjson', head, base, list = false, policy }: Circumstances = {},
): Promise<Judged> {
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
  const request: Omit<RunRequest, 'workspace' | 'base'> = {
    patterns: piped ? [STDIN, ...root.patterns] : root.patterns,
    policy: policy ?? (await policyOf(args, io, sides.workspace, root.ruleset)),
    policySource: 'head',
    edits,
    known: { today: dayOf(now(io)), list },
  };
  try {
    const report =
      io.worker === undefined || isQuick(request, head ?? base, directory, stdin)
        ? await run({ ...request, workspace, base: sides.base, onProgress })
        : await runInWorker(
            { ...request, directory, stdin, files, head, base },
            { program: io.worker, seconds: args.rulesetSeconds, onProgress },
          );
    return { report, workspace, directory };
  } finally {
    progress.clear();
  }
}

/** Whether all that is judged are small files by our own rules. */
function isQuick(
  { patterns, policy }: Pick<RunRequest, 'patterns' | 'policy'>,
  other: unknown,
  directory: string,
  stdin?: Uint8Array,
): boolean {
  if (other !== undefined || policy.settings.rulesets.length > 0 || patterns.length === 0) return false;
  let bytes = stdin?.length ?? 0;
  for (const pattern of patterns) {
    if (pattern === STDIN) continue;
    const stats = statSync(resolve(directory, pattern), { throwIfNoEntry: false });
    if (stats?.isFile() !== true) return false;
    bytes += stats.size;
  }
  return bytes <= QUICK_BYTES;
}
