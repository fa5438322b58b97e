import { defineRule } from '../../engine/define-rule.ts';
import { days, describeWaiver, findings } from './describe.ts';

export default defineRule({
  id: 'waiver-expired',
  title: 'Expired waiver',
  severity: 'error',
  why: 'What was let pass for a time is open still, and the time is over: its findings count again.',
  fix: 'Mend what the waiver let pass and delete it, or have its owner set a new day with a new reason.',
  examples: {
    bad: `
waivers:
  - rule: auth-read-secured
    at: GET /status
    reason: The gateway asks for a key from spring on.
    owner: platform-team
    expires: "2026-03-31"
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
  *check({ waivers }) {
    for (const waiver of waivers) {
      if (waiver.state !== 'expired') continue;
      const { place, daysLeft = 0, expires = '', findings: count } = waiver;
      const live =
        count === 0
          ? 'it lets nothing pass any more, so delete it'
          : `${findings(count)} ${count === 1 ? 'counts' : 'count'} again: mend ${count === 1 ? 'it' : 'them'} or renew the waiver`;
      yield { message: `${describeWaiver(waiver)} ended on ${expires}, ${days(-daysLeft)} ago: ${live}`, place: place.at('expires') };
    }
  },
});
