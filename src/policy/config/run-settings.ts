/** What a policy says of the run itself, source over source. */
import { LIMITS } from '../../documents/limits.ts';
import type { Severity } from '../../findings/finding.ts';
import type { Config } from './fields.ts';
import type { Loosenings } from './loosenings.ts';
import type { Settings } from './policy.ts';
import type { Source } from './sources.ts';

interface Kept {
  /** By the name that floors use: `thresholds.warn`. */
  readonly name: string;
  readonly value: (config: Config) => unknown;
  /** What holds where nobody says anything. */
  readonly standard?: unknown;
  /** Lists that grow with every source. */
  readonly adds?: true;
}

const LEVELS: readonly Severity[] = ['error', 'warn', 'info'];

/** Waivers are reported this many days before their end. */
const NOTICE_DAYS = 14;

const READING = Object.entries(LIMITS).map(([limit, { setting }]) => [limit, setting] as const);

const KEPT: readonly Kept[] = [
  { name: 'include', value: ({ include }) => include },
  { name: 'exclude', value: ({ exclude }) => exclude, standard: [], adds: true },
  { name: 'code', value: ({ code }) => code, standard: ['auto'] },
  { name: 'rulesets', value: ({ rulesets }) => rulesets, standard: [], adds: true },
  { name: 'waivers', value: ({ waivers }) => waivers },
  { name: 'baseline', value: ({ baseline }) => baseline },
  { name: 'fail-on', value: (config) => config['fail-on'], standard: 'error' },
  { name: 'scope', value: ({ scope }) => scope, standard: 'auto' },
  ...LEVELS.map((level): Kept => ({ name: `thresholds.${level}`, value: ({ thresholds }) => thresholds?.[level] })),
  ...LEVELS.map(
    (level): Kept => ({ name: `waiver-limits.max-days.${level}`, value: (config) => config['waiver-limits']?.['max-days']?.[level] }),
  ),
  ...READING.map(([, name]): Kept => ({ name: `limits.${name}`, value: ({ limits }) => limits?.[name] })),
  { name: 'waiver-limits.notice-days', value: (config) => config['waiver-limits']?.['notice-days'], standard: NOTICE_DAYS },
];

/** Settings as they grow, source by source. */
export class RunSettings {
  readonly #values = new Map<string, unknown>();

  /** @param rulesets as this run reads them */
  add(source: Source, rulesets: readonly string[], loosenings: Loosenings): void {
    for (const { name, value: read, adds } of KEPT) {
      const value = name === 'rulesets' && rulesets.length > 0 ? rulesets : read(source.config);
      if (value === undefined) continue;
      const before = this.#values.get(name);
      const wanted = adds === true && Array.isArray(before) && Array.isArray(value) ? [...new Set([...before, ...value])] : value;
      this.set(name, loosenings.setting(name, wanted, name.split('.'), source));
    }
  }

  /** What holds now. */
  get(name: string): unknown {
    return this.#values.get(name) ?? KEPT.find((kept) => kept.name === name)?.standard;
  }

  /** A value that is undefined stays unset. */
  set(name: string, value: unknown): void {
    if (value !== undefined) this.#values.set(name, value);
  }

  get settings(): Settings {
    const get = <Value>(name: string): Value => this.get(name) as Value;
    const byLevel = (group: string): Partial<Record<Severity, number>> => {
      const said = LEVELS.filter((level) => this.#values.has(`${group}.${level}`));
      return Object.fromEntries(said.map((level) => [level, get<number>(`${group}.${level}`)]));
    };
    const limits = Object.fromEntries(
      READING.flatMap(([limit, name]) => (this.#values.has(`limits.${name}`) ? [[limit, get<number>(`limits.${name}`)]] : [])),
    );
    const file = (name: 'waivers' | 'baseline') => (this.#values.has(name) ? { [name]: get<string>(name) } : {});
    return {
      include: get<readonly string[] | undefined>('include') ?? [],
      exclude: get('exclude'),
      code: get('code'),
      rulesets: get('rulesets'),
      ...file('waivers'),
      ...file('baseline'),
      failOn: get('fail-on'),
      scope: get('scope'),
      limits,
      thresholds: byLevel('thresholds'),
      waiverDays: byLevel('waiver-limits.max-days'),
      noticeDays: get('waiver-limits.notice-days'),
    };
  }
}
