import type { Rule as SpectralRule } from '@stoplight/spectral-core';
import type { SourceDocument, Span } from '../documents/document.ts';
import { type Place, toPointer, written } from '../documents/place.ts';
import type { TreeEdit } from '../documents/tree-edit.ts';
import { valueAt } from '../documents/value-at.ts';
import type { Severity } from '../findings/finding.ts';
import type { Gather } from '../findings/gather.ts';
import type { Api } from '../model/api.ts';
import { check, checkEach } from './check.ts';
import type { Rule } from './define-rule.ts';
import { inCode } from './in-code.ts';
import { sourceOf } from './source.ts';

/** A finding not yet located in text. `rule` is the one of ours that found it, under whatever id the ruleset gives it. */
export interface EngineFinding {
  readonly ruleId: string;
  readonly rule: Rule | undefined;
  /** What the ruleset says of the rule. */
  readonly description: string | undefined;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place;
  readonly span?: Span | undefined;
  readonly related: readonly { readonly place: Place; readonly message: string }[];
  readonly edits?: readonly TreeEdit[] | undefined;
  readonly gather?: Gather | undefined;
}

/** A rule that threw; every other finding is kept. */
export interface Failure {
  readonly ruleId: string;
  readonly error: unknown;
  /** Whose bug it is. */
  readonly by: 'apiward' | 'ruleset';
}

/** Set when the findings will be compared with others: each stays at its own place until then. */
export interface Compared {
  /** The document as it was, for rules on the change; undefined when it is new or cannot be had. */
  readonly base: Api | undefined;
}

export interface SessionOptions {
  /** What is judged: code is asked by the rules that hold for it. Default: `document`. */
  readonly holds?: 'document' | 'code' | undefined;
  readonly onRule?: OnRule | undefined;
  readonly compared?: Compared | undefined;
  /** The last word on a severity, for what a policy says of single operations. */
  readonly severity?: ((rule: SpectralRule, place: Place, severity: Severity) => Severity | 'off') | undefined;
}

/** Told of each call of a rule of the user's, before (`runs`) and after. */
export type OnRule = (ruleId: string, runs: boolean) => void;

/**
 * One run of a ruleset over one API, found again by the parsed value that Spectral passes on. Our rules put their findings in here and
 * give Spectral nothing: it decides what runs with which options, and no finding is lost, merged or reworded on the way through it.
 */
export class Session {
  readonly findings: EngineFinding[] = [];
  readonly failures: Failure[] = [];
  readonly #api: Api;
  readonly #judged: ReadonlySet<SourceDocument>;
  readonly #holds: 'document' | 'code';
  readonly #onRule: OnRule;
  readonly #compared: Compared | undefined;
  readonly #severity: SessionOptions['severity'];
  readonly #done = new Set<string>();
  readonly #failed = new Set<string>();

  /** @param judged documents whose findings this run's ruleset judges */
  constructor(api: Api, judged: ReadonlySet<SourceDocument>, options: SessionOptions = {}) {
    const { holds = 'document', onRule = () => undefined, compared, severity } = options;
    this.#holds = holds;
    this.#api = api;
    this.#judged = judged;
    this.#onRule = onRule;
    this.#compared = compared;
    this.#severity = severity;
  }

  /** Runs a rule of ours as the ruleset has it: once, however often Spectral asks. */
  run(rule: Rule, options: object | null, as: SpectralRule): void {
    const key = `${as.name} ${rule.id} ${JSON.stringify(options)}`;
    const { holds = 'document' } = rule;
    const asked = this.#holds === 'code' ? inCode(rule) : rule;
    if (this.#done.has(key) || (holds !== 'both' && holds !== this.#holds)) return;
    this.#done.add(key);
    try {
      const found = this.#compared === undefined ? check : checkEach;
      for (const { problem, place, gather } of found(asked, this.#api, options ?? undefined, this.#compared?.base)) {
        if (!this.#judged.has(written(place).document)) continue;
        const severity = this.severityAt(as, place);
        if (severity === undefined) continue;
        const { span, related = [], edits } = problem;
        const message = reword(as, problem.message, place);
        const description = as.description ?? undefined;
        this.findings.push({ ruleId: as.name, rule: asked, description, severity, message, place, span, related, edits, gather });
      }
    } catch (error) {
      this.fail({ ruleId: rule.id, error, by: 'apiward' });
    }
  }

  /** Severity of what a rule finds at a place, the policy's last word heeded; undefined where it is off. */
  severityAt(rule: SpectralRule, place: Place): Severity | undefined {
    const severity = severityAt(rule, place);
    const said = severity === undefined ? undefined : (this.#severity?.(rule, place, severity) ?? severity);
    return said === 'off' ? undefined : said;
  }

  /** Calls a rule of the user's. */
  guard<Result>(ruleId: string, call: () => Result): Result | [] {
    this.#onRule(ruleId, true);
    try {
      return call();
    } catch (error) {
      this.fail({ ruleId, error, by: 'ruleset' });
      return [];
    } finally {
      this.#onRule(ruleId, false);
    }
  }

  fail(failure: Failure): void {
    if (this.#failed.has(failure.ruleId)) return;
    this.#failed.add(failure.ruleId);
    this.failures.push(failure);
  }
}

const sessions = new WeakMap<object, Session>();

/** @param value what Spectral is given as the document's value */
export function openSession(value: object, session: Session): void {
  sessions.set(value, session);
}

/** The session of the run that a function is called in; undefined under Spectral's own CLI. */
export function sessionOf({ document }: { readonly document: { readonly data: unknown } }): Session | undefined {
  return typeof document.data === 'object' && document.data !== null ? sessions.get(document.data) : undefined;
}

/** `DiagnosticSeverity` of the Language Server Protocol, as Spectral counts: error, warning, information, hint. */
const SEVERITIES: readonly Severity[] = ['error', 'warn', 'info', 'info'];

/** The same as a ruleset has it, overrides by pointer heeded. */
function severityAt(rule: SpectralRule, place: Place): Severity | undefined {
  const level =
    rule.overrides === undefined ? rule.severity : rule.getSeverityForSource(sourceOf(written(place).document.file), place.path);
  return Number(level) === -1 ? undefined : (SEVERITIES[level] ?? 'info');
}

/** A message as the ruleset words it, with Spectral's placeholders; ours by default. */
function reword({ message: template, description }: SpectralRule, error: string, place: Place): string {
  if (template === null || template === '{{error}}') return error;
  return template.replace(/\{\{([^{}\n]+)\}\}/g, (_, name: string) => {
    switch (name.trim()) {
      case 'error':
        return error;
      case 'description':
        return description ?? '';
      case 'path':
        return `#${toPointer(place.path)}`;
      case 'property':
        return String(place.key);
      case 'value': {
        const value = valueAt(place);
        return typeof value === 'object' || value === undefined ? '' : String(value);
      }
      default:
        return '';
    }
  });
}
