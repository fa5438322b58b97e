/**
 * The one table of everything that can be set: the CLI's parser and help, the action's inputs and the README's tables are read from it.
 */

import { PRESETS } from './engine/presets.ts';
import { UserError } from './errors.ts';
import { VIEWS } from './policy/views.ts';

/** The CLI's commands. */
export const COMMANDS = ['lint', 'diff', 'fix', 'baseline', 'waive', 'init', 'doctor', 'rules', 'explain', 'routes', 'help'] as const;
export type Command = (typeof COMMANDS)[number];

/** Who can set an option. */
export type Face = 'cli' | 'action';

export interface Option {
  /** Long flag without dashes, or the action's input. */
  readonly name: string;
  readonly faces: readonly Face[];
  /** One letter. */
  readonly short?: string;
  readonly type: 'string' | 'boolean';
  /** Stands for the value in help: `FILE`. */
  readonly placeholder?: string;
  readonly choices?: readonly string[];
  /** The CLI's commands that take it; those of every command have `*`. Default: `lint` and `diff`, which judge. */
  readonly commands?: readonly Command[] | '*';
  /** May be given several times. */
  readonly multiple?: boolean;
  readonly default?: string;
  readonly help: string;
}

const CLI: readonly Face[] = ['cli'];
const ACTION: readonly Face[] = ['action'];
const BOTH: readonly Face[] = ['cli', 'action'];

export const OPTIONS: readonly Option[] = [
  {
    name: 'documents',
    faces: ACTION,
    type: 'string',
    default: '',
    help: 'Paths or globs of OpenAPI documents, one a line. Empty: every document in the repository is found by its content.',
  },
  {
    name: 'working-directory',
    faces: ACTION,
    type: 'string',
    default: '.',
    help: 'Folder to work in, relative to the repository. References must stay inside it.',
  },
  {
    name: 'preset',
    faces: BOTH,
    commands: ['lint', 'diff', 'fix', 'baseline', 'init', 'rules'],
    type: 'string',
    placeholder: 'NAME',
    choices: PRESETS,
    default: 'recommended',
    help: 'Set of rules and severities to judge by.',
  },
  {
    name: 'ruleset',
    faces: BOTH,
    commands: ['lint', 'diff', 'fix', 'baseline'],
    type: 'string',
    placeholder: 'FILE',
    help: 'Your own Spectral ruleset (YAML or JSON), run beside the preset.',
  },
  {
    name: 'ruleset-timeout',
    faces: BOTH,
    commands: ['lint', 'diff', 'fix', 'baseline'],
    type: 'string',
    placeholder: 'SECONDS',
    default: '60',
    help: 'Longest time that one document may take with your own ruleset, in seconds.',
  },
  {
    name: 'rule',
    faces: CLI,
    commands: ['lint', 'diff', 'fix', 'baseline', 'waive', 'rules'],
    type: 'string',
    placeholder: 'ID=SEVERITY',
    multiple: true,
    help: 'Sets one rule to error, warn, info or off. Repeatable.',
  },
  {
    name: 'rules',
    faces: ACTION,
    type: 'string',
    default: '',
    help: 'Severities of single rules, one `id=severity` a line; severity is error, warn, info or off.',
  },
  {
    name: 'fail-on',
    faces: BOTH,
    type: 'string',
    placeholder: 'SEVERITY',
    choices: ['error', 'warn', 'info', 'none'],
    default: 'error',
    help: 'Lowest severity that fails the run; `none` reports only. An unreadable document fails it all the same.',
  },
  {
    name: 'format',
    faces: CLI,
    commands: ['lint', 'diff', 'rules', 'routes'],
    short: 'f',
    type: 'string',
    placeholder: 'FORMAT',
    choices: ['text', 'json', 'sarif', 'github'],
    default: 'text',
    help: 'How the report is written.',
  },
  {
    name: 'output',
    faces: CLI,
    commands: ['lint', 'diff', 'routes'],
    short: 'o',
    type: 'string',
    placeholder: 'FILE',
    help: 'Writes the report to a file, whole or not at all; the verdict still goes to the terminal.',
  },
  {
    name: 'by',
    faces: CLI,
    type: 'string',
    placeholder: 'VIEW',
    choices: VIEWS,
    help: 'Rows of the summary table: concern, OWASP risk or CWE. Default: concern; owasp with that preset.',
  },
  {
    name: 'quiet',
    faces: CLI,
    short: 'q',
    type: 'boolean',
    help: 'Shows only the findings that fail the run; the others are counted. For text and github; json and sarif are always whole.',
  },
  {
    name: 'color',
    faces: CLI,
    commands: '*',
    type: 'string',
    placeholder: 'WHEN',
    choices: ['auto', 'always', 'never'],
    default: 'auto',
    help: 'Colours the text. `auto`: on a terminal; NO_COLOR and FORCE_COLOR are heeded.',
  },
  {
    name: 'annotations',
    faces: ACTION,
    type: 'string',
    choices: ['commands', 'none'],
    default: 'commands',
    help: 'Marks the ten worst findings of each severity on their lines.',
  },
  {
    name: 'summary',
    faces: ACTION,
    type: 'string',
    choices: ['true', 'false'],
    default: 'true',
    help: 'Writes the job summary: verdict, counts by concern, the worst findings linked to their lines.',
  },
  {
    name: 'sarif-file',
    faces: ACTION,
    type: 'string',
    default: '',
    help: 'Also writes a SARIF 2.1.0 report here, relative to the working directory, for `github/codeql-action/upload-sarif`.',
  },
  { name: 'help', faces: CLI, commands: '*', short: 'h', type: 'boolean', help: 'Shows this help.' },
  { name: 'version', faces: CLI, commands: '*', short: 'v', type: 'boolean', help: 'Shows the version.' },
];

