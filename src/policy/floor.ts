/** What is tighter: a floor lets a policy that builds on it tighten and never loosen. */
import { LIMITS } from '../documents/limits.ts';
import { isObject } from '../documents/tree.ts';
import type { Severity } from '../findings/finding.ts';

/** How the values of an option are ordered. */
export type Direction =
  /** A list of exceptions: fewer is tighter. */
  | 'fewer'
  /** The same, where an empty list means anything. */
  | 'some'
  /** A list of what is asked for: more is tighter. */
  | 'more'
  | 'lower'
  | 'higher'
  | 'true'
  | 'false'
  /** The second word is tighter than the first, and so on. */
  | readonly string[]
  /** Nobody can tell: any other value loosens. */
  | 'fixed';

/** By name of the option, since rules use one name for one thing; `rule.option` where one does not. */
const OPTIONS: Readonly<Record<string, Direction>> = {
  absent: 'true',
  add: 'more',
  allowed: 'fewer',
  'auth-allowed-types.allowed': 'some',
  allowedHosts: 'fewer',
  allowedSuffixes: 'fewer',
  boundedFormats: 'fewer',
  classes: 'more',
  depth: 'higher',
  depthKeys: 'fewer',
  evidence: 'fewer',
  fields: 'more',
  harmless: 'true',
  headers: 'fewer',
  'header-security.headers': 'more',
  hostKeys: 'fewer',
  ignorePaths: 'fewer',
  keys: 'fewer',
  loopback: ['allow', 'deny'],
  maskingKeys: 'fewer',
  maxDays: 'lower',
  maximum: 'lower',
  names: 'fewer',
  openByNature: 'true',
  polynomial: 'true',
  public: 'fewer',
  'inventory-internal-host.public': 'true',
  reads: 'true',
  remove: 'fewer',
  samples: 'fewer',
  schemes: 'fewer',
  sensitive: 'more',
  stages: 'more',
  steps: 'lower',
  unjudged: 'true',
  unlimited: ['allow', 'deny'],
};

/** Settings that no rule knows of. */
const SETTINGS: Readonly<Record<string, Direction>> = {
  include: 'fixed',
  exclude: 'fewer',
  code: 'fixed',
  waivers: 'fixed',
  baseline: 'fixed',
  rulesets: 'more',
  'fail-on': ['none', 'error', 'warn', 'info'],
  scope: ['new', 'auto', 'all'],
  'thresholds.error': 'lower',
  'thresholds.warn': 'lower',
  'thresholds.info': 'lower',
  'waiver-limits.max-days.error': 'lower',
  'waiver-limits.max-days.warn': 'lower',
  'waiver-limits.max-days.info': 'lower',
  'waiver-limits.notice-days': 'higher',
  ...Object.fromEntries(Object.values(LIMITS).map(({ setting }) => [`limits.${setting}`, 'lower' as const])),
};

export function optionDirection(ruleId: string, option: string): Direction {
  const own = `${ruleId}.${option}`;
  if (Object.hasOwn(OPTIONS, own)) return OPTIONS[own] ?? 'fixed';
  return Object.hasOwn(OPTIONS, option) ? (OPTIONS[option] ?? 'fixed') : 'fixed';
}

/** Settings that a floor can keep, beside those that become options of rules. */
export const SETTING_NAMES: readonly string[] = Object.keys(SETTINGS);

/** Those of them that a name stands for: `thresholds` for all three. */
export function settingsBelow(name: string): string[] {
  return SETTING_NAMES.filter((full) => full === name || full.startsWith(`${name}.`));
}

export function settingDirection(setting: string): Direction {
  return Object.hasOwn(SETTINGS, setting) ? (SETTINGS[setting] ?? 'fixed') : 'fixed';
}

/** What a floor lets a wanted value become; the value itself when it loosens nothing. A floor without a value forbids nothing but lists. */
export function tightest(direction: Direction, floor: unknown, wanted: unknown): { readonly value: unknown; readonly loosens: boolean } {
  if (Array.isArray(direction)) return keep(direction.indexOf(wanted) >= direction.indexOf(floor), floor, wanted);
  switch (direction) {
    case 'lower':
      return keep(floor === undefined || (wanted as number) <= (floor as number), floor, wanted);
    case 'higher':
      return keep(floor === undefined || (wanted as number) >= (floor as number), floor, wanted);
    case 'true':
    case 'false':
      return keep(String(floor) !== direction || String(wanted) === direction, floor, wanted);
    case 'fewer':
      return fewer(floor, wanted);
    case 'some': {
      const kept = fewer(floor, wanted);
      return list(wanted).length === 0 || list(kept.value).length === 0 ? keep(list(floor).length === 0, floor, wanted) : kept;
    }
    case 'more': {
      const missing = list(floor).filter((item) => !list(wanted).includes(item));
      return { value: [...list(wanted), ...missing], loosens: missing.length > 0 };
    }
    default:
      return keep(JSON.stringify(floor) === JSON.stringify(wanted), floor, wanted);
  }
}

function fewer(floor: unknown, wanted: unknown): { readonly value: unknown; readonly loosens: boolean } {
  if (!isObject(floor) && !isObject(wanted)) {
    const kept = list(wanted).filter((item) => list(floor).includes(item));
    return { value: kept, loosens: kept.length < list(wanted).length };
  }
  const inner = isObject(wanted) ? wanted : {};
  const parts = Object.entries(inner).map(([key, value]) => [key, fewer(isObject(floor) ? floor[key] : [], value)] as const);
  return {
    value: Object.fromEntries(parts.map(([key, { value }]) => [key, value])),
    loosens: parts.some(([, { loosens }]) => loosens),
  };
}

function keep(fits: boolean, floor: unknown, wanted: unknown): { readonly value: unknown; readonly loosens: boolean } {
  return { value: fits ? wanted : floor, loosens: !fits };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

const RANKS: Readonly<Record<Severity | 'off', number>> = { off: 0, info: 1, warn: 2, error: 3 };

/** Negative when `a` is lighter than `b`. */
export function compareSeverity(a: Severity | 'off', b: Severity | 'off'): number {
  return RANKS[a] - RANKS[b];
}
