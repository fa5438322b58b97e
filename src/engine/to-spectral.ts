/**
 * Each of our rules becomes a Spectral rule with `given: $` on the unresolved document, whose function hands out that rule's findings on
 * the API model. The model is built once a document and shared.
 */
import type { RulesetFunction, Rule as SpectralRuleInstance } from '@stoplight/spectral-core';
import type { Severity } from '../findings/finding.ts';
import type { Rule } from './define-rule.ts';
import { docsUrl } from './docs-url.ts';
import { guestResults } from './guest.ts';
import { sessionOf } from './session.ts';

type SpectralFunction = RulesetFunction<unknown, object | null>;

/** The shape of a rule in a Spectral ruleset written in JavaScript. */
export interface SpectralRule {
  readonly description: string;
  readonly message: string;
  readonly severity: Severity | 'off' | 'hint';
  readonly recommended: boolean;
  readonly given: '$';
  readonly resolved: false;
  readonly documentationUrl: string;
  readonly then: { readonly function: SpectralFunction; readonly functionOptions?: object };
}

/** One of our rules as a Spectral rule. Options of a preset or policy go to the rule unchanged. */
export function toSpectralRule(rule: Rule, severity: Severity | 'off', options?: object): SpectralRule {
  return {
    description: rule.title,
    message: '{{error}}',
    severity,
    recommended: severity !== 'off',
    given: '$',
    resolved: false,
    documentationUrl: docsUrl(rule.id),
    // biome-ignore lint/suspicious/noThenProperty: Spectral's own word for what a rule does.
    then: { function: ruleFunction(rule), ...(options === undefined ? {} : { functionOptions: options }) },
  };
}

const ours = new WeakSet<object>();

/** Whether a Spectral function is one of our rules. */
export function isOurs(run: object): boolean {
  return ours.has(run);
}

/** The Spectral function of one rule. */
export function ruleFunction(rule: Rule): SpectralFunction {
  const run: SpectralFunction = (_, options, context) => {
    const session = sessionOf(context);
    if (session === undefined) return guestResults(rule, options, context);
    // Spectral's types promise less than it hands over.
    session.run(rule, options, context.rule as SpectralRuleInstance);
    return [];
  };
  ours.add(run);
  return Object.defineProperty(run, 'name', { value: rule.id });
}
