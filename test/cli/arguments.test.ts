import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../src/cli/arguments.ts';

describe('what is read', () => {
  test('nothing but defaults', () => {
    expect(parseArguments([])).toMatchObject({
      command: 'lint',
      operands: [],
      format: 'text',
      output: undefined,
      preset: 'recommended',
      ruleset: undefined,
      rulesetSeconds: 60,
      failOn: 'error',
      severities: {},
      quiet: false,
      color: 'auto',
      help: false,
      version: false,
    });
  });

  test.each([
    [['a.yaml', 'b/*.json', '-'], { operands: ['a.yaml', 'b/*.json', '-'] }],
    [['lint', 'a.yaml'], { command: 'lint', operands: ['a.yaml'] }],
    [['explain', 'token-basic', 'tls-server'], { command: 'explain', operands: ['token-basic', 'tls-server'] }],
    [['a.yaml', 'rules'], { command: 'lint', operands: ['a.yaml', 'rules'] }],
    [['--', '--odd.yaml'], { operands: ['--odd.yaml'] }],
    [['-f', 'json', '-o', 'x.json', '-q'], { format: 'json', output: 'x.json', quiet: true }],
    [['--format=sarif', '--output=x.sarif'], { format: 'sarif', output: 'x.sarif' }],
    [['-fjson'], { format: 'json' }],
    [['--format', 'json', '--format', 'text'], { format: 'text' }],
    [['--rule', 'a=off', '--rule', 'b = warn', '--rule', 'a=error'], { severities: { a: 'error', b: 'warn' } }],
    [['--ruleset-timeout', '2.5'], { rulesetSeconds: 2.5 }],
    [['--output', '-'], { output: '-' }],
    [['--output=-odd'], { output: '-odd' }],
    [['help'], { help: true }],
    [['-h'], { help: true }],
    [['-v'], { version: true }],
  ])('%j', (argv, expected) => expect(parseArguments(argv)).toMatchObject(expected));

  test('a rule id that is a property of every object is only an id', () => {
    expect(Object.entries(parseArguments(['--rule', '__proto__=off']).severities)).toEqual([['__proto__', 'off']]);
  });
});

describe('what is refused, with the remedy', () => {
  test.each([
    [['--formt', 'json'], 'unknown option `--formt`: did you mean `-f, --format FORMAT`?'],
    [['--fial-on=warn'], 'unknown option `--fial-on`: did you mean `--fail-on SEVERITY`?'],
    [['--frobnicate'], 'unknown option `--frobnicate`: `apiward --help` lists them'],
    [['-x'], 'unknown option `-x`: `apiward --help` lists them'],
    [
      ['--format', 'jsn'],
      '--format cannot be `jsn`: did you mean `json`? It is one of text, json, sarif, github, junit, markdown, html, gitlab, rdjson',
    ],
    [['--format', 'xml'], '--format cannot be `xml`: it is one of text, json, sarif, github, junit, markdown, html, gitlab, rdjson'],
    [['--format'], '--format needs a value: text, json, sarif, github, junit, markdown, html, gitlab, rdjson'],
    [['--format='], '--format needs a value: text, json, sarif, github, junit, markdown, html, gitlab, rdjson'],
    [['--output', '--quiet'], '--output needs a value: FILE'],
    ...['0', '1m', 'Infinity', '1e9'].map((value): [string[], string] => [
      ['--ruleset-timeout', value],
      `--ruleset-timeout cannot be \`${value}\`: write a number of seconds, such as 60`,
    ]),
    [['--quiet=yes'], '--quiet takes no value: write `--quiet` alone'],
    [['--fail-on', 'warning'], '--fail-on cannot be `warning`: did you mean `warn`? It is one of error, warn, info, none'],
    [
      ['--preset', 'stict'],
      '--preset cannot be `stict`: did you mean `strict`? It is one of recommended, strict, essential, owasp-api-2023',
    ],
    [['--rule', 'x'], '--rule `x` is not `id=severity`: write for example `auth-read-secured=error`; severity is error, warn, info or off'],
    [
      ['--rule', 'x=hint'],
      '--rule `x=hint` is not `id=severity`: write for example `auth-read-secured=error`; severity is error, warn, info or off',
    ],
    [
      ['--rule', '=off'],
      '--rule `=off` is not `id=severity`: write for example `auth-read-secured=error`; severity is error, warn, info or off',
    ],
  ])('%j', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(expect.objectContaining({ name: 'UserError', exitCode: 2, message }));
  });
});
