import type { Preset, Rule } from '../../engine/define-rule.ts';
import { inPreset } from '../../engine/presets.ts';
import type { Severity } from '../../findings/finding.ts';
import { nearest } from '../../nearest.ts';

/** The rules that a policy speaks of. */
export class RuleCatalogue {
  readonly byId: ReadonlyMap<string, Rule>;
  readonly #byConcern: ReadonlyMap<string, readonly string[]>;

  constructor(rulesByConcern: Readonly<Record<string, readonly Rule[]>>) {
    const entries = Object.entries(rulesByConcern);
    this.byId = new Map(entries.flatMap(([, rules]) => rules.map((rule) => [rule.id, rule])));
    this.#byConcern = new Map(entries.map(([concern, rules]) => [concern, rules.map(({ id }) => id)]));
  }

  get ids(): string[] {
    return [...this.byId.keys()];
  }

  /** Rules that a name stands for: `*`, `concern/*`, or one id. Undefined for a name that stands for none. */
  expand(name: string): readonly string[] | undefined {
    if (name === '*') return this.ids;
    if (name.endsWith('/*')) return this.#byConcern.get(name.slice(0, -2));
    return this.byId.has(name) ? [name] : undefined;
  }

  /** What is wrong with a name that stands for nothing, and what was meant. */
  fault(name: string): string {
    const concerns = [...this.#byConcern.keys()].map((concern) => `${concern}/*`);
    if (name.includes('/')) {
      const meant = nearest(name, [...concerns, ...this.ids]);
      return `no concern \`${name}\`: ${meant === undefined ? `write one of ${concerns.join(', ')}` : `did you mean \`${meant}\`?`}`;
    }
    // `tls` alone, or `tls*`.
    const concern = concerns.find((known) => known.slice(0, -2) === name.replace(/-?\*$/, ''));
    const meant = concern ?? nearest(name, this.ids);
    return `no rule \`${name}\`: ${meant === undefined ? '`apiward rules` lists them' : `did you mean \`${meant}\`?`}`;
  }

  /** Severity of every rule in a preset. */
  severities(preset: Preset): Record<string, Severity | 'off'> {
    return Object.fromEntries([...this.byId].map(([id, rule]) => [id, inPreset(rule, preset).severity]));
  }

  /** Options of every rule that has some, as the preset has them. */
  presetOptions(preset: Preset): Record<string, Readonly<Record<string, unknown>>> {
    const entries = [...this.byId].flatMap(([id, rule]) =>
      rule.options === undefined
        ? []
        : [[id, { ...rule.options, ...inPreset(rule, preset).options } as Readonly<Record<string, unknown>>] as const],
    );
    return Object.fromEntries(entries);
  }

  /** The rule's own value of an option. */
  standard(id: string, option: string): unknown {
    const options = (this.byId.get(id)?.options ?? {}) as Readonly<Record<string, unknown>>;
    return Object.hasOwn(options, option) ? options[option] : undefined;
  }
}

/** From widest to narrowest, so that the narrower name wins whatever the order in the file. */
export function breadth(name: string): number {
  return name === '*' ? 0 : name.endsWith('/*') ? 1 : 2;
}
