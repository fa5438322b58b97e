import { Ruleset, Spectral, Rule as SpectralRuleClass } from '@stoplight/spectral-core';
import type { Bundle } from '../documents/bundle.ts';
import type { Span } from '../documents/document.ts';
import { Place } from '../documents/place.ts';
import type { Severity } from '../findings/finding.ts';
import type { Api } from '../model/api.ts';
import type { Rule } from './define-rule.ts';
import { openSession, readTicket, type Session, toSpectralRule } from './to-spectral.ts';

/** A rule switched on. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly options?: object | undefined;
}

/** What spectral-core runs: our rules alone, or a user's ruleset with ours in it. */
export interface EngineRuleset {
  readonly ruleset: Ruleset;
  readonly rules: readonly Rule[];
  /** Set for a user's ruleset: resolves references between local files for rules that ask for the resolved document. */
  readonly resolver?: SpectralResolver;
}

type SpectralResolver = NonNullable<NonNullable<ConstructorParameters<typeof Spectral>[0]>['resolver']>;

/** A finding not yet located in text. `rule` is the one of ours that found it, under whatever id the ruleset gives it. */
export interface EngineFinding {
  readonly ruleId: string;
  readonly rule: Rule | undefined;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place;
  readonly span?: Span | undefined;
  readonly related: readonly { readonly place: Place; readonly message: string }[];
}

export interface EngineResult {
  readonly findings: readonly EngineFinding[];
  /** Rules of ours that threw; every other finding is kept. */
  readonly failures: readonly { readonly ruleId: string; readonly error: unknown }[];
}

/** Spectral compares `overrides` globs with absolute paths; the workspace is the root of ours. */
export const VIRTUAL_ROOT = '/';

/** `DiagnosticSeverity` of the Language Server Protocol, as Spectral counts: error, warning, information, hint. */
const SEVERITIES: readonly Severity[] = ['error', 'warn', 'info', 'info'];

/** What Spectral itself says of references; ours are told by `structure-valid` and `inventory-external-ref`. */
const SPECTRAL_REFERENCE_CODES = new Set(['invalid-ref', 'unrecognized-format']);

/** Runs a ruleset over one API through spectral-core. Rejects only when a user's own rule throws. */
export async function lint(bundle: Bundle, api: Api, { ruleset, resolver }: EngineRuleset): Promise<EngineResult> {
  const session: Session = { api, located: [], failures: [], paths: ruleset.overrides !== null };
  // A user's rules read the document itself.
  const target = resolver === undefined ? new DocumentHandle() : (bundle.root.value as object);
  openSession(target, session);
  const resolves = Object.values(ruleset.rules).some((rule) => rule.enabled && rule.resolved);
  const spectral = new Spectral({ resolver: resolves && resolver !== undefined ? resolver : NO_RESOLVER });
  spectral.setRuleset(ruleset);
  const results = await spectral.run(parsedResult(bundle, target));
  const findings: EngineFinding[] = [];
  for (const { code, message, severity, path, source } of results) {
    const ruleId = String(code);
    const level = SEVERITIES[severity] ?? 'info';
    const ticket = readTicket(message, session);
    if (ticket !== undefined) {
      const { problem, place, rule } = ticket.located;
      const { span, related = [] } = problem;
      findings.push({ ruleId, rule, severity: level, message: ticket.message, place, span, related });
    } else if (!SPECTRAL_REFERENCE_CODES.has(ruleId)) {
      const document = bundle.documents.find(({ file }) => VIRTUAL_ROOT + file === source) ?? bundle.root;
      const place = Place.root(document).at(...path);
      findings.push({ ruleId, rule: undefined, severity: level, message, place, related: [] });
    }
  }
  return { findings, failures: session.failures };
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
    source: VIRTUAL_ROOT + bundle.root.file,
  } as unknown as Parameters<Spectral['run']>[0];
}

/**
 * A Ruleset of our rules made without its constructor, which validates the definition with AJV: 0.3 s for rules that our tests have
 * validated already. What Spectral reads of it is pinned by a test.
 */
export function trustedRuleset(active: readonly ActiveRule[]): Ruleset {
  const ruleset = Object.create(Ruleset.prototype);
  const owner = { aliases: null, hasComplexAliases: false } as unknown as Ruleset;
  const rules: Record<string, SpectralRuleClass> = {};
  for (const { rule, severity, options } of active) {
    rules[rule.id] = new SpectralRuleClass(rule.id, toSpectralRule(rule, severity, options) as never, owner);
  }
  return Object.defineProperties(ruleset, {
    rules: { value: rules },
    formats: { value: new Set() },
    overrides: { value: null },
    definition: { value: { rules: {} } },
    fromSource: { value: () => ruleset },
  });
}
