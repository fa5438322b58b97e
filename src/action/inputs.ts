import type { Preset } from '../engine/define-rule.ts';
import { UserError } from '../errors.ts';
import type { FailOn, Scope } from '../findings/report.ts';
import type { CommentMode } from '../github/sticky.ts';
import { nearest } from '../nearest.ts';
import { optionsOf, parseSeconds } from '../options.ts';
import { parseCode, parseHosts } from '../policy/config/flags.ts';
import { parseSeverities } from '../policy/severities.ts';
import { FILE_FORMATS, type FileFormat, fileNameOf } from '../reporters/formats.ts';

/** A report to write, relative to the working directory. */
interface ReportFile {
  readonly format: FileFormat;
  readonly file: string;
}

/** The action's inputs, checked. */
export interface Inputs {
  readonly documents: readonly string[];
  readonly workingDirectory: string;
  /** Hosts that references may lead to, beside those of the policy; empty to forbid those too. */
  readonly externalRefs: readonly string[] | undefined;
  /** `auto`, `off`, or globs of the source files that are judged; wins over the policy. */
  readonly code: readonly string[] | undefined;
  /** Finding no document fails the job. */
  readonly needsDocuments: boolean;
  /** Wins over the policy. */
  readonly preset: Preset | undefined;
  /** A file, or `owner/repo/path@ref`. */
  readonly config: string | undefined;
  readonly configToken: string | undefined;
  readonly policySource: 'auto' | 'base' | 'head';
  readonly baseRef: string | undefined;
  readonly ruleset: string | undefined;
  readonly rulesetSeconds: number;
  readonly severities: ReturnType<typeof parseSeverities>;
  /** Violations do not fail the job. */
  readonly warnOnly: boolean;
  /** Wins over the policy. */
  readonly failOn: FailOn | undefined;
  readonly scope: Scope | 'auto';
  readonly annotations: 'commands' | 'checks' | 'none';
  readonly suggestions: boolean;
  readonly comment: CommentMode;
  readonly summary: boolean;
  readonly sarifFile: string | undefined;
  readonly uploadSarif: boolean;
  readonly category: string;
  readonly reports: readonly ReportFile[];
  readonly token: string | undefined;
}

/** @throws UserError for a value that an input cannot have. */
export function readInputs(read: (name: string) => string): Inputs {
  const values = new Map(
    optionsOf('action').map((option) => {
      const given = read(option.name).trim();
      const value = given === '' ? (option.default ?? '') : given;
      if (option.choices !== undefined && value !== (option.default ?? '') && !option.choices.includes(value)) {
        const meant = nearest(value, option.choices);
        const hint = meant === undefined ? '' : `did you mean \`${meant}\`? `;
        throw new UserError(`input ${option.name} cannot be \`${value}\`: ${hint}It is one of ${option.choices.join(', ')}`);
      }
      return [option.name, value];
    }),
  );
  const value = (name: string) => values.get(name) ?? '';
  const optional = (name: string) => (value(name) === '' ? undefined : value(name));
  const token = value('github-token');
  return {
    documents: lines(value('documents')),
    workingDirectory: value('working-directory'),
    externalRefs: hosts(value('external-refs')),
    code: codeGlobs(value('code')),
    needsDocuments: value('if-no-documents') === 'fail',
    preset: optional('preset') as Preset | undefined,
    config: optional('config'),
    configToken: optional('config-token') ?? tokenOf(token),
    policySource: value('policy-source') as Inputs['policySource'],
    baseRef: optional('base-ref'),
    ruleset: optional('ruleset'),
    rulesetSeconds: parseSeconds(value('ruleset-timeout'), 'input ruleset-timeout'),
    severities: parseSeverities(lines(value('rules')), 'input rules:'),
    warnOnly: value('mode') === 'warn',
    failOn: optional('fail-on') as FailOn | undefined,
    scope: value('scope') as Inputs['scope'],
    annotations: value('annotations') as Inputs['annotations'],
    suggestions: value('suggestions') === 'true',
    comment: value('comment') as CommentMode,
    summary: value('summary') === 'true',
    sarifFile: optional('sarif-file'),
    uploadSarif: value('upload-sarif') === 'true',
    category: optional('category') ?? categoryOf(value('working-directory')),
    reports: lines(value('reports')).map(reportFile),
    token: tokenOf(token),
  };
}

function codeGlobs(text: string): readonly string[] | undefined {
  return text === '' ? undefined : parseCode([text], 'input code');
}

function hosts(text: string): readonly string[] | undefined {
  return text === '' ? undefined : parseHosts([text], 'input external-refs');
}

/** The default is an expression that only a runner evaluates. */
function tokenOf(token: string): string | undefined {
  return token === '' || token.startsWith('${{') ? undefined : token;
}

function categoryOf(workingDirectory: string): string {
  const folder = workingDirectory.replace(/^(?:\.?\/)+|\/+$/g, '');
  return folder === '' || folder === '.' ? 'apiward' : `apiward/${folder}`;
}

/** `junit=reports/api.xml`, or `junit` with its usual name. */
function reportFile(line: string): ReportFile {
  const split = line.indexOf('=');
  const [name, file] = split === -1 ? [line, ''] : [line.slice(0, split).trim(), line.slice(split + 1).trim()];
  const format = FILE_FORMATS.find((known) => known === name);
  if (format === undefined) {
    const meant = nearest(name, FILE_FORMATS);
    const hint = meant === undefined ? `a format is one of ${FILE_FORMATS.join(', ')}` : `did you mean \`${meant}\`?`;
    throw new UserError(`input reports: \`${line}\` is not \`format=file\`: ${hint}`);
  }
  return { format, file: file === '' ? fileNameOf(format) : file };
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
