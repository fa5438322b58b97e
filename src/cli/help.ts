import { EXIT_CODES, flag, optionsOf } from '../options.ts';
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
    '  apiward init                           set a repository up: policy, baseline, workflow, code owners',
    '  apiward doctor                         what is set up, what is off and what turns it on',
    '  apiward rules [word] ...               list the rules, or those that match',
    '  apiward explain RULE ...               show why a rule exists, with a bad and a good example',
    '',
    style.bold('Examples'),
    ...EXAMPLES.flatMap(([command, what]) => [`  ${style.dim(`# ${what}`)}`, `  ${style.cyan(command)}`]),
    '',
    style.bold('Options'),
    ...optionLines(style, width),
    '',
    style.bold('Exit codes'),
    ...EXIT_CODES.map(([code, meaning]) => `  ${code}  ${meaning}`),
    '  When several hold, the highest is returned; what was found is always printed.',
    '',
  ].join('\n');
}

function optionLines(style: Paint, width: number): string[] {
  const options = optionsOf('cli');
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
