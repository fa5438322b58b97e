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
    name: 'if-no-documents',
    faces: ACTION,
    type: 'string',
    choices: ['fail', 'warn'],
    default: 'fail',
    help: 'What finding no document at all does to the job.',
  },
  {
    name: 'external-refs',
    faces: BOTH,
    commands: ['lint', 'diff', 'fix', 'baseline', 'explain'],
    type: 'string',
    placeholder: 'HOSTS',
    multiple: true,
    help: 'Hosts that a `$ref` may lead to, beside those of the policy, such as `schemas.acme.io, *.acme.dev`; `deny` forbids those too. Nothing is fetched.',
  },
  {
    name: 'code',
    faces: BOTH,
    commands: ['lint', 'diff', 'baseline', 'explain'],
    type: 'string',
    placeholder: 'GLOBS',
    multiple: true,
    help: 'Whether annotated source code is judged too: `auto` where a framework is recognised, `off`, or globs of the source files. Default: `auto`, or what the policy says.',
  },
  {
    name: 'cache',
    faces: CLI,
    commands: ['lint', 'diff', 'baseline'],
    type: 'string',
    placeholder: 'DIR',
    help: 'Keeps what parsing source code gives in this folder, for the next run, sealed with a key of yours. It must be your own and stand in no repository.',
  },
  {
    name: 'preset',
    faces: BOTH,
    commands: ['lint', 'diff', 'fix', 'baseline', 'init', 'doctor', 'rules', 'explain'],
    type: 'string',
    placeholder: 'NAME',
    choices: PRESETS,
    help: 'Set of rules and severities to judge by. Default: what the policy says, else recommended.',
  },
  {
    name: 'config',
    faces: BOTH,
    commands: ['lint', 'diff', 'fix', 'baseline', 'waive', 'doctor', 'rules', 'explain'],
    type: 'string',
    placeholder: 'FILE',
    help: 'The policy: a file, or `owner/repo/path@ref`. Default: `.apiward.yml` in the folder that is judged, when there is one.',
  },
  {
    name: 'config-token',
    faces: ACTION,
    type: 'string',
    default: '',
    help: 'Token that may read the repository of `config`, and of policies that it extends (`contents: read` there). Default: github-token.',
  },
  {
    name: 'policy-source',
    faces: ACTION,
    type: 'string',
    choices: ['auto', 'base', 'head'],
    default: 'auto',
    help: 'Whose policy, waivers and baseline count. `auto`: those of the base commit on pull requests and merge groups, so that no change judges itself.',
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
    commands: ['lint', 'diff', 'fix', 'baseline', 'waive', 'rules', 'explain'],
    type: 'string',
    placeholder: 'ID=SEVERITY',
    multiple: true,
    help: 'Sets one rule to error, warn, info or off. Repeatable. `fix --rule ID` makes the edits of this rule alone, `waive --rule ID` waives it.',
  },
  {
    name: 'rules',
    faces: ACTION,
    type: 'string',
    default: '',
    help: 'Severities of single rules, one `id=severity` a line; severity is error, warn, info or off.',
  },
  {
    name: 'mode',
    faces: ACTION,
    type: 'string',
    choices: ['enforce', 'warn'],
    default: 'enforce',
    help: 'With `warn` violations are shown and do not fail the job; whatever could not be judged still does.',
  },
  {
    name: 'fail-on',
    faces: BOTH,
    commands: ['lint', 'diff', 'fix'],
    type: 'string',
    placeholder: 'SEVERITY',
    choices: ['error', 'warn', 'info', 'none'],
    help: 'Lowest severity that fails the run; `none` reports only. An unreadable document fails it all the same. Default: what the policy says, else error.',
  },
  {
    name: 'format',
    faces: CLI,
    commands: ['lint', 'diff', 'doctor', 'rules', 'routes'],
    short: 'f',
    type: 'string',
    placeholder: 'FORMAT',
    choices: ['text', 'json', 'sarif', 'github', 'junit', 'markdown', 'html', 'gitlab', 'rdjson'],
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
    name: 'base-ref',
    faces: ACTION,
    type: 'string',
    default: '',
    help: 'Branch, tag or commit to compare with. Default: the base of the pull request or merge group, the commit before a push.',
  },
  {
    name: 'scope',
    faces: ACTION,
    type: 'string',
    choices: ['auto', 'new', 'all'],
    default: 'auto',
    help: 'What fails the job. `auto`: what is new on pull requests and merge groups, everything elsewhere.',
  },
  {
    name: 'annotations',
    faces: ACTION,
    type: 'string',
    choices: ['commands', 'checks', 'none'],
    default: 'commands',
    help: 'Marks findings on their lines: the ten worst of each severity, or up to 1,000 in a check run (`checks: write`).',
  },
  {
    name: 'suggestions',
    faces: ACTION,
    type: 'string',
    choices: ['true', 'false'],
    default: 'true',
    help: 'Offers certain edits on the changed lines of a pull request, to be applied with one click (`pull-requests: write`).',
  },
  {
    name: 'comment',
    faces: ACTION,
    type: 'string',
    choices: ['auto', 'always', 'on-failure', 'never'],
    default: 'auto',
    help: 'Keeps one comment on the pull request (`pull-requests: write`). `auto`: made when there is something to say.',
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
    help: 'Also writes a SARIF 2.1.0 report here, relative to the working directory.',
  },
  {
    name: 'upload-sarif',
    faces: ACTION,
    type: 'string',
    choices: ['true', 'false'],
    default: 'false',
    help: 'Sends the SARIF report to code scanning (`security-events: write`).',
  },
  {
    name: 'category',
    faces: ACTION,
    type: 'string',
    default: '',
    help: 'Tells runs over one repository apart, in code scanning and in comments; needed for jobs of a matrix. Default: the working directory.',
  },
  {
    name: 'reports',
    faces: ACTION,
    type: 'string',
    default: '',
    help: 'Also writes reports, one `format=file` a line, relative to the working directory: json, junit, markdown, html, gitlab, rdjson.',
  },
  {
    name: 'github-token',
    faces: ACTION,
    type: 'string',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the runner's expression.
    default: '${{ github.token }}',
    help: 'Token for everything that is posted; what it may not do is left out and named.',
  },
  {
    name: 'dry-run',
    faces: CLI,
    commands: ['fix', 'init'],
    type: 'boolean',
    help: 'Writes no file and prints what would change: for `fix` a unified diff, for `init` the files.',
  },
  {
    name: 'score',
    faces: CLI,
    type: 'boolean',
    help: 'Shows the score, from 0 to 100 with a letter for each concern, and what would raise it most. For text.',
  },
  {
    name: 'badge',
    faces: CLI,
    type: 'string',
    placeholder: 'FILE',
    help: 'Also writes the score as a badge: a picture (`.svg`), or what shields.io reads from an address (`.json`).',
  },
  {
    name: 'prune',
    faces: CLI,
    commands: ['baseline'],
    type: 'boolean',
    help: 'Only takes out of the baseline what is mended, and entries of rules that do not exist.',
  },
  {
    name: 'check',
    faces: CLI,
    commands: ['baseline'],
    type: 'boolean',
    help: 'Writes nothing and fails when the baseline has entries that are mended or of rules that do not exist.',
  },
  {
    name: 'grow',
    faces: CLI,
    commands: ['baseline'],
    type: 'boolean',
    help: 'Takes more findings of a rule into the baseline than it knew, which is refused otherwise.',
  },
  {
    name: 'at',
    faces: CLI,
    commands: ['waive'],
    type: 'string',
    placeholder: 'PLACE',
    help: 'Place that is waived: `GET /pets`, `/pets/**`, `schema Pet`, `operation listPets`, or a pointer such as `#/components/schemas/Pet`.',
  },
  {
    name: 'until',
    faces: CLI,
    commands: ['waive'],
    type: 'string',
    placeholder: 'DAY',
    help: 'Last day of the waiver, UTC, such as `2026-12-31`; `30d` is 30 days from today.',
  },
  {
    name: 'owner',
    faces: CLI,
    commands: ['waive', 'init'],
    type: 'string',
    placeholder: 'NAME',
    help: 'Who answers for the waiver; for `init` who owns the policy, such as `@acme/security`.',
  },
  { name: 'reason', faces: CLI, commands: ['waive'], type: 'string', placeholder: 'TEXT', help: 'Why the finding may pass.' },
  {
    name: 'file',
    faces: CLI,
    commands: ['waive'],
    type: 'string',
    placeholder: 'GLOB',
    help: 'Documents for which the waiver holds. Default: all.',
  },
  {
    name: 'for',
    faces: CLI,
    commands: ['explain'],
    type: 'string',
    placeholder: 'FILE',
    help: 'Shows how severity and options of the rule come about for this document.',
  },
  {
    name: 'concern',
    faces: CLI,
    commands: ['rules'],
    type: 'string',
    placeholder: 'NAME',
    multiple: true,
    help: 'Lists the rules of one concern, such as auth or tls. Repeatable.',
  },
  {
    name: 'severity',
    faces: CLI,
    commands: ['rules'],
    type: 'string',
    placeholder: 'SEVERITY',
    choices: ['error', 'warn', 'info', 'off'],
    multiple: true,
    help: 'Lists the rules that have this severity in the policy. Repeatable.',
  },
  {
    name: 'yes',
    faces: CLI,
    commands: ['init'],
    type: 'boolean',
    help: 'Writes the files without asking.',
  },
  {
    name: 'force',
    faces: CLI,
    commands: ['init'],
    type: 'boolean',
    help: 'Replaces files that are there.',
  },
  {
    name: 'openapi',
    faces: CLI,
    commands: ['routes'],
    type: 'boolean',
    help: 'Writes the routes as an OpenAPI document.',
  },
  { name: 'help', faces: CLI, commands: '*', short: 'h', type: 'boolean', help: 'Shows this help.' },
  { name: 'version', faces: CLI, commands: '*', short: 'v', type: 'boolean', help: 'Shows the version.' },
];

