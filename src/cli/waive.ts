import { UserError } from '../errors.ts';
import { DiskWorkspace } from '../inputs/disk.ts';
import { WorkspaceError } from '../inputs/workspace.ts';
import { writeFileAtomically } from '../inputs/write-file.ts';
import { dayAfter, dayOf, daysBetween, isDay } from '../policy/day.ts';
import { parseWaivers, WAIVERS_FILE } from '../policy/waivers/read.ts';
import { parseTarget } from '../policy/waivers/target.ts';
import { ruleFault } from '../policy/waivers/waiver.ts';
import { type NewWaiver, withWaiver } from '../policy/waivers/write.ts';
import { visible, withoutCommands } from '../reporters/escape.ts';
import { allRules } from '../rules/index.ts';
import type { Arguments } from './arguments.ts';
import { type Io, now } from './io.ts';
import { policyOf } from './policy.ts';

const EXAMPLE =
  'apiward waive --rule auth-read-secured --at "GET /status" --until 2026-12-31 --owner platform-team --reason "Public status page"';

/** `apiward waive --rule ID --at PLACE --until DAY --owner NAME --reason TEXT [--file GLOB]`: adds a waiver to the policy's file. */
export async function waive(args: Arguments, io: Io): Promise<number> {
  if (args.operands.length > 0) throw new UserError(`\`apiward waive\` takes no paths: name documents with \`--file\``);
  const workspace = new DiskWorkspace(io.cwd);
  const { settings } = await policyOf(args, io, workspace);
  const file = settings.waivers ?? WAIVERS_FILE;
  const rules = new Set(allRules.map(({ id }) => id));
  const today = dayOf(now(io));
  const waiver = readOptions(args, rules, today);
  const bytes = await workspace.read(file).catch((error: unknown) => {
    if (error instanceof WorkspaceError && error.reason === 'missing') return undefined;
    throw error instanceof WorkspaceError ? new UserError(error.message) : error;
  });
  const text = bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  // What is wrong with the file is told before anything is added to it.
  if (text !== undefined && text.replace(/#.*$/gm, '').trim() !== '') parseWaivers(file, text, rules);
  await writeFileAtomically(io.cwd, file, withWaiver(file, text, waiver));
  const days = daysBetween(today, waiver.expires);
  io.stdout.write(
    withoutCommands(`${visible(`${file}: ${waiver.rule} at ${waiver.at} is waived until ${waiver.expires}, ${days} days from today`)}\n`),
  );
  warnOfLimits(waiver, days, settings.waiverDays, io);
  return 0;
}

function readOptions(args: Arguments, rules: ReadonlySet<string>, today: string): NewWaiver {
  const missing = ['rule', 'at', 'until', 'owner', 'reason'].filter((name) => (args.value(name) ?? '').trim() === '');
  if (missing.length > 0) {
    throw new UserError(`\`apiward waive\` needs ${missing.map((name) => `--${name}`).join(', ')}: ${EXAMPLE}`);
  }
  const text = (name: string): string => (args.value(name) ?? '').trim();
  const [rule, ...others] = args.values('rule');
  if (others.length > 0) throw new UserError('a waiver is of one rule: run `apiward waive` once for each');
  const fault = ruleFault(rule ?? '', rules);
  if (fault !== undefined) throw new UserError(`--rule: ${fault}`);
  const target = parseTarget(text('at'));
  if (!target.ok) throw new UserError(`--at \`${text('at')}\` ${target.fault}`);
  const file = args.value('file');
  return {
    rule: rule ?? '',
    at: text('at'),
    ...(file === undefined ? {} : { file: file.replace(/^\.\//, '') }),
    reason: text('reason'),
    owner: text('owner'),
    expires: readDay(text('until'), today),
  };
}

/** A day, or `30d`. */
function readDay(text: string, today: string): string {
  const days = /^(\d{1,4})d$/.exec(text)?.[1];
  if (days !== undefined) return dayAfter(today, Number(days));
  if (!isDay(text)) throw new UserError(`--until cannot be \`${text}\`: write the last day, such as \`2026-12-31\`, or \`30d\``);
  if (text < today) throw new UserError(`--until cannot be \`${text}\`, which is over: today is ${today}`);
  return text;
}

/** Which limit holds depends on the severity of what is found, so the waiver is written all the same. */
function warnOfLimits({ rule }: NewWaiver, days: number, limits: Readonly<Record<string, number>>, io: Io): void {
  const over = Object.entries(limits).filter(([, most]) => days > most);
  if (over.length === 0) return;
  const list = over.map(([severity, most]) => `${most} for \`${severity}\``).join(', ');
  io.stderr.write(
    withoutCommands(
      `${visible(`apiward: the policy allows fewer days (${list}): findings of ${rule} with such a severity are not waived`)}\n`,
    ),
  );
}
