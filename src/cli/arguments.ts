import { parseArgs } from 'node:util';
import { UserError } from '../errors.ts';
import type { Severity } from '../findings/finding.ts';
import type { FailOn } from '../findings/report.ts';
import { nearest } from '../nearest.ts';
import { COMMANDS, type Command, type Option, optionsOf, parseSeconds, takes } from '../options.ts';
import { flag } from '../options-text.ts';
import { parseSeverities } from '../policy/severities.ts';
import type { View } from '../policy/views.ts';
import type { FileFormat } from '../reporters/formats.ts';

type Format = 'text' | 'github' | FileFormat;

/** The command line, checked. */
export interface Arguments {
  readonly command: Command;
  /** Paths, globs, `-`; for `explain` rule ids. */
  readonly operands: readonly string[];
  readonly format: Format;
  readonly output: string | undefined;
  readonly preset: string;
  readonly ruleset: string | undefined;
  readonly rulesetSeconds: number;
  readonly failOn: FailOn;
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  readonly quiet: boolean;
  readonly view: View | undefined;
  readonly color: string;
  readonly help: boolean;
  readonly version: boolean;
  /** The value of an option that only some commands take: the last one given, else its default. */
  value(name: string): string | undefined;
  /** Every value given. */
  values(name: string): readonly string[];
  has(name: string): boolean;
}

const OPTIONS = optionsOf('cli');

/** Commands that take the id of a rule alone. */
const NAMES_RULES: ReadonlySet<Command> = new Set(['fix', 'waive']);

/** Reads the arguments after `node cli.js`; a UserError says which one is wrong and what was meant. */
export function parseArguments(argv: readonly string[]): Arguments {
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      OPTIONS.map(({ name, type, short }) => [name, short === undefined ? { type, multiple: true } : { type, short, multiple: true }]),
    ),
    // Lenient here, so that the messages below are ours.
    strict: false,
    allowPositionals: true,
    tokens: true,
  });

  const values = new Map<string, string[]>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = OPTIONS.find(({ name }) => name === token.name);
    if (option === undefined) throw unknownOption(token.rawName, argv[token.index] ?? '');
    const given = values.get(option.name) ?? [];
    values.set(option.name, [...given, readValue(option, token.value, token.inlineValue === true)]);
  }

  const last = (name: string) => values.get(name)?.at(-1) ?? OPTIONS.find((option) => option.name === name)?.default;
  const [first] = operands;
  const named = COMMANDS.find((name) => name === first);
  const command = named ?? 'lint';
  for (const name of values.keys()) checkTaken(OPTIONS.find((option) => option.name === name) as Option, command);
  return {
    command,
    operands: named === undefined ? operands : operands.slice(1),
    format: last('format') as Format,
    output: last('output'),
    preset: last('preset') ?? 'recommended',
    ruleset: last('ruleset'),
    rulesetSeconds: parseSeconds(last('ruleset-timeout') ?? '', '--ruleset-timeout'),
    failOn: (last('fail-on') ?? 'error') as FailOn,
    // `apiward fix --rule ID` and `apiward waive --rule ID` name a rule and set nothing.
    severities: parseSeverities(
      (values.get('rule') ?? []).filter((value) => !NAMES_RULES.has(command) || value.includes('=')),
      '--rule',
    ),
    quiet: values.has('quiet'),
    view: last('by') as View | undefined,
    color: last('color') ?? 'auto',
    help: values.has('help') || command === 'help',
    version: values.has('version'),
    value: last,
    values: (name) => values.get(name) ?? [],
    has: (name) => values.has(name),
  };
}

function checkTaken(option: Option, command: Command): void {
  if (command === 'help' || takes(command, option)) return;
  const others = COMMANDS.filter((name) => takes(name, option)).map((name) => `\`apiward ${name}\``);
  throw new UserError(`\`apiward ${command}\` takes no --${option.name}: it is an option of ${others.join(', ')}`);
}

function readValue(option: Option, value: string | undefined, inline: boolean): string {
  if (option.type === 'boolean') {
    if (value !== undefined) throw new UserError(`--${option.name} takes no value: write \`--${option.name}\` alone`);
    return 'true';
  }
  const wanted = option.choices === undefined ? (option.placeholder ?? 'a value') : option.choices.join(', ');
  const missing = value === undefined || value === '' || (!inline && value.length > 1 && value.startsWith('-'));
  if (missing) throw new UserError(`--${option.name} needs a value: ${wanted}`);
  if (option.choices !== undefined && !option.choices.includes(value)) {
    const meant = nearest(value, option.choices);
    const hint = meant === undefined ? `it is one of ${wanted}` : `did you mean \`${meant}\`? It is one of ${wanted}`;
    throw new UserError(`--${option.name} cannot be \`${value}\`: ${hint}`);
  }
  return value;
}

function unknownOption(raw: string, argument: string): UserError {
  const meant = nearest(
    raw.replace(/^-+/, ''),
    OPTIONS.map(({ name }) => name),
  );
  if (/\.(?:json|ya?ml)$/i.test(argument)) {
    return new UserError(`unknown option \`${argument}\`: for a file of that name write \`./${argument}\``);
  }
  const option = OPTIONS.find(({ name }) => name === meant);
  return new UserError(
    `unknown option \`${raw}\`: ${option === undefined ? '`apiward --help` lists them' : `did you mean \`${flag(option)}\`?`}`,
  );
}
