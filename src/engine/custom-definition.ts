/** Turns a Spectral ruleset written as data (YAML or JSON) into the definition object that spectral-core takes. */
import * as spectralFormats from '@stoplight/spectral-formats';
import * as spectralFunctions from '@stoplight/spectral-functions';
import { get, getString, isObject, type JsonObject } from '../documents/tree.ts';
import { UserError } from '../errors.ts';
import { backtracking } from '../model/redos.ts';
import type { Rule } from './define-rule.ts';
import { refuseJsonPath } from './json-path-guard.ts';
import { ruleFunction } from './to-spectral.ts';

/** Names that Spectral's documentation gives, where they are not the exports' names. */
const FORMAT_ALIASES: Readonly<Record<string, string>> = {
  'json-schema-2019-09': 'json-schema-draft-2019-09',
  'json-schema-2020-12': 'json-schema-draft-2020-12',
  arazzo1: 'arazzo1.0',
};

/** What Spectral evaluates in a message, but for the one form that its own functions use. */
export const EXPRESSION = /#\{\{(?!print\("[a-z]+"\)\}\})/g;

/** What a ruleset may call `apiward`: one of our rules with options of its own, `functionOptions: {rule: input-page-size, maximum: 50}`. */
const OWN_FUNCTION = 'apiward';

type Definition = Record<string, unknown>;

const formats: ReadonlyMap<string, unknown> = exportsOf(spectralFormats);
const functions: ReadonlyMap<string, unknown> = exportsOf(spectralFunctions);

/** What a CommonJS package exports by name; a bundler adds `default`, which is no name of its. */
function exportsOf(module: object): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(module).filter(([name]) => name !== 'default'));
}

/**
 * Converts everything but `extends`, which only the loader can follow: it is left out here, and left as written in `overrides`.
 *
 * @param where names the file in errors
 */
export function convertDefinition(value: JsonObject, where: string, rules: ReadonlyMap<string, Rule>): Definition {
  if (get(value, 'functions') !== undefined || get(value, 'functionsDir') !== undefined) {
    throw new UserError(
      `${where}: \`functions\` loads JavaScript, which apiward does not run: use Spectral's core functions, or \`apiward\` with one of our rules`,
    );
  }
  const { extends: _, overrides, ...rest } = value;
  const definition: Definition = { ...rest };
  if (rest['formats'] !== undefined) definition['formats'] = convertFormats(rest['formats'], where);
  if (isObject(rest['aliases'])) definition['aliases'] = mapValues(rest['aliases'], (alias) => convertAlias(alias, where));
  if (isObject(rest['rules'])) {
    definition['rules'] = mapValues(rest['rules'], (rule, name) => convertRule(rule, `${where}, rule \`${name}\``, rules));
  }
  if (Array.isArray(overrides)) {
    definition['overrides'] = overrides.map((item) => {
      if (!isObject(item)) return item;
      const inherited = get(item, 'extends');
      return { ...convertDefinition(item, where, rules), ...(inherited === undefined ? {} : { extends: inherited }) };
    });
  } else if (overrides !== undefined) definition['overrides'] = overrides;
  return definition;
}

function convertAlias(alias: unknown, where: string): unknown {
  const targets = get(alias, 'targets');
  refuseCode(alias, `${where}: an alias`);
  if (!isObject(alias) || !Array.isArray(targets)) return alias;
  for (const target of targets) refuseCode(get(target, 'given'), `${where}: an alias`);
  return {
    ...alias,
    targets: targets.map((target) => (isObject(target) ? { ...target, formats: convertFormats(get(target, 'formats'), where) } : target)),
  };
}

