/** Turns the sources of a policy into layers: names of rules written out, settings as options of rules, floors with what they cover. */
import type { Path } from '../../documents/document.ts';
import { getArray, getObject } from '../../documents/tree.ts';
import type { Preset } from '../../engine/define-rule.ts';
import { type Covered, coveredBy, coverFault } from '../floor-names.ts';
import { merged } from '../resolve.ts';
import { isByFile } from '../selectors.ts';
import { assignments, joined } from '../settings.ts';
import { breadth, type RuleCatalogue } from './catalogue.ts';
import type { Config } from './fields.ts';
import { Loosenings } from './loosenings.ts';
import type { Floor, Layer, Options, Override, Said, Selectors } from './policy.ts';
import type { Problems } from './problems.ts';
import { shown } from './read.ts';
import { checkOptions } from './rule-options.ts';
import type { RuleEntry } from './shape.ts';
import type { Source } from './sources.ts';

/** An entry of `rules` for one rule, and where it is written. */
export interface Entry {
  readonly id: string;
  /** As written: `tls/*`. */
  readonly name: string;
  readonly path: Path;
  readonly entry: RuleEntry;
}

/** A value of an option, and where it is written. */
export interface Setting {
  readonly id: string;
  readonly option: string;
  readonly value: unknown;
  /** As written: `tls-server.schemes`, `allowed.schemes`. */
  readonly name: string;
  readonly path: Path;
}

const NOWHERE: Selectors = { files: [], paths: [], methods: [], tags: [], operations: [] };

/** Rules that tell of attempts to loosen a floor: a floor keeps them too. */
const MESSENGERS = ['policy-tampered'];

export class LayerBuilder {
  /** The preset first. */
  readonly layers: Layer[];
  readonly loosenings: Loosenings;
  readonly #catalogue: RuleCatalogue;
  readonly #problems: Problems;
  /** Some ruleset of the user's runs too, whose rules nobody knows before. */
  readonly #foreign: boolean;
  #preset: Preset = 'recommended';

  constructor(preset: Preset, catalogue: RuleCatalogue, problems: Problems, foreign: boolean) {
    this.#catalogue = catalogue;
    this.#problems = problems;
    this.#foreign = foreign;
    const severities = Object.entries(catalogue.severities(preset)).map(([id, severity]) => [id, { severity }] as const);
    this.layers = [
      { name: preset, kind: 'preset', severities: Object.fromEntries(severities), options: catalogue.presetOptions(preset), overrides: [] },
    ];
    this.loosenings = new Loosenings(this.layers);
  }

