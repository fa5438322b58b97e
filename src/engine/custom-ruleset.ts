import { Rule, Ruleset, RulesetValidationError } from '@stoplight/spectral-core';
import { get, getArray, getObject, isObject, type JsonObject } from '../documents/tree.ts';
import { UserError } from '../errors.ts';
import type { Severity } from '../findings/finding.ts';
import { joinPath } from '../inputs/paths.ts';
import { nearest } from '../nearest.ts';
import { EXPRESSION } from './custom-definition.ts';
import { sessionOf } from './session.ts';
import { sourceOf } from './source.ts';
import { isOurs } from './to-spectral.ts';

type Severities = Readonly<Record<string, Severity | 'off'>>;
type PointerOverrides = NonNullable<Rule['overrides']>['definition'];

/** `overrides` as a ruleset has them, converted and with their parents; undefined when it has none. */
export interface FileOverrides {
  /** The ruleset, which its globs are relative to. */
  readonly file: string;
  readonly list: unknown;
}

/** One of {@link FileOverrides}. */
interface Override {
  readonly file: string;
  readonly definition: JsonObject;
}

/** An override, and which of its `files` match a file. */
interface Match {
  readonly override: Override;
  /** Patterns without a pointer. */
  readonly whole: boolean;
  /** Patterns with a pointer: `pets.yaml#/paths`. */
  readonly pointers: readonly { readonly pattern: string; readonly pointer: string }[];
}

/**
 * A user's ruleset as it is for each file. `overrides` are applied here and not by Spectral, which knows the root document alone, drops
 * what overrides extend, and would let them win over the command line.
 */
export class CustomRuleset {
  /** For messages. */
  readonly #name: string;
  readonly #first: string;
  readonly #definition: JsonObject;
  readonly #overrides: readonly Override[];
  readonly #severities: Severities;
  readonly #matcher: Rule;
  readonly #plain: Ruleset;
  readonly #byMatch = new Map<string, Ruleset>();

