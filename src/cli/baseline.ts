import { UserError } from '../errors.ts';
import type { BaselineReport, KnownFinding, Report } from '../findings/report.ts';
import { writeFileAtomically } from '../inputs/write-file.ts';
import { formatBaseline } from '../policy/baseline/write.ts';
import { visible, withoutCommands } from '../reporters/escape.ts';
import { count } from '../reporters/ranking.ts';
import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';
import { judge } from './judge.ts';

/** Lines of one list that are printed. */
const MOST = 20;

/**
 * `apiward baseline [--prune | --check] [--grow] [path | glob] ...`: writes what is found and not waived as known, so that only what is
 * new fails a check. Entries of documents that are not judged stay. Returns 0, or with `--check` 1 when the file holds more than is found.
 */
export async function baseline(args: Arguments, io: Io): Promise<number> {
  const [prune, check, grow] = ['prune', 'check', 'grow'].map((name) => args.has(name));
  if (prune && check) throw new UserError('`--prune` writes and `--check` does not: give one of them');
  if (grow && (prune || check)) throw new UserError('`--grow` goes with writing a baseline anew, not with `--prune` or `--check`');
  if (args.operands.includes('-')) throw new UserError('`apiward baseline` knows findings by their file, and standard input has none');
  const { report, directory } = await judge(args, io, { list: true });
  refuseHalf(report);
  const known = report.baseline;
  if (known === undefined) throw new Error('the run lists no baseline');
  const say = (text: string) => io.stdout.write(withoutCommands(`${visible(text)}\n`));
  if (check) return tellStale(known, say);
  if (prune && known.size === undefined)
    throw new UserError(`there is no baseline \`${known.file}\` to prune: \`apiward baseline\` writes one`);
  if (!prune && known.size !== undefined && !grow) refuseGrowth(known);
  const entries: readonly KnownFinding[] = prune ? [...known.kept, ...known.unseen] : [...known.entries, ...known.unseen];
  await writeFileAtomically(directory, known.file, formatBaseline(entries));
  for (const line of summary(known, entries, prune === true)) say(line);
  return 0;
}

/** What could not be judged would be missing, and new on the next run. */
function refuseHalf({ diagnostics, exitCode }: Report): void {
  const [first] = diagnostics;
  if (first === undefined) return;
  const at = first.range === undefined ? first.file : `${first.file}:${first.range.start.line}`;
  const message = `no baseline was written, for not everything could be judged: ${at}: ${first.message}`;
  throw new UserError(message, exitCode === 2 || exitCode === 3 ? exitCode : 4);
}

/** The ratchet. */
function refuseGrowth({ file, grown }: BaselineReport): void {
  if (grown.length === 0) return;
  const rules = grown.slice(0, MOST).map(({ ruleId, known, now }) => `${ruleId} from ${known} to ${now}`);
  const more = grown.length > MOST ? ` and ${grown.length - MOST} more rules` : '';
  throw new UserError(
    `\`${file}\` would grow (${rules.join(', ')}${more}): mend what is new, or take it in with \`apiward baseline --grow\``,
  );
}

function tellStale({ file, size, mended, unknown }: BaselineReport, say: (text: string) => void): number {
  if (size === undefined) throw new UserError(`there is no baseline \`${file}\` to check: \`apiward baseline\` writes one`);
  const stale = [
    ...mended.map((entry) => ({ ...entry, why: 'is mended' })),
    ...unknown.map((entry) => ({ ...entry, why: 'names a rule that does not exist' })),
  ].sort((a, b) => a.line - b.line);
  for (const { line, ruleId, document, place, why } of stale.slice(0, MOST))
    say(`${file}:${line}: ${ruleId} in ${document} at ${place} ${why}`);
  if (stale.length > MOST) say(`and ${count(stale.length - MOST, 'more entry', 'more entries')}`);
  const left = count(size - stale.length, 'entry', 'entries');
  say(
    stale.length === 0
      ? `${file}: every entry is still found (${left})`
      : `${file}: ${count(stale.length, 'stale entry', 'stale entries')}: \`apiward baseline --prune\` takes ${stale.length === 1 ? 'it' : 'them'} out`,
  );
  return stale.length === 0 ? 0 : 1;
}

function summary({ file, size, kept, mended, unknown }: BaselineReport, entries: readonly KnownFinding[], prune: boolean): string[] {
  const rules = new Set(entries.map(({ ruleId }) => ruleId)).size;
  const documents = new Set(entries.map(({ document }) => document)).size;
  const total = `${file}: ${count(entries.length, 'known finding')} of ${count(rules, 'rule')} in ${count(documents, 'document')}`;
  if (size === undefined) return [total];
  const out = mended.length + unknown.length;
  const added = prune ? 0 : entries.length - kept.length - (size - kept.length - out);
  return [`${total} (${out} taken out, ${Math.max(0, added)} added)`];
}
