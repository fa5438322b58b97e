/** Settings that speak for many rules at once: which option of which rules each of them sets. */
import { isObject } from '../documents/tree.ts';
import type { Rule } from '../engine/define-rule.ts';
import type { Config } from './config/fields.ts';

/** How a setting meets the value that is there already. */
type Mode = 'add' | 'replace';

interface Mapping {
  /** As written in the config: `limits.page-size`. */
  readonly setting: string;
  readonly option: string;
  /** Which rules with that option are meant; a rule that comes later is found by itself. */
  readonly rules: (rule: Rule) => boolean;
  readonly mode: Mode;
  readonly value: (config: Config) => unknown;
}

/** A value that a setting gives to an option. */
export interface Assignment {
  readonly setting: string;
  readonly ruleId: string;
  readonly option: string;
  readonly mode: Mode;
  readonly value: unknown;
}

const any = (): boolean => true;
const only =
  (...ids: readonly string[]) =>
  ({ id }: Rule): boolean =>
    ids.includes(id);
const optionOf = ({ options }: Rule, name: string): unknown =>
  isObject(options) && Object.hasOwn(options, name) ? options[name] : undefined;

/** Rules about sensitive data of any kind. What is sensitive is not therefore a password, so rules about passwords get no more names. */
function ofSensitiveData(rule: Rule): boolean {
  const classes = optionOf(rule, 'classes');
  return Array.isArray(classes) && classes.some((name) => name !== 'password');
}

/** Names of passwords, and of sensitive data. */
const ofNames = (rule: Rule): boolean => optionOf(rule, 'add') !== undefined;

const MAPPINGS: readonly Mapping[] = [
  {
    setting: 'public',
    option: 'public',
    rules: (rule) => isObject(optionOf(rule, 'public')),
    mode: 'add',
    value: ({ public: listed }) => listed && publicOperations(listed),
  },
  {
    setting: 'sensitive-words.add',
    option: 'add',
    rules: ofSensitiveData,
    mode: 'add',
    value: (config) => config['sensitive-words']?.add,
  },
  {
    setting: 'sensitive-words.remove',
    option: 'remove',
    rules: ofNames,
    mode: 'add',
    value: (config) => config['sensitive-words']?.remove,
  },
  ...evidence('masking', 'maskingKeys', any),
  ...evidence('sanitising', 'keys', only('input-sanitised')),
  ...evidence('upload-size', 'keys', only('input-upload-size')),
  ...evidence('upload-types', 'keys', only('input-upload-type')),
  ...evidence('nesting-depth', 'depthKeys', any),
  ...evidence('url-hosts', 'hostKeys', any),
  ...evidence('audit', 'keys', only('log-audit')),
  ...evidence('key-rotation', 'keys', only('token-rotation')),
  ...evidence('pkce', 'evidence', only('oauth-pkce')),
  ...evidence('refresh-tokens', 'evidence', only('oauth-refresh-protected')),
  ...evidence('sunset', 'keys', only('inventory-sunset')),
  ...evidence('throttling', 'keys', only('throttle-policy')),
  ...evidence('webhook-signature', 'keys', only('webhook-auth')),
  { setting: 'allowed.schemes', option: 'schemes', rules: any, mode: 'replace', value: ({ allowed }) => allowed?.schemes },
  {
    setting: 'allowed.auth-types',
    option: 'allowed',
    rules: only('auth-allowed-types'),
    mode: 'replace',
    value: ({ allowed }) => allowed?.['auth-types'],
  },
  {
    setting: 'allowed.http-schemes',
    option: 'allowed',
    rules: only('token-scheme-unregistered'),
    mode: 'add',
    value: ({ allowed }) => allowed?.['http-schemes'],
  },
  {
    setting: 'allowed.hosts',
    option: 'allowed',
    rules: only('inventory-placeholder-host'),
    mode: 'add',
    value: ({ allowed }) => allowed?.hosts,
  },
  {
    setting: 'allowed.host-suffixes',
    option: 'allowedSuffixes',
    rules: any,
    mode: 'add',
    value: ({ allowed }) => allowed?.['host-suffixes'],
  },
  {
    setting: 'allowed.error-media-types',
    option: 'allowed',
    rules: only('error-media-type'),
    mode: 'add',
    value: ({ allowed }) => allowed?.['error-media-types'],
  },
  {
    setting: 'allowed.headers.rate-limit',
    option: 'headers',
    rules: only('ratelimit-429', 'ratelimit-headers', 'ratelimit-inconsistent'),
    mode: 'add',
    value: ({ allowed }) => allowed?.headers?.['rate-limit'],
  },
  {
    setting: 'allowed.headers.request-id',
    option: 'headers',
    rules: only('log-correlation-id'),
    mode: 'add',
    value: ({ allowed }) => allowed?.headers?.['request-id'],
  },
  {
    setting: 'allowed.headers.csrf-token',
    option: 'names',
    rules: only('token-cookie-csrf'),
    mode: 'add',
    value: ({ allowed }) => allowed?.headers?.['csrf-token'],
  },
  {
    setting: 'allowed.headers.idempotency-key',
    option: 'names',
    rules: only('input-idempotency'),
    mode: 'add',
    value: ({ allowed }) => allowed?.headers?.['idempotency-key'],
  },
  { setting: 'external-refs', option: 'allowedHosts', rules: any, mode: 'add', value: (config) => config['external-refs'] },
  limit('page-size', 'maximum', only('input-page-size')),
  limit('batch-size', 'maximum', only('input-batch')),
  limit('key-days', 'maxDays', any),
  limit('pattern-steps', 'steps', any),
];