/** What the action gives to later steps. */
export const OUTPUTS: readonly { readonly name: string; readonly help: string }[] = [
  { name: 'verdict', help: '`pass` or `fail`.' },
  { name: 'exit-code', help: '0 clean, 1 violations, 2 usage or config, 3 nothing found, 4 unreadable document, 5 a bug in apiward.' },
  { name: 'documents', help: 'Number of documents judged.' },
  { name: 'highest', help: 'Highest severity found: `error`, `warn`, `info` or `none`.' },
  { name: 'report', help: 'Path of the JSON report.' },
  { name: 'sarif-file', help: 'Path of the SARIF report, empty when none was asked for.' },
];

/** What each process exit code means, for help and documentation. */
export const EXIT_CODES: readonly (readonly [code: number, meaning: string])[] = [
  [0, 'clean: nothing at or above --fail-on'],
  [1, 'violations'],
  [2, 'usage or configuration, or a rule of your ruleset failed'],
  [3, 'no OpenAPI document found'],
  [4, 'a document could not be read (violations of the others are reported too)'],
  [5, 'a bug in apiward (the other rules are reported too)'],
];

/** The value of `ruleset-timeout`; `name` is how the user wrote the option. */
export function parseSeconds(value: string, name: string): number {
  const seconds = Number(value);
  // A timer holds 2^31 milliseconds.
  if (seconds > 0 && seconds <= 2_000_000) return seconds;
  throw new UserError(`${name} cannot be \`${value}\`: write a number of seconds, such as 60`);
}

/** Whether a command of the CLI takes an option. */
export function takes(command: Command, { commands = ['lint', 'diff'] }: Option): boolean {
  return commands === '*' || commands.includes(command);
}

/** The options of one face, in the table's order. */
export function optionsOf(face: Face): Option[] {
  return OPTIONS.filter((option) => option.faces.includes(face));
}

/** The option as a user writes it: `-f, --format FORMAT`. */
export function flag(option: Option): string {
  const long = `--${option.name}${option.placeholder === undefined ? '' : ` ${option.placeholder}`}`;
  return option.short === undefined ? long : `-${option.short}, ${long}`;
}

/** Markdown table of one face's options, for the README; the action's outputs follow its inputs. */
export function optionsTable(face: Face): string {
  const rows = optionsOf(face).map((option) => {
    const name = face === 'cli' ? flag(option) : option.name;
    const choices = option.choices === undefined ? '' : ` One of ${option.choices.map((choice) => `\`${choice}\``).join(', ')}.`;
    const standard = option.default === undefined || option.default === '' ? '' : `\`${option.default}\``;
    return `| \`${name}\` | ${option.help}${choices} | ${standard} |`;
  });
  const table = [`| ${face === 'cli' ? 'option' : 'input'} | what it does | default |`, '|---|---|---|', ...rows, ''];
  if (face === 'cli') return table.join('\n');
  const outputs = OUTPUTS.map(({ name, help }) => `| \`${name}\` | ${help} |`);
  return [...table, '| output | what it holds |', '|---|---|', ...outputs, ''].join('\n');
}