  /**
   * @param files one file, or several that are read as one
   * @param definition converted, with its parents
   * @param overrides of each file
   * @param severities win over everything the ruleset says
   * @throws UserError for what Spectral finds wrong with it, and for severities of rules that are nowhere in it
   */
  constructor(files: readonly string[], definition: JsonObject, overrides: readonly FileOverrides[], severities: Severities) {
    const { overrides: _, ...base } = definition;
    this.#name = files.join(' with ');
    this.#first = files[0] ?? '';
    this.#definition = base;
    this.#severities = severities;
    // Spectral checks the overrides too, and leaves them alone.
    const said = overrides.map(({ list }) => list).filter((list) => list !== undefined);
    const [only] = said;
    this.#plain = this.#build(said.length === 0 ? base : { ...base, overrides: said.length === 1 ? only : said.flat() });
    this.#overrides = overrides.flatMap(({ file, list }) =>
      (Array.isArray(list) ? list : []).filter(isObject).map((own): Override => ({ file, definition: own })),
    );
    // biome-ignore lint/suspicious/noThenProperty: Spectral's own word for what a rule does.
    this.#matcher = new Rule('matcher', { given: '$', severity: 'off', then: [] }, this.#plain);
    this.#checkSeverities();
  }

  /** Overrides that match the file, or the root document through which it is reached, apply in their order. */
  forFile(file: string, root: string): Ruleset {
    const matches = this.#overrides.flatMap((override) => this.#match(override, file, root) ?? []);
    const key = JSON.stringify(matches.map(({ override, ...how }) => [this.#overrides.indexOf(override), how]));
    let ruleset = this.#byMatch.get(key);
    if (ruleset === undefined) {
      const whole = matches.flatMap((match) => (match.whole ? [match.override.definition] : []));
      ruleset = matches.length === 0 ? this.#plain : this.#build(this.#merge(whole));
      this.#overridePointers(ruleset, matches);
      this.#overrideSeverities(ruleset);
      guard(ruleset);
      this.#byMatch.set(key, ruleset);
    }
    return ruleset;
  }

  #match(override: Override, file: string, root: string): Match | undefined {
    const pointers: { pattern: string; pointer: string }[] = [];
    let whole = false;
    for (const pattern of getArray(override.definition, 'files') ?? []) {
      if (typeof pattern !== 'string') continue;
      const hash = pattern.indexOf('#');
      if (hash === -1) whole ||= this.#matches(override, pattern, file) || this.#matches(override, pattern, root);
      else if (this.#matches(override, pattern.slice(0, hash), file)) {
        pointers.push({ pattern: pattern.slice(0, hash), pointer: pattern.slice(hash) });
      }
    }
    return whole || pointers.length > 0 ? { override, whole, pointers } : undefined;
  }

  /** Spectral's own glob matching, relative to the ruleset, is asked by a rule that is on where the glob matches. */
  #matches({ file: ruleset }: Override, pattern: string, file: string): boolean {
    this.#matcher.overrides = { rulesetSource: sourceOf(ruleset), definition: new Map([[pattern, new Map([['#', 0]])]]) };
    return this.#matcher.getSeverityForSource(sourceOf(file), []) === 0;
  }

  /**
   * What overrides extend is added to what the ruleset extends, so that the ruleset's own rules still tune it; their rules go on top,
   * each override over the one before.
   */
  #merge(overrides: readonly JsonObject[]): JsonObject {
    const inherited = overrides.flatMap((override) => getArray(override, 'extends') ?? []);
    let merged: JsonObject = { ...this.#definition, extends: [...(getArray(this.#definition, 'extends') ?? []), ...inherited] };
    for (const { files: _, extends: __, ...own } of overrides) {
      const aliases = { ...getObject(merged, 'aliases'), ...getObject(own, 'aliases') };
      merged = { ...merged, rules: {}, ...own, ...(Object.keys(aliases).length > 0 ? { aliases } : {}), extends: [merged] };
    }
    return merged;
  }

  #build(definition: JsonObject): Ruleset {
    try {
      return new Ruleset(definition, { severity: 'recommended', source: sourceOf(this.#first) });
    } catch (error) {
      throw new UserError(`${this.#name} is not a valid Spectral ruleset: ${validationMessages(error)}`);
    }
  }

  #overridePointers(ruleset: Ruleset, matches: readonly Match[]): void {
    const levels = new Map<string, PointerOverrides>();
    for (const { override, pointers } of matches) {
      for (const { pattern, pointer } of pointers) {
        const glob = fromAside(override.file, pattern);
        for (const [name, severity] of Object.entries(getObject(override.definition, 'rules') ?? {})) {
          const definition: PointerOverrides = levels.get(name) ?? new Map();
          levels.set(name, definition.set(glob, (definition.get(glob) ?? new Map()).set(pointer, LEVELS.get(severity) ?? 1)));
        }
      }
    }
    for (const [name, definition] of levels) {
      const rule = ruleOf(ruleset, name);
      if (rule !== undefined) rule.overrides = { rulesetSource: sourceOf(ASIDE), definition };
    }
  }

  #overrideSeverities(ruleset: Ruleset): void {
    for (const [name, severity] of Object.entries(this.#severities)) {
      const rule = ruleOf(ruleset, name);
      if (rule === undefined) continue;
      delete rule.overrides;
      rule.severity = severity;
      rule.enabled = severity !== 'off';
    }
  }

  #checkSeverities(): void {
    const known = new Set(Object.keys(this.#plain.rules));
    for (const { definition: override } of this.#overrides) {
      for (const name of Object.keys(getObject(override, 'rules') ?? {})) known.add(name);
      const inherited = getArray(override, 'extends') ?? [];
      if (inherited.length > 0) for (const name of Object.keys(this.#build({ extends: inherited }).rules)) known.add(name);
    }
    for (const name of Object.keys(this.#severities)) {
      if (known.has(name)) continue;
      const meant = nearest(name, known);
      throw new UserError(`no rule \`${name}\` in ${this.#name}${meant === undefined ? '' : `: did you mean \`${meant}\`?`}`);
    }
  }
}

/** Severities as a ruleset writes them, in Spectral's numbers. */
const LEVELS: ReadonlyMap<unknown, -1 | 0 | 1 | 2 | 3> = new Map<unknown, -1 | 0 | 1 | 2 | 3>([
  ['off', -1],
  ['error', 0],
  ['warn', 1],
  ['info', 2],
  ['hint', 3],
]);

function ruleOf({ rules }: Ruleset, name: string): Rule | undefined {
  return Object.hasOwn(rules, name) ? rules[name] : undefined;
}

/** No ruleset: a place that globs of several rulesets are relative to. It stands in a folder, so that a rebased glob still has a slash. */
const ASIDE = '.apiward-overrides/ruleset';

/** A glob as it reads from {@link ASIDE}. One without a slash means a name in any folder. */
function fromAside(ruleset: string, glob: string): string {
  return glob.includes('/') ? `../${joinPath(ruleset, glob)}` : glob;
}

/**
 * A function of the user's that throws loses what it would have found at one node, and no more. What it says is text: Spectral would
 * evaluate an expression (`#{{ 1 + 2 }}`) in it, which a document can bring in by the name of a property.
 */
function guard(ruleset: Ruleset): void {
  for (const rule of Object.values(ruleset.rules)) {
    // biome-ignore lint/suspicious/noThenProperty: Spectral's own word for what a rule does.
    rule.then = rule.then.map((step) => {
      const { function: run } = step;
      if (isOurs(run)) return step;
      const guarded: typeof run = (target, options, context) =>
        sessionOf(context)?.guard(rule.name, () => withoutExpressions(run(target, options, context)));
      return { ...step, function: guarded };
    });
  }
}

type Results = ReturnType<Rule['then'][number]['function']>;

function withoutExpressions(results: Results): Results {
  if (results === undefined) return results;
  if ('then' in results) return results.then((list) => list?.map(plain));
  return results.map(plain);
}

function plain<Result extends { readonly message: string }>(result: Result): Result {
  return { ...result, message: String(result.message).replaceAll(EXPRESSION, '#{ {') };
}

function validationMessages(error: unknown): string {
  const errors = error instanceof AggregateError || Array.isArray(get(error, 'errors')) ? (get(error, 'errors') as unknown[]) : [error];
  return errors
    .map((item) => {
      if (item instanceof RulesetValidationError) return `${item.path.length > 0 ? `\`${item.path.join('.')}\`: ` : ''}${item.message}`;
      return item instanceof Error ? item.message : String(item);
    })
    .join('; ');
}
