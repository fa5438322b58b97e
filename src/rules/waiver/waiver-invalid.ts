import { defineRule } from '../../engine/define-rule.ts';
import { describeWaiver } from './describe.ts';

export default defineRule({
  id: 'waiver-invalid',
  title: 'Waiver without rule, place, reason, owner or expiry',
  severity: 'error',
  why: 'A waiver that nobody answers for, or that never ends, is a hole in the policy that nobody looks at again.',
  fix: 'Give the waiver `rule`, `at`, `reason`, `owner` and `expires`; until then it lets nothing pass.',
  examples: {
    bad: `
waivers:
  - rule: auth-read-secured
    at: GET /status
    reason: The status page is public.
    owner: platform-team
`,
    good: `
waivers:
  - rule: auth-read-secured
    at: GET /status
    reason: The status page is public.
    owner: platform-team
    expires: "2026-12-31"
`,
  },
  visit: 'policy',
  *check({ waivers }) {
    for (const waiver of waivers) {
      if (waiver.state !== 'invalid') continue;
      for (const { place, message } of waiver.faults) yield { message: `${describeWaiver(waiver)} counts for nothing: ${message}`, place };
    }
  },
});
