import { defineRule } from '../../engine/define-rule.ts';

export default defineRule({
  id: 'policy-tampered',
  title: 'Change of the policy that judges it',
  severity: 'info',
  why: 'Whoever can loosen the policy in the same change can let anything pass: so the base judges, and the change is shown.',
  fix: 'Have a code owner of the policy review the change; it takes effect once it is merged.',
  examples: {
    base: `
waivers: []
`,
    bad: `
waivers:
  - rule: auth-write-secured
    at: POST /pets
    reason: Later.
    owner: pets-team
    expires: "2026-12-31"
`,
    good: `
# Reformatted.
waivers:
  []
`,
  },
  visit: 'policy',
  *check({ changes }) {
    for (const { place, span, message } of changes) yield span === undefined ? { message, place } : { message, place, span };
  },
});