/** What the action gives to later steps. */
export const OUTPUTS: readonly { readonly name: string; readonly help: string }[] = [
  { name: 'verdict', help: '`pass` or `fail`, whatever `mode` makes of it.' },
  { name: 'exit-code', help: '0 clean, 1 violations, 2 usage or config, 3 nothing found, 4 unreadable document, 5 a bug in apiward.' },
  { name: 'new', help: 'Number of new findings: against the base, or all where nothing is compared.' },
  { name: 'existing', help: 'Number of findings that the base has too.' },
  { name: 'fixed', help: 'Number of findings of the base that are gone.' },
  { name: 'waived', help: 'Number of findings that a waiver lets pass.' },
  { name: 'expiring-waivers', help: 'Number of waivers that end soon.' },
  { name: 'highest', help: 'Highest severity among what the verdict counts: `error`, `warn`, `info` or `none`.' },
  { name: 'documents', help: 'Number of documents judged.' },
  { name: 'report', help: 'Path of the JSON report.' },
  { name: 'sarif-file', help: 'Path of the SARIF report, empty when none was asked for.' },
  { name: 'policy-digest', help: 'What the policy means, as `sha256:` and 64 hex digits: equal for equal policies.' },
  { name: 'sarif-id', help: 'Id of the analysis in code scanning, empty when none was uploaded.' },
  { name: 'comment-url', help: 'Address of the comment on the pull request, empty when there is none.' },
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