/** Settings that become options of rules. */
export const MAPPED_SETTINGS: readonly string[] = MAPPINGS.map(({ setting }) => setting);

type Practice = keyof NonNullable<Config['evidence']>;

function evidence(practice: Practice, option: string, rules: Mapping['rules']): Mapping[] {
  return [{ setting: `evidence.${practice}`, option, rules, mode: 'add', value: (config) => config.evidence?.[practice] }];
}

function limit(name: keyof NonNullable<Config['limits']>, option: string, rules: Mapping['rules']): Mapping {
  return { setting: `limits.${name}`, option, rules, mode: 'replace', value: ({ limits }) => limits?.[name] };
}

/** Public operations as rules take them: methods stand before the path that they narrow. */
function publicOperations({ paths = [], methods = [], operations = [], tags = [] }: NonNullable<Config['public']>): unknown {
  const narrowed = paths.flatMap((path) =>
    methods.length === 0 || !/^[/*]/.test(path) ? [path] : methods.map((method) => `${method} ${path}`),
  );
  return { paths: narrowed, operationIds: operations, tags };
}

/** What the settings of a config give to the options of the rules. */
export function assignments(config: Config, rules: Iterable<Rule>): Assignment[] {
  const list = [...rules];
  return MAPPINGS.flatMap(({ setting, option, rules: meant, mode, value: read }) => {
    const value = read(config);
    if (value === undefined) return [];
    return list
      .filter((rule) => optionOf(rule, option) !== undefined && meant(rule))
      .map((rule): Assignment => ({ setting, ruleId: rule.id, option, mode, value }));
  });
}

/** Options that a setting sets, as `rule.option`; empty for a setting that rules know nothing of. A group stands for all in it. */
export function optionsOfSetting(name: string, rules: Iterable<Rule>): string[] {
  const list = [...rules];
  return MAPPINGS.filter(({ setting }) => setting === name || setting.startsWith(`${name}.`)).flatMap(({ option, rules: meant }) =>
    list.filter((rule) => optionOf(rule, option) !== undefined && meant(rule)).map(({ id }) => `${id}.${option}`),
  );
}

/** A value joined with the one before: house names stand first, since messages suggest the first. */
export function joined(before: unknown, added: unknown): unknown {
  if (Array.isArray(before) && Array.isArray(added)) return [...new Set([...added, ...before])];
  if (!isObject(before) || !isObject(added)) return added;
  const keys = new Set([...Object.keys(before), ...Object.keys(added)]);
  const entries = [...keys].map((key): [string, unknown] => [
    key,
    Object.hasOwn(added, key) ? joined(before[key] ?? [], added[key]) : before[key],
  ]);
  return Object.fromEntries(entries);
}