function convertRule(rule: unknown, where: string, rules: ReadonlyMap<string, Rule>): unknown {
  if (!isObject(rule)) return rule;
  const then = get(rule, 'then');
  const given = get(rule, 'given');
  refuseCode(given, `${where}: \`given\``);
  const message = getString(rule, 'message');
  if (message?.match(EXPRESSION)) {
    throw new UserError(
      `${where}: \`message\` holds an expression, which apiward does not evaluate: write {{property}}, {{value}}, {{error}} or {{path}}`,
    );
  }
  if (callsOwn(then) && given !== undefined && String(given) !== '$') {
    throw new UserError(`${where}: a rule of ours reads the whole API: write \`given: $\``);
  }
  return {
    ...rule,
    ...(then === undefined
      ? {}
      : // biome-ignore lint/suspicious/noThenProperty: Spectral's own word for what a rule does.
        { then: Array.isArray(then) ? then.map((step) => convertThen(step, where, rules)) : convertThen(then, where, rules) }),
    ...(get(rule, 'formats') === undefined ? {} : { formats: convertFormats(get(rule, 'formats'), where) }),
    ...(callsOwn(then) ? { resolved: false, message: getString(rule, 'message') ?? '{{error}}' } : {}),
  };
}

function callsOwn(then: unknown): boolean {
  return (Array.isArray(then) ? then : [then]).some((step) => get(step, 'function') === OWN_FUNCTION);
}

function convertThen(step: unknown, where: string, rules: ReadonlyMap<string, Rule>): unknown {
  if (!isObject(step)) return step;
  refuseCode(get(step, 'field'), `${where}: \`field\``);
  const name = get(step, 'function');
  if (typeof name !== 'string') return step;
  if (name === OWN_FUNCTION) {
    const { rule: id, ...options } = (isObject(step['functionOptions']) ? step['functionOptions'] : {}) as Record<string, unknown>;
    const rule = rules.get(String(id));
    if (rule === undefined) {
      throw new UserError(`${where}: function \`apiward\` needs \`functionOptions.rule\` to be the id of one of our rules, not \`${id}\``);
    }
    return { ...step, function: ruleFunction(rule), functionOptions: options };
  }
  if (name === 'pattern') refuseExponential(get(step, 'functionOptions'), where);
  const known = functions.get(name);
  if (typeof known !== 'function') {
    const names = [...functions.keys(), OWN_FUNCTION].sort().join(', ');
    throw new UserError(`${where}: there is no function \`${name}\`: use one of ${names}`);
  }
  return { ...step, function: known };
}

/** `/source/flags`, as the function `pattern` reads it besides a bare source. */
const DELIMITED = /^\/(.+)\/[a-z]*$/;

/**
 * Refuses a pattern that takes exponential time on text which every author of a document can write. Polynomial ones, such as `.*a.*b`,
 * are common and harmless on names; the time limit of a run is for them.
 */
function refuseExponential(options: unknown, where: string): void {
  for (const option of ['match', 'notMatch']) {
    const pattern = getString(options, option);
    const found = pattern === undefined ? undefined : backtracking(DELIMITED.exec(pattern)?.[1] ?? pattern);
    if (typeof found !== 'object' || found.degree !== Number.POSITIVE_INFINITY) continue;
    throw new UserError(
      `${where}: \`${option}: ${pattern}\` takes exponential time on text such as \`${found.pump.repeat(8)}!\`, so that a document could hang the check: write it so that no text can be matched in two ways`,
    );
  }
}

/** Refuses JSONPath that could run code of its own. */
function refuseCode(expressions: unknown, where: string): void {
  for (const expression of Array.isArray(expressions) ? expressions : [expressions]) {
    const reason = typeof expression === 'string' ? refuseJsonPath(expression) : undefined;
    if (reason === undefined) continue;
    throw new UserError(
      `${where} is refused, since ${reason}: its filters may compare and test values, and run nothing else (\`${expression}\`)`,
    );
  }
}

function convertFormats(value: unknown, where: string): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((name) => {
    if (typeof name !== 'string') return name;
    const exported = (FORMAT_ALIASES[name] ?? name)
      .replace(/\.|([0-9])-(?=[0-9])/g, '$1_')
      .replace(/-([0-9a-z])/g, (_, letter: string) => letter.toUpperCase());
    const format = formats.get(exported);
    if (format === undefined)
      throw new UserError(`${where}: there is no format \`${name}\`: use \`oas2\`, \`oas3\`, \`oas3.0\` or \`oas3.1\``);
    return format;
  });
}

function mapValues(map: JsonObject, convert: (value: unknown, key: string) => unknown): Definition {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, convert(value, key)]));
}
