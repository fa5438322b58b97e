import { Ruleset, Spectral, Rule as SpectralRuleClass } from '@stoplight/spectral-core';
import type { Bundle } from '../documents/bundle.ts';
import type { SourceDocument } from '../documents/document.ts';
import { Place } from '../documents/place.ts';
import type { Severity } from '../findings/finding.ts';
import type { Api } from '../model/api.ts';
import type { Rule } from './define-rule.ts';
import { type EngineFinding, type Failure, openSession, Session, type SessionOptions } from './session.ts';
import { sourceOf } from './source.ts';
import { isOurs, toSpectralRule } from './to-spectral.ts';

/** A rule switched on. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly options?: object | undefined;
}

/** What spectral-core runs: our rules alone, or a user's ruleset with ours in it. */
export interface EngineRuleset {
  readonly rules: readonly Rule[];
  /** The ruleset that judges what stands in a file reached from `root`; the same object for files that nothing tells apart. */
  forFile(file: string, root: string): Ruleset;
  /** Set for a user's ruleset: resolves references between local files for rules that ask for the resolved document. */
  readonly resolver?: SpectralResolver;
}

type SpectralResolver = NonNullable<NonNullable<ConstructorParameters<typeof Spectral>[0]>['resolver']>;
type Results = Awaited<ReturnType<Spectral['run']>>;

export interface EngineResult {
  readonly findings: readonly EngineFinding[];
  readonly failures: readonly Failure[];
  /** What judged the documents of the bundle, the root's first. */
  readonly rulesets: readonly Ruleset[];
}

/**
 * Runs a ruleset over one API through spectral-core. A finding is judged by the ruleset of the file it stands in, so our rules run once
 * for each ruleset that the documents of the bundle have between them; the user's own rules see the root document alone.
 */
export async function lint(bundle: Bundle, api: Api, engine: EngineRuleset, options: SessionOptions = {}): Promise<EngineResult> {
  const judged = new Map<Ruleset, Set<SourceDocument>>();
  for (const document of bundle.documents) {
    const ruleset = engine.forFile(document.file, bundle.root.file);
    judged.set(ruleset, (judged.get(ruleset) ?? new Set()).add(document));
  }
  const findings: EngineFinding[] = [];
  const failures: Failure[] = [];
  for (const [ruleset, documents] of judged) {
    const isRoot = documents.has(bundle.root);
    const session = new Session(api, documents, options);
    const rules = Object.values(ruleset.rules).filter(({ enabled }) => enabled);
    const run = new Run(bundle, ruleset, engine.resolver, session);
    const results = await run.rules(
      isRoot && options.holds !== 'code' ? rules : rules.filter(({ then }) => then.some((step) => isOurs(step.function))),
    );
    findings.push(...session.findings);
    if (isRoot) findings.push(...ofUser(results, bundle, engine, session));
    failures.push(...session.failures);
  }
  return { findings, failures, rulesets: [...judged.keys()] };
}

/** What a user's own rules found. */
function ofUser(results: Results, bundle: Bundle, engine: EngineRuleset, session: Session): EngineFinding[] {
  return results.flatMap(({ code, message, path, source }): EngineFinding[] => {
    const ruleId = String(code);
    const document = bundle.documents.find(({ file }) => sourceOf(file) === source) ?? bundle.root;
    const place = Place.root(document).at(...path);
    const rule = engine.forFile(document.file, bundle.root.file).rules[ruleId];
    // Codes that are no rule are Spectral's own words on references and syntax, of which we have ours.
    const severity = rule?.enabled === true ? session.severityAt(rule, place) : undefined;
    if (rule === undefined || severity === undefined) return [];
    return [{ ruleId, rule: undefined, description: rule.description ?? undefined, severity, message, place, related: [] }];
  });
}

/** One ruleset on one bundle. */
class Run {
  readonly #bundle: Bundle;
  readonly #ruleset: Ruleset;
  readonly #resolver: SpectralResolver | undefined;
  readonly #session: Session;
  readonly #target: object;

