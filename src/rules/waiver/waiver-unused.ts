import { defineRule } from '../../engine/define-rule.ts';
import { describeWaiver } from './describe.ts';

export default defineRule({
  id: 'waiver-unused',
  title: 'Waiver that matches nothing',
  severity: 'warn',
  why: 'A waiver that outlives its finding lets the same mistake in again, unseen.',
  fix: 'Delete the waiver; if the finding is there, correct `rule`, `at` or `file`.',
  examples: {
    bad: `
waivers:
  - rule: auth-read-secured
    at: GET /health
    reason: The health check is public.
    owner: platform-team
    expires: "2026-12-31"
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
      if (waiver.state !== 'unused') continue;
      yield { message: `${describeWaiver(waiver)} matches no finding any more: delete it`, place: waiver.place };
    }
  },
});
