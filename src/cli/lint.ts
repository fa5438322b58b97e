import { statSync } from 'node:fs';
import { decode } from '../documents/decode.ts';
import { UserError } from '../errors.ts';
import type { Report } from '../findings/report.ts';
import { DiskWorkspace } from '../inputs/disk.ts';
import type { Workspace } from '../inputs/workspace.ts';
import { writeFileAtomically } from '../inputs/write-file.ts';
import { nearest } from '../nearest.ts';
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
import { type Arguments, COMMANDS } from './arguments.ts';
import { type Io, type Output, wantsColor } from './io.ts';
import { Progress } from './progress.ts';
import { chooseRoot } from './root.ts';
import { STDIN, withStdin } from './stdin.ts';

/** `apiward [lint] [path | glob | -] ...`: judges documents, prints the report, returns the exit code. */
export async function lint(args: Arguments, io: Io): Promise<number> {
  checkRuleIds(args);
  const piped = args.operands.includes('-');
  const root = chooseRoot(
    io.cwd,
    args.operands.filter((operand) => operand !== '-'),
    args.ruleset,
    (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true,
  );
  const disk = new DiskWorkspace(root.directory);
  const workspace = piped ? withStdin(disk, await io.stdin()) : disk;
  await checkCommand(root.patterns[0], disk);
  const progress = new Progress(io.stderr);
  let report: Report;
  try {
    report = await run({
      workspace,
      patterns: piped ? [STDIN, ...root.patterns] : root.patterns,
      preset: args.preset as RunRequest['preset'],
      rulesetFile: root.ruleset,
      severities: args.severities,
      failOn: args.failOn,
      onProgress: (done, total, file) => progress.update(done, total, file),
    });
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

/** `apiward explian` names no file: most likely a command was meant. */
async function checkCommand(first: string | undefined, workspace: Workspace): Promise<void> {
  if (first === undefined || !/^[a-z]+$/.test(first) || (await workspace.kind(first)) !== undefined) return;
  const meant = nearest(first, COMMANDS);
  if (meant !== undefined) throw new UserError(`no file \`${first}\` and no such command: did you mean \`apiward ${meant}\`?`);
}

/** A user's ruleset may bring ids of its own, which only the run knows. */
function checkRuleIds({ severities, ruleset }: Arguments): void {
  if (ruleset !== undefined) return;
  const known = new Set(allRules.map(({ id }) => id));
  for (const id of Object.keys(severities)) if (!known.has(id)) throw unknownRule(id, known);
}
