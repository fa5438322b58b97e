import { UserError } from '../errors.ts';
import type { FailOn } from '../findings/report.ts';
import { nearest } from '../nearest.ts';
import { optionsOf, parseSeconds } from '../options.ts';
import { parseSeverities } from '../policy/severities.ts';
import type { RunRequest } from '../run.ts';

/** The action's inputs, checked. */
export interface Inputs {
  readonly documents: readonly string[];
  readonly workingDirectory: string;
  readonly preset: RunRequest['preset'];
  readonly ruleset: string | undefined;
  readonly rulesetSeconds: number;
  readonly severities: RunRequest['severities'];
  readonly failOn: FailOn;
  readonly annotations: boolean;
  readonly summary: boolean;
  readonly sarifFile: string | undefined;
}

/** @throws UserError for a value that an input cannot have. */
export function readInputs(read: (name: string) => string): Inputs {
  const values = new Map(
    optionsOf('action').map((option) => {
      const given = read(option.name).trim();
      const value = given === '' ? (option.default ?? '') : given;
      if (option.choices !== undefined && !option.choices.includes(value)) {
        const meant = nearest(value, option.choices);
        const hint = meant === undefined ? '' : `did you mean \`${meant}\`? `;
        throw new UserError(`input ${option.name} cannot be \`${value}\`: ${hint}It is one of ${option.choices.join(', ')}`);
      }
      return [option.name, value];
    }),
  );
  const value = (name: string) => values.get(name) ?? '';
  const optional = (name: string) => (value(name) === '' ? undefined : value(name));
  return {
    documents: lines(value('documents')),
    workingDirectory: value('working-directory'),
    preset: value('preset') as Inputs['preset'],
    ruleset: optional('ruleset'),
    rulesetSeconds: parseSeconds(value('ruleset-timeout'), 'input ruleset-timeout'),
    severities: parseSeverities(lines(value('rules')), 'input rules:'),
    failOn: value('fail-on') as FailOn,
    annotations: value('annotations') === 'commands',
    summary: value('summary') === 'true',
    sarifFile: optional('sarif-file'),
  };
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
