import { COMMANDS, EXIT_CODES, type Option, optionsOf, takes } from '../options.ts';
import { flag } from '../options-text.ts';
import { type Paint, paint, wrap } from '../reporters/paint.ts';

const EXAMPLES: readonly (readonly [command: string, what: string])[] = [
  ['apiward', 'find every OpenAPI document below this folder and judge it'],
  ['apiward openapi.yaml', 'judge one document'],
  ["apiward 'apis/**/*.{yaml,json}' --preset strict", 'many documents, harder rules'],
  ['apiward --rule auth-read-secured=off --fail-on warn', 'tune what counts'],
  ['apiward --ruleset .spectral.yaml', 'run your own Spectral rules beside ours'],
  ['apiward --format sarif --output apiward.sarif', 'for GitHub code scanning'],
  ['curl -s https://api.test/openapi.json | apiward -', 'judge standard input'],
  ['apiward diff main', 'only what is new since a branch'],
  ['apiward explain token-basic', 'why a rule exists and how to mend it'],
];

/** Text of `--help`: examples first, since they are what is read. */
export function help(version: string, options: { readonly color: boolean; readonly columns: number | undefined }): string {
  const style = paint(options.color);
  const width = Math.max(60, Math.min(100, options.columns ?? 100));
  return [
    `${style.bold('apiward')} ${version}: checks OpenAPI documents (2.0, 3.0, 3.1, 3.2) for API security policy.`,
    '',
    style.bold('Usage'),
    '  apiward [lint] [path | glob | -] ...   judge documents; with no path, those found by content',
    '  apiward diff BASE [HEAD] [path] ...    judge what changed: two revisions, files or folders',
    '  apiward fix [path | glob] ...          make the edits that are certain; --dry-run shows them',
    '  apiward init                           set up policy, baseline, workflow and code owners',
    '  apiward doctor                         what is set up, what is off and what turns it on',
    '  apiward baseline                       write what is known, so that only what is new fails',
    '  apiward waive                          let a finding pass for a time, with a reason and an owner',
    '  apiward rules [word] ...               list the rules, or those that match',
    '  apiward explain RULE ...               show why a rule exists, with a bad and a good example',
    '  apiward routes [path]                  list the operations that source code offers',
    '',
    style.bold('Examples'),
    ...EXAMPLES.flatMap(([command, what]) => [`  ${style.dim(`# ${what}`)}`, `  ${style.cyan(command)}`]),
    '',
    ...optionSections(style, width),
    style.bold('Exit codes'),
    ...EXIT_CODES.map(([code, meaning]) => `  ${code}  ${meaning}`),
    '  When several hold, the highest is returned; what was found is always printed.',
    '',
  ].join('\n');
}

/** Those of judging first; then for each other command what it takes beside them. */
function optionSections(style: Paint, width: number): string[] {
  const all = optionsOf('cli');
  const shown = new Set<Option>();
  return COMMANDS.flatMap((command) => {
    const own = all.filter((option) => takes(command, option) && !shown.has(option));
    if (own.length === 0) return [];
    for (const option of own) shown.add(option);
    const others = COMMANDS.filter((name) => name !== command && own.every((option) => takes(name, option)));
    const title = command === 'lint' ? 'Options' : `Options of ${[command, ...others].join(', ')}`;
    return [style.bold(title), ...optionLines(own, style, width), ''];
  });
}

function optionLines(options: readonly Option[], style: Paint, width: number): string[] {
  // Short flags have a column of their own, so that the long ones line up.
  const names = options.map((option) => (option.short === undefined ? `    ${flag(option)}` : flag(option)));
  const column = Math.max(...names.map((name) => name.length)) + 4;
  return options.flatMap((option, index) => {
    const standard = option.default === undefined ? '' : `, default ${option.default}`;
    const choices = option.choices === undefined ? '' : ` One of ${option.choices.join(', ')}${standard}.`;
    const text = option.help.replaceAll('`', '') + choices;
    const [first = '', ...rest] = wrap(text, width - column);
    const name = names[index] ?? '';
    return [`  ${style.cyan(name)}${' '.repeat(column - 2 - name.length)}${first}`, ...rest.map((line) => `${' '.repeat(column)}${line}`)];
  });
}
