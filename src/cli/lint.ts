import { statSync } from 'node:fs';
import { decode } from '../documents/decode.ts';
import type { Report } from '../findings/report.ts';
import { DiskWorkspace } from '../inputs/disk.ts';
import type { Workspace } from '../inputs/workspace.ts';
import { writeFileAtomically } from '../inputs/write-file.ts';
import { unknownRule } from '../policy/severities.ts';
import { withoutCommands } from '../reporters/escape.ts';
import { github } from '../reporters/github.ts';
import { json } from '../reporters/json.ts';
import { paint } from '../reporters/paint.ts';
import { sarif } from '../reporters/sarif.ts';
import { text } from '../reporters/text.ts';
import { verdictLine } from '../reporters/verdict.ts';
import { allRules } from '../rules/index.ts';
import { type RunRequest, run } from '../run.ts';
import { runInWorker } from '../worker/run-in-worker.ts';
import type { Arguments } from './arguments.ts';
import { type Io, type Output, wantsColor } from './io.ts';
import { checkLinks, checkOperands } from './operands.ts';
import { Progress } from './progress.ts';
import { chooseRoot } from './root.ts';
import { STDIN, withStdin } from './stdin.ts';

/** `apiward [lint] [path | glob | -] ...`: judges documents, prints the report, returns the exit code. */
export async function lint(args: Arguments, io: Io): Promise<number> {
  checkRuleIds(args);
  checkOperands(args.operands, io.cwd);
  const piped = args.operands.includes('-');
  const root = chooseRoot(
    io.cwd,
    args.operands.filter((operand) => operand !== '-'),
    args.ruleset,
    (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true,
  );
  checkLinks(root.patterns, root.directory);
  const disk = new DiskWorkspace(root.directory);
  const stdin = piped ? await io.stdin() : undefined;
  const workspace = stdin === undefined ? disk : withStdin(disk, stdin);
  const progress = new Progress(io.stderr);
  const onProgress: RunRequest['onProgress'] = (done, total, file) => progress.update(done, total, file);
  const request = {
    patterns: piped ? [STDIN, ...root.patterns] : root.patterns,
    preset: args.preset as RunRequest['preset'],
    rulesetFile: root.ruleset,
    severities: args.severities,
    failOn: args.failOn,
  };
  let report: Report;
  try {
    report =
      io.worker === undefined || root.ruleset === undefined
        ? await run({ ...request, workspace, onProgress })
        : await runInWorker(
            { ...request, directory: root.directory, stdin },
            { program: io.worker, seconds: args.rulesetSeconds, onProgress },
          );
  } finally {
    progress.clear();
  }
  if (args.output === undefined) {
    io.stdout.write(await render(report, args, workspace, io, io.stdout));
  } else {
    await writeFileAtomically(io.cwd, args.output, await render(report, args, workspace, io));
    announce(report, args, io);
  }
  return report.exitCode;
}

/** The report as text. Without `output` it goes to a file. */
async function render(
  report: Report,
  { format, color, quiet, view }: Arguments,
  workspace: Workspace,
  io: Io,
  output?: Output,
): Promise<string> {
  switch (format) {
    case 'json':
      return json(report);
    case 'sarif':
      return sarif(report);
    case 'github':
      return github(report, { quiet });
    case 'text': {
      const texts = await readTexts(report, workspace);
      const look = { color: output === undefined ? color === 'always' : wantsColor(color, output, io.env), quiet, view };
      return text(report, (file) => texts.get(file), output?.columns === undefined ? look : { ...look, columns: output.columns });
    }
  }
}

/** Texts of the files that code frames are cut from. */
async function readTexts({ findings, diagnostics }: Report, workspace: Workspace): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const file of new Set([...findings, ...diagnostics].map((item) => item.file))) {
    try {
      texts.set(file, decode(await workspace.read(file)).text);
    } catch {
      // Without its text a finding is shown without a frame.
    }
  }
  return texts;
}

/** With the report in a file, the terminal still tells the verdict. */
function announce(report: Report, { color }: Arguments, io: Io): void {
  const { bold, green, red } = paint(wantsColor(color, io.stderr, io.env));
  const verdict = report.verdict === 'pass' ? green(verdictLine(report)) : red(verdictLine(report));
  io.stderr.write(withoutCommands(`${bold(verdict)}\n`));
}

/** A user's ruleset may bring ids of its own, which only the run knows. */
function checkRuleIds({ severities, ruleset }: Arguments): void {
  if (ruleset !== undefined) return;
  const known = new Set(allRules.map(({ id }) => id));
  for (const id of Object.keys(severities)) if (!known.has(id)) throw unknownRule(id, known);
}
