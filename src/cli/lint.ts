import { decode } from '../documents/decode.ts';
import { UserError } from '../errors.ts';
import type { Report } from '../findings/report.ts';
import type { Workspace } from '../inputs/workspace.ts';
import { writeFileAtomically } from '../inputs/write-file.ts';
import { maskSecrets } from '../model/mask.ts';
import { score } from '../policy/score.ts';
import { badgeJson, badgeSvg } from '../reporters/badge.ts';
import { withoutCommands } from '../reporters/escape.ts';
import { type FileFormat, renderFile } from '../reporters/formats.ts';
import { github } from '../reporters/github.ts';
import { paint } from '../reporters/paint.ts';
import { scoreText } from '../reporters/score.ts';
import { text } from '../reporters/text.ts';
import { verdictLine } from '../reporters/verdict.ts';
import type { Arguments } from './arguments.ts';
import { type Io, type Output, wantsColor } from './io.ts';
import { type Judged, judge, judgeAs } from './judge.ts';

/** `apiward [lint] [path | glob | -] ...`: judges documents, prints the report, returns the exit code. */
export async function lint(args: Arguments, io: Io): Promise<number> {
  const format = textOnly(args);
  if (format === undefined) return publish(await judge(args, io), args, io);
  const { text, exitCode } = await judgeAs(format, args, io);
  io.stdout.write(text);
  return exitCode;
}

/** The format, where it is all that is printed of the report and needs no text of a document. */
function textOnly(args: Arguments): FileFormat | undefined {
  const { format, output } = args;
  if (output !== undefined || args.has('badge') || format === 'text' || format === 'github' || format === 'rdjson') return undefined;
  return format;
}

/** Prints a report or writes it to a file, and returns its exit code. */
export async function publish({ report, workspace }: Judged, args: Arguments, io: Io): Promise<number> {
  await writeBadge(report, args, io);
  if (args.output === undefined) {
    io.stdout.write(await render(report, args, workspace, io, io.stdout));
  } else {
    await writeFileAtomically(io.cwd, args.output, await render(report, args, workspace, io));
    announce(report, args, io);
  }
  return report.exitCode;
}

/** `--badge FILE`: the extension tells the format. */
async function writeBadge(report: Report, args: Arguments, io: Io): Promise<void> {
  const file = args.value('badge');
  if (file === undefined) return;
  const format = /\.(svg|json)$/i.exec(file)?.[1]?.toLowerCase();
  if (format === undefined) throw new UserError(`--badge cannot be \`${file}\`: its name ends with \`.svg\` or \`.json\``);
  await writeFileAtomically(io.cwd, file, format === 'svg' ? badgeSvg(score(report)) : badgeJson(score(report)));
}

/** The report as text. Without `output` it goes to a file. */
async function render(report: Report, args: Arguments, workspace: Workspace, io: Io, output?: Output): Promise<string> {
  const { format, color, quiet, view } = args;
  switch (format) {
    case 'github':
      return github(report, { quiet });
    case 'text': {
      const texts = await readTexts(report, workspace);
      const look = { color: output === undefined ? color === 'always' : wantsColor(color, output, io.env), quiet, view };
      const shown = text(report, (file) => texts.get(file), output?.columns === undefined ? look : { ...look, columns: output.columns });
      return args.has('score') ? `${shown}\n${withoutCommands(scoreText(score(report), paint(look.color)))}` : shown;
    }
    default: {
      const texts = format === 'rdjson' ? await readTexts(report, workspace) : new Map<string, string>();
      return renderFile(format, report, (file) => texts.get(file));
    }
  }
}

/** Texts of the files that code frames are cut from. */
async function readTexts({ findings, diagnostics, documents }: Report, workspace: Workspace): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const roots = new Set(documents.flatMap(({ file, code, parts = [] }) => (code === undefined ? [file] : parts)));
  for (const file of new Set([...findings, ...diagnostics].map((item) => item.file))) {
    // A reference may lead to any file, whose text is nobody's business when it is no document.
    if (!roots.has(file) && !/\.(?:json|ya?ml)$/i.test(file)) continue;
    try {
      texts.set(file, maskSecrets(decode(await workspace.read(file)).text));
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
