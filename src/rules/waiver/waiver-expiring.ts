import { defineRule } from '../../engine/define-rule.ts';
import { days, describeWaiver, findings } from './describe.ts';

export default defineRule({
  id: 'waiver-expiring',
  title: 'Waiver that expires soon',
  severity: 'info',
  why: 'The day after its last one its findings fail the check, most likely on a pull request that has nothing to do with them.',
  fix: 'Mend what the waiver lets pass before its last day, or have its owner renew it.',
  examples: {
    bad: `
waivers:
  - rule: auth-read-secured
    at: GET /status
    reason: The gateway asks for a key from July on.
    owner: platform-team
    expires: "2026-07-05"
`,
    good: `
waivers:
  - rule: auth-read-secured
    at: GET /status
    reason: The gateway asks for a key from winter on.
    owner: platform-team
    expires: "2026-12-31"
`,
  },
  visit: 'policy',
  *check({ waivers, noticeDays }) {
    for (const waiver of waivers) {
      const { state, place, daysLeft, expires = '', owner = '', findings: count } = waiver;
      if (state !== 'used' || daysLeft === undefined || daysLeft > noticeDays) continue;
      const when = daysLeft === 0 ? 'ends today' : `ends in ${days(daysLeft)}`;
      yield {
        message: `${describeWaiver(waiver)} ${when} (${expires}): ${findings(count)} will count again; owner ${owner.slice(0, 60)}`,
        place: place.at('expires'),
      };
    }
  },
});
