import { toPointer } from '../documents/place.ts';
import type { Finding, TextEdit } from '../findings/finding.ts';
import { maskSecrets } from '../model/mask.ts';
import { visible, withoutCommands } from '../reporters/escape.ts';
import { paint } from '../reporters/paint.ts';
import { count } from '../reporters/ranking.ts';
import { verdictLine } from '../reporters/verdict.ts';
import type { Arguments } from './arguments.ts';
import type { FileFix } from './fix.ts';
import { type Io, wantsColor } from './io.ts';
import type { Judged } from './judge.ts';

interface Outcome {
  readonly files: readonly FileFix[];
  /** Findings that are left of the rules asked for. */
  readonly left: readonly Finding[];
  readonly judged: Judged;
}

/** Tells what was changed in which file, what was left and why. With `--dry-run` standard output is the unified diff and nothing else. */
export function fixReport(outcome: Outcome, args: Arguments, io: Io): void {
  const isDry = args.has('dry-run');
  const output = isDry ? io.stderr : io.stdout;
  const style = paint(wantsColor(args.color, output, io.env));
  if (isDry) io.stdout.write(withoutCommands(outcome.files.map(({ file, revision }) => diffText(revision.diff(file))).join('')));
  const lines: string[] = [];
  for (const { file, made, refusal } of outcome.files) {
    if (refusal !== undefined) {
      lines.push(`${style.bold(visible(file))}: left as it was, ${visible(refusal)}`, '');
      continue;
    }
    lines.push(`${style.bold(visible(file))}: ${count(made.length, 'edit')}${isDry ? ' to make' : ''}`);
    const width = String(Math.max(...made.map(({ line }) => line))).length;
    for (const { line, ruleIds, edit } of [...made].sort((a, b) => a.line - b.line)) {
      lines.push(`  ${style.dim(String(line).padStart(width))}  ${describe(edit)}  ${style.cyan(ruleIds.map(visible).join(', '))}`);
    }
    lines.push('');
  }
  lines.push(...remains(outcome), '');
  output.write(withoutCommands(lines.join('\n')));
}

/** `/servers/0/url: "https://api.acme.com"`. */
function describe({ change, newText }: TextEdit): string {
  if (change === undefined) return clip(JSON.stringify(newText));
  const at = toPointer(change.path);
  const { path: _, document: __, ...said } = change;
  return 'value' in said ? `${clip(at)}: ${clip(JSON.stringify(said.value))}` : `${clip(at)} taken away`;
}

const LONGEST = 100;

function clip(text: string): string {
  const shown = visible(maskSecrets(text));
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST - 3)}...` : shown;
}

function remains({ files, left, judged: { report } }: Outcome): string[] {
  const refused = new Set(files.filter(({ refusal }) => refusal !== undefined).map(({ file }) => file));
  const open = left.filter(({ edits = [] }) => edits.some(({ file }) => !refused.has(file))).length;
  const uncertain = left.filter(({ edits = [] }) => edits.length === 0).length;
  return [
    ...(files.length === 0 ? ['Nothing to fix: no finding has a certain edit.'] : []),
    ...(open === 0 ? [] : [`${count(open, 'finding')} left whose edits stand in the way of others: run again.`]),
    ...(uncertain === 0 ? [] : [`${count(uncertain, 'finding')} left without a certain edit: \`apiward\` shows them.`]),
    verdictLine(report),
  ];
}

/** A diff that applies, but for what must not be printed: secrets and what acts on a terminal are shown in its place. */
function diffText(diff: string): string {
  return maskSecrets(diff)
    .split('\n')
    .map((line) => {
      const end = line.endsWith('\r') ? '\r' : '';
      const text = end === '' ? line : line.slice(0, -1);
      return `${text.split('\t').map(visible).join('\t')}${end}`;
    })
    .join('\n');
}
