/** What a setting may hold: a small language, in which `fields.ts` describes the whole config once for parser, JSON schema and page. */
import type { Severity } from '../../findings/finding.ts';
import type { TextFormat } from './formats.ts';

/** One of some words. */
interface Choice {
  readonly kind: 'choice';
  readonly of: readonly string[];
}

interface Text {
  readonly kind: 'text';
  readonly format: TextFormat;
}

interface Whole {
  readonly kind: 'whole';
  readonly least: number;
  readonly most: number;
}

/** Items that a list may have. */
export const MOST_ITEMS = 1000;

interface List {
  readonly kind: 'list';
  readonly of: Choice | Text | Group;
  /** Most items; default {@link MOST_ITEMS}. */
  readonly most?: number;
  /** A single item may stand without brackets. */
  readonly orOne?: true;
}

interface Group {
  readonly kind: 'group';
  readonly fields: Fields;
}

/** A mapping of rules to a severity, or to a severity and options. */
interface Rules {
  readonly kind: 'rules';
}

export type Shape = Choice | Text | Whole | List | Group | Rules;

export interface Field {
  readonly shape: Shape;
  /** One sentence for editors and the page. */
  readonly doc: string;
  /** What holds without it, in words or as code. */
  readonly default?: string;
  /** A valid value, for messages and editors. */
  readonly example?: unknown;
  /** The group says nothing without it. */
  readonly required?: true;
}

export type Fields = Readonly<Record<string, Field>>;

/** What a rule may be set to. */
export const SEVERITY_WORDS = ['error', 'warn', 'info', 'off'] as const satisfies readonly (Severity | 'off')[];

/** What one entry of `rules` says. */
export interface RuleEntry {
  readonly severity?: Severity | 'off';
  readonly options: Readonly<Record<string, unknown>>;
}

/** The value that a shape reads to. */
type ValueOf<S extends Shape> = S extends { kind: 'choice'; of: readonly (infer Word)[] }
  ? Word
  : S extends { kind: 'text' }
    ? string
    : S extends { kind: 'whole' }
      ? number
      : S extends { kind: 'list'; of: infer Item extends Shape }
        ? readonly ValueOf<Item>[]
        : S extends { kind: 'group'; fields: infer Inner extends Fields }
          ? GroupOf<Inner>
          : S extends { kind: 'rules' }
            ? ReadonlyMap<string, RuleEntry>
            : never;

/** The value of a group: every field may be absent. */
export type GroupOf<F extends Fields> = { readonly [Name in keyof F]?: ValueOf<F[Name]['shape']> };
