import type { PolicyFacts } from '../model/policy.ts';
import type { Located } from './check.ts';
import type { Rule, RuleContext } from './define-rule.ts';

/** Everything a rule that visits `policy` has to say of the policy of a run. Throws what the rule throws. */
export function checkPolicy(rule: Rule, policy: PolicyFacts, options?: object): Located[] {
  // Such a rule reads no API.
  const context = { options: { ...rule.options, ...options } } as RuleContext<unknown>;
  return [...(rule.check(policy, context) ?? [])].map((problem) => ({
    problem,
    place: problem.place ?? (problem.at === undefined ? policy.place : policy.place.at(...problem.at)),
  }));
}