  /** Adds a source over those before. Returns what its floor covers beside rules and their options. */
  add(source: Source): readonly string[] {
    const { file, config } = source;
    this.#preset = config.preset ?? source.extended ?? this.#preset;
    const entries = this.#entries(config.rules, ['rules'], source);
    const settings = [...this.#settings(config, source), ...this.#optionsIn(entries, source)];
    this.loosenings.severities(entries, NOWHERE, source);
    this.loosenings.options(settings, NOWHERE, source);
    const overrides = (config.overrides ?? []).map((override, index) => this.#override(override, ['overrides', index], source));
    const layer: Layer = {
      name: file.name,
      kind: 'config',
      severities: this.#severities(entries, source),
      options: optionsOf(settings),
      overrides,
    };
    this.layers.push(layer);
    const covered = this.#floor(config.floor, source);
    if (covered === undefined) return [];
    this.layers[this.layers.length - 1] = { ...layer, floor: covered.floor };
    return covered.settings;
  }

  #override(config: NonNullable<Config['overrides']>[number], path: Path, source: Source): Override {
    const { file } = source;
    const { files = [], paths = [], methods = [], tags = [], operations = [], reason } = config;
    const selectors: Selectors = { files, paths, methods, tags, operations };
    const entries = this.#entries(config.rules, [...path, 'rules'], source);
    for (const [name, list] of Object.entries(selectors)) {
      const empty = list.length === 0 && Array.isArray(config[name as keyof Selectors]);
      if (empty)
        this.#problems.add(
          file,
          [...path, name],
          `\`${name}\` is an empty list, so that nothing is chosen by it: name some, or delete the line`,
        );
    }
    if (Object.keys(selectors).every((name) => config[name as keyof Selectors] === undefined)) {
      this.#problems.add(
        file,
        path,
        'this override names no `files`, `paths`, `methods`, `tags` or `operations`: name some, or move its rules to `rules`',
      );
    }
    const settings = this.#optionsIn(entries, source);
    if (!isByFile(selectors)) {
      for (const { path: at, name } of settings) {
        this.#problems.add(
          file,
          at,
          `\`${name}\` is an option, which holds for whole documents: set it in an override with \`files\` alone`,
        );
      }
    }
    this.loosenings.severities(entries, selectors, source);
    this.loosenings.options(settings, selectors, source);
    return {
      ...selectors,
      severities: this.#severities(entries, source),
      options: optionsOf(settings),
      ...(reason !== undefined && { reason }),
    };
  }

  /** Entries for single rules; where names overlap, the narrowest. */
  #entries(rules: ReadonlyMap<string, RuleEntry> | undefined, path: Path, { file }: Source): Entry[] {
    const found = new Map<string, Entry>();
    const byBreadth = [...(rules ?? [])].sort(([a], [b]) => breadth(a) - breadth(b));
    for (const [name, entry] of byBreadth) {
      const at = [...path, name];
      const wide = breadth(name) < 2;
      const ids = this.#catalogue.expand(name) ?? (this.#foreign && !wide ? [name] : undefined);
      if (ids === undefined) this.#problems.add(file, at, this.#catalogue.fault(name));
      const names = Object.keys(entry.options);
      if (entry.severity === undefined && names.length === 0) {
        this.#problems.add(file, at, `${shown(name)} says nothing: write a severity, or an option of the rule`);
      }
      if (wide && names.length > 0) {
        this.#problems.add(file, [...at, names[0] ?? ''], `${shown(name)} can only have a severity: set options at the rule that has them`);
      }
      for (const id of ids ?? [])
        found.set(id, { id, name, path: at, entry: wide ? { ...entry, options: {} } : merge(found.get(id), entry) });
    }
    return [...found.values()];
  }

  #severities(entries: readonly Entry[], { file }: Source): Record<string, Said> {
    const said = entries.flatMap(({ id, path, entry: { severity } }): [string, Said][] =>
      severity === undefined ? [] : [[id, { severity, line: file.position(path).line }]],
    );
    return Object.fromEntries(said);
  }

  #optionsIn(entries: readonly Entry[], { file }: Source): Setting[] {
    return entries.flatMap(({ id, path, entry }) => {
      const rule = this.#catalogue.byId.get(id);
      const names = Object.keys(entry.options);
      if (rule === undefined) {
        if (this.#foreign && names[0] !== undefined) {
          this.#problems.add(
            file,
            [...path, names[0]],
            `${shown(id)} is no rule of ours, so that only its severity can be set here: set its options in your ruleset`,
          );
        }
        return [];
      }
      const options = checkOptions(rule, entry.options, path, file, this.#problems);
      return Object.entries(options).map(
        ([option, value]): Setting => ({ id, option, value, name: `${id}.${option}`, path: [...path, option] }),
      );
    });
  }

  /** Options that settings such as `public` give to rules, joined with what is there. */
  #settings(config: Config, { file }: Source): Setting[] {
    if (config.public?.methods !== undefined && config.public.paths === undefined) {
      this.#problems.add(
        file,
        ['public', 'methods'],
        "`public.methods` narrows `public.paths`, which is not there: add it, `paths: ['/**']` for all",
      );
    }
    const types = config.allowed?.['auth-types'];
    if (types?.length === 0 && getArray(getObject(file.value, 'allowed'), 'auth-types')?.length === 0) {
      this.#problems.add(
        file,
        ['allowed', 'auth-types'],
        '`allowed.auth-types` is empty, so that every type would be allowed: name some, or delete the line',
      );
    }
    return assignments(config, this.#catalogue.byId.values()).map(({ setting, ruleId: id, option, mode, value }): Setting => {
      const before = merged(this.layers.slice(1), id, () => false)[option] ?? this.#catalogue.standard(id, option);
      return { id, option, value: mode === 'add' ? joined(before, value) : value, name: setting, path: setting.split('.') };
    });
  }

  /** Asked when the source's own layer is in place, since a floor keeps what its policy says. */
  #floor(config: Config['floor'], { file }: Source): { readonly floor: Floor; readonly settings: readonly string[] } | undefined {
    if (config === undefined) return undefined;
    const rules = (config.rules ?? []).flatMap((name, index) => {
      const ids = this.#catalogue.expand(name);
      if (ids === undefined) this.#problems.add(file, ['floor', 'rules', index], this.#catalogue.fault(name));
      return ids ?? [];
    });
    const free = this.#covered(config.except, 'except', file);
    const named = this.#covered(config.options, 'options', file);
    const own = rules.flatMap((id) =>
      Object.keys((this.#catalogue.byId.get(id)?.options ?? {}) as object).map((option) => `${id}.${option}`),
    );
    const options = new Set([...own, ...named.options].filter((name) => !free.options.includes(name)));
    const severities = this.#catalogue.severities(this.#preset);
    const base = Object.fromEntries(
      [...rules, ...MESSENGERS.filter((id) => this.#catalogue.byId.has(id))].map((id) => [id, severities[id] ?? 'off'] as const),
    );
    const preset = this.#catalogue.presetOptions(this.#preset);
    const values: Record<string, Record<string, unknown>> = {};
    for (const name of options) {
      const [id = '', option = ''] = name.split('.');
      values[id] = { ...values[id], [option]: preset[id]?.[option] };
    }
    const settings = named.settings.filter((name) => !free.settings.includes(name));
    return { floor: { by: file.name, base, options: values }, settings };
  }

  #covered(names: readonly string[] | undefined, key: 'options' | 'except', file: Source['file']): Covered {
    const found = (names ?? []).map((name, index) => {
      const covered = coveredBy(name, this.#catalogue);
      if (covered === undefined) this.#problems.add(file, ['floor', key, index], coverFault(name, this.#catalogue));
      return covered;
    });
    return { options: found.flatMap((covered) => covered?.options ?? []), settings: found.flatMap((covered) => covered?.settings ?? []) };
  }
}

/** A narrower entry keeps what a wider one says and it does not. */
function merge(wider: Entry | undefined, entry: RuleEntry): RuleEntry {
  const severity = entry.severity ?? wider?.entry.severity;
  return { ...(severity !== undefined && { severity }), options: entry.options };
}

function optionsOf(settings: readonly Setting[]): Record<string, Options> {
  const options: Record<string, Record<string, unknown>> = {};
  for (const { id, option, value } of settings) options[id] = { ...options[id], [option]: value };
  return options;
}
