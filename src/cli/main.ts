import { UserError } from '../errors.ts';
import { ConfigError, problemLine } from '../policy/config/problems.ts';
import { visible, withoutCommands } from '../reporters/escape.ts';
import { TOOL } from '../tool.ts';
import { type Arguments, parseArguments } from './arguments.ts';
import { help } from './help.ts';
import { type Io, wantsColor } from './io.ts';
import { areSmall } from './quick.ts';

/** Runs one command line and returns the process exit code. Nothing is thrown: a mistake of the user's is a line on stderr, anything else our bug. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(parseArguments(argv), io);
  } catch (error) {
    if (error instanceof ConfigError) {
      io.stderr.write(withoutCommands(configMistakes(error)));
      return error.exitCode;
    }
    if (error instanceof UserError) {
      io.stderr.write(withoutCommands(`apiward: ${visible(error.message)}\n`));
      return error.exitCode;
    }
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.stderr.write(
      withoutCommands(
        `apiward: a bug in apiward ${TOOL.version}, not in your document. Please report it with these lines:\n${multiline(details)}\n`,
      ),
    );
    return 5;
  }
}

async function dispatch(args: Arguments, io: Io): Promise<number> {
  if (args.version) {
    io.stdout.write(`${TOOL.version}\n`);
    return 0;
  }
  if (args.help) {
    io.stdout.write(help(TOOL.version, { color: wantsColor(args.color, io.stdout, io.env), columns: io.stdout.columns }));
    return 0;
  }
  // Loaded only now: help must not wait for the engine, nor judging for what the other commands need.
  if (args.command === 'lint' || args.command === 'help') {
    if (args.ruleset !== undefined || !areSmall(args.operands, io.cwd)) io.threads?.startAhead();
    try {
      return await (await import('./lint.ts')).lint(args, io);
    } finally {
      await io.threads?.end();
    }
  }
  return (await import('./commands.ts'))[args.command](args, io);
}

/** Every mistake on a line of its own, so that terminals and editors make links of them. */
function configMistakes({ problems }: ConfigError): string {
  const count = problems.length === 1 ? '1 mistake' : `${problems.length} mistakes`;
  return `apiward: ${count} in the policy\n${problems.map((problem) => `${visible(problemLine(problem))}\n`).join('')}`;
}

function multiline(text: string): string {
  return text.split('\n').map(visible).join('\n');
}
