/** Checks the options that a config sets: a rule would take anything, and a misspelt one would silently change nothing. */
import type { Path } from '../../documents/document.ts';
import { get, isObject } from '../../documents/tree.ts';
import type { Rule } from '../../engine/define-rule.ts';
import { sensitivePhrases } from '../../model/sensitive-terms.ts';
import { nearest } from '../../nearest.ts';
import type { ConfigFile } from './config-file.ts';
import type { Options } from './policy.ts';
import type { Problems } from './problems.ts';
import { shown } from './read.ts';

/** Texts that only take some words, by the name of their option. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  loopback: ['allow', 'deny'],
  unlimited: ['allow', 'deny'],
  classes: Object.keys(sensitivePhrases),
};

/** The words that an option takes; undefined when it takes any. */
export function choicesOf(option: string): readonly string[] | undefined {
  return Object.hasOwn(CHOICES, option) ? CHOICES[option] : undefined;
}

/** Those options of one entry that the rule has and that are of the right kind; the others are problems. */
export function checkOptions(rule: Rule, options: Options, path: Path, file: ConfigFile, problems: Problems): Options {
  const standards = (rule.options ?? {}) as Options;
  const docs = (rule.optionDocs ?? {}) as Readonly<Record<string, string>>;
  const names = Object.keys(standards);
  const good: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    const at = [...path, name];
    if (!Object.hasOwn(standards, name)) {
      problems.add(file, at, unknown(rule.id, name, names, docs));
      continue;
    }
    const expected = mismatch(standards[name], value, choicesOf(name));
    if (expected === undefined) good[name] = value;
    else
      problems.add(file, at, `option \`${name}\` of \`${rule.id}\` must be ${expected}, not ${shown(value)}. ${docs[name] ?? ''}`.trim());
  }
  return good;
}

function unknown(id: string, name: string, names: readonly string[], docs: Readonly<Record<string, string>>): string {
  const what = `rule \`${id}\` has no option ${shown(name)}`;
  if (names.length === 0) return `${what}: it has none, so write its severity alone`;
  const meant = nearest(name, [...names, 'severity']) ?? (names.length === 1 ? names[0] : undefined);
  if (meant === undefined) return `${what}: it has ${names.map((known) => `\`${known}\``).join(', ')}`;
  return `${what}: did you mean \`${meant}\`? ${docs[meant] ?? ''}`.trim();
}

/** What was expected when a value is of another kind than the rule's own; undefined when it fits. */
function mismatch(standard: unknown, value: unknown, words: readonly string[] | undefined): string | undefined {
  if (typeof standard === 'number') {
    const fits = typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
    return fits ? undefined : 'a whole number above 0';
  }
  if (typeof standard === 'boolean') return typeof value === 'boolean' ? undefined : 'true or false';
  if (typeof standard === 'string') {
    const fits = typeof value === 'string' && (words?.includes(value) ?? true);
    return fits ? undefined : words === undefined ? 'a text' : `one of ${words.join(', ')}`;
  }
  if (Array.isArray(standard)) {
    const fits = Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '' && (words?.includes(item) ?? true));
    return fits ? undefined : words === undefined ? 'a list of texts' : `a list of ${words.join(', ')}`;
  }
  if (!isObject(standard)) return undefined;
  const keys = Object.keys(standard);
  const fits =
    isObject(value) &&
    Object.keys(value).every((key) => keys.includes(key) && mismatch(get(standard, key), get(value, key), undefined) === undefined);
  return fits ? undefined : `a mapping with ${keys.map((key) => `\`${key}\``).join(', ')}, each a list of texts`;
}