  constructor(bundle: Bundle, ruleset: Ruleset, resolver: SpectralResolver | undefined, session: Session) {
    this.#bundle = bundle;
    this.#ruleset = ruleset;
    this.#resolver = resolver;
    this.#session = session;
    // A user's rules read the document itself.
    this.#target = resolver === undefined ? new DocumentHandle() : (bundle.root.value as object);
    openSession(this.#target, session);
  }

  /** Runs rules together; when that fails, halves of them, until the rule that throws is alone, named, and left out. */
  async rules(rules: readonly SpectralRuleClass[]): Promise<Results> {
    try {
      return await this.#spectral(rules);
    } catch (error) {
      // Without any rule it is none's fault.
      await this.#spectral([]);
      return this.#halves(rules, error);
    }
  }

  async #halves(rules: readonly SpectralRuleClass[], error: unknown): Promise<Results> {
    const [first] = rules;
    if (first === undefined) return [];
    if (rules.length === 1) {
      this.#session.fail({ ruleId: first.name, error, by: first.then.every((step) => isOurs(step.function)) ? 'apiward' : 'ruleset' });
      return [];
    }
    const middle = rules.length >> 1;
    const results: Results = [];
    for (const half of [rules.slice(0, middle), rules.slice(middle)]) {
      results.push(...(await this.#spectral(half).catch((reason: unknown) => this.#halves(half, reason))));
    }
    return results;
  }

  async #spectral(rules: readonly SpectralRuleClass[]): Promise<Results> {
    const resolves = rules.some(({ resolved }) => resolved);
    const spectral = new Spectral({ resolver: (resolves ? this.#resolver : undefined) ?? NO_RESOLVER });
    spectral.setRuleset(withRules(this.#ruleset, Object.fromEntries(rules.map((rule) => [rule.name, rule]))));
    return spectral.run(parsedResult(this.#bundle, this.#target));
  }
}

/** A ruleset with some of its rules, which is the same for every file. */
function withRules(ruleset: Ruleset, rules: Record<string, SpectralRuleClass>): Ruleset {
  const some: Ruleset = Object.create(ruleset, { rules: { value: rules }, fromSource: { value: () => some } });
  return some;
}

/** Our rules read the unresolved document and follow references in the model, so there is nothing to resolve. */
const NO_RESOLVER = {
  uriCache: {},
  resolve: (source: unknown) => Promise.resolve({ result: source, refMap: {}, graph: null, errors: [], runner: {} }),
} as unknown as SpectralResolver;

/**
 * Stands for the document in a run of our rules alone. Spectral calls rules for `$` at once on what is no plain object, without loading
 * and compiling its JSONPath engine, which is half the time of a small run. Pinned by a test.
 */
class DocumentHandle {}

/** A parsed document as Spectral takes it. Ranges stay empty: findings are located afterwards, all in one pass. */
function parsedResult(bundle: Bundle, data: object): Parameters<Spectral['run']>[0] {
  return {
    parsed: { data, diagnostics: [], ast: undefined, lineMap: [] },
    getLocationForJsonPath: () => undefined,
    source: sourceOf(bundle.root.file),
  } as unknown as Parameters<Spectral['run']>[0];
}

/**
 * Our rules alone, as a Ruleset made without its constructor, which validates the definition with AJV: 0.3 s for rules that our tests
 * have validated already. What Spectral reads of it is pinned by a test.
 */
export function trustedRuleset(active: readonly ActiveRule[]): EngineRuleset {
  const owner = { aliases: null, hasComplexAliases: false } as unknown as Ruleset;
  const rules: Record<string, SpectralRuleClass> = {};
  for (const { rule, severity, options } of active) {
    rules[rule.id] = new SpectralRuleClass(rule.id, toSpectralRule(rule, severity, options) as never, owner);
  }
  const ruleset = Object.defineProperties(Object.create(Ruleset.prototype), {
    rules: { value: rules },
    formats: { value: new Set() },
    overrides: { value: null },
    definition: { value: { rules: {} } },
  });
  return { rules: active.map(({ rule }) => rule), forFile: () => ruleset };
}
